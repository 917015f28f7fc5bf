"""What is installed is what the metadata says, and nothing of it lies outside the namespace of the package."""

import re
import tomllib
import warnings
from importlib.metadata import version
from pathlib import Path

import pytest
from django.core.management import call_command

import wagtail_pmi

PACKAGE = Path(wagtail_pmi.__file__).parent
PROJECT = tomllib.loads((Path(__file__).resolve().parent.parent / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_installed_version_is_the_one_of_the_metadata():
    assert version("wagtail-pmi") == PROJECT["version"]


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_templates_and_static_files_are_in_our_namespace(folder):
    assert {path.name for path in (PACKAGE / folder).iterdir()} == {"wagtail_pmi"}


def test_template_tags_are_in_our_namespace():
    modules = (PACKAGE / "templatetags").glob("*.py")
    assert all(path.stem.startswith(("wagtail_pmi", "__")) for path in modules)


def test_migrations_name_no_model_that_a_site_may_replace():
    literal = re.compile(
        r"wagtailcore[.\"', ]+page\b|wagtailimages[.\"', ]+image\b|wagtaildocs[.\"', ]+document\b", re.I
    )
    for path in (PACKAGE / "migrations").glob("*.py"):
        found = [match.group() for match in literal.finditer(path.read_text("utf-8"))]
        # swapper takes the name that the models go by when nothing replaces them.
        assert set(found) <= {'wagtailcore", "Page'}, path.name


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("module", ["wagtail_pmi", "wagtail_pmi.models.base", "example_site.urls", "tests.conftest"])
def test_a_warning_of_our_own_code_is_an_error(module):
    with pytest.raises(DeprecationWarning):
        warnings.warn_explicit("Do not do this.", DeprecationWarning, "any.py", 1, module=module)
