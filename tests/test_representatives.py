"""A representative's account has the rights of its city for as long as the membership is in force, and no others."""

import datetime
import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Workflow, WorkflowContentType, WorkflowPage
from wagtail.permissions import policy_registry

from wagtail_pmi.editors import found_editors, get_collection
from wagtail_pmi.founding import create_network
from wagtail_pmi.leaving import remove_content, take_inventory
from wagtail_pmi.models import Adoption, CityGroup, Membership, PublisherApprovalTask
from wagtail_pmi.moderation import found_moderation
from wagtail_pmi.representatives import follow_memberships
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_editor,
    make_image,
    make_membership,
    make_network,
    make_practice,
)

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(1)


@pytest.fixture
def city(network):
    return make_city(network, "Somerville")


def make_representative(city, **fields):
    return make_membership(city.get_network(), kind="representative", city=city, **fields)


def fresh(user):
    """The user as another request finds them."""
    return type(user)._default_manager.get(pk=user.pk)


def may_edit(membership_or_user, page):
    user = getattr(membership_or_user, "user", membership_or_user)
    return page.permissions_for_user(fresh(user)).can_edit()


class TestRights:
    def test_cover_the_page_of_the_city_and_no_other(self, network, city):
        found_editors(network)
        other = make_city(network)
        user = fresh(make_representative(city).user)
        rights = city.permissions_for_user(user)
        assert rights.can_edit() and user.has_perm("wagtailadmin.access_admin")
        assert not (rights.can_publish() or rights.can_delete() or rights.can_lock() or rights.can_add_subpage())
        for page in (other, network, make_practice(network)):
            assert not page.permissions_for_user(user).can_edit()

    def test_cover_an_image_for_it(self, network, city):
        collection = get_collection(found_editors(network))
        own = make_image(collection=collection)
        foreign = make_image(collection=get_collection(found_editors(make_network(as_site_root=False))))
        user = fresh(make_representative(city).user)
        policy = policy_registry.get_by_type(type(own))
        assert list(policy.collections_user_has_permission_for(user, "add")) == [collection]
        assert set(policy.instances_user_has_permission_for(user, "choose")) & {own, foreign} == {own}
        assert not policy.user_has_permission_for_instance(user, "change", own)

    @pytest.mark.parametrize("kind", ["city_staff", "editor", "expert"])
    def test_are_for_representatives_alone(self, network, city, kind):
        membership = make_membership(network, kind=kind, city=city)
        assert not may_edit(membership, city)
        assert not fresh(membership.user).groups.exists()


