"""Terms: controlled topics and beneficiaries, and free keywords. Shared by all networks of an install."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from ..validators import strip_controls, validate_code, validate_web_url


class TermQuerySet(models.QuerySet):
    def current(self) -> "TermQuerySet":
        """Without the terms that were merged into another."""
        return self.filter(merged_into__isnull=True)


class TaxonomyTerm(index.Indexed, TagBase):
    """A term of one vocabulary. A merged term stays as a signpost: its address leads to the other term."""

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text=_("Part of the term's address. Made of the name when left empty."),
    )
    code = models.CharField(
        _("code"),
        max_length=100,
        unique=True,
        blank=True,
        validators=[validate_code],
        help_text=_(
            "Stands for the term in the API, imports and exports, and never changes once used. Made of the name when left empty."
        ),
    )
    description = models.TextField(_("description"), max_length=1000, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    same_as = models.URLField(
        _("same as"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("Address of the same concept in a public vocabulary, such as Wikidata."),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_terms",
        verbose_name=_("merged into"),
    )

    # The part of a term's address that names its vocabulary: /topics/…/
    route_prefix = ""

    objects = TermQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
        FieldPanel("slug"),
        FieldPanel("parent"),
        FieldPanel("description"),
        FieldPanel("same_as"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("description")]

    class Meta:
        abstract = True
        ordering = ["name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._get_free("slug", self.slugify(str(self)))
        self.code = self.code or self._get_free("code", _code_of(self.slug))
        super().save(*args, **kwargs)

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = super().slugify(tag, i)
        if not slug.strip("_-"):
            # Emoji and punctuation leave nothing: name the term by what it is made of.
            slug = f"term-{hashlib.sha256(tag.encode()).hexdigest()[:8]}"
        return slug[:90]

    def clean_fields(self, exclude: Any = None) -> None:
        self.name = strip_controls(str(self)).strip()
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if self.parent and self.parent.merged_into_id:
            raise ValidationError({"parent": _("This term was merged into another: choose a current one.")})
        if self.parent and (self.parent_id == self.pk or self.parent.parent_id):
            raise ValidationError({"parent": _("Choose a parent of the upper level, and not the term itself.")})
        if self.parent and self.pk and self.children.exists():
            raise ValidationError({"parent": _("This term has terms below it, so it stays on the upper level.")})

    def _get_free(self, field: str, wanted: str) -> str:
        """`wanted`, numbered when another term has it."""
        others = type(self)._base_manager.filter(**{f"{field}__startswith": wanted}).exclude(pk=self.pk)
        taken = set(others.values_list(field, flat=True))
        separator = "-" if field == "slug" else "_"
        numbered = (wanted if n == 1 else f"{wanted}{separator}{n}" for n in range(1, len(taken) + 2))
        return next(value for value in numbered if value not in taken)


def _code_of(slug: str) -> str:
    code = slug.replace("-", "_").lower()
    if code.isascii():
        return code.strip("_") or "term"
    return f"term_{hashlib.sha256(slug.encode()).hexdigest()[:8]}"


class Topic(TaxonomyTerm):
    """What a city works on. Two levels; the upper one is the divisions of COFOG."""

    cofog = models.CharField(
        _("COFOG division"), max_length=2, blank=True, help_text=_("Classification of the Functions of Government.")
    )
    sdg = models.PositiveSmallIntegerField(_("Sustainable Development Goal"), null=True, blank=True)

    route_prefix = "topics"
    panels = [*TaxonomyTerm.panels, FieldRowPanel([FieldPanel("cofog"), FieldPanel("sdg")])]

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Beneficiary(TaxonomyTerm):
    """Whom a practice is for."""

    route_prefix = "beneficiaries"

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("beneficiary")
        verbose_name_plural = _("beneficiaries")


class Keyword(TaxonomyTerm):
    """A free tag."""

    route_prefix = "keywords"

    class Meta(TaxonomyTerm.Meta):
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")


class TaggedPage(ItemBase):
    """A keyword on a page: the base of one through table for each type."""

    tag = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_items")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Whoever types the old name of a merged keyword, or publishes an old draft, gets the one it became.
        self.tag = self.tag.merged_into or self.tag
        twins = type(self)._default_manager.filter(content_object=self.content_object_id, tag=self.tag)
        if not twins.exclude(pk=self.pk).exists():
            super().save(*args, **kwargs)


class PracticeKeyword(TaggedPage):
    content_object = ParentalKey("wagtail_pmi.BestPracticePage", on_delete=models.CASCADE, related_name="keyword_items")


class PostKeyword(TaggedPage):
    content_object = ParentalKey("wagtail_pmi.BlogPostPage", on_delete=models.CASCADE, related_name="keyword_items")
