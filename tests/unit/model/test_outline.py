"""An outline tells of its objects what looking at each of them would."""

from array import array

from postil.model.digest import digest_of
from postil.model.outline import Outline


def test_the_digest_is_that_of_the_keys_and_left_edges() -> None:
    keys, lefts = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"], [1.5, 2]
    spelled = ('["' + '","'.join(keys) + '"]').encode()
    marks = b"0000000a0000000b" + array("d", lefts).tobytes()
    assert Outline(2, 10, 20, [], spelled, marks).digest() == digest_of(keys, lefts)
