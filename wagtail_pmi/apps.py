from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailPMIConfig(AppConfig):
    name = "wagtail_pmi"
    verbose_name = _("Innovation network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, editors  # noqa: F401
