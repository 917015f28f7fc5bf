"""Settings of the test suite: the example site's, on whatever database DATABASE_URL names."""

import os
import tempfile

import django

from example_site.settings import *  # noqa: F403
from example_site.settings import DATABASES, INSTALLED_APPS

DEBUG = False
SECRET_KEY = "tests"
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.simple_translation", "tests", "tests.testapp"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if django.VERSION >= (6, 1):  # which warns of mail from a site that has none
    MAILERS = {"default": {}}
    SILENCED_SYSTEM_CHECKS = ["mail.E001"]  # mail of a test is to reach nobody
MEDIA_ROOT = tempfile.mkdtemp(prefix="wagtail-pmi-tests-")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = ":memory:"
    # TEST_DATABASE=/tmp/pmi.sqlite3 pytest --reuse-db: migrates once, for quick runs while one works.
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DATABASE") or None}
