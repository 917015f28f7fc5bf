"""Imports point one way, and what must not be in a template is in none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import wagtail_pmi

PACKAGE = Path(wagtail_pmi.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))

FOUNDATION = {"conf", "geography", "validators", "vocabularies"}
MARKS = {"mark_safe", "SafeString", "SafeText"}
SURFACES = {"admin", "api", "wagtail_hooks"}
# Part of the package → parts of it that it may not import.
FORBIDDEN = {
    "library": {"models"} | SURFACES,
    "outputs": {"models"} | SURFACES,
    "visibility": {"models"} | SURFACES,
    "mixins": {"models"} | SURFACES,
    "models": SURFACES,
}


def part_of(path: Path) -> str:
    """The first level below the package: `models` of models/base.py, `conf` of conf.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    """The parts of the package that a module imports when it runs."""
    inside = ["wagtail_pmi", *path.relative_to(PACKAGE).parts[:-1]]
    parts = set()
    for node in running(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = inside[: len(inside) - node.level + 1] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        parts |= {name.split(".")[1] for name in names if name.startswith("wagtail_pmi.")}
    return parts


def running(node: ast.AST) -> Iterator[ast.AST]:
    """The node and everything below it, but for what only a type checker reads."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield from running(child)


def named(paths: list[Path]) -> list:
    return [pytest.param(path, id=str(path.relative_to(PACKAGE))) for path in paths]


@pytest.mark.parametrize("path", named([path for path in MODULES if part_of(path) in FOUNDATION]))
def test_the_foundation_imports_nothing_of_ours_above_it(path):
    assert imported_parts(path) <= FOUNDATION


@pytest.mark.parametrize("path", named([path for path in MODULES if part_of(path) in FORBIDDEN]))
def test_imports_point_one_way(path):
    assert not imported_parts(path) & FORBIDDEN[part_of(path)]


@pytest.mark.parametrize("path", named([path for path in MODULES if part_of(path) != "templatetags"]))
def test_only_template_tags_mark_a_string_as_safe(path):
    tree = ast.parse(path.read_text("utf-8"))
    used = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in MARKS]
    used += [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in MARKS]
    assert used == []


@pytest.mark.parametrize("path", named(TEMPLATES))
def test_templates_leave_escaping_and_visibility_alone(path):
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*(safe|safeseq)\b|autoescape\s+off", text), "Output goes through escaping."
    assert not re.search(r"\.live\b", text), "What may be seen is decided by the gate."


def test_the_rules_see_relative_imports_and_spare_type_checking(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_architecture.PACKAGE", tmp_path)
    (tmp_path / "library").mkdir()
    module = tmp_path / "library" / "example.py"
    module.write_text(
        "from typing import TYPE_CHECKING\n"
        "from ..conf import get_setting\n"
        "from .. import models\n"
        "from . import text\n"
        "import wagtail_pmi.admin.merge\n"
        "if TYPE_CHECKING:\n    from ..api import v2\n"
        "def later():\n    from ..outputs.seo import seo\n"
    )
    assert imported_parts(module) == {"conf", "models", "library", "admin", "outputs"}
