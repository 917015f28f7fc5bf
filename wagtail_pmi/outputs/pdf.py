"""PDF by WeasyPrint, which the extra `pdf` installs. Without it, or without the libraries it needs, there is none."""

from __future__ import annotations

import functools
import logging
from pathlib import Path
from typing import Any

STYLES = Path(__file__).resolve().parent.parent / "static" / "wagtail_pmi"


@functools.cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError:
        return None
    except OSError as error:  # a library of the system, such as Pango, is not there
        logging.getLogger(__name__).warning("No PDF: %s", error)
        return None
    return weasyprint


def can_make_pdf() -> bool:
    return _weasyprint() is not None


def make_pdf(html: str, *styles: str) -> bytes:
    """A tagged PDF of a document that stands by itself, in the style sheets of the package of these names.

    Nothing is fetched, whatever the document points at: no file and no address.
    """
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise RuntimeError("Install wagtail-pmi[pdf].")

    base: Any = weasyprint.URLFetcher

    class Refusing(base):
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"Not fetched: {url}")

    fetcher = Refusing()
    sheets = [
        weasyprint.CSS(string=(STYLES / name).read_text("utf-8"), url_fetcher=fetcher, media_type="print")
        for name in styles
    ]
    document = weasyprint.HTML(string=html, url_fetcher=fetcher, media_type="print")
    found: bytes = document.write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")
    return found
