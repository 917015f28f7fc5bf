"""The plain page on which a city's people record how far their city is with a practice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ..ledger_record import Recorded, RecordForm, open_entries
from ..visibility import Viewer, load_visible
from ..vocabularies import MembershipKind

SESSION_KEY = "wagtail_pmi_recorded"
RECORDERS = (MembershipKind.REPRESENTATIVE, MembershipKind.CITY_STAFF)
MESSAGES = {
    Recorded.PUBLISHED: gettext_lazy("Recorded and published."),
    Recorded.SUBMITTED: gettext_lazy("Recorded; it is shown once an editor of the network has approved it."),
    Recorded.DRAFTED: gettext_lazy("Recorded as a draft; an editor of the network has to publish it."),
}


class RecordMixin(RoutablePageMixin):
    """What a network page knows of recording. Put it before `LedgerMixin`, whose route would take the address."""

    def get_own_cities(self, viewer: Viewer) -> list[Any]:
        """The cities of this network whose representative or staff the viewer is today; no query for the public."""
        if viewer.user is None:
            return []
        memberships = apps.get_model("wagtail_pmi", "Membership").objects.in_force()
        mine = memberships.filter(
            user=viewer.user, kind__in=RECORDERS, network__translation_key=self.translation_key, city__isnull=False
        )
        cities = {membership.city_id: membership.city for membership in mine.select_related("city")}
        return sorted(cities.values(), key=lambda city: (city.title, city.pk))

    def get_record_url(self, viewer: Viewer, practice: Any, request: HttpRequest | None = None) -> str:
        """Where the viewer records what their city does about a practice; empty for those who may not."""
        base = self.get_url(request) if practice.pk and self.get_own_cities(viewer) else None
        return f"{base}adoptions/record/?{urlencode({'practice': practice.slug})}" if base else ""

    @path("adoptions/record/", name="record")
    def record_route(self, request: HttpRequest) -> HttpResponse:
        response = self._record(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    def _record(self, request: HttpRequest) -> HttpResponse:
        viewer = Viewer.of(request)
        if viewer.user is None:
            return redirect_to_login(request.get_full_path(), _login_url())
        cities = self.get_own_cities(viewer)
        if not cities:
            return self._show(request, status=403)
        wanted = request.GET.get("practice", "").replace("\x00", "")
        practices = self.get_rows(viewer, "BestPracticePage").order_by("path")
        practice = practices.filter(slug=wanted).first() if wanted else None
        if practice is None:
            return self._show(request, status=404 if wanted else 200, cities=cities, wanted=wanted)
        sent = request.POST if request.method == "POST" else None
        form = RecordForm(sent, user=viewer.user, practice=practice, cities=cities)
        if request.method == "POST" and form.is_valid() and (recorded := form.record()):
            request.session[SESSION_KEY] = recorded.value
            return HttpResponseRedirect(f"?{urlencode({'practice': practice.slug})}")
        done = request.session.pop(SESSION_KEY, None) if request.method == "GET" else None
        message = MESSAGES[Recorded(done)] if done else ""
        obstacle = None if form.is_bound else form.get_obstacle()
        return self._show(request, cities=cities, practice=practice, form=form, message=message, obstacle=obstacle)

    def _show(self, request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
        practice, cities = context.get("practice"), context.get("cities", [])
        heading = _("Record what your city does")
        own = self.get_seo(request)
        address = f"{self.get_full_url(request) or ''}adoptions/record/"
        context |= {
            "heading": heading,
            "entries": load_visible(Viewer.of(request), open_entries(cities, practice), "practice"),
            "seo": replace(own, title=heading, canonical=address, json_ld={}),
            "breadcrumbs": [self, *([practice] if practice else [])],
        }
        response = self.render(request, template="wagtail_pmi/record.html", context_overrides=context)
        response.status_code = status
        return response


def _login_url() -> str:
    """Where Wagtail sends the readers of a private page."""
    try:
        return getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or reverse("wagtailcore_login")
    except NoReverseMatch:
        return str(settings.LOGIN_URL)
