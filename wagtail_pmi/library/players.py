"""Players of films that may be framed in a page, by the address of the page where a film is shown."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .richtext import web_url

# What the `frame-src` of a site's content security policy must let in for films to play in the page.
FRAME_SOURCES = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?P<id>[0-9]{1,12})(/(?P<hash>[0-9a-f]{6,16}))?/?", re.ASCII)


def player_url(url: Any) -> str:
    """Address of the player of a film; empty for everything that is no film of a known host."""
    parts = urlsplit(web_url(url))
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if parts.scheme != "https" or ":" in parts.netloc:
        return ""
    if host == "youtu.be":
        return _youtube(parts.path[1:])
    if host == "youtube.com":
        head, _slash, tail = parts.path[1:].partition("/")
        if head == "watch":
            tail = parse_qs(parts.query).get("v", [""])[0]
        return _youtube(tail) if head in ("embed", "live", "shorts", "watch") else ""
    if host == "vimeo.com" and (found := _VIMEO_PATH.fullmatch(parts.path)):
        secret = f"&h={found['hash']}" if found["hash"] else ""
        return f"https://player.vimeo.com/video/{found['id']}?autoplay=1&dnt=1{secret}"
    return ""


def _youtube(key: str) -> str:
    found = _YOUTUBE_ID.fullmatch(key.rstrip("/"))
    return f"https://www.youtube-nocookie.com/embed/{found[0]}?autoplay=1" if found else ""
