from postil.model.annotation import Annotation
from postil.model.wire import encode_annotations
from postil.stores.sql.layer_facts import LayerFacts
from postil.stores.sql.layers import folded


def document(**features):
    return encode_annotations([Annotation(key=key, feature=feature) for key, feature in features.items()])


def value(*layers):
    return {annotation.key: annotation.feature for annotation in folded(layers)}


def test_later_layers_win_by_key():
    assert value((document(a="car", b="car"), None), (document(a="bus"), None)) == {"a": "bus", "b": "car"}


def test_a_whole_layer_hides_all_below_it():
    assert value((document(a="car"), None), (document(b="bus"), LayerFacts(is_whole=True))) == {"b": "bus"}


def test_tombstones_take_keys_of_lower_layers_away_but_not_those_of_their_own():
    lower = (document(a="car", b="car"), None)
    assert value(lower, (document(a="bus"), LayerFacts(tombstones=["a", "b", "c"]))) == {"a": "bus"}


def test_no_layers_are_nothing():
    assert folded([]) == []
