import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from wagtail_pmi.models import ExpertIndexPage, PostAuthor
from wagtail_pmi.testing import make_expert, make_post, make_practice
from wagtail_pmi.visibility import Viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(network):
    post = make_post(network)
    expert = make_expert(network, "Ada Example", affiliation="Example University")
    post.authors.add(PostAuthor(expert=expert))
    post.save()
    return post


def names(post):
    return [byline["name"] for byline in type(post).objects.get(pk=post.pk).get_bylines(Viewer())]


class TestBylines:
    def test_an_author_is_named_by_the_page_of_the_expert(self, post):
        assert names(post) == ["Ada Example"]

    @pytest.mark.parametrize("delete", ["the page", "the page above it"])
    def test_a_post_keeps_the_name_of_its_author_when_the_page_goes(self, post, delete):
        expert = post.authors.get().expert
        (expert if delete == "the page" else ExpertIndexPage.objects.get()).delete()
        assert names(post) == ["Ada Example"]

    def test_an_author_whom_readers_did_not_see_is_not_named_afterwards_either(self, post):
        expert = post.authors.get().expert
        expert.unpublish()
        assert names(post) == []
        expert.delete()
        assert names(post) == []


def test_a_verification_cannot_be_in_the_future(network):
    practice = make_practice(network)
    practice.last_verified_on = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as caught:
        practice.full_clean()
    assert "last_verified_on" in caught.value.message_dict
