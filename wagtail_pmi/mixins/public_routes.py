"""Addresses below a page that answer the same to everybody: cards, citations, files that are passed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from ..visibility import Viewer

V = TypeVar("V", bound=Callable[..., HttpResponse])

# Seconds for which a cache may keep such an answer: so long may one outlive what it shows.
MAX_AGE = 300


def for_everybody(view: V) -> V:
    """Marks a route that shows what the public may see, whoever asks; it leaves session and cookies alone."""
    view.for_everybody = True  # type: ignore[attr-defined]
    return view


class PublicRoutesMixin:
    """Put it before `NetworkContentMixin`, and that before `RoutablePageMixin`: it serves the routes marked with `for_everybody`.

    They do not exist on a page that the public may not see, not for those either who may see the page.
    """

    def serve(self, request: HttpRequest, view: Any = None, args: Any = None, kwargs: Any = None) -> HttpResponse:
        if not getattr(view, "for_everybody", False):
            return super().serve(request, view, args, kwargs)  # type: ignore[misc]
        if not Viewer.forget(request).sees(self):  # type: ignore[arg-type]
            raise Http404
        response: HttpResponse = view(request, *(args or ()), **(kwargs or {}))
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response
