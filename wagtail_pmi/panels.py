"""Panels of the page editor that Wagtail does not have."""

from typing import Any

from wagtail.admin.panels import HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface


class _ListedPanels:
    """Its children are what the page class lists under `name`, so that a subclass of the page adds to the list."""

    def __init__(self, name: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name = name

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"name": self.name}  # type: ignore[misc]

    def on_model_bound(self) -> None:
        self.children = getattr(self.model, self.name)  # type: ignore[attr-defined]
        super().on_model_bound()  # type: ignore[misc]


class Tabs(_ListedPanels, TabbedInterface):
    """The tabs of the edit form, listed by the page class."""


class Tab(_ListedPanels, ObjectList):
    """One tab, with the panels that the page class lists under a name."""


class Group(_ListedPanels, MultiFieldPanel):
    """Fields under one heading, listed by the page class under a name."""


class CompletenessPanel(HelpPanel):
    """How complete the page is, and what is missing: shown, never enforced."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"template": "wagtail_pmi/panels/completeness.html", **kwargs})

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            context["completeness"] = self.instance.get_completeness()
            return context
