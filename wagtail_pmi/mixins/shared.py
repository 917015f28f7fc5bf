"""What several types share: validation in one go, an illustration, a license, a verification."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.images import get_image_model_string

from ..validators import strip_controls
from ..vocabularies import Licence

Errors = dict[str, "str | Promise"]

YEAR_VALIDATORS = [MinValueValidator(1600), MaxValueValidator(2200)]


class ValidatedMixin(models.Model):
    """Collects what every mixin finds wrong, and raises it once, each message on its field."""

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        """Field name → message. Override, call `super()`, and add to what it returned."""
        return {}

    def clean_fields(self, exclude: Any = None) -> None:
        self._strip_controls()  # before a required field is asked whether it is empty
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        try:
            super().clean()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        self._strip_controls()
        for name, message in self.get_field_errors().items():
            errors.setdefault(name, []).append(ValidationError(str(message)))
        if errors:
            raise ValidationError(errors)

    def _strip_controls(self) -> None:
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if field.editable and isinstance(field, (models.CharField, models.TextField)) and isinstance(value, str):
                setattr(self, field.attname, strip_controls(value))


def check_order(instance: models.Model, errors: Errors, low: str, high: str, message: "str | Promise") -> None:
    """Put `message` on `high` when both values are there and the upper one is below the lower one."""
    first, last = getattr(instance, low), getattr(instance, high)
    if first is not None and last is not None and last < first:
        errors[high] = message


class IllustratedMixin(ValidatedMixin):
    """One image of the page, with the words that go with it."""

    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the image shows, in a sentence, for those who cannot see it."),
    )
    image_credit = models.CharField(
        _("image credit"),
        max_length=255,
        blank=True,
        help_text=_("Who made it or holds the rights: a name or two, shown with the image."),
    )

    image_panels = [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_credit")]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.image_id and not self.image_alt.strip():
            errors["image_alt"] = _("Describe the image in a sentence, for those who cannot see it.")
        return errors


class VerifiedMixin(ValidatedMixin):
    """When somebody last made sure that what the page says is true, and who."""

    last_verified_on = models.DateField(
        _("last verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last made sure that this page is true."),
    )
    verified_by = models.CharField(
        _("verified by"), max_length=255, blank=True, help_text=_("Name or office. Readers see it.")
    )

    verified_panels = [FieldRowPanel([FieldPanel("last_verified_on"), FieldPanel("verified_by")])]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.verified_by and not self.last_verified_on:
            errors["last_verified_on"] = _("Enter the day of the verification.")
        if self.last_verified_on and self.last_verified_on > timezone.localdate():
            errors["last_verified_on"] = _("A verification cannot be in the future.")
        return errors


class LicensedMixin(models.Model):
    licence = models.CharField(
        _("license"),
        max_length=32,
        choices=Licence.choices,
        default=Licence.CC_BY,
        help_text=_("Under what terms others may reuse this text."),
    )

    license_panels = [FieldPanel("licence")]

    class Meta:
        abstract = True
