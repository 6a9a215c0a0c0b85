"""Only players of allowed hosts come into a page, and only under the address of a video."""

import pytest
from django.core.exceptions import ValidationError

from publicity.broadcasts import check_broadcast, frame_sources, player_address

PLAYER = "https://www.youtube-nocookie.com/embed/abcDEF12345"


@pytest.mark.parametrize(
    "address",
    ["https://www.youtube.com/watch?v=abcDEF12345", "https://youtu.be/abcDEF12345", "https://youtu.be/abcDEF12345?t=9",
     "https://m.youtube.com/watch?feature=share&v=abcDEF12345", "https://www.youtube.com/live/abcDEF12345",
     "https://youtube.com/embed/abcDEF12345", PLAYER],
)  # fmt: skip
def test_every_address_of_a_video_leads_to_the_player_without_cookies(address):
    assert player_address(address) == PLAYER


def test_vimeo_has_a_player_too():
    assert player_address("https://vimeo.com/123456789") == "https://player.vimeo.com/video/123456789"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/video", "http://www.youtube.com/watch?v=abcDEF12345", "https://www.youtube.com/",
     "https://www.youtube.com/watch?v=", "https://www.youtube.com/@kanalas", "https://youtube.com.example.org/embed/abcDEF12345",
     "https://www.youtube.com@example.org/watch?v=abcDEF12345", "javascript:alert(1)", "https://[::1", "https://vimeo.com/kanalas",
     "https://youtu.be/abc\"onload=x", "//youtu.be/abcDEF12345", ""],
)  # fmt: skip
def test_anything_else_has_no_player(address):
    assert player_address(address) is None


def test_an_unknown_host_is_refused_with_the_known_ones():
    with pytest.raises(ValidationError, match="youtube.com, vimeo.com"):
        check_broadcast("https://example.org/video")
    check_broadcast("")
    check_broadcast("https://youtu.be/abcDEF12345")


def test_the_list_of_hosts_is_a_setting(settings):
    settings.BROADCAST_HOSTS = ["transliacija.klaipeda.lt"]
    assert player_address("https://transliacija.klaipeda.lt/posedis/7") == "https://transliacija.klaipeda.lt/posedis/7"
    assert player_address("https://transliacija.klaipeda.lt:8443/posedis/7") is None
    assert player_address("https://youtu.be/abcDEF12345") is None
    assert frame_sources() == ["https://transliacija.klaipeda.lt"]