class TestOverTime:
    def test_two_of_a_city_share_its_group(self, city):
        one, two = make_representative(city), make_representative(city)
        group = CityGroup.objects.get().group
        assert set(group.user_set.all()) == {one.user, two.user} and group.name == "City editors: Somerville"
        one.delete()
        assert not may_edit(one, city) and may_edit(two, city)

    def test_a_membership_that_ends_or_has_not_begun_gives_nothing(self, city):
        today = timezone.localdate()
        for dates in ({"ends_on": today - DAY}, {"starts_on": today + DAY}):
            assert not may_edit(make_representative(city, **dates), city)
        assert may_edit(make_representative(city, starts_on=today, ends_on=today), city)

    @pytest.mark.parametrize("change", ["ends_on", "kind", "user", "city"])
    def test_a_change_takes_them_away(self, network, city, django_user_model, change):
        membership = make_representative(city)
        before = membership.user
        other = make_city(network)
        new = {
            "ends_on": timezone.localdate() - DAY,
            "kind": "city_staff",
            "user": django_user_model.objects.create_user("successor"),
            "city": other,
        }[change]
        setattr(membership, change, new)
        membership.save()
        assert not may_edit(before, city)
        assert may_edit(membership, city) == (change == "user")
        assert may_edit(membership, other) == (change == "city")

    def test_one_of_two_memberships_is_enough(self, city):
        one = make_representative(city)
        make_representative(city, user=one.user)
        one.delete()
        assert may_edit(one, city)

    def test_rights_from_elsewhere_stay(self, network, city):
        editor = make_editor(network)
        own = Group.objects.create(name="Somerville's press office")
        GroupPagePermission.objects.create(group=own, page_id=city.pk, permission_type="change")
        editor.groups.add(own)
        membership = make_representative(city, user=editor)
        membership.delete()
        assert set(fresh(editor).groups.all()) == {own, found_editors(network)}
        assert may_edit(editor, city)

    def test_days_that_pass_are_followed_by_the_command(self, city):
        ended, begun = make_representative(city), make_representative(city, starts_on=timezone.localdate() + DAY)
        Membership.objects.filter(pk=ended.pk).update(ends_on=timezone.localdate() - DAY)
        Membership.objects.filter(pk=begun.pk).update(starts_on=timezone.localdate())
        output = io.StringIO()
        call_command("pmi_follow_memberships", stdout=output)
        assert output.getvalue() == "1 people got the rights of a city's representative, 1 lost them.\n"
        assert may_edit(begun, city) and not may_edit(ended, city)
        assert follow_memberships() == (0, 0)

    def test_the_ledger_does_not_wait_for_the_command(self, city):
        membership = make_representative(city)
        entry = make_adoption(city, make_practice(city.get_network()))
        policy = policy_registry.get_by_type(Adoption)
        assert policy.user_has_permission_for_instance(fresh(membership.user), "change", entry)
        Membership.objects.update(ends_on=timezone.localdate() - DAY)
        user = fresh(membership.user)
        assert not policy.user_has_permission_for_instance(user, "change", entry)
        assert not policy.instances_user_has_permission_for(user, "change").exists()
        assert not policy.user_has_any_permission(user, ["add", "change", "view"])

    def test_signing_in_follows_too(self, city):
        membership = make_representative(city)
        Membership.objects.update(ends_on=timezone.localdate() - DAY)
        Client().force_login(membership.user)
        assert not may_edit(membership, city)

    def test_a_user_who_goes_leaves_nothing(self, city):
        make_representative(city).user.delete()
        assert not CityGroup.objects.get().group.user_set.exists()


class TestTheGroup:
    def test_what_an_administrator_took_away_stays_away(self, city):
        make_representative(city)
        group = CityGroup.objects.get().group
        group.permissions.clear()
        GroupPagePermission.objects.filter(group=group).delete()
        Group.objects.filter(pk=group.pk).update(name="Renamed")
        assert not may_edit(make_representative(city), city)
        assert Group.objects.filter(pmi_city_group__isnull=False).get().name == "Renamed"

    def test_cities_of_one_name_have_groups_of_their_own(self, network, city):
        twin = make_city(make_network(as_site_root=False), "Somerville")
        make_representative(city)
        make_representative(twin)
        assert {group.name for group in Group.objects.filter(pmi_city_group__isnull=False)} == {
            "City editors: Somerville",
            "City editors: Somerville 2",
        }

    def test_a_group_of_that_name_made_by_hand_is_not_taken(self, city):
        by_hand = Group.objects.create(name="City editors: Somerville")
        make_representative(city)
        assert not by_hand.user_set.exists()

    def test_goes_with_its_city(self, city):
        membership = make_representative(city)
        city.delete()
        assert not CityGroup.objects.exists() and not fresh(membership.user).groups.exists()

    def test_a_deleted_one_does_not_stop_anything(self, city):
        membership = make_representative(city)
        Group.objects.get(pmi_city_group__city=city).delete()
        assert not CityGroup.objects.exists() and not may_edit(membership, city)
        follow_memberships()
        assert may_edit(membership, city)

    def test_costs_the_same_for_more_memberships(self, city, django_assert_max_num_queries):
        for _number in range(12):
            make_representative(city)
        with django_assert_max_num_queries(4):
            follow_memberships()


@pytest.fixture
def site(network):
    from wagtail.models import Site

    return Site.objects.get()


def browser(user):
    client = Client()
    client.force_login(user)
    return client


