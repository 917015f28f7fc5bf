"""A practice to pass on: its brief, its citations and its card, at addresses below the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path, re_path

from ..library.ledger import PracticeLedger, tally
from ..mixins.public_routes import PublicRoutesMixin, for_everybody
from ..outputs.briefs import CARD, Brief, make_brief, one_line
from ..outputs.citations import FORMS, cite, file_name
from ..outputs.embeds import CARD_POLICY, discovery_urls, frame
from ..outputs.markdown import brief_as_markdown
from ..outputs.pdf import can_make_pdf, make_pdf
from ..visibility import Viewer, load_visible

PDF_STYLES = ("tokens.css", "print.css", "brief.css")


class PracticeOutputsMixin(PublicRoutesMixin):
    """What a practice page answers below its own address. Wagtail takes no dots in an address, so there are none.

    It is no `RoutablePageMixin` itself: that would put Wagtail's `serve` before the one that asks the gate.
    """

    @path("brief/", name="brief")
    def brief_route(self: Any, request: HttpRequest) -> HttpResponse:
        """The brief as a page, in what the viewer may see."""
        context = self.get_context(request)
        ledger, network = context["ledger"], context["network"]
        heading = _("Brief")
        context |= {
            "brief": self.get_brief(context["viewer"], ledger, request),
            "cities": ledger.cities or (list(_cities(network, context["viewer"])) if network else []),
            "heading": heading,
            "seo": replace(context["seo"], title=f"{heading}: {self.title}"),
            "breadcrumbs": [*context["breadcrumbs"], self],
            "asked": f"?{urlencode({'like': ledger.like.slug})}" if ledger.like else "",
        }
        return TemplateResponse(request, "wagtail_pmi/brief.html", context)

    @re_path(r"^brief/(?P<form>md|pdf)/$", name="brief_file")
    @for_everybody
    def brief_file_route(self, request: HttpRequest, form: str) -> HttpResponse:
        """The brief as a file. It is passed on, so it holds what the public may see."""
        if form == "pdf" and not can_make_pdf():
            raise Http404
        viewer = Viewer.of(request)
        ledger = self.get_ledger(viewer, request.GET.get("like", ""))  # type: ignore[attr-defined]
        if ledger.wanted and not ledger.like:
            raise Http404(_("There is no such city in this network."))
        brief = self.get_brief(viewer, ledger, request)
        if form == "md":
            return _file(brief_as_markdown(brief), "text/markdown; charset=utf-8", f"{file_name(self)}.md", False)
        html = render_to_string("wagtail_pmi/outputs/brief_paper.html", {"brief": brief, "page": self})
        return _file(make_pdf(html, *PDF_STYLES), "application/pdf", f"{file_name(self)}.pdf", False)

    @re_path(rf"^cite/(?P<form>{'|'.join(FORMS)})/$", name="citation")
    @for_everybody
    def citation_route(self, request: HttpRequest, form: str) -> HttpResponse:
        """The citation as a file that programs for references read."""
        found = FORMS[form]
        return _file(found.write(cite(self, request)), found.content_type, f"{file_name(self)}.{form}", True)

    @path("card/", name="card")
    @for_everybody
    def card_route(self: Any, request: HttpRequest) -> HttpResponse:
        """A small page that stands in a frame of somebody else's: what the public may see, and no cookie."""
        network, viewer = self.get_network(), Viewer.of(request)
        entries = network.get_adoptions(viewer).of_practice(self) if network else []
        context = {
            "page": self,
            "network": network,
            "url": self.get_full_url(request),
            "summary": one_line(self.summary, CARD),
            "tally": tally(entries),
        }
        # Without the request: no context processor of the site looks at the session.
        response = HttpResponse(render_to_string("wagtail_pmi/outputs/card.html", context))
        response.xframe_options_exempt = True
        response.setdefault("Content-Security-Policy", CARD_POLICY)
        response.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        return response

    def get_brief(self: Any, viewer: Viewer, ledger: PracticeLedger, request: HttpRequest | None = None) -> Brief:
        """The brief for the city that the ledger compares with; a ledger of the same viewer."""
        return make_brief(
            self,
            ledger,
            lessons=viewer.rows([*self.lessons.all(), *ledger.lessons], self.get_network()),
            contacts=load_visible(viewer, self.contacts.all(), "expert"),
            citation=cite(self, request),
            made_on=timezone.localdate(),
        )

    def get_outputs(self: Any, request: HttpRequest | None = None) -> dict[str, Any]:
        """What the page links to: files, frames and citations only where the public may see the page."""
        network, url = self.get_network(), self.get_url(request)
        if not self.pk or network is None or not url:
            return {}
        found: dict[str, Any] = {"url": url}
        if Viewer.public_of(request).sees(self):
            found |= {
                "pdf": can_make_pdf(),
                "citation": cite(self, request),
                "forms": {name: form.label for name, form in FORMS.items()},
                "frame": frame(self, request),
                "discovery": discovery_urls(self, network, request),
            }
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        return context | {"outputs": self.get_outputs(request)}


def _cities(network: Any, viewer: Viewer) -> Any:
    return network.get_rows(viewer, "MemberCityPage").defer_streamfields().order_by("title", "id")


def _file(content: str | bytes, content_type: str, name: str, attached: bool) -> HttpResponse:
    disposition = content_disposition_header(attached, name)
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
