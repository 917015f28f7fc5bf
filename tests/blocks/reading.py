"""What becomes of blocks that were stored unchecked, for one who reads them and for the API."""

import json
import re
from typing import Any

from django.template import Context, Template
from django.test import RequestFactory

from tests.blocks.filling import page_with


def request() -> Any:
    return RequestFactory().get("/", headers={"host": "localhost"})


def raw(*blocks):
    return [{"type": name, "value": value, "id": f"{n:08}"} for n, (name, value) in enumerate(blocks)]


def show(network, *blocks):
    """The body of a page that was stored unchecked, as one who reads it sees it."""
    template = Template("{% load wagtail_pmi_tags %}{% pmi_body page.solution %}")
    return template.render(Context({"page": page_with(network, raw(*blocks)), "request": request()}))


def tell(network, *blocks):
    page = page_with(network, raw(*blocks))
    told = page.solution.stream_block.get_api_representation(page.solution, {"request": request()})
    assert json.loads(json.dumps(told)) == told
    return [child["value"] for child in told]


def words_of(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\N{NO-BREAK SPACE}", " ").split())


def errors_of(error):
    """The messages of a nested error, by the path of names and numbers that leads to each."""
    found = {}
    for name, child in getattr(error, "block_errors", {}).items():
        nested = errors_of(child)
        found |= {f"{name}.{path}" if path else str(name): messages for path, messages in nested.items()}
    return found or {"": list(error.messages)}
