import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tools import picture_blocks, write_page_types
from wagtail_pmi.conf import DEFAULTS
from wagtail_pmi.library.players import FRAME_SOURCES

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert not missing


def test_the_reference_of_the_page_types_is_what_the_code_says():
    assert write_page_types.TARGET.read_text("utf-8") == write_page_types.render(), (
        "Run python -m tools.write_page_types."
    )


def test_the_reference_of_the_blocks_is_what_the_code_says():
    assert picture_blocks.TARGET.read_text("utf-8") == picture_blocks.render(), "Run python -m tools.picture_blocks."


def test_the_policy_of_the_players_is_documented():
    text = (ROOT / "docs/how-to/choose-blocks.md").read_text("utf-8")
    assert f"frame-src {' '.join(FRAME_SOURCES)}\n" in text


def test_every_setting_is_documented():
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"), re.M))
    assert documented == set(DEFAULTS)


def test_every_command_is_documented():
    text = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    ours = {name for name, app in get_commands().items() if app in ("wagtail_pmi", "example_site")}
    assert ours == set(re.findall(r"^\| `([a-z_]+)", text, re.M))
