"""Settings of the example site on a scratch database beside the one that DATABASE_URL names."""

import tempfile
from pathlib import Path

from example_site.settings import *  # noqa: F403
from example_site.settings import DATABASES

DEBUG = False
SECRET_KEY = "benchmarks"  # noqa: S105
SCRATCH = "pmi_bench"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "pmi-bench-media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Pages are many and nobody searches for their words here.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    SCRATCH = str(Path(tempfile.mkdtemp(prefix="pmi-bench-")) / "pmi_bench.sqlite3")
DATABASES["default"]["TEST"] = {"NAME": SCRATCH}
