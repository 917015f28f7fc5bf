"""Draws the example of every block, and writes docs/reference/blocks.md. Run it as `python -m tools.picture_blocks`.

Needs Chromium (named in CHROMIUM if it is not on the path) and Playwright.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
TARGET = DOCS / "reference" / "blocks.md"
PICTURES = DOCS / "images" / "blocks"
ADDRESS = "http://pictures.example"
WIDTH, COLORS = 720, 64
INTRODUCTION = """# Blocks

Made from the code by `python -m tools.picture_blocks`, examples included. A star marks what is required; `[]` stands for each entry of a list.
Which of them a site has is [its choice](../how-to/choose-blocks.md).
"""


def render() -> str:
    from wagtail_pmi.blocks import body_block

    blocks = body_block().child_blocks.values()
    groups = groupby(blocks, key=lambda block: str(block.meta.group))
    return "\n".join([INTRODUCTION, *(line for name, members in groups for line in _group(name, list(members)))])


def preview(block: Any) -> str:
    """The page that the admin shows of a block's example."""
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    value = block.get_preview_value()
    context = {"request": RequestFactory().get("/"), "bound_block": block.bind(value), "page_title": block.label}
    return render_to_string(block.get_preview_template(value, context), block.get_preview_context(value, context))


def _group(name: str, blocks: list[Any]) -> Iterator[str]:
    yield f"## {name}\n"
    for block in blocks:
        yield f"### {block.label} (`{block.name}`)\n"
        yield f"{block.get_description()}\n"
        yield f"![{block.label}: an example](../images/blocks/{block.name}.png)\n"
        rows = list(_fields(block))
        if rows:
            yield "| field | what | |\n| --- | --- | --- |"
            yield from rows
            yield ""


def _fields(block: Any, prefix: str = "") -> Iterator[str]:
    if hasattr(block, "child_block"):
        yield from _fields(block.child_block, f"{prefix}[]")
        return
    for child in getattr(block, "child_blocks", {}).values():
        name = f"{prefix}.{child.name}" if prefix else child.name
        field = getattr(child, "field", None)
        required = field.required if field is not None else getattr(child.meta, "min_num", None)
        star = "*" if required else ""
        yield f"| `{name}`{star} | {child.label} | {_help_text(child)} |"
        if not isinstance(child, _card()):
            yield from _fields(child, name)


def _card() -> Any:
    from wagtail_pmi.blocks import CardBlock

    return CardBlock


def _help_text(block: Any) -> str:
    field = getattr(block, "field", None)
    return str((field.help_text if field is not None else getattr(block.meta, "help_text", "")) or "")


def draw() -> None:
    """A picture of each example, as a reader sees it by day."""
    from playwright.sync_api import sync_playwright

    from wagtail_pmi.blocks import body_block

    pages = {name: preview(block) for name, block in body_block().child_blocks.items()}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 200}, color_scheme="light")
        page.route("**/*", lambda route: _answer(route, pages))
        for name in pages:
            page.goto(f"{ADDRESS}/{name}", wait_until="networkidle")
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            _save(page.locator("main").screenshot(), PICTURES / f"{name}.png")
        browser.close()


def _answer(route: Any, pages: dict[str, str]) -> None:
    from django.conf import settings
    from django.contrib.staticfiles import finders

    path = route.request.url.removeprefix(ADDRESS)
    if path[1:] in pages:
        route.fulfill(body=pages[path[1:]], content_type="text/html")
    elif path.startswith(settings.STATIC_URL) and (file := finders.find(path.removeprefix(settings.STATIC_URL))):
        route.fulfill(path=file)
    else:
        route.abort()


def _save(png: bytes, path: Path) -> None:
    """Few colors, so that the documentation stays small."""
    from PIL import Image

    Image.open(BytesIO(png)).convert("RGB").quantize(COLORS).save(path, optimize=True)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    draw()
    TARGET.write_text(render(), "utf-8")


if __name__ == "__main__":
    main()
