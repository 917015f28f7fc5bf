"""Registers what `admin` defines, and nothing else."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .admin.adoptions import AdoptionViewSet, ConfirmBulkAction, offer_actions
from .admin.dashboard import add_network_panel
from .admin.history import register_log_actions
from .admin.ledger_views import DeleteEntries
from .admin.memberships import MembershipPermissionPolicy
from .admin.menu import NetworkGroup
from .admin.moving import refuse_foreign_moves
from .admin.reports import REPORTS
from .choosers import organisation_chooser, resource_chooser
from .ledger_policy import register_ledger_policy
from .models import Membership

register_ledger_policy()
register_permission_policy(Membership, MembershipPermissionPolicy(Membership))

register_snippet(AdoptionViewSet)
hooks.register("register_bulk_action", ConfirmBulkAction)
# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", DeleteEntries, order=1)
hooks.register("construct_snippet_action_menu", offer_actions)
network = NetworkGroup()
for register in network.registers:
    register.register_with_wagtail()
hooks.register("register_admin_viewset", lambda: [network, *REPORTS, organisation_chooser, resource_chooser])
hooks.register("construct_homepage_panels", add_network_panel)
hooks.register("before_move_page", refuse_foreign_moves)
hooks.register("register_log_actions", register_log_actions)
