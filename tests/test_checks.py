"""The system checks: each speaks where it should, is silent on a right configuration, and is documented."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.middleware.locale import LocaleMiddleware
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

import wagtail_pmi

ROOT = Path(__file__).resolve().parent.parent
SHARED = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:6379"}}
LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
I18N = "django.middleware.locale.LocaleMiddleware"


def found(number, **options):
    """What the check of this id says, message and cure."""
    return [(check.msg, check.hint) for check in run_checks(**options) if check.id == f"wagtail_pmi.{number}"]


@pytest.fixture
def install(monkeypatch):
    """Makes an app look installed, or not; loading the apps anew would run their start a second time."""
    installed = apps.is_installed

    def install(name, here):
        monkeypatch.setattr(apps, "is_installed", lambda app: here if app == name else installed(app))

    return install


class TableBlock(blocks.StructBlock):
    table = TypedTableBlock([("text", blocks.CharBlock())])


def test_modeladmin_must_be_installed(install):
    assert found("E001") == []
    install("wagtail_modeladmin", False)
    [(_message, cure)] = found("E001")
    assert '"wagtail_modeladmin"' in cure


def test_keywords_should_not_differ_by_case_alone(settings):
    settings.TAGGIT_CASE_INSENSITIVE = True
    assert found("W002") == []
    del settings.TAGGIT_CASE_INSENSITIVE
    [(_message, cure)] = found("W002")
    assert cure.endswith("TAGGIT_CASE_INSENSITIVE = True")


class TestTables:
    APP = "wagtail.contrib.typed_table_block"

    @pytest.mark.parametrize("block", [TypedTableBlock([("text", blocks.CharBlock())]), TableBlock()])
    def test_need_the_app_of_their_editor(self, install, monkeypatch, block):
        monkeypatch.setattr("wagtail_pmi.blocks.body_block", lambda: blocks.StreamBlock([("table", block)]))
        install(self.APP, False)
        [(_message, cure)] = found("W003")
        assert f'"{self.APP}"' in cure
        install(self.APP, True)
        assert found("W003") == []

    def test_that_a_site_does_not_offer_need_nothing(self, install, monkeypatch):
        monkeypatch.setattr("wagtail_pmi.blocks.body_block", lambda: blocks.StreamBlock([("text", blocks.CharBlock())]))
        install(self.APP, False)
        assert found("W003") == []


class LocaleMiddlewareOfTheSite(LocaleMiddleware):
    """A site may have its own."""


class TestLocales:
    @pytest.fixture(autouse=True)
    def several_locales(self, settings):
        settings.WAGTAIL_I18N_ENABLED = True

    def test_need_the_middleware_that_knows_them(self):
        [(_message, cure)] = found("W004")
        assert I18N in cure

    @pytest.mark.parametrize("middleware", [I18N, f"{__name__}.LocaleMiddlewareOfTheSite"])
    def test_are_known_with_it(self, settings, middleware):
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, middleware]
        assert found("W004") == []

    def test_do_not_matter_where_there_is_one(self, settings):
        settings.WAGTAIL_I18N_ENABLED = False
        assert found("W004") == []


class TestCache:
    def test_should_be_shared_where_a_site_is_deployed(self, settings):
        settings.CACHES = LOCAL
        [(_message, cure)] = found("W005", include_deployment_checks=True)
        assert "CACHES" in cure
        settings.CACHES = SHARED
        assert found("W005", include_deployment_checks=True) == []

    def test_is_no_matter_while_one_develops(self, settings):
        settings.CACHES = LOCAL
        assert found("W005") == []


@pytest.mark.parametrize(("method", "warned"), [(None, 0), ("serve_view", 0), ("redirect", 0), ("direct", 1)])
def test_documents_should_be_served_by_wagtail(settings, method, warned):
    settings.WAGTAILDOCS_SERVE_METHOD = method
    assert len(found("W006")) == warned


def test_every_check_is_documented():
    source = (Path(wagtail_pmi.__file__).parent / "checks.py").read_text("utf-8")
    strings = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    ids = {text for text in strings if isinstance(text, str) and re.fullmatch(r"wagtail_pmi\.[EW]\d{3}", text)}
    page = (ROOT / "docs/reference/checks.md").read_text("utf-8")
    assert ids == set(re.findall(r"^\| `([\w.]+)`", page, re.M))
    assert len(ids) > 5
