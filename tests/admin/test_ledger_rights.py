"""Who may do what to which entry of the ledger: a table of people and deeds, each a refusal as well as a success."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests.admin.people import client_of, editor_client
from tests.admin.people import make_editor as make_user
from tests.admin.test_adoptions import form, url
from wagtail_pmi.models import Adoption, BestPracticePage
from wagtail_pmi.models.base import Page
from wagtail_pmi.moderation import found_moderation
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_editor,
    make_membership,
    make_network,
    make_practice,
)

pytestmark = pytest.mark.django_db

CHOOSER = "wagtailsnippetchoosers_wagtail_pmi_adoption"
NOBODY = ["anonymous", "member", "city staff", "representative of another city", "editor of another network"]
PUBLISHERS = {"editor", "administrator"}
KEEPERS = {*PUBLISHERS, "representative"}
PEOPLE = [*NOBODY, "representative", "editor", "administrator"]
by_everybody = pytest.mark.parametrize("who", PEOPLE)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The people and things of this file, made once for its tests, which each roll back what they change."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def build():
    """An entry of Somerville, with two revisions; another city; another network; and people."""
    network, other = make_network(), make_network(title="Other", as_site_root=False)
    found_moderation(network)
    somerville, boston = make_city(network, "Somerville"), make_city(network, "Boston")
    elsewhere = make_city(other, "Elsewhere")
    practice = make_practice(network, "CitiStat")
    entry = make_adoption(somerville, practice, local_name="canary")
    for name in ("first", "second"):
        entry.local_name = f"canary {name}"
        entry.save_revision()
    make_adoption(boston, practice, stage="piloting")
    make_adoption(elsewhere, make_practice(other, "Foreign"))
    users = {
        "member": make_membership(network).user,
        "city staff": make_membership(network, kind="city_staff", city=somerville).user,
        "representative": make_membership(network, kind="representative", city=somerville).user,
        "representative of another city": make_membership(network, kind="representative", city=boston).user,
        "editor": make_editor(network),
        "editor of another network": make_editor(other),
        "administrator": make_user(),
    }
    users["administrator"].is_superuser = True
    users["administrator"].save()
    cities = {"own": somerville, "other": boston, "foreign": elsewhere}
    return {"users": users, "cities": cities, "practice": practice, "network": network, "entry": entry}


def fresh(row):
    return type(row)._default_manager.get(pk=row.pk)


@pytest.fixture
def world(built, db):
    """What was built, as it is in the database."""
    users = {name: fresh(user) for name, user in built["users"].items()}
    return {
        **{name: fresh(built[name]) for name in ("practice", "network", "entry")},
        "cities": {name: fresh(city) for name, city in built["cities"].items()},
        "users": users,
        "browsers": {"anonymous": Client()} | {name: client_of(user) for name, user in users.items()},
    }


def passes(response) -> bool:
    """Whether the view answered; nobody who is refused may be told anything about the entry."""
    refused = response.status_code == 403
    refused |= response.status_code == 302 and response.url.split("?")[0] in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_login"),
    )
    if refused:
        assert b"canary" not in response.content
    else:
        assert response.status_code in (200, 302)
    return not refused


def addresses(entry):
    revisions = list(entry.revisions.order_by("pk").values_list("pk", flat=True))
    return {
        "edit": url("edit", entry.pk),
        "copy": url("copy", entry.pk),
        "delete": url("delete", entry.pk),
        "usage": url("usage", entry.pk),
        "history": url("history", entry.pk),
        "history results": url("history_results", entry.pk),
        "revert": url("revisions_revert", entry.pk, revisions[0]),
        "view revision": url("revisions_view", entry.pk, revisions[0]),
        "compare": url("revisions_compare", entry.pk, revisions[0], revisions[1]),
        "compare ends": url("revisions_compare", entry.pk, "earliest", "latest"),
        "unschedule": url("revisions_unschedule", entry.pk, revisions[0]),
        "unpublish": url("unpublish", entry.pk),
        "preview": url("preview_on_edit", entry.pk),
        "workflow history": url("workflow_history", entry.pk),
    }


BY_PUBLISHERS = {"delete", "unpublish", "unschedule"}


@by_everybody
def test_looking_at_an_entry(world, who):
    allowed = {name: passes(world["browsers"][who].get(address)) for name, address in addresses(world["entry"]).items()}
    expected = {name: who in (PUBLISHERS if name in BY_PUBLISHERS else KEEPERS) for name in allowed}
    assert allowed == expected


@by_everybody
def test_the_list_has_own_entries_alone(world, who):
    client = world["browsers"][who]
    for query in ({}, {"stage": "operating"}, {"stage": "piloting"}, {"network": world["network"].pk}):
        for view in ("list", "list_results"):
            response = client.get(url(view), query)
            if who in ("anonymous", "member", "city staff"):
                assert not passes(response)
                continue
            shown = {entry.city.title for entry in response.context["object_list"]}
            mine = {
                "representative": {"Somerville"},
                "representative of another city": {"Boston"},
                "editor": {"Somerville", "Boston"},
                "editor of another network": {"Elsewhere"},
                "administrator": {"Somerville", "Boston", "Elsewhere"},
            }[who]
            if "stage" in query:
                piloting = query["stage"] == "piloting"
                mine -= {"Somerville", "Elsewhere"} if piloting else {"Boston"}
            if "network" in query:
                mine -= {"Elsewhere"}
            if not (who == "editor of another network" and "network" in query):  # a choice that is not theirs
                assert shown == mine, query


def test_a_network_of_others_is_no_filter_and_not_named(world):
    html = world["browsers"]["representative"].get(url("list")).content.decode()
    assert "Other" not in html.replace("Others", "")


@by_everybody
def test_searching_the_list(world, who):
    response = world["browsers"][who].get(url("list"), {"q": "Somerville"})
    if passes(response):
        assert who in KEEPERS or not list(response.context["object_list"])


@by_everybody
def test_changing_an_entry(world, who):
    entry, cities = world["entry"], world["cities"]
    before = entry.latest_revision_id
    data = form(cities["own"], world["practice"], local_name="Changed")
    world["browsers"][who].post(url("edit", entry.pk), data)
    entry.refresh_from_db()
    assert (entry.latest_revision_id != before) == (who in KEEPERS)
    assert entry.local_name == "canary", "A draft is no publication."


@by_everybody
def test_publishing_an_entry(world, who):
    data = form(world["cities"]["own"], world["practice"], local_name="Changed") | {"action-publish": "1"}
    world["browsers"][who].post(url("edit", world["entry"].pk), data)
    assert (Adoption.objects.get(pk=world["entry"].pk).local_name == "Changed") == (who in PUBLISHERS)


@by_everybody
@pytest.mark.parametrize("publish", [{}, {"action-publish": "1"}])
def test_adding_an_entry_of_the_city(world, who, publish):
    practice = make_practice(world["network"], "New")
    world["browsers"][who].post(url("add"), form(world["cities"]["own"], practice) | publish)
    made = Adoption.objects.filter(practice=practice)
    assert made.exists() == (who in KEEPERS)
    assert made.filter(live=True).exists() == (bool(publish) and who in PUBLISHERS)


@by_everybody
def test_copying_an_entry(world, who):
    practice = make_practice(world["network"], "New")
    world["browsers"][who].post(url("copy", world["entry"].pk), form(world["cities"]["own"], practice))
    assert Adoption.objects.filter(practice=practice).exists() == (who in KEEPERS)


@by_everybody
@pytest.mark.parametrize("view", ["delete", "unpublish", "lock"])
def test_what_takes_the_right_to_publish(world, who, view):
    entry = world["entry"]
    world["browsers"][who].post(url(view, entry.pk))
    kept = Adoption.objects.filter(pk=entry.pk, live=True, locked=False).exists()
    assert kept == (who not in PUBLISHERS)


@by_everybody
def test_unlocking(world, who):
    Adoption.objects.filter(pk=world["entry"].pk).update(locked=True)
    world["browsers"][who].post(url("unlock", world["entry"].pk))
    assert Adoption.objects.get(pk=world["entry"].pk).locked == (who not in PUBLISHERS)


@by_everybody
@pytest.mark.parametrize("action", ["confirm", "delete"])
@pytest.mark.parametrize("ids", ["own", "all"])
def test_bulk_actions(world, who, action, ids):
    entry, client = world["entry"], world["browsers"][who]
    address = reverse("wagtail_bulk_action", args=["wagtail_pmi", "adoption", action])
    query = f"?next={url('list')}&id={entry.pk if ids == 'own' else 'all'}"
    page = client.get(address + query)
    if who not in KEEPERS:
        assert b"Somerville" not in page.content
    if who not in {"administrator", "editor of another network"}:
        assert b"Elsewhere" not in page.content
    client.post(address + query)
    done = Adoption.objects.filter(confirmed_on__isnull=False) if action == "confirm" else None
    touched = set(done) if done is not None else set()
    if action == "delete":
        assert Adoption.objects.filter(pk=entry.pk).exists() == (who not in PUBLISHERS)
    else:
        assert (entry in touched) == (who in PUBLISHERS)
    mine = {"editor": 2, "administrator": 3, "editor of another network": 1}.get(who, 0) if ids == "all" else None
    if mine is not None:
        assert (len(touched) if action == "confirm" else 3 - Adoption.objects.count()) == mine


@by_everybody
def test_a_draft_is_submitted_and_approved(world, who):
    entry = world["entry"]
    data = form(world["cities"]["own"], world["practice"], local_name="Submitted") | {"action-submit": "1"}
    world["browsers"]["representative"].post(url("edit", entry.pk), data)
    entry = Adoption.objects.get(pk=entry.pk)
    state = entry.current_workflow_task_state
    args = [entry.pk, "approve", state.pk]
    for name in ("workflow_action", "collect_workflow_action_data"):
        assert passes(world["browsers"][who].get(url(name, *args))) == (who in PUBLISHERS)
    assert passes(world["browsers"][who].get(url("workflow_preview", entry.pk, state.task_id))) == (who in PUBLISHERS)
    world["browsers"][who].post(url("workflow_action", *args))
    assert (Adoption.objects.get(pk=entry.pk).local_name == "Submitted") == (who in PUBLISHERS)


@by_everybody
def test_what_waits_is_told_to_those_who_may_approve_it(world, who):
    data = form(world["cities"]["own"], world["practice"]) | {"action-submit": "1"}
    world["browsers"]["representative"].post(url("edit", world["entry"].pk), data)
    home = world["browsers"][who].get(reverse("wagtailadmin_home")).content.decode()
    listed = "Somerville · CitiStat" in home
    assert listed == (who in KEEPERS)
    assert ("Awaiting your review" in home) == (who in PUBLISHERS)


def test_what_waits_is_locked_for_its_representative(world):
    client, entry = world["browsers"]["representative"], world["entry"]
    client.post(url("edit", entry.pk), form(world["cities"]["own"], world["practice"]) | {"action-submit": "1"})
    client.post(url("edit", entry.pk), form(world["cities"]["own"], world["practice"], local_name="Later"))
    assert Adoption.objects.get(pk=entry.pk).get_latest_revision_as_object().local_name != "Later"


@by_everybody
@pytest.mark.parametrize("which", ["own", "other"])
def test_the_pages_of_cities(world, who, which):
    page = world["cities"][which]
    own = {"own": "representative", "other": "representative of another city"}[which]
    response = world["browsers"][who].get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert passes(response) == (who in {own, *PUBLISHERS})
    for view in ("delete", "unpublish", "move", "lock"):
        response = world["browsers"][who].get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]))
        assert response.status_code == 405 or not passes(response) or who in PUBLISHERS
    users = world["users"]
    if who in users:
        assert page.permissions_for_user(users[who]).can_publish() == (who in PUBLISHERS)


class TestTheFormTakesOnlyWhatItsUserMaySay:
    def post(self, world, who, entry=None, **changes):
        city, practice = changes.pop("city", world["cities"]["own"]), changes.pop("practice", None)
        data = form(city, practice or make_practice(world["network"], "New"), **changes)
        return world["browsers"][who].post(url("edit", entry.pk) if entry else url("add"), data)

    @pytest.mark.parametrize("which", ["other", "foreign"])
    def test_an_entry_for_another_city(self, world, which):
        response = self.post(world, "representative", city=world["cities"][which], local_name="Kept")
        assert "choose a city whose page you may edit" in response.context["form"].errors["city"][0]
        assert 'value="Kept"' in response.content.decode()
        assert Adoption.objects.count() == 3

    def test_a_copy_for_another_city(self, world):
        data = form(world["cities"]["other"], make_practice(world["network"], "New"))
        response = world["browsers"]["representative"].post(url("copy", world["entry"].pk), data)
        assert response.context["form"].errors["city"] and Adoption.objects.count() == 3

    @pytest.mark.parametrize("view", ["edit", "revert"])
    def test_another_city_for_an_entry(self, world, view):
        entry = world["entry"]
        data = form(world["cities"]["other"], world["practice"])
        response = world["browsers"]["representative"].post(addresses(entry)[view], data)
        assert "stays with its city" in response.context["form"].errors["city"][0]
        entry.refresh_from_db()
        assert entry.get_latest_revision_as_object().city == world["cities"]["own"]

    def test_who_may_publish_both_cities_moves_an_entry(self, world):
        third = make_city(world["network"], "Third")
        response = self.post(world, "editor", world["entry"], city=third, practice=world["practice"])
        assert response.status_code == 302
        response = self.post(world, "editor", world["entry"], city=world["cities"]["foreign"])
        assert response.context["form"].errors["city"]

    def test_publishing_in_the_name_of_a_city_that_one_may_only_edit(self, world):
        """Who publishes one city and edits another."""
        user = world["users"]["representative"]
        group = user.groups.get()
        GroupPagePermission.objects.create(group=group, page_id=world["cities"]["other"].pk, permission_type="publish")
        response = self.post(world, "representative", **{"action-publish": "1"})
        assert response.context["form"].errors["city"]
        assert not Adoption.objects.filter(practice__title="New").exists()
        assert self.post(world, "representative", practice=world["practice"]).context["form"].errors["practice"]
        response = self.post(world, "representative", practice=BestPracticePage.objects.get(title="New"))
        assert response.status_code == 302, "A draft is not published."

    def test_no_city(self, world):
        data = form(world["cities"]["own"], world["practice"]) | {"city": ""}
        for who in ("representative", "administrator"):
            response = world["browsers"][who].post(url("add"), data)
            assert "Choose the city" in response.context["form"].errors["city"][0]

    @pytest.mark.parametrize("fields", [{"live": False}, {"visibility": "members"}, {"visibility": "anonymised"}])
    def test_a_hidden_entry_as_origin(self, world, fields):
        hidden = make_adoption(make_city(world["network"], "Hidden city"), make_practice(world["network"]), **fields)
        response = self.post(world, "representative", adopted_from=hidden.pk)
        if fields.get("visibility") == "members":  # a representative is a member
            assert "adopted_from" not in response.context["form"].errors or "same practice" in str(
                response.context["form"].errors["adopted_from"]
            )
            return
        assert "not one of the available choices" in response.context["form"].errors["adopted_from"][0]
        assert "Hidden city" not in response.content.decode()

    def test_a_public_entry_of_another_city_as_origin(self, world):
        origin = Adoption.objects.get(city=world["cities"]["other"])
        response = self.post(
            world, "representative", world["entry"], practice=world["practice"], adopted_from=origin.pk
        )
        assert response.status_code == 302

    def test_a_hidden_practice(self, world):
        hidden = make_practice(world["network"], "Hidden practice", live=False)
        response = self.post(world, "representative", practice=hidden)
        assert response.context["form"].errors["practice"]
        assert "Hidden practice" not in response.content.decode()
        assert self.post(world, "editor", practice=hidden).status_code == 302


class TestTheChooser:
    @by_everybody
    def test_has_what_the_viewer_may_see_and_nothing_hidden(self, world, who):
        hidden = make_adoption(make_city(world["network"], "Hidden city"), world["practice"], live=False)
        shown = Adoption.objects.get(city=world["cities"]["other"])
        client = world["browsers"][who]
        if who in ("anonymous", "member", "city staff"):
            for name, args in (("choose", []), ("choose_results", []), ("chosen", [shown.pk])):
                assert not passes(client.get(reverse(f"{CHOOSER}:{name}", args=args)))
            return
        for query in ({}, {"q": "city"}, {"q": "hidden"}):
            for name in ("choose", "choose_results"):
                html = client.get(reverse(f"{CHOOSER}:{name}"), query).content.decode()
                assert "Hidden city" not in html
                assert query or "Boston" in html
        assert client.get(reverse(f"{CHOOSER}:chosen", args=[shown.pk])).status_code == 200
        assert client.get(reverse(f"{CHOOSER}:chosen", args=[hidden.pk])).status_code == 404
        several = client.get(reverse(f"{CHOOSER}:chosen_multiple"), {"id": [shown.pk, hidden.pk, "x", "9" * 40]})
        assert "Boston" in several.content.decode() and "Hidden city" not in several.content.decode()

    @pytest.mark.parametrize("written", [" {}", "{} ", "+{}", "_2B{}", "0_{}", "{}\u00a0"])
    def test_another_spelling_of_a_key_opens_nothing(self, world, written):
        """What Python reads as the same number must not pass beside the gate."""
        hidden = make_adoption(make_city(world["network"], "Hidden city", live=False), world["practice"])
        chosen = reverse(f"{CHOOSER}:chosen", args=[1]).removesuffix("1/")
        response = world["browsers"]["representative of another city"].get(f"{chosen}{written.format(hidden.pk)}/")
        assert response.status_code == 404 and "Hidden city" not in response.content.decode()

    @pytest.mark.parametrize("key", ["x", "0", "9" * 40, "%00", "٥", "²"])
    def test_answers_whatever_is_asked(self, world, key):
        address = reverse(f"{CHOOSER}:chosen", args=[1]).removesuffix("1/") + f"{key}/"
        assert world["browsers"]["editor"].get(address).status_code == 404


class TestUsage:
    def test_an_entry_of_others_that_points_here_is_not_named(self, world):
        follower = make_adoption(
            make_city(world["network"], "Follower"), world["practice"], live=False, adopted_from=world["entry"]
        )
        for who, named in (("representative", False), ("editor", True)):
            html = world["browsers"][who].get(url("usage", world["entry"].pk)).content.decode()
            assert (str(follower) in html) == named


class TestRightsInDjangosTables:
    def test_on_the_model_open_nothing(self, world):
        rights = Permission.objects.filter(content_type__app_label="wagtail_pmi", codename__endswith="_adoption")
        client = editor_client(*rights.values_list("codename", flat=True))
        assert not passes(client.get(url("list")))
        for address in addresses(world["entry"]).values():
            assert not passes(client.get(address))

    def test_are_not_offered_to_groups(self, admin_client):
        offered = admin_client.get(reverse("wagtailusers_groups:add")).context["form"].fields["permissions"].queryset
        assert offered.filter(codename="change_topic").exists()
        assert not offered.filter(content_type__app_label="wagtail_pmi", codename__endswith="_adoption").exists()


class TestAnEntryWhoseCityIsGone:
    @by_everybody
    def test_belongs_to_who_may_publish_the_network(self, world, who):
        world["cities"]["own"].delete()
        entry = Adoption.objects.get(pk=world["entry"].pk)
        assert passes(world["browsers"][who].get(url("edit", entry.pk))) == (who in PUBLISHERS)
        assert passes(world["browsers"][who].get(url("delete", entry.pk))) == (who in PUBLISHERS)
        data = form(world["cities"]["other"], make_practice(world["network"], "New"))
        world["browsers"][who].post(url("edit", entry.pk), data)
        entry.refresh_from_db()
        attached = entry.get_latest_revision_as_object().city == world["cities"]["other"]
        assert attached == (who in PUBLISHERS)

    def test_and_its_network_too_is_for_superusers(self, world):
        Adoption.objects.filter(pk=world["entry"].pk).update(city=None, network=None)
        assert not passes(world["browsers"]["editor"].get(url("edit", world["entry"].pk)))
        assert passes(world["browsers"]["administrator"].get(url("edit", world["entry"].pk)))


class TestTheMenuOfActions:
    def names(self, client, address):
        return [item.name for item in client.get(address).context["action_menu"].menu_items]

    def test_offers_to_publish_to_those_who_may(self, world):
        edit = url("edit", world["entry"].pk)
        editor, representative = (world["browsers"][who] for who in ("editor", "representative"))
        assert {"action-publish", "action-unpublish"} <= set(self.names(editor, edit))
        assert not {"action-publish", "action-unpublish"} & set(self.names(representative, edit))
        assert "action-submit" in self.names(representative, edit)
        assert "action-publish" in self.names(editor, url("add"))
        assert "action-publish" not in self.names(representative, url("add"))

    def test_the_item_in_the_main_menu(self, world):
        for who, client in world["browsers"].items():
            if who in ("anonymous", "member", "city staff"):
                continue
            assert url("list") in client.get(reverse("wagtailadmin_home")).content.decode()
        assert url("list") not in editor_client().get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_add_pages_keeps_the_ledger_of_those_they_own(network):
    user = make_user(pages=[network], rights=["add"])
    own, other = make_city(network, owner=user), make_city(network)
    practice = make_practice(network)
    entries = [make_adoption(city, practice) for city in (own, other)]
    assert [passes(client_of(user).get(url("edit", entry.pk))) for entry in entries] == [True, False]


def test_the_list_costs_the_same_for_one_city_and_for_twenty(network):
    practice, costs = make_practice(network), []
    cities = [make_city(network) for _number in range(20)]
    for city in cities:
        make_adoption(city, practice)
    for count in (1, 20):
        client = client_of(make_user(pages=cities[:count]))
        client.get(url("list"))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url("list"))
        assert len(response.context["object_list"]) == count
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "%00", "-1"])
def test_an_entry_that_is_not_there(admin_client, network, key):
    address = url("edit", 1).replace("/1/", f"/{key}/")
    assert admin_client.get(address).status_code == 404


def test_pages_that_are_no_cities_open_nothing(network):
    page = Page.objects.child_of(network).get(slug="blog")
    assert not passes(editor_client(pages=[page]).get(url("list")))
