"""Words: what a reader typed, and how long a text takes to read."""

import math
import re
import unicodedata
from html import unescape

from django.utils.html import strip_tags

MAX_QUERY_LENGTH = 200
MAX_QUERY_TERMS = 16
WORDS_A_MINUTE = 220

_UNSEARCHABLE = {"Cc", "Cs", "Co", "Cn"}


def clean_query(query: str) -> str:
    """A search query that every backend takes: normalized, without controls and quotes, of bounded length."""
    normal = unicodedata.normalize("NFC", query.encode("utf-8", "ignore").decode())[:MAX_QUERY_LENGTH]
    kept = "".join(" " if unicodedata.category(char) in _UNSEARCHABLE or char in "\"'" else char for char in normal)
    terms = [term for term in kept.split() if re.search(r"\w", term)]
    return " ".join(terms[:MAX_QUERY_TERMS])


def plain_text(html: str) -> str:
    """The words of rich text, in one line."""
    spaced = re.sub(r"</(?:p|li|h[1-6])>|<br\s*/?>", " ", html)
    return " ".join(unescape(strip_tags(spaced)).split())


def reading_minutes(text: str) -> int:
    """Whole minutes, at least one."""
    return max(1, math.ceil(len(text.split()) / WORDS_A_MINUTE))