class TestModeration:
    def test_comes_with_a_network_once(self, network):
        from wagtail.models import Site

        site = Site.objects.get()
        workflows = Workflow.objects.count()
        for _number in range(2):
            create_network(site, network.title)
        assert Workflow.objects.count() == workflows + 1
        assert WorkflowPage.objects.get(page_id=network.pk).workflow.tasks.get().specific.__class__ is (
            PublisherApprovalTask
        )
        assert network.get_workflow() == Adoption.get_default_workflow()

    def test_one_serves_all_networks(self, network):
        other = make_network(as_site_root=False)
        assert found_moderation(network) == found_moderation(other)
        assert PublisherApprovalTask.objects.count() == 1

    def test_what_was_assigned_before_stays(self, network):
        own = Workflow.objects.create(name="Two pairs of eyes")
        WorkflowPage.objects.create(page_id=network.pk, workflow=own)
        found_moderation(network)
        assert network.get_workflow() == own

    def test_what_was_deactivated_stays_so(self, network):
        found_moderation(network).deactivate()
        assert not found_moderation(network).active
        assert not WorkflowContentType.objects.exists()

    @pytest.mark.parametrize("approver", ["editor", "other editor", "other representative", "representative"])
    def test_a_page_of_a_city_is_submitted_and_approved(self, network, city, approver):
        found_moderation(network)
        representative = make_representative(city).user
        people = {
            "editor": lambda: make_editor(network),
            "other editor": lambda: make_editor(make_network(as_site_root=False)),
            "other representative": lambda: make_representative(make_city(network)).user,
            "representative": lambda: representative,
        }
        city.summary = "A new summary."
        city.save_revision(user=representative)
        city.get_workflow().start(city, representative)
        task_state = city.current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[city.pk, "approve", task_state.pk])
        browser(people[approver]()).post(address)
        city.refresh_from_db()
        assert (city.summary == "A new summary.") == (approver == "editor")

    def test_who_may_approve_is_told_what_waits(self, network, city):
        found_moderation(network)
        representative = make_representative(city).user
        entry = make_adoption(city, make_practice(network), live=False)
        for thing in (city, entry):
            thing.save_revision()
            thing.get_workflow().start(thing, representative)
        task = PublisherApprovalTask.objects.get()
        told = {
            make_editor(network): 2,
            representative: 0,
            make_editor(make_network(as_site_root=False)): 0,
        }
        for user, count in told.items():
            assert task.get_task_states_user_can_moderate(fresh(user)).count() == count


class TestLeaving:
    @pytest.fixture
    def below(self, site):
        """A network that is no site's root page, with its moderation and a representative."""
        from tests.testapp.models import BlogIndexPage as PageOfTheSite
        from wagtail_pmi.models.base import Page

        home = Page.objects.get(depth=1).add_child(instance=PageOfTheSite(title="Home", slug="home-page"))
        site.root_page = home
        site.save()
        network = make_network(home, as_site_root=False)
        found_moderation(network)
        return make_representative(make_city(network, "Boston"))

    def test_takes_the_groups_of_cities_and_the_workflow(self, below):
        found = take_inventory()
        assert found.workflows == ["Network moderation"]
        assert "City editors: Boston" in found.removed_groups and "City editors: Boston" not in found.groups
        remove_content()
        assert not Group.objects.filter(name="City editors: Boston").exists()
        assert not PublisherApprovalTask.objects.exists()
        assert not Workflow.objects.filter(name="Network moderation").exists()
        assert not WorkflowContentType.objects.exists()
        assert type(below.user)._default_manager.filter(pk=below.user.pk).exists()

    def test_leaves_a_workflow_that_has_other_tasks(self, below):
        from wagtail.models import GroupApprovalTask, WorkflowTask

        workflow = Workflow.objects.get(name="Network moderation")
        WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Second"))
        remove_content()
        assert [task.name for task in Workflow.objects.get(pk=workflow.pk).tasks] == ["Second"]
