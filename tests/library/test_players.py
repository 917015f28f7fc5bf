"""Only a film of a known host has a player, whatever else an address says."""

import pytest

from tests.blocks.payloads import ADDRESSES
from wagtail_pmi.library.players import FRAME_SOURCES, player_url

FILM = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://youtube.com/watch?feature=share&v=aqz-KE-bpKQ&t=4s",
        "https://m.youtube.com/watch?v=aqz-KE-bpKQ#x",
        "https://youtu.be/aqz-KE-bpKQ?si=x",
        "https://www.youtube.com/embed/aqz-KE-bpKQ",
        "https://www.youtube.com/shorts/aqz-KE-bpKQ/",
        "https://www.youtube.com/live/aqz-KE-bpKQ",
    ],
)
def test_a_film_on_youtube_plays_from_the_host_without_cookies(address):
    assert player_url(address) == FILM


def test_a_film_on_vimeo_plays_untracked_and_with_its_key():
    assert player_url("https://vimeo.com/123456") == "https://player.vimeo.com/video/123456?autoplay=1&dnt=1"
    assert player_url("https://vimeo.com/123456/0a1b2c3d4e").endswith("?autoplay=1&dnt=1&h=0a1b2c3d4e")


@pytest.mark.parametrize(
    "address",
    [
        "",
        None,
        "http://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com:8443/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com/@city",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ%22",
        "https://youtu.be/",
        "https://vimeo.com/channels/staff",
        "https://vimeo.com/١٢٣",
        "https://notvimeo.com/123456",
        "https://example.org/watch?v=aqz-KE-bpKQ",
    ],
)
def test_everything_else_stays_a_link(address):
    assert player_url(address) == ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_player_is_always_of_a_host_that_a_policy_can_name(address):
    assert not player_url(address) or player_url(address).startswith(tuple(f"{source}/" for source in FRAME_SOURCES))
