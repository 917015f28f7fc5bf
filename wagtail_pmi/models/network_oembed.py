"""oEmbed of a network: what somebody else's site shows when it is given the address of a practice."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from ..mixins.public_routes import PublicRoutesMixin, for_everybody
from ..outputs.embeds import HEIGHT, WIDTH, as_xml, oembed
from ..visibility import Viewer

MAX_ADDRESS, MAX_DIGITS = 2000, 6


class RefusedError(Exception):
    def __init__(self, status: int, detail: str) -> None:
        self.status, self.detail = status, detail


class OembedMixin(PublicRoutesMixin):
    """What a network page answers at oembed/, the same to everybody and to pages of every origin."""

    @path("oembed/", name="oembed")
    @for_everybody
    def oembed_route(self: Any, request: HttpRequest) -> HttpResponse:
        response: HttpResponse
        try:
            written = request.GET.get("format") or "json"
            if written not in ("json", "xml"):
                raise RefusedError(501, _("The format is json or xml."))
            width = _size(request, "maxwidth", WIDTH)
            height = _size(request, "maxheight", HEIGHT)
            practice = self.get_practice_at(request.GET.get("url", ""), request)
            answer = oembed(practice, self, request, width, height)
        except RefusedError as problem:
            body = {"title": _("Nothing to embed"), "status": problem.status, "detail": problem.detail}
            response = JsonResponse(body, status=problem.status, content_type="application/problem+json")
        else:
            as_json = written == "json"
            response = JsonResponse(answer) if as_json else HttpResponse(as_xml(answer), "text/xml; charset=utf-8")
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def get_practice_at(self: Any, address: str, request: HttpRequest | None = None) -> Any:
        """The practice of this network that the public sees at an address."""
        if not address:
            raise RefusedError(400, _("Give the address of a practice as the parameter url."))
        below = _below(address, self.get_full_url(request) or "")
        if below is not None:
            rows = self.get_rows(Viewer.of(request), "BestPracticePage").defer_streamfields()
            if found := rows.filter(url_path=f"{self.url_path}{below}/").first():
                return found
        raise RefusedError(404, _("There is no practice at this address."))


def _below(address: str, network: str) -> str | None:
    """The path below a network's address, without slashes around it; None where it is not below it."""
    if len(address) > MAX_ADDRESS or not network:
        return None
    try:
        wanted, own = urlsplit(address), urlsplit(network)
        own_path, wanted_path = unquote(own.path), unquote(wanted.path)
        same = wanted.scheme in ("http", "https") and wanted.netloc.lower() == own.netloc.lower()
    except ValueError:
        return None
    if not same or not wanted_path.startswith(own_path) or "\x00" in wanted_path:
        return None
    return wanted_path.removeprefix(own_path).strip("/")


def _size(request: HttpRequest, name: str, usual: int) -> int:
    """The usual size, or the most that was asked for."""
    given = request.GET.get(name, "").strip()
    if not given:
        return usual
    if not (given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS and int(given)):
        raise RefusedError(400, _("%(name)s is a whole number of pixels above zero.") % {"name": name})
    return min(usual, int(given))
