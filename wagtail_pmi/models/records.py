"""Plain records that pages point at: organizations and resources."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..validators import validate_web_url, validate_wikidata
from ..vocabularies import Licence, OrganisationKind, ResourceKind


class Organisation(index.Indexed, models.Model):
    """A university, foundation, department or company that hosts, funds, publishes or takes part."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=16, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    url = models.URLField(_("website"), max_length=500, blank=True, validators=[validate_web_url])
    logo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    ror = models.CharField(
        _("ROR id"),
        max_length=9,
        blank=True,
        validators=[
            RegexValidator(r"\A0[a-z0-9]{8}\Z", _("Enter the nine characters of a ROR id, such as 03vek6s52."))
        ],
    )
    wikidata = models.CharField(_("Wikidata item"), max_length=16, blank=True, validators=[validate_wikidata])

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("url"),
        FieldPanel("logo"),
        FieldRowPanel([FieldPanel("ror"), FieldPanel("wikidata")]),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name


class Resource(index.Indexed, models.Model):
    """An ordinance, an RFP, a job description, a toolkit …: a file of this site or an address elsewhere."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind"), max_length=24, choices=ResourceKind.choices)
    file = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    url = models.URLField(_("address"), max_length=500, blank=True, validators=[validate_web_url])
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    state = models.CharField(_("state or region"), max_length=100, blank=True)
    licence = models.CharField(_("license"), max_length=32, choices=Licence.choices, blank=True)
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[
            RegexValidator(r"\A[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", _("Enter a language tag such as en or es-MX."))
        ],
    )
    version = models.CharField(_("version"), max_length=32, blank=True)
    link_status = models.PositiveSmallIntegerField(_("link status"), null=True, blank=True, editable=False)
    link_checked_on = models.DateTimeField(_("link checked on"), null=True, blank=True, editable=False)

    panels = [
        FieldPanel("title"),
        FieldPanel("kind"),
        FieldPanel("file"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("language"), FieldPanel("version")]),
        FieldPanel("licence"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("publisher"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.file_id) == bool(self.url):
            message = _("Give either a file or an address.")
            raise ValidationError({"file": message, "url": message})
