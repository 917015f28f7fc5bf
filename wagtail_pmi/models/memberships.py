"""Who belongs to a network, as what, and for how long: the one answer to who may see what members see."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from ..vocabularies import MembershipKind


class MembershipQuerySet(models.QuerySet):
    def in_force(self) -> "MembershipQuerySet":
        """Memberships that hold today."""
        today = timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)


class Membership(models.Model):
    """A user's belonging to a network, from a day until a day (both included) or without an end."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="pmi_memberships",
        verbose_name=_("user"),
    )
    network = models.ForeignKey(
        "wagtail_pmi.NetworkPage", on_delete=models.CASCADE, related_name="memberships", verbose_name=_("network")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=MembershipKind.choices)
    city = models.ForeignKey(
        "wagtail_pmi.MemberCityPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("city"),
        help_text=_("Of a representative or of city staff: a city of this network."),
    )
    expert = models.ForeignKey(
        "wagtail_pmi.ExpertPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("expert"),
        help_text=_("Of an expert: a page of this network."),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Empty means without an end.")
    )

    objects = MembershipQuerySet.as_manager()

    panels = [
        FieldPanel("user"),
        FieldPanel("network"),
        FieldPanel("kind"),
        FieldPanel("city"),
        FieldPanel("expert"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta:
        ordering = ["-starts_on", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()} · {self.network}"

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("A membership cannot end before it begins.")
        if self.kind in (MembershipKind.REPRESENTATIVE, MembershipKind.CITY_STAFF) and not self.city_id:
            errors["city"] = _("Choose the city that this person works for.")
        if self.kind == MembershipKind.EXPERT and not self.expert_id:
            errors["expert"] = _("Choose the page of this expert.")
        elsewhere = _("This page belongs to another network: choose one below “%(network)s”.")
        for name in ("city", "expert"):
            page = getattr(self, name)
            if page and self.network_id and not page.path.startswith(self.network.path):
                errors[name] = elsewhere % {"network": self.network.title}
        if errors:
            raise ValidationError(errors)
