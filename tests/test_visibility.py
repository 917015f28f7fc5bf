"""The gate by itself: what each viewer sees, whether one object is asked for or a list."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction

from wagtail_pmi.models import (
    BestPracticeIndexPage,
    BestPracticePage,
    MemberCityPage,
    Organisation,
    PracticeLesson,
)
from wagtail_pmi.models.base import Page
from wagtail_pmi.testing import make_city, make_image, make_membership, make_network, make_practice
from wagtail_pmi.visibility import Viewer, load_visible, public, visible_to

pytestmark = pytest.mark.django_db

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def practice(network):
    return make_practice(network, "CitiStat")


@pytest.fixture
def user():
    return get_user_model().objects.create_user("somebody")


@pytest.fixture
def insiders():
    return Group.objects.create(name="Insiders")


def restrict(page, kind="login", *groups, **fields):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
    restriction.groups.set(groups)
    return restriction


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def sees(viewer_of, page):
    """What the gate says of one page; fails where the two ways of asking disagree."""
    page = fresh(page)
    one = viewer_of().sees(page)
    listed = visible_to(viewer_of(), type(page).objects.filter(pk=page.pk)).exists()
    assert one == listed
    assert one == visible_to(viewer_of(), Page.objects.filter(pk=page.pk)).exists()
    return one


def nobody():
    return Viewer()


class TestStates:
    def test_published_is_seen(self, practice):
        assert sees(nobody, practice)

    def test_draft_is_not_seen_by_a_superuser_either(self, practice, admin_user):
        type(practice).objects.filter(pk=practice.pk).update(live=False)
        assert not sees(nobody, practice)
        assert not sees(lambda: Viewer(admin_user), practice)

    def test_expiry_counts_to_the_moment(self, practice, monkeypatch):
        moment = timezone.now()
        type(practice).objects.filter(pk=practice.pk).update(expire_at=moment)
        monkeypatch.setattr("wagtail_pmi.visibility.timezone.now", lambda: moment - SECOND)
        assert sees(nobody, practice)
        monkeypatch.setattr("wagtail_pmi.visibility.timezone.now", lambda: moment)
        assert not sees(nobody, practice)

    @pytest.mark.parametrize("change", [{"live": False}, {"expire_at": timezone.now() - SECOND}])
    def test_below_a_hidden_ancestor_nothing_is_seen(self, practice, network, change):
        for ancestor in (practice.get_parent(), network):
            with transaction.atomic():
                Page.objects.filter(pk=ancestor.pk).update(**change)
                assert not sees(nobody, practice)
                transaction.set_rollback(True)
        assert sees(nobody, practice)

    def test_a_hidden_sibling_hides_nothing_else(self, practice, network):
        other = make_practice(network, live=False)
        assert sees(nobody, practice) and not sees(nobody, other)

    def test_nothing_is_not_seen(self):
        assert not Viewer().sees(None)


class TestRestrictions:
    def test_login(self, practice, user):
        restrict(practice)
        assert not sees(nobody, practice)
        assert not sees(lambda: Viewer(AnonymousUser()), practice)
        assert sees(lambda: Viewer(user), practice)

    def test_an_inactive_user_is_nobody(self, practice, user):
        restrict(practice)
        user.is_active = False
        assert not sees(lambda: Viewer(user), practice)
        assert Viewer(user).is_public

    def test_group(self, practice, user, insiders, admin_user):
        restrict(practice, "groups", insiders)
        assert not sees(nobody, practice)
        assert not sees(lambda: Viewer(user), practice)
        assert sees(lambda: Viewer(admin_user), practice)
        user.groups.add(Group.objects.create(name="Outsiders"))
        assert not sees(lambda: Viewer(user), practice)
        user.groups.add(insiders)
        assert sees(lambda: Viewer(user), practice)
        user.groups.remove(insiders)
        assert not sees(lambda: Viewer(user), practice)

    def test_one_of_several_groups_is_enough(self, practice, user, insiders):
        restrict(practice, "groups", insiders, Group.objects.create(name="Others"))
        user.groups.add(insiders)
        assert sees(lambda: Viewer(user), practice)

    def test_a_restriction_to_no_group_is_passed_by_none(self, practice, user):
        restrict(practice, "groups")
        assert not sees(lambda: Viewer(user), practice)

    def test_password(self, practice, user, admin_user):
        restriction = restrict(practice, "password", password="secret")
        assert not sees(nobody, practice)
        assert not sees(lambda: Viewer(admin_user), practice)
        assert sees(lambda: Viewer(passed_pages=[restriction.pk]), practice)
        assert not sees(lambda: Viewer(passed_pages=[restriction.pk + 1]), practice)
        assert not sees(lambda: Viewer(passed_collections=[restriction.pk]), practice)

    def test_an_entered_password_is_read_from_the_session(self, client, practice):
        restrict(practice, "password", password="secret")
        assert "CitiStat" not in client.get("/practices/").content.decode()
        form = client.get("/practices/citistat/").context["form"]
        action = f"/_util/authenticate_with_password/{PageViewRestriction.objects.get().pk}/{practice.pk}/"
        assert form is not None
        client.post(action, {"password": "wrong", "return_url": "/practices/"})
        assert "CitiStat" not in client.get("/practices/").content.decode()
        client.post(action, {"password": "secret", "return_url": "/practices/"})
        assert "CitiStat" in client.get("/practices/").content.decode()

    @pytest.mark.parametrize("kind", ["invented", "", "PUBLIC"])
    def test_a_kind_that_nobody_knows_is_passed_by_none(self, practice, admin_user, kind):
        restrict(practice, kind)
        assert not sees(nobody, practice)
        assert not sees(lambda: Viewer(admin_user), practice)

    def test_a_restriction_that_restricts_nothing_is_passed_by_all(self, practice):
        restrict(practice, "none")
        assert sees(nobody, practice)

    def test_every_nested_restriction_must_be_passed(self, practice, network, user, insiders):
        restrict(practice, "groups", insiders)
        above = restrict(practice.get_parent(), "password", password="secret")
        restrict(network, "login")
        user.groups.add(insiders)
        assert sees(lambda: Viewer(user, passed_pages=[above.pk]), practice)
        assert not sees(lambda: Viewer(user), practice)
        assert not sees(lambda: Viewer(passed_pages=[above.pk]), practice)
        user.groups.clear()
        assert not sees(lambda: Viewer(user, passed_pages=[above.pk]), practice)
        assert sees(lambda: Viewer(user, passed_pages=[above.pk]), practice.get_parent().specific)

    def test_two_restrictions_of_one_page_are_both_asked(self, practice, user, insiders):
        restrict(practice, "login")
        restrict(practice, "groups", insiders)
        assert not sees(lambda: Viewer(user), practice)

    def test_a_page_whose_path_begins_alike_is_not_below(self, network):
        first = make_practice(network)
        other = make_practice(network)
        restrict(first)
        assert not sees(nobody, first) and sees(nobody, other)

    def test_more_than_a_thousand_restrictions(self, network, practice, client):
        """SQLite takes no more than 1,000 terms in one expression and 250,000 variables."""
        hidden = make_practice(network, "Hidden")
        index = practice.get_parent()
        pages = [
            Page(
                title="x",
                slug=f"x{n}",
                path=index._get_path(index.path, index.depth + 1, n + 100),
                depth=index.depth + 1,
                url_path=f"{index.url_path}x{n}/",
                content_type=practice.content_type,
                locale=practice.locale,
            )
            for n in range(1100)
        ]
        made = Page.objects.bulk_create(pages)
        restrictions = [PageViewRestriction(page=page, restriction_type="login") for page in [*made, hidden]]
        PageViewRestriction.objects.bulk_create(restrictions)
        assert sees(nobody, practice) and not sees(nobody, hidden)
        response = client.get("/practices/")
        assert response.status_code == 200
        assert response.context["listing"].count == 1


class TestCollections:
    @pytest.fixture
    def closed(self):
        return Collection.get_first_root_node().add_child(name="Closed")

    def check(self, viewer, image, expected):
        assert viewer().sees(image) is expected
        assert visible_to(viewer(), type(image).objects.filter(pk=image.pk)).exists() is expected

    def test_restriction_is_inherited(self, closed):
        below = closed.add_child(name="Below")
        restriction = CollectionViewRestriction.objects.create(
            collection=closed, restriction_type="password", password="x"
        )
        for collection in (closed, below):
            image = make_image(collection=collection)
            self.check(nobody, image, False)
            self.check(lambda: Viewer(passed_collections=[restriction.pk]), image, True)
            self.check(lambda: Viewer(passed_pages=[restriction.pk]), image, False)
        self.check(nobody, make_image(), True)

    def test_login_and_groups(self, closed, user, insiders):
        restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups")
        restriction.groups.add(insiders)
        document = get_document_model().objects.create(title="Memo", collection=closed)
        self.check(lambda: Viewer(user), document, False)
        user.groups.add(insiders)
        self.check(lambda: Viewer(user), document, True)

    def test_restriction_of_the_root_closes_everything(self):
        root = Collection.get_first_root_node()
        CollectionViewRestriction.objects.create(collection=root, restriction_type="login")
        self.check(nobody, make_image(), False)


class TestMembers:
    @pytest.fixture
    def lessons(self, practice):
        for visibility in ("public", "members", "anonymised"):
            PracticeLesson.objects.create(page=practice, kind="financing", text=visibility, visibility=visibility)
        return PracticeLesson.objects.filter(page=practice)

    def texts(self, viewer, lessons, network):
        found = {lesson.text for lesson in visible_to(viewer, lessons, network)}
        assert found == {lesson.text for lesson in viewer.rows(lessons, network)}
        return found

    def test_the_public_sees_public_rows(self, lessons, network, user, admin_user):
        for viewer in (Viewer(), Viewer(AnonymousUser()), Viewer(user), Viewer(admin_user)):
            assert self.texts(viewer, lessons, network) == {"public"}
        assert {lesson.text for lesson in public(lessons, network)} == {"public"}

    def test_a_member_sees_more_but_nothing_anonymised(self, lessons, network):
        member = make_membership(network).user
        assert self.texts(Viewer(member), lessons, network) == {"public", "members"}

    @pytest.mark.parametrize(
        "starts, ends, member",
        [(0, None, True), (-9, 0, True), (0, 0, True), (1, None, False), (-9, -1, False), (1, 9, False)],
    )
    def test_membership_holds_from_its_first_day_to_its_last(self, network, starts, ends, member):
        today = timezone.localdate()
        dates = {
            "starts_on": today + datetime.timedelta(starts),
            "ends_on": None if ends is None else today + datetime.timedelta(ends),
        }
        assert Viewer(make_membership(network, **dates).user).is_member(network) is member

    def test_one_of_several_memberships_is_enough(self, network):
        past = make_membership(network, ends_on=datetime.date(2020, 2, 1))
        make_membership(network, past.user)
        assert Viewer(past.user).is_member(network)

    def test_today_is_that_of_the_site(self, network, monkeypatch):
        user = make_membership(network, ends_on=datetime.date(2026, 3, 1)).user
        late_in_new_york = datetime.datetime(2026, 3, 2, 4, 0, tzinfo=datetime.UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: late_in_new_york)
        assert Viewer(user).is_member(network)
        monkeypatch.setattr("django.utils.timezone.now", lambda: late_in_new_york + datetime.timedelta(hours=2))
        assert not Viewer(user).is_member(network)

    def test_membership_of_another_network_says_nothing(self, network, lessons):
        other = make_network(as_site_root=False)
        user = make_membership(other).user
        assert self.texts(Viewer(user), lessons, network) == {"public"}
        assert Viewer(user).is_member(other)

    def test_membership_holds_in_every_language_of_the_network(self, network):
        user = make_membership(network).user
        translation = network.copy_for_translation(Locale.objects.create(language_code="es"))
        assert Viewer(user).is_member(translation)
        assert not Viewer(make_membership(make_network(as_site_root=False)).user).is_member(translation)

    def test_an_inactive_member_is_nobody(self, network):
        user = make_membership(network).user
        user.is_active = False
        assert not Viewer(user).is_member(network)

    def test_rows_outside_a_network_show_what_is_public(self, lessons):
        assert [lesson.text for lesson in Viewer().rows(lessons, None)] == ["public"]


class TestMisuse:
    def test_a_model_without_a_rule_is_refused(self):
        with pytest.raises(TypeError, match="Organisation"):
            visible_to(Viewer(), Organisation.objects.all())
        with pytest.raises(TypeError, match="Organisation"):
            Viewer().sees(Organisation(name="x"))
        with pytest.raises(TypeError, match="Lesson"):
            Viewer().sees(PracticeLesson())

    def test_rows_with_a_visibility_need_their_network(self):
        with pytest.raises(ValueError, match="PracticeLesson"):
            visible_to(Viewer(), PracticeLesson.objects.all())


class TestViewerOfARequest:
    def request(self, **attributes):
        request = RequestFactory().get("/")
        for name, value in attributes.items():
            setattr(request, name, value)
        return request

    def test_is_made_once(self, user):
        request = self.request(user=user, session={})
        assert Viewer.of(request) is Viewer.of(request)
        assert Viewer.public_of(request) is Viewer.public_of(request)
        assert Viewer.of(request) is not Viewer.public_of(request)

    def test_without_user_session_or_request_is_the_public(self):
        assert Viewer.of(None).is_public
        assert Viewer.of(self.request()).is_public
        assert Viewer.of(self.request(user=AnonymousUser(), session={})).is_public

    def test_the_public_of_a_request_has_no_user_and_no_password(self, practice, user):
        restriction = restrict(practice, "password", password="x")
        session = {PageViewRestriction.passed_view_restrictions_session_key: [restriction.pk]}
        request = self.request(user=user, session=session)
        assert Viewer.of(request).sees(practice)
        assert not Viewer.public_of(request).sees(practice)
        anonymous = self.request(session=session)
        assert not Viewer.public_of(anonymous).sees(practice)

    def test_one_query_answers_for_all_pages(self, network, django_assert_num_queries):
        pages = [make_city(network) for _n in range(4)]
        viewer = Viewer()
        with django_assert_num_queries(1):
            assert all(viewer.sees(page) for page in pages)


def test_rows_are_kept_whose_page_is_seen(network):
    shown, hidden = make_city(network), make_city(network, live=False)
    rows = [BestPracticePage(origin_city=shown), BestPracticePage(origin_city=hidden), BestPracticePage()]
    assert load_visible(Viewer(), rows, "origin_city") == [rows[0]]
    assert load_visible(Viewer(), [], "origin_city") == []
    assert load_visible(Viewer(), [BestPracticePage()], "origin_city") == []


PAGE = st.fixed_dictionaries(
    {
        "parent": st.integers(0, 7),
        "live": st.integers(0, 3).map(bool),
        "expired": st.integers(0, 4).map(lambda n: not n),
        "restriction": st.sampled_from([None, None, None, None, "login", "groups", "password", "none", "unknown"]),
    }
)
VIEWER = st.fixed_dictionaries(
    {"user": st.sampled_from([None, "plain", "insider", "superuser"]), "password": st.booleans()}
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(PAGE, min_size=3, max_size=8), VIEWER)
def test_one_page_and_a_list_are_answered_alike(network, insiders, plan, asked):
    """And both as Wagtail's own definitions have it, page by page from the root down."""
    with transaction.atomic():
        _compare(network, insiders, plan, asked)
        transaction.set_rollback(True)


