"""Reads what the package writes, with libraries of others."""

from __future__ import annotations

import io


def read_pdf(content: bytes) -> str:
    """The words of a PDF, in one line."""
    from pypdf import PdfReader

    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
