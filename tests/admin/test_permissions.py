"""Who may open and send what in the admin, address by address, held against the table in permissions.md.

A new address of the package, or one that answers somebody differently, fails here. Look at what it answers, and when
that is right write the table anew and read the difference before you commit it:

    WRITE_PERMISSIONS=1 python -m pytest tests/admin/test_permissions.py
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.models import GroupApprovalTask, RevisionMixin, Workflow, WorkflowPage, WorkflowTask

from tests.admin.test_pages import minimal
from wagtail_pmi import models
from wagtail_pmi.editors import found_editors
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_editor,
    make_expert,
    make_membership,
    make_network,
    make_practice,
    make_topic,
)

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("permissions.md")
SECRET = "canary-5d1c"
# What it shows is shown to everybody on the site, so that an entry can be adopted from another network's.
TELLS_WHAT_IS_PUBLIC = "wagtailsnippetchoosers_wagtail_pmi_adoption:"
VIEWERS = ("anonymous", "editor", "editor of another network", "administrator")
INTRODUCTION = """# Who may do what in the admin

Written by `tests/admin/test_permissions.py`, which fails when an address of the package is missing here or answers
differently. The pages belong to the network of “editor”. “yes”: opens, or takes what is sent as far as its checks;
“on”: sends to another page; “no”: refused; a number is an HTTP status. Two answers are those to opening and to
sending.
"""


# The addresses of the package


def our_patterns() -> dict[str, list[tuple[str, URLPattern]]]:
    """Namespace (or the name, without one) → names and patterns of the views of the package in the admin."""
    found: dict[str, list[tuple[str, URLPattern]]] = {}
    for names, pattern in walk(get_resolver().url_patterns, ()):
        if is_ours(names, pattern.callback) and not creates_nothing(pattern.callback):
            section = re.sub(r"_modeladmin_\w+$", "_modeladmin", names[0])
            found.setdefault(section, []).append((":".join(names), pattern))
    return found


def walk(patterns, namespaces) -> Iterator[tuple[tuple[str, ...], URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, (*namespaces, *filter(None, [pattern.namespace])))
        elif pattern.name:
            yield (*namespaces, pattern.name), pattern


def is_ours(names, callback) -> bool:
    """Named after the package, or a view of the package's, or a view of one of its models."""
    view = getattr(callback, "view_class", getattr(callback, "__self__", callback))
    modules = {getattr(each, "__module__", "") for each in (view, type(view), *getattr(view, "__mro__", ()))}
    model = model_of(callback)
    return (
        any("pmi" in name for name in names)
        or any(module.startswith("wagtail_pmi") for module in modules)
        or (model is not None and model._meta.app_label == "wagtail_pmi")
    )


def creates_nothing(callback) -> bool:
    """A chooser has the address at which it creates, whether or not it has a form for it."""
    view, options = getattr(callback, "view_class", None), getattr(callback, "view_initkwargs", {})
    creates = isinstance(view, type) and issubclass(view, CreateViewMixin)
    return creates and not any(options.get(name) for name in ("creation_form_class", "form_class", "form_fields"))


def model_of(callback):
    view = getattr(callback, "view_class", getattr(callback, "__self__", None))
    options = getattr(callback, "view_initkwargs", {})
    model = options.get("model") or getattr(view, "model", None)
    return model if isinstance(model, type) and issubclass(model, Model) else None


def address_of(name: str, pattern: URLPattern) -> str:
    """The address with the key of an example wherever it wants one."""
    wanted = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
    return reverse(name, kwargs={key: example(key, pattern, name) for key in wanted})


def example(key, pattern, name):
    model = model_of(pattern.callback) or model_named_in(name)
    if key in ("pk", "object_id", "instance_pk", "page_id") and model:
        made = model._default_manager.order_by("pk").last()
        assert made, f"{name} is about a {model.__name__}: let the world of this file make one."
        return made.pk
    known = {"app_label": "wagtail_pmi", "model_name": model and model._meta.model_name, "revision_id": 1}
    if model and issubclass(model, RevisionMixin):
        entry = model._default_manager.order_by("pk").last()
        known |= {"revision_id": entry.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest"}
        known |= {"action_name": "approve", "task_state_id": 1, "workflow_state_id": 1, "task_id": 1}
    assert key in known, f"{name} takes {key!r}: give this file an example of it."
    return known[key]


def model_named_in(name):
    """The model of a view that does not say it: "wagtail_pmi_topic_modeladmin_edit", "wagtail_pmi_topic_chooser:chosen"."""
    found = re.match(r"(?:wagtailsnippet(?:chooser)?s_)?wagtail_pmi_([a-z]+?)(?:_modeladmin|_chooser|:)", name)
    return apps.get_model("wagtail_pmi", found[1]) if found else None


# The views of Wagtail on a page of ours


def page_addresses(world, page) -> dict[str, str]:
    own = {
        name: [page.pk]
        for name in (
            "edit",
            "preview_on_edit",
            "view_draft",
            "add_subpage",
            "delete",
            "unpublish",
            "convert_alias",
            "copy",
            "move",
            "set_page_position",
            "set_privacy",
            "lock",
            "unlock",
            "usage",
            "history",
            "history_results",
            "revisions_index",
            "workflow_history",
            "confirm_workflow_cancellation",
        )
    }
    revision, state = page.latest_revision.pk, page.current_workflow_state
    task = state.current_task_state
    own |= {
        "revisions_view": [page.pk, revision],
        "revisions_revert": [page.pk, revision],
        "revisions_unschedule": [page.pk, revision],
        "revisions_compare": [page.pk, "earliest", "latest"],
        "workflow_history_detail": [page.pk, state.pk],
        "workflow_preview": [page.pk, task.task_id],
        "workflow_action": [page.pk, "approve", task.pk],
        "collect_workflow_action_data": [page.pk, "reject", task.pk],
        "move_confirm": [page.pk, page.get_parent().pk],
        "type_use": ["wagtail_pmi", page._meta.model_name],
        "type_use_results": ["wagtail_pmi", page._meta.model_name],
        "choose_parent": ["wagtail_pmi", page._meta.model_name],
        "add": ["wagtail_pmi", page._meta.model_name, page.get_parent().pk],
        "preview_on_add": ["wagtail_pmi", page._meta.model_name, page.get_parent().pk],
    }
    addresses = {name: reverse(f"wagtailadmin_pages:{name}", args=args) for name, args in own.items()}
    elsewhere = world["elsewhere"].get(type(page))
    if elsewhere:
        target = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk])
        addresses["move_confirm to another network"] = target
    return addresses | {"explorer": reverse("wagtailadmin_explore", args=[page.pk])}