def _compare(network, insiders, plan, asked):
    users = get_user_model().objects
    user = asked["user"] and users.create_user(asked["user"], is_superuser=asked["user"] == "superuser")
    if asked["user"] == "insider":
        user.groups.add(insiders)
    pages, open_, passed = [], {}, []
    for number, wanted in enumerate(plan):
        above = pages[wanted["parent"] - 1] if 0 < wanted["parent"] <= len(pages) else None
        parent = Page.objects.get(pk=(above or network).pk)
        page = BestPracticeIndexPage(title="x", slug=f"x{number}", live=wanted["live"])
        page.expire_at = timezone.now() - SECOND if wanted["expired"] else None
        parent.add_child(instance=page)
        passes = True
        if kind := wanted["restriction"]:
            restriction = restrict(page, kind, *([insiders] if kind == "groups" else []), password="x")
            if asked["password"] and kind == "password":
                passed.append(restriction.pk)
            passes = {
                "none": True,
                "login": user is not None,
                "groups": asked["user"] in ("insider", "superuser"),
                "password": asked["password"],
            }.get(kind, False)
        own = wanted["live"] and not wanted["expired"] and passes
        open_[page.pk] = own and (above is None or open_[above.pk])
        pages.append(page)
    viewer = Viewer(user, passed_pages=passed)
    below = Page.objects.filter(path__startswith=network.path)
    listed = set(visible_to(viewer, below).values_list("pk", flat=True))
    assert listed == {page.pk for page in below if viewer.sees(page)}
    assert {page.pk: page.pk in listed for page in pages} == {key: bool(value) for key, value in open_.items()}


def test_subclasses_are_asked_by_the_same_rule(network):
    city = make_city(network)
    restrict(city.get_parent())
    assert not visible_to(Viewer(), MemberCityPage.objects.all()).exists()
