"""Blocks that point at other pages of the network, shown as cards, and at the people to ask."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import BodyBlock, CardBlock
from .examples import example_page


class TypedCardBlock(CardBlock):
    """The card of a page of one type, its subclasses included."""

    model_name = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"page_type": [f"wagtail_pmi.{self.model_name}"], **kwargs})

    def get_preview_value(self) -> Any:
        return example_page(self.model_name)


class CityBlock(TypedCardBlock):
    model_name = "MemberCityPage"

    class Meta:
        icon = "home"
        label = _("City")
        description = _("The card of a member city.")


class PracticeBlock(TypedCardBlock):
    model_name = "BestPracticePage"

    class Meta:
        icon = "list-ul"
        label = _("Practice")
        description = _("The card of a best practice.")


class ExpertBlock(TypedCardBlock):
    model_name = "ExpertPage"

    class Meta:
        icon = "user"
        label = _("Expert")
        description = _("The card of an expert.")


class PostBlock(TypedCardBlock):
    model_name = "BlogPostPage"

    class Meta:
        icon = "doc-full"
        label = _("Blog post")
        description = _("The card of a blog post.")


class ContactBlock(BodyBlock):
    """Somebody of the network to ask: a person with a page, never an address."""

    expert = ExpertBlock(label=_("Person"))
    role = blocks.CharBlock(
        label=_("What to ask them about"),
        required=False,
        max_length=150,
        help_text=_("In a few words, such as: the first year, the contract, the data."),
    )

    class Meta:
        icon = "mail"
        label = _("Contact")
        description = _("A person of the network to ask. Messages go through the network, no address is shown.")
        template = "wagtail_pmi/blocks/contact.html"

    def get_preview_value(self) -> Any:
        return self.normalize({"expert": example_page("ExpertPage"), "role": "The first year"})

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        person = self.child_blocks["expert"].get_api_representation(value["expert"], context=context)
        return {"expert": person, "role": value["role"] or "" if person else ""}

    def get_searchable_content(self, value: Any) -> list[str]:
        # What to ask somebody about is shown with them, and not where their page is hidden.
        return []
