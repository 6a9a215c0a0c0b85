"""Broadcasts and recordings: which hosts may be shown within a page, and at what address.

The page itself asks no other site for anything: the player is put into it when a reader presses for it.
"""

import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

YOUTUBE_PLAYER = "www.youtube-nocookie.com"  # the player without cookies before it plays
YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", YOUTUBE_PLAYER})
YOUTUBE_PATH = re.compile(r"/(?:embed|live|shorts|v)/([\w-]{6,20})/?")
VIDEO = re.compile(r"[\w-]{6,20}")
VIMEO = re.compile(r"/(?:video/)?(\d{6,12})/?")
VIMEO_PLAYER = "player.vimeo.com"


def player_address(address: str) -> str | None:
    """The address of the player for a broadcast; None for a host that is not allowed or an address without a video."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or parts.username or parts.password:
        return None
    if host in YOUTUBE:
        video = _youtube_video(host, parts.path, parts.query)
        return f"https://{YOUTUBE_PLAYER}/embed/{video}" if video and _allowed(YOUTUBE_PLAYER) else None
    if host in ("vimeo.com", "www.vimeo.com", VIMEO_PLAYER):
        found = VIMEO.fullmatch(parts.path)
        return f"https://{VIMEO_PLAYER}/video/{found[1]}" if found and _allowed(VIMEO_PLAYER) else None
    return address if _allowed(host) and parts.port in (None, 443) else None


def check_broadcast(address: str) -> None:
    """ValidationError with a sentence for the editor when the page could not show the broadcast."""
    if address and player_address(address) is None:
        raise ValidationError(
            _("The portal cannot show a broadcast from this address. It shows videos of: %(hosts)s. "
              "Copy the address of the video itself, beginning with https://.")
            % {"hosts": ", ".join(hosts_in_words())},
            code="unknown_host",
        )  # fmt: skip


def hosts_in_words() -> list[str]:
    """The allowed hosts under the names that people know."""
    known = {YOUTUBE_PLAYER: "youtube.com", VIMEO_PLAYER: "vimeo.com"}
    return [known.get(host, host) for host in settings.BROADCAST_HOSTS]


def frame_sources() -> list[str]:
    """What the content security policy of a page with a broadcast lets in."""
    return [f"https://{host}" for host in settings.BROADCAST_HOSTS]


def _allowed(host: str) -> bool:
    return host in settings.BROADCAST_HOSTS


def _youtube_video(host: str, path: str, query: str) -> str | None:
    if host == "youtu.be":
        video = path.strip("/")
    elif path == "/watch":
        video = parse_qs(query).get("v", [""])[0]
    else:
        found = YOUTUBE_PATH.fullmatch(path)
        video = found[1] if found else ""
    return video if VIDEO.fullmatch(video) else None
