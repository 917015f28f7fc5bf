"""The one menu group of everything that belongs to a network. It is there once a network is."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from ..models import Adoption
from .founding import CreateNetworkViewSet
from .pages import CityListing, ExpertListing, PostListing, PracticeListing
from .records import (
    BeneficiaryRegister,
    KeywordRegister,
    MembershipRegister,
    OrganisationRegister,
    ResourceRegister,
    TopicRegister,
)
from .registers import Register


class NetworkGroup(ViewSetGroup):
    items = (
        CityListing,
        PracticeListing,
        ExpertListing,
        PostListing,
        TopicRegister,
        BeneficiaryRegister,
        KeywordRegister,
        OrganisationRegister,
        ResourceRegister,
        MembershipRegister,
        CreateNetworkViewSet,
    )
    menu_label = _("Network")
    menu_name = "pmi-network"
    menu_icon = "globe"
    menu_order = 250

    def get_submenu_items(self) -> list[Any]:
        # The ledger is registered as a snippet, for its drafts and workflow.
        return [*super().get_submenu_items(), Adoption.snippet_viewset.get_menu_item(order=450)]

    @property
    def registers(self) -> list[Register]:
        return [item for item in self.registerables if isinstance(item, Register)]
