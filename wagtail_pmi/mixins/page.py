"""What every page of a network does: it knows its network, passes the gate, and describes itself to machines."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, get_page_models

from ..forms import NetworkContentForm
from ..library.completeness import Completeness, completeness
from ..outputs.seo import Seo, seo
from ..panels import Tab, Tabs
from ..visibility import Viewer
from .shared import Errors, ValidatedMixin

if TYPE_CHECKING:
    from ..models import NetworkPage


class NetworkContentMixin(ValidatedMixin):
    """Put it before `Page` in the bases of a page type that stands under a network page."""

    if TYPE_CHECKING:  # what the page class brings
        path: str
        slug: str
        steplen: int

    # Template of the type's card, in listings and references.
    card_template = "wagtail_pmi/cards/page.html"
    # What to enter as the title, for the edit form.
    title_help_text: str | Promise = ""
    # Fields and relations that a complete page has filled, beside the required ones.
    completeness_fields: tuple[str, ...] = ()
    # Addresses that the parent answers on itself.
    reserved_slugs: frozenset[str] = frozenset()
    # schema.org type of the page's JSON-LD.
    schema_type = "WebPage"

    # The tabs of the edit form; each shows the panels that the class lists under its name.
    edit_tabs = [
        Tab("content_panels", heading=_("Content")),
        Tab("promote_panels", heading=_("Promote")),
        Tab("settings_panels", heading=_("Settings")),
    ]
    edit_handler = Tabs("edit_tabs")
    base_form_class = NetworkContentForm

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.slug in self.reserved_slugs:
            errors["slug"] = _("This address is taken by the network itself; choose another slug.")
        return errors

    @property
    def uid(self) -> uuid.UUID:
        """Immutable, shared by a page's translations."""
        return self.translation_key  # type: ignore[attr-defined]

    def get_network(self) -> NetworkPage | None:
        """The nearest network page above this page, or the page itself; None outside a network. One query, once."""
        if "_network" not in self.__dict__:
            networks = apps.get_model("wagtail_pmi", "NetworkPage")._default_manager
            step = self.steplen
            path = self.path or ""
            prefixes = [path[:end] for end in range(step, len(path) + 1, step)]
            self._network = networks.filter(path__in=prefixes).order_by("-depth").first()
        return self._network

    def get_completeness(self) -> Completeness:
        return completeness(self, self.completeness_fields)

    def get_seo(self, request: HttpRequest | None = None) -> Seo:
        """Title, description, image and JSON-LD of the page, as the public may see them. Override to say more."""
        return seo(self, request)

    def get_json_ld(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """What a type adds to its JSON-LD, as schema.org properties. Only what the public may see."""
        return {}

    def get_description(self) -> str:
        """A sentence or two for search engines, feeds and cards."""
        return getattr(self, "summary", "")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        """The template of the class, else of the nearest parent class: a subclassed page renders at once."""
        return [template for klass in type(self).__mro__ if (template := klass.__dict__.get("template"))]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        network, viewer = self.get_network(), Viewer.of(request)
        context |= {
            "network": network,
            "viewer": viewer,
            "breadcrumbs": self.get_breadcrumbs(viewer),
            "menu": network.get_menu(viewer) if network else [],
            "seo": self.get_seo(request),
        }
        return context

    def get_breadcrumbs(self, viewer: Viewer) -> list[AbstractPage]:
        """The ancestors from the network page down that the viewer may see."""
        network = self.get_network()
        if network is None or network.pk == self.pk:
            return []
        if "_above" not in self.__dict__:
            self._above = list(self.get_ancestors().filter(depth__gte=network.depth))  # type: ignore[attr-defined]
        return [page for page in self._above if viewer.sees(page)]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        viewer = Viewer.of(request)
        if not viewer.sees(self):
            raise Http404
        response = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if not viewer.is_public:
            patch_cache_control(response, private=True)
        return response

    @classmethod
    def clean_subpage_models(cls) -> list[type[AbstractPage]]:
        """With the subclasses that a site makes of our types."""
        return _with_subclasses(super().clean_subpage_models())  # type: ignore[misc]

    @classmethod
    def clean_parent_page_models(cls) -> list[type[AbstractPage]]:
        return _with_subclasses(super().clean_parent_page_models())  # type: ignore[misc]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Nothing for a page that the public does not see, whatever the list that it came from."""
        urls = super().get_sitemap_urls(request)  # type: ignore[misc]
        return urls if Viewer.public_of(request).sees(self) else []


def _with_subclasses(models: list[type[AbstractPage]]) -> list[type[AbstractPage]]:
    return [model for model in get_page_models() if issubclass(model, tuple(models))]
