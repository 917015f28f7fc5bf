"""The group of a network's editors: what it may do, and that founding again gives nothing back that was taken away."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupPagePermission
from wagtail.permissions import policy_registry

from wagtail_pmi.editors import found_editors, get_collection
from wagtail_pmi.models import BlogIndexPage, Membership, NetworkPage, Organisation, Topic
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_editor, make_image, make_network, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make_network(title="Other", as_site_root=False)


@pytest.fixture
def editor(network):
    return make_editor(network)


def rights_of(group):
    rules = [group.page_permissions, group.collection_permissions]
    return [list(group.permissions.order_by("pk")), *(list(rule.order_by("pk").values()) for rule in rules)]


class TestRights:
    def test_cover_the_pages_of_the_network_and_no_others(self, editor, network, other):
        for page in (network, BlogIndexPage.objects.child_of(network).get(), make_post(network)):
            rights = page.permissions_for_user(editor)
            assert rights.can_edit() and rights.can_publish() and rights.can_lock() and rights.can_unpublish()
        for page in (other, make_post(other), network.get_parent()):
            rights = page.permissions_for_user(editor)
            assert not (rights.can_edit() or rights.can_publish() or rights.can_lock() or rights.can_add_subpage())

    def test_do_not_take_a_section_with_its_pages_away(self, editor, network):
        post = make_post(network)
        assert post.permissions_for_user(editor).can_delete()
        blog = BlogIndexPage.objects.child_of(network).get()
        assert not blog.permissions_for_user(editor).can_delete()
        assert not network.permissions_for_user(editor).can_delete()

    def test_do_not_move_a_page_to_another_network(self, editor, network, other):
        post = make_post(network)
        assert not post.permissions_for_user(editor).can_move_to(BlogIndexPage.objects.child_of(other).get())
        assert not post.permissions_for_user(editor).can_copy_to(BlogIndexPage.objects.child_of(other).get())

    def test_cover_the_images_of_the_network_and_no_others(self, editor, network, other):
        own = make_image("Own", collection=get_collection(found_editors(network)))
        foreign = make_image("Foreign", collection=get_collection(found_editors(other)))
        root = make_image("Root", collection=Collection.get_first_root_node())
        policy = policy_registry.get_by_type(type(own))
        for action in ("change", "choose"):
            allowed = policy.instances_user_has_permission_for(editor, action)
            assert set(allowed) & {own, foreign, root} == {own}
        assert list(policy.collections_user_has_permission_for(editor, "add")) == [own.collection]

    def test_keep_the_registers_and_delete_nothing_that_others_use(self, editor):
        for model in (Topic, Organisation):
            policy = policy_registry.get_by_type(model)
            assert all(policy.user_has_permission(editor, action) for action in ("add", "change"))
            assert not policy.user_has_permission(editor, "delete")

    def test_make_nobody_a_member(self, editor):
        policy = policy_registry.get_by_type(Membership)
        assert not policy.user_has_any_permission(editor, ["add", "change", "delete", "view"])

    def test_are_no_more_than_these(self, network):
        group = found_editors(network)
        assert {permission.codename for permission in group.permissions.all()} - {"submit_translation"} == {
            "access_admin",
            *(
                f"{action}_{name}"
                for action in ("add", "change", "view")
                for name in ("topic", "beneficiary", "keyword", "organisation", "resource")
            ),
        }


class TestAgain:
    def test_it_is_found_whatever_its_name(self, network):
        group = found_editors(network)
        Group.objects.filter(pk=group.pk).update(name="Redaktion")
        assert found_editors(network) == group
        assert Group.objects.filter(name="Network editors").count() == 0

    def test_what_was_taken_away_stays_away_and_what_was_given_stays(self, network, other):
        group = found_editors(network)
        group.permissions.remove(*group.permissions.filter(codename__endswith="topic"))
        GroupPagePermission.objects.filter(group=group, permission__codename__startswith="publish").delete()
        group.collection_permissions.all().delete()
        GroupPagePermission.objects.create(group=group, page=other, permission_type="change")
        before = rights_of(group)
        assert found_editors(network) == group
        assert rights_of(group) == before

    def test_nobody_gets_back_the_rights_of_a_group_that_lost_the_network(self, editor, network):
        group = found_editors(network)
        group.page_permissions.all().delete()
        assert found_editors(network) != group
        editor = type(editor).objects.get(pk=editor.pk)
        assert not network.permissions_for_user(editor).can_edit()

    def test_a_deleted_group_comes_back_without_its_people(self, editor, network):
        found_editors(network).delete()
        group = found_editors(network)
        assert not group.user_set.exists() and group.page_permissions.count() == 5


class TestSeveralNetworks:
    def test_have_groups_of_different_names(self, network, other):
        third = make_network(Page.objects.get(depth=1), title="Other", as_site_root=False)
        names = [found_editors(each).name for each in (network, other, third)]
        assert names == ["Network editors", "Network editors: Other", "Network editors: Other 2"]

    def test_a_long_title_makes_a_name_that_fits(self, network, other):
        NetworkPage.objects.filter(pk=other.pk).update(title="x" * 255)
        found_editors(network)
        group = found_editors(NetworkPage.objects.get(pk=other.pk))
        group.full_clean()
