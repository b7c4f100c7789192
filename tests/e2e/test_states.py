"""Every page in every state, light and dark: nobody stumbles, nothing complains, no other server is asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.axe import stumbles
from tests.e2e.gallery import Gallery, darken
from tests.e2e.states import STATES


@pytest.fixture(scope="module")
def gallery(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    shown = Gallery(chromium, tmp_path_factory.mktemp("gallery"))
    yield shown
    shown.close()


@pytest.mark.parametrize("state", STATES, ids=[state.name for state in STATES])
def test_nobody_stumbles_over_a_page(gallery, state):
    with gallery.shown(state) as (page, watch):
        assert stumbles(page) == []
        darken(page)
        assert stumbles(page, "color-contrast") == []
        assert watch.unexpected == []


def test_every_state_has_a_name_of_its_own():
    names = [state.name for state in STATES]
    assert sorted(set(names)) == sorted(names)
