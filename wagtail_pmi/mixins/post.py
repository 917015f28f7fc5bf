"""A blog post, written here or taken over from elsewhere with its source."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from ..validators import validate_web_url
from .shared import Errors, ValidatedMixin


class BlogPostMixin(ValidatedMixin):
    teaser = models.TextField(
        _("teaser"), max_length=400, help_text=_("One or two sentences. Cards, feeds and search results show them.")
    )
    date = models.DateField(
        _("date"),
        default=timezone.localdate,
        db_index=True,
        help_text=_("The date that readers see, and posts are sorted by."),
    )
    canonical_url = models.URLField(
        _("original address"),
        max_length=500,
        blank=True,
        validators=[validate_web_url],
        help_text=_("For a post that was published elsewhere first: search engines are sent there."),
    )
    source_name = models.CharField(
        _("original source"), max_length=255, blank=True, help_text=_("Who published it first.")
    )

    post_panels = [FieldPanel("teaser"), FieldPanel("date")]
    source_panels = [FieldRowPanel([FieldPanel("source_name"), FieldPanel("canonical_url")])]
    post_search_fields = [index.SearchField("teaser"), index.FilterField("date")]

    class Meta:
        abstract = True

    def get_field_errors(self) -> Errors:
        errors = super().get_field_errors()
        if self.canonical_url and not self.source_name:
            errors["source_name"] = _("Say who published it first.")
        if self.source_name and not self.canonical_url:
            errors["canonical_url"] = _("Enter the address of the original.")
        return errors
