from postil.formats.label_studio.renaming import forget_layout, keep_order, rename_controls


def test_the_layout_gets_the_new_names_and_keeps_its_counts() -> None:
    layout: list[list[object]] = [["rectangle", "box"], ["rectanglelabels", "box", 2]]
    ext = {"label_studio": {"layout": layout, "no_id": True}}
    assert rename_controls(ext, {"box": "shape"}) == {
        "label_studio": {"layout": [["rectangle", "shape"], ["rectanglelabels", "shape", 2]], "no_id": True}
    }
    assert layout[0] == ["rectangle", "box"]


def test_results_kept_as_they_came_get_the_new_names() -> None:
    ext = {"label_studio": {"raw": [{"from_name": "magic", "type": "x"}, {"type": "y"}]}}
    renamed = rename_controls(ext, {"magic": "wand"})
    assert renamed["label_studio"]["raw"] == [{"from_name": "wand", "type": "x"}, {"type": "y"}]


def test_an_annotation_without_either_shares_its_ext() -> None:
    ext = {"label_studio": {"size": [1, 2, 0]}}
    assert rename_controls(ext, {"box": "shape"}) is ext
    assert rename_controls({}, {"box": "shape"}) == {}


def test_the_order_of_results_is_that_of_the_annotations_left() -> None:
    ext = {"label_studio": {"order": [0, 1, 2, 0, 2], "rest": {"id": 1}}}
    assert keep_order(ext, [0, 2]) == {"label_studio": {"order": [0, 1, 0, 1], "rest": {"id": 1}}}


def test_a_bundle_in_plain_order_stays_as_it_is() -> None:
    ext = {"label_studio": {"rest": {"id": 1}}}
    assert keep_order(ext, [0]) is ext


def test_a_layout_that_no_longer_fits_is_forgotten() -> None:
    ext = {"label_studio": {"layout": [["rectangle", "box"]], "no_id": True}}
    assert forget_layout(ext) == {"label_studio": {"no_id": True}}
    assert forget_layout({}) == {}
