"""“Create a network” for superusers: what the command does, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Site

from ..founding import create_network
from ..models.base import Page


class CreateNetworkForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        help_text=gettext_lazy("The name of the network; it can be changed later."),
    )
    site = forms.ModelChoiceField(queryset=Site.objects.order_by("pk"), label=gettext_lazy("Site"), empty_label=None)
    parent = forms.ModelChoiceField(
        queryset=Page.objects.filter(depth__gt=1),
        required=False,
        widget=AdminPageChooser(),
        label=gettext_lazy("Below which page"),
        help_text=gettext_lazy("Leave it empty to put the network directly below the site's root page."),
    )

    def save(self) -> Any:
        data = self.cleaned_data
        return create_network(data["site"], data["title"], data["parent"])


class CreateNetworkView(WagtailAdminTemplateMixin, FormView):
    form_class = CreateNetworkForm
    template_name = "wagtail_pmi/admin/create_network.html"
    page_title = gettext_lazy("Create a network")
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        extra = {"media": context["form"].media, "submit_button_label": _("Create the network")}
        return context | extra | {"action_url": self.request.path, "submit_button_active_label": _("Creating…")}

    def form_valid(self, form: CreateNetworkForm) -> HttpResponse:
        try:
            network, editors = form.save()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        message = _("The network “%(title)s” is there, with its sections, the topics and the group “%(group)s”.")
        buttons = [
            messages.button(network.get_url(self.request), _("View it")),
            messages.button(reverse("wagtailadmin_pages:edit", args=[network.pk]), _("Edit it")),
            messages.button(reverse("wagtailusers_groups:edit", args=[editors.pk]), _("Its group of editors")),
        ]
        messages.success(self.request, message % {"title": network.title, "group": editors}, buttons=buttons)
        return redirect("wagtailadmin_explore", network.pk)


class CreateNetworkMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.is_superuser


class CreateNetworkViewSet(ViewSet):
    name = "wagtail_pmi_create_network"
    url_prefix = "networks/create"
    menu_label = gettext_lazy("Create a network")
    menu_name = "pmi-create-network"
    menu_icon = "plus"
    menu_item_class = CreateNetworkMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(CreateNetworkView), name="create")]
