"""The page behind a link of a digest: it asks, and confirms when its button is pressed, never by being opened."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from ..confirming import FAMILIES, LinkError, confirm, read_link

METHODS = ("GET", "HEAD", "POST")


class ConfirmMixin(RoutablePageMixin):
    """Where the links of a digest lead."""

    @re_path(r"^confirm/(?P<token>.+)/$", name="confirm")
    def confirm_route(self, request: HttpRequest, token: str) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        status, context = self._answer_link(request, token)
        own: Any = self.get_seo(request)
        context |= {"seo": replace(own, title=context["heading"]), "breadcrumbs": [self]}
        response = self.render(request, template="wagtail_pmi/confirm.html", context_overrides=context)
        response.status_code = status
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # With "no-referrer" a browser would send no origin either, and the form would be refused.
        response["Referrer-Policy"] = "same-origin"
        return response

    def _answer_link(self, request: HttpRequest, token: str) -> tuple[int, dict[str, Any]]:
        try:
            claim = read_link(token, self)
            if request.method == "POST":
                confirm(claim)
        except LinkError as error:
            return error.status, {"heading": _("Nothing was confirmed"), "message": error.message}
        if request.method == "POST":
            return 200, {"heading": _("Confirmed. Thank you."), "item": claim.item}
        context = {"claim": claim, "item": claim.item, "verified_on": getattr(claim.item, FAMILIES[claim.kind].day)}
        return 200, {"heading": _("Is this still true?"), **context}
