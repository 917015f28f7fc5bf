"""How a page is cited: as text, BibTeX, RIS and CSL-JSON, from what the public may know of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..validators import strip_controls


@dataclass(frozen=True)
class Citation:
    """The network is the author: what it publishes has no other."""

    key: str
    title: str
    network: str
    year: int | None
    url: str
    language: str
    license: str

    @property
    def text(self) -> str:
        year = str(self.year) if self.year else _("no date")
        ended = self.title if self.title.endswith((".", "?", "!")) else f"{self.title}."
        return " ".join(filter(None, [self.network, f"({year}).", ended, self.url]))

    @property
    def note(self) -> str:
        return _("License: %(license)s") % {"license": self.license} if self.license else ""


def cite(page: Any, request: HttpRequest | None = None) -> Citation:
    network, published = page.get_network(), page.first_published_at
    year = timezone.localtime(published).year if published else None
    return Citation(
        key="-".join(filter(None, [file_name(page), str(year or "")])),
        title=_line(page.title),
        network=_line(network.title) if network else "",
        year=year,
        url=page.get_full_url(request) or "",
        language=page.locale.language_code,
        license=_line(str(page.get_licence_display())),
    )


def file_name(page: Any) -> str:
    """A name of letters, digits and hyphens, the same as long as the slug of the page is."""
    return slugify(page.slug)[:80] or f"practice-{page.uid.hex[:8]}"


def bibtex(citation: Citation) -> str:
    fields = {
        "author": f"{{{_tex(citation.network)}}}",  # in braces of its own: a name that is not taken apart
        "title": f"{{{_tex(citation.title)}}}",
        "year": str(citation.year or ""),
        "url": citation.url,
        "language": citation.language,
        "note": _tex(citation.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value.strip("{}")]
    return "\n".join([f"@misc{{{citation.key},", *lines, "}", ""])


def ris(citation: Citation) -> str:
    fields = [
        ("TY", "ELEC"),
        ("ID", citation.key),
        ("AU", citation.network),
        ("TI", citation.title),
        ("PB", citation.network),
        ("PY", str(citation.year or "")),
        ("UR", citation.url),
        ("LA", citation.language),
        ("N1", citation.note),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(citation: Citation) -> str:
    item: dict[str, Any] = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": citation.network}] if citation.network else None,
        "publisher": citation.network,
        "issued": {"date-parts": [[citation.year]]} if citation.year else None,
        "URL": citation.url,
        "language": citation.language,
        "note": citation.note,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


@dataclass(frozen=True)
class Form:
    label: str
    content_type: str
    write: Callable[[Citation], str]


# The end of a file's name → how it is written.
FORMS = {
    "bib": Form("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Form("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", csl_json),
}


def _line(text: str) -> str:
    return " ".join(strip_controls(text).split())


# BibTeX counts braces whether they are escaped or not, so those of a text are written without any.
_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "^": r"{\textasciicircum}",
    "~": r"{\textasciitilde}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _TEX[found[0]], _line(text))
