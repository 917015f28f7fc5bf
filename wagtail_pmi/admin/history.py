"""What the history of a page says of a confirmation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..confirming import LOG_ACTION


def register_log_actions(actions: Any) -> None:
    actions.register_action(LOG_ACTION, _("Confirm"), _("Confirmed that it is true"))
