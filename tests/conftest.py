import uuid

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck, settings

from wagtail_pmi.testing import make_network

# No test is timed: a busy machine is no failure.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch):
    """Every test begins with an empty cache, on Redis too, which other workers and other sites share.

    So a test that empties it turns to other keys: to flush Redis would cost a test of another worker a query more.
    """
    cache = caches["default"]
    monkeypatch.setattr(cache, "key_prefix", uuid.uuid4().hex)
    monkeypatch.setattr(cache, "clear", lambda: setattr(cache, "key_prefix", uuid.uuid4().hex))


@pytest.fixture
def network(db):
    """A network at the root of the default site."""
    return make_network()
