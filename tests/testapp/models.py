"""Types of a host site: one whose name is also one of ours, and one that adds a field to one of ours."""

from django.db import models

from wagtail_pmi.models import BestPracticePage
from wagtail_pmi.models.base import Page


class BlogIndexPage(Page):
    introduction = models.TextField(blank=True)


class OurPracticePage(BestPracticePage):
    budget_code = models.CharField(max_length=16, blank=True)

    content_panels = [*BestPracticePage.content_panels, "budget_code"]
