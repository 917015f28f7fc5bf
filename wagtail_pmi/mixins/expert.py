"""A person who knows, reached through the network and never by an address on the page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from ..fields import CodeListField
from ..validators import validate_orcid, validate_wikidata
from ..vocabularies import Availability, ExpertKind
from .practice import PROSE_FEATURES


class ExpertMixin(models.Model):
    honorific = models.CharField(_("honorific"), max_length=32, blank=True, help_text=_("Such as Dr. or Prof."))
    affiliation = models.CharField(
        _("affiliation"), max_length=255, blank=True, help_text=_("University, office or firm, in a few words.")
    )
    role = models.CharField(_("role"), max_length=255, blank=True, help_text=_("Position there, in a few words."))
    summary = models.TextField(
        _("summary"), max_length=600, help_text=_("One or two sentences. Cards and search results show them.")
    )
    bio = RichTextField(
        _("biography"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_(
            "Work and experience that matter to a city: 50 to 200 words. No e-mail address or telephone number."
        ),
    )
    kinds = CodeListField(verbose_name=_("kinds of expertise"), vocabulary=ExpertKind)
    languages = models.CharField(
        _("languages"), max_length=255, blank=True, help_text=_("Separated by commas: English, Spanish.")
    )
    orcid = models.CharField(
        _("ORCID iD"),
        max_length=19,
        blank=True,
        validators=[validate_orcid],
        help_text=_("Sixteen digits, such as 0000-0002-1825-0097."),
    )
    wikidata = models.CharField(
        _("Wikidata item"),
        max_length=16,
        blank=True,
        validators=[validate_wikidata],
        help_text=_("The letter Q and a number, such as Q100."),
    )
    availability = models.CharField(
        _("availability"),
        max_length=16,
        choices=Availability.choices,
        default=Availability.BY_INTRODUCTION,
        help_text=_("How a city gets in touch."),
    )
    conflict_of_interest = models.TextField(
        _("conflicts of interest"),
        max_length=1000,
        blank=True,
        help_text=_("What a reader should know of, in a sentence or two; “None declared” when there is none."),
    )

    person_panels = [
        FieldRowPanel([FieldPanel("honorific"), FieldPanel("role"), FieldPanel("affiliation")]),
        FieldPanel("summary"),
    ]
    expertise_panels = [
        FieldPanel("kinds"),
        FieldRowPanel([FieldPanel("availability"), FieldPanel("languages")]),
        FieldPanel("conflict_of_interest"),
    ]
    identifier_panels = [FieldRowPanel([FieldPanel("orcid"), FieldPanel("wikidata")])]
    expert_search_fields = [
        index.SearchField("summary"),
        index.SearchField("bio"),
        index.SearchField("affiliation"),
        index.SearchField("role"),
    ]

    class Meta:
        abstract = True

    @property
    def kind_labels(self) -> list[str]:
        return [str(ExpertKind(code).label) for code in self.kinds if code in ExpertKind.values]
