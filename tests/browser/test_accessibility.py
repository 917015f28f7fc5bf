"""axe-core finds nothing: WCAG 2.2 AA and its best practices, on every kind of page, light and dark, phone and wide."""

import json

import pytest

from .conftest import NODE_MODULES, SCHEMES, WIDTHS
from .pages import KINDS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


@pytest.fixture(scope="session")
def axe() -> str:
    return (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(read, axe, kind, scheme, width):
    page = read(KINDS[kind], scheme=scheme, width=width)
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {json.dumps(OPTIONS)})")["violations"]
    assert not found, "\n".join(_described(violation) for violation in found)


def _described(violation) -> str:
    nodes = [f"    {node['target'][0]}  {node['html'][:160]}" for node in violation["nodes"][:5]]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *nodes])
