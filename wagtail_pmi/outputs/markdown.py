"""Markdown that says what a text says: nothing in it becomes a heading, a link or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from ..validators import strip_controls
from .briefs import Brief, Item, Need, Peer

_ANYWHERE = re.compile(r"([\\`*_{}\[\]<>#~|&$])")
_AT_THE_START = re.compile(r"\A(?:([-+=])|([0-9]{1,9})([.)]))")
# What GitHub and others make links of, without being asked to.
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)|(@)")


def escape(text: str) -> str:
    """A text in one line of CommonMark, with what would be read as markup escaped."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(strip_controls(text).split()))
    line = _ADDRESS.sub(lambda found: "".join(f"\\{part}" if part in ":.@" else part for part in _parts(found)), line)
    return _AT_THE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def _parts(found: re.Match[str]) -> list[str]:
    return [part for part in found.groups() if part]


def link(url: str) -> str:
    """An address as a link to itself."""
    return f"<{iri_to_uri(url)}>" if url else ""


def brief_as_markdown(brief: Brief) -> str:
    head = " · ".join(filter(None, [f"**{escape(brief.network)}**" if brief.network else "", escape(brief.dates)]))
    made_for = _("For %(city)s") % {"city": brief.city} if brief.city else ""
    peers = _("Cities like %(city)s") % {"city": brief.city} if brief.city else _("Some of the cities")
    parts = [
        f"# {escape(brief.title)}",
        head,
        f"**{escape(made_for)}**" if made_for else "",
        escape(brief.summary),
        *_section(_("The problem"), [escape(brief.problem)] if brief.problem else []),
        *_section(_("Who did this"), [_list(escape(count) for count in brief.tally)]),
        *_section(peers, [_list(_peer(peer) for peer in brief.peers)], level=3),
        *_section(_("What it takes"), [_list(f"{escape(f.label)}: {escape(f.text)}" for f in brief.costs)]),
        *_section(_("What must be in place"), [_list(_need(need) for need in brief.needs)]),
        *_section(_("Evidence"), [f"**{escape(brief.evidence)}**", escape(brief.caveat)]),
        *_section(_("First steps"), [_list((_item(step) for step in brief.steps), numbered=True)]),
        *_section(_("What did not work"), [_list(_lesson(lesson) for lesson in brief.failures)]),
        *_section(_("Whom to ask"), [_list(_item(contact) for contact in brief.contacts)]),
        *_section(_("Sources"), [_list(f"{escape(row.title)} {link(row.url)}".strip() for row in brief.sources)]),
        *_section(_("How to cite"), [escape(brief.citation), link(brief.url)]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(heading: str, parts: list[str], level: int = 2) -> list[str]:
    return [f"{'#' * level} {escape(heading)}", *parts] if any(parts) else []


def _list(rows: Iterable[str], numbered: bool = False) -> str:
    return "\n".join(f"{number}. {row}" if numbered else f"- {row}" for number, row in enumerate(rows, 1))


def _peer(peer: Peer) -> str:
    city = f"{peer.city} ({peer.place})" if peer.place else peer.city
    return f"**{escape(city)}**: {escape('. '.join(filter(None, [peer.stage, peer.likeness])))}"


def _need(need: Need) -> str:
    marks = [_("Essential") if need.essential else _("Helpful"), str(need.verdict.label) if need.verdict else ""]
    return f"**{escape(' · '.join(filter(None, marks)))}**: {escape(' '.join([need.text, *need.reasons]))}"


def _item(item: Item) -> str:
    return f"**{escape(item.title)}**: {escape(item.text)}" if item.text else f"**{escape(item.title)}**"


def _lesson(item: Item) -> str:
    return f"{escape(item.title)} ({escape(item.text)})" if item.text else escape(item.title)
