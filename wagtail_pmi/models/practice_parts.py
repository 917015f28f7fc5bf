"""The rows of a best practice: components, steps, lessons and so on, each typed and kept in drafts with the page."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from ..fields import RuleField
from ..validators import validate_web_url
from ..vocabularies import ComponentRole, LessonKind, MetricDirection, PrerequisiteKind, StepPhase, Visibility
from .practices import BestPracticePage


class ExternalRating(Orderable):
    """What somebody else says of the evidence."""

    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="ratings")
    source = models.CharField(_("source"), max_length=255, help_text=_("Who rated it."))
    rating = models.CharField(_("rating"), max_length=255, help_text=_("The mark in the words of the source."))
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("Where the rating can be read."),
    )
    date = models.DateField(_("date"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("source"), FieldPanel("rating")]),
        FieldRowPanel([FieldPanel("url"), FieldPanel("date")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("external rating")
        verbose_name_plural = _("external ratings")


class PracticeComponent(Orderable):
    """A part of the practice, and whether one may change it."""

    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="components")
    title = models.CharField(_("title"), max_length=255, help_text=_("The part in a few words."))
    text = models.TextField(
        _("text"),
        max_length=2000,
        blank=True,
        help_text=_("What it is, and why it must stay or may change: one to three sentences."),
    )
    role = models.CharField(_("role"), max_length=16, choices=ComponentRole.choices, default=ComponentRole.CORE)

    panels = [FieldRowPanel([FieldPanel("title"), FieldPanel("role")]), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("component")
        verbose_name_plural = _("components")


class PracticeStep(Orderable):
    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="steps")
    phase = models.CharField(_("phase"), max_length=16, choices=StepPhase.choices)
    title = models.CharField(_("title"), max_length=255, help_text=_("What is done, in a few words."))
    text = models.TextField(
        _("text"),
        max_length=2000,
        blank=True,
        help_text=_("How, and how one knows that it is done: one to three sentences."),
    )
    owner_role = models.CharField(
        _("who does it"), max_length=255, blank=True, help_text=_("A role, such as budget director.")
    )
    weeks = models.PositiveSmallIntegerField(
        _("weeks"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Whole weeks, about.")
    )

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("phase")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("owner_role"), FieldPanel("weeks")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class PracticePrerequisite(Orderable):
    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="prerequisites")
    kind = models.CharField(_("kind"), max_length=24, choices=PrerequisiteKind.choices)
    text = models.TextField(
        _("text"), max_length=1000, help_text=_("What must be there before one begins: a sentence.")
    )
    essential = models.BooleanField(_("essential"), default=True, help_text=_("It does not work without."))
    rule = RuleField(
        blank=True,
        verbose_name=_("what the profile of a city tells"),
        help_text=_("Conditions that must all hold, so that a reader sees at once whether their city meets them."),
    )

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("essential")]), FieldPanel("text"), FieldPanel("rule")]

    class Meta(Orderable.Meta):
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")


class PracticeMetric(Orderable):
    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="metrics")
    name = models.CharField(_("name"), max_length=255, help_text=_("What is measured, in a few words."))
    unit = models.CharField(_("unit"), max_length=64, blank=True, help_text=_("Such as percent, days or dollars."))
    direction = models.CharField(_("direction"), max_length=8, choices=MetricDirection.choices, blank=True)
    definition = models.TextField(
        _("definition"), max_length=1000, blank=True, help_text=_("How it is counted: one or two sentences.")
    )
    source = models.CharField(
        _("source of the data"), max_length=255, blank=True, help_text=_("The system or office that has the data.")
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("unit"), FieldPanel("direction")]),
        FieldPanel("definition"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")


class PracticeRisk(Orderable):
    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="risks")
    text = models.TextField(_("risk"), max_length=1000, help_text=_("What may go wrong: one or two sentences."))
    mitigation = models.TextField(
        _("what helps against it"),
        max_length=1000,
        blank=True,
        help_text=_("What others did about it: one or two sentences."),
    )

    panels = [FieldPanel("text"), FieldPanel("mitigation")]

    class Meta(Orderable.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")


class PracticeLesson(Orderable):
    """Something learned, a failure too, and who may read it."""

    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="lessons")
    kind = models.CharField(_("kind"), max_length=24, choices=LessonKind.choices)
    text = models.TextField(
        _("lesson"), max_length=2000, help_text=_("What happened and what was learned from it: one to four sentences.")
    )
    is_failure = models.BooleanField(_("something that failed"), default=False)
    visibility = models.CharField(
        _("who may read it"),
        max_length=16,
        choices=Visibility.choices,
        default=Visibility.PUBLIC,
        help_text=_("Nobody else is shown the lesson, neither here nor in any list."),
    )

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("visibility"), FieldPanel("is_failure")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")


class PracticeResource(Orderable):
    """A part of the replication kit."""

    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="kit")
    resource = models.ForeignKey(
        "wagtail_pmi.Resource", on_delete=models.CASCADE, related_name="practices", verbose_name=_("resource")
    )
    note = models.CharField(_("note"), max_length=255, blank=True, help_text=_("What it is good for, in one sentence."))

    panels = [FieldPanel("resource"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("resource of the kit")
        verbose_name_plural = _("replication kit")


class PracticeContact(Orderable):
    """Whom to ask; reached through the network, never by an address on the page."""

    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="contacts")
    expert = models.ForeignKey(
        "wagtail_pmi.ExpertPage",
        on_delete=models.SET_NULL,
        null=True,
        related_name="practice_contacts",
        verbose_name=_("expert"),
    )
    role = models.CharField(
        _("about what"), max_length=255, blank=True, help_text=_("What to ask about, in a few words.")
    )

    panels = [PageChooserPanel("expert", "wagtail_pmi.ExpertPage"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class PracticeCitation(Orderable):
    """Where what the page says can be checked."""

    page = ParentalKey(BestPracticePage, on_delete=models.CASCADE, related_name="citations")
    text = models.CharField(_("source"), max_length=500, help_text=_("Author, title, publisher, year."))
    url = models.URLField(
        _("address"), max_length=500, blank=True, validators=[validate_web_url], help_text=_("Where it can be read.")
    )

    panels = [FieldPanel("text"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