PAGES = {
    "page: network": models.NetworkPage,
    "page: section": models.BlogIndexPage,
    "page: practice": models.BestPracticePage,
}
SECTIONS = [*PAGES, *our_patterns()]


@pytest.fixture
def world(network, admin_user):
    """A network with one of everything, in moderation; another network; a browser for each viewer."""
    other = make_network(title="Other", as_site_root=False)
    topic = make_topic()
    make_expert(network)
    pages = [make_practice(network, f"Practice {SECRET}", topics=[topic])]
    make_adoption(make_city(network, f"City {SECRET}"), pages[0]).save_revision()
    for model in (models.Beneficiary, models.Keyword, models.Organisation):
        model.objects.create(name=f"A {model.__name__}")
    models.Resource.objects.create(title="A resource", kind="toolkit", url="https://example.org/")
    make_membership(network)
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(found_editors(network))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page_id=network.pk)
    moderated = {}
    section = models.BlogIndexPage.objects.child_of(network).get()
    section.title = f"Blog {SECRET}"
    section.save()
    for page in [network, section, *pages]:
        page = type(page).objects.get(pk=page.pk)
        page.save_revision()
        workflow.start(page, admin_user)
        moderated[type(page)] = type(page).objects.get(pk=page.pk)
    indexes = {model: model.allowed_parent_page_models()[0] for model in map(type, pages)}
    return {
        "pages": moderated,
        "elsewhere": {model: index.objects.descendant_of(other).get() for model, index in indexes.items()},
        "browsers": {
            "anonymous": browser(None),
            "editor": browser(make_editor(network)),
            "editor of another network": browser(make_editor(other)),
            "administrator": browser(admin_user),
        },
    }


def browser(user):
    client = Client()
    if user:
        client.force_login(get_user_model().objects.get(pk=user.pk))
    return client


def answer(viewer, client, method, address, data) -> str:
    """What one viewer is answered; what it changed is taken back."""
    with transaction.atomic():
        response = client.get(address) if method == "get" else client.post(address, data)
        transaction.set_rollback(True)
    if viewer == "editor of another network" and SECRET in response.content.decode():
        return "TOLD"
    if response.status_code == 302:
        target = urlsplit(response.url).path
        if target == reverse("wagtailadmin_login"):
            return "sign in"
        return "no" if target == reverse("wagtailadmin_home") else "on"
    if response.status_code == 403:
        return "no"
    return "yes" if response.status_code in (200, 400) else str(response.status_code)


def answers(world, addresses, data) -> list[str]:
    rows = []
    for name, address in addresses.items():
        cells = []
        for viewer in VIEWERS:
            client = world["browsers"][viewer]
            role = "anybody" if name.startswith(TELLS_WHAT_IS_PUBLIC) else viewer
            opened, sent = (answer(role, client, method, address, data) for method in ("get", "post"))
            cells.append(opened if opened == sent else f"{opened} / {sent}")
        rows.append(f"| {' | '.join([name, *cells])} |")
    return sorted(rows)


def read_table() -> dict[str, list[str]]:
    """Section → its rows."""
    sections: dict[str, list[str]] = {}
    text = TABLE.read_text("utf-8") if TABLE.exists() else ""
    for section in text.split("\n## ")[1:]:
        title, *lines = section.splitlines()
        sections[title] = [line for line in lines if line.startswith("| ")][2:]
    return sections


def write_table(sections: dict[str, list[str]]) -> None:
    head = f"| {' | '.join(['address', *VIEWERS])} |\n|{' --- |' * (len(VIEWERS) + 1)}"
    known = [section for section in SECTIONS if section in sections]
    parts = [f"## {section}\n\n{head}\n" + "\n".join(sections[section]) + "\n" for section in known]
    TABLE.write_text("\n".join([INTRODUCTION, *parts]), "utf-8")


@pytest.mark.parametrize("section", SECTIONS)
def test_everybody_is_answered_as_the_table_says(world, section):
    data: dict = {"narrative-count": "0"}
    if section in PAGES:
        page = world["pages"][PAGES[section]]
        addresses = page_addresses(world, page)
        copy = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        data = minimal(type(page)) | copy
    else:
        addresses = {name: address_of(name, pattern) for name, pattern in our_patterns()[section]}
    rows = answers(world, addresses, data)
    if os.environ.get("WRITE_PERMISSIONS"):
        write_table(read_table() | {section: rows})
    assert not [row for row in rows if "TOLD" in row], "It tells an editor of another network what stands in this one."
    assert rows == read_table().get(section, [])


def test_the_table_has_nothing_that_is_gone():
    assert set(read_table()) == set(SECTIONS)


def test_what_the_package_adds_is_found():
    found = [name for views in our_patterns().values() for name, _pattern in views]
    assert "wagtail_pmi_create_network:create" in found
    assert any(name.endswith("_merge") for name in found)
    assert len(found) > 30
