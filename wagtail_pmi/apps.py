from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailPMIConfig(AppConfig):
    name = "wagtail_pmi"
    verbose_name = _("Innovation network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, editors, moderation, representatives  # noqa: F401
        from .ledger_policy import register_ledger_policy

        # And not only among the hooks, which a command or a front end may never look for.
        register_ledger_policy()
