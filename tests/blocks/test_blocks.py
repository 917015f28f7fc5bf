"""Bodies: which blocks they have, what each shows, and that none of it is in a migration."""

import json
import re

import pytest
from django.apps import apps
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory
from wagtail import hooks
from wagtail.blocks import CharBlock, RawHTMLBlock, StreamBlock
from wagtail.images import get_image_model

from wagtail_pmi.blocks import body_block
from wagtail_pmi.blocks.streams import DEFAULT_BLOCKS
from wagtail_pmi.fields import BodyField
from wagtail_pmi.models import BestPracticePage, Resource
from wagtail_pmi.testing import make_city, make_expert, make_image, make_post, make_practice

pytestmark = pytest.mark.django_db


class ShoutBlock(CharBlock):
    pass


def render(page):
    request = RequestFactory().get("/", headers={"host": "localhost"})
    return Template("{% load wagtail_pmi_tags %}{% pmi_body page.solution %}").render(
        Context({"page": page, "request": request})
    )


def with_body(network, *blocks):
    page = make_practice(network, solution=list(blocks))
    return BestPracticePage.objects.get(pk=page.pk)


class TestRegistry:
    def test_a_migration_knows_no_blocks(self, settings):
        field = BestPracticePage._meta.get_field("solution")
        before = field.deconstruct()
        settings.WAGTAIL_PMI = {"BLOCKS": {"shout": "tests.blocks.test_blocks.ShoutBlock", "quote": None}}
        changed = BodyField(verbose_name=field.verbose_name, help_text=field.help_text)
        changed.set_attributes_from_name("solution")
        assert changed.deconstruct()[1:] == before[1:]
        assert "block_types" not in before[3] and "block_lookup" not in before[3]

    def test_a_field_made_from_its_deconstruction_has_the_blocks(self):
        _name, _path, args, kwargs = BestPracticePage._meta.get_field("solution").deconstruct()
        assert set(BodyField(*args, **kwargs).stream_block.child_blocks) == set(DEFAULT_BLOCKS)

    def test_a_site_adds_replaces_and_removes_blocks(self, settings):
        path = "tests.blocks.test_blocks.ShoutBlock"
        settings.WAGTAIL_PMI = {"BLOCKS": {"shout": path, "heading": path, "quote": None, "unheard": None}}
        blocks = body_block().child_blocks
        assert isinstance(blocks["shout"], ShoutBlock) and isinstance(blocks["heading"], ShoutBlock)
        assert set(blocks) == {*DEFAULT_BLOCKS, "shout"} - {"quote"}
        assert set(DEFAULT_BLOCKS) > {"quote", "heading"}

    def test_a_wrong_path_is_said(self, settings):
        settings.WAGTAIL_PMI = {"BLOCKS": {"shout": "tests.nothing.Here"}}
        with pytest.raises(ImportError):
            body_block()

    def test_a_hook_changes_the_blocks_last(self, settings):
        settings.WAGTAIL_PMI = {"BLOCKS": {"shout": "tests.blocks.test_blocks.ShoutBlock"}}

        def change(blocks):
            assert isinstance(blocks["shout"], ShoutBlock)
            blocks["whisper"] = blocks.pop("shout")
            del blocks["quote"]

        with hooks.register_temporarily("construct_pmi_blocks", change):
            assert set(body_block().child_blocks) == {*DEFAULT_BLOCKS, "whisper"} - {"quote"}
        assert "quote" in body_block().child_blocks

    def test_none_takes_html_as_it_is(self):
        def below(block):
            children = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
            return [block, *(found for child in children if child for found in below(child))]

        assert not [block for block in below(body_block()) if isinstance(block, RawHTMLBlock)]

    def test_every_body_of_the_package_is_a_body_field(self):

        fields = [
            field for model in apps.get_app_config("wagtail_pmi").get_models() for field in model._meta.local_fields
        ]
        streams = [field for field in fields if isinstance(getattr(field, "stream_block", None), StreamBlock)]
        assert len(streams) >= 4
        assert all(isinstance(field, BodyField) and isinstance(field, models.Field) for field in streams)


class TestWords:
    @pytest.mark.parametrize(
        "block, expected",
        [
            (("heading", {"text": "How it began"}), 'id="how-it-began"'),
            (("heading", {"text": "🎉"}), 'id="section"'),
            (("paragraph", "<p>One <b>word</b>.</p>"), "One <b>word</b>."),
            (("quote", {"text": "Quoted.", "attribution": "Ann", "source_url": ""}), "Ann"),
            (("quote", {"text": "Q.", "attribution": "Ann", "source_url": "https://x.org/"}), 'href="https://x.org/"'),
            (("callout", {"kind": "lesson", "title": "", "text": "<p>Start small.</p>"}), "Lesson"),
            (("callout", {"kind": "warning", "title": "Careful", "text": "<p>x</p>"}), "Careful"),
        ],
    )
    def test_each_shows_what_it_holds(self, network, block, expected):
        assert expected in render(with_body(network, block))

    @pytest.mark.parametrize("name", ["heading", "quote", "callout"])
    def test_all_is_escaped(self, network, name):
        evil = "<script>alert(1)</script>"
        values = {
            "heading": {"text": evil},
            "quote": {"text": evil, "attribution": evil, "source_url": f"https://x.org/{evil}"},
            "callout": {"kind": "note", "title": evil, "text": evil},
        }
        assert "<script>" not in render(with_body(network, (name, values[name])))

    def test_a_kind_that_went_out_of_use_does_no_harm(self, network):
        page = with_body(network, ("callout", {"kind": "rumor", "title": "", "text": "<p>Still here.</p>"}))
        assert "Still here." in render(page)


class TestContents:
    def test_links_to_the_headings_of_a_page_in_order(self, client, network):
        headings = ["First", "Second", "First", "PMI main"]
        post = make_post(network, body=[("heading", {"text": text}) for text in headings])
        html = client.get(post.get_url()).content.decode()
        contents = html[html.index("pmi-contents") : html.index("</nav>", html.index("pmi-contents"))]
        anchors = re.findall('href="#([^"]+)"', contents)
        assert anchors == ["first", "second", "first-2", "section-pmi-main"]
        assert re.findall('<h2 class="pmi-body__heading" id="([^"]+)"', html) == anchors

    def test_two_headings_make_no_contents(self, client, network):
        post = make_post(network, body=[("heading", {"text": text}) for text in ("First", "Second")])
        assert "pmi-contents" not in client.get(post.get_url()).content.decode()

    def test_a_city_and_the_solution_of_a_practice_have_them_too(self, client, network):
        body = [("heading", {"text": text}) for text in ("First", "Second", "Third")]
        for page in (make_city(network, body=body), make_practice(network, solution=body)):
            assert '<a href="#third">Third</a>' in client.get(page.get_url()).content.decode()


class TestLinks:
    def test_a_link_to_what_one_may_not_see_is_no_link(self, network):
        page = make_city(network, "Drafted", live=False)
        action = {"heading": "Come", "text": "Soon.", "page": page, "url": "", "label": "Go there"}
        html = render(with_body(network, ("call_to_action", action)))
        assert "Come" in html and "Soon." in html and "Go there" not in html

    def test_a_resource_keeps_its_words_without_its_file(self, network):
        entries = {"entries": [{"resource": Resource.objects.create(title="Charter", kind="mou"), "note": "Old."}]}
        html = render(with_body(network, ("resources", entries)))
        assert "Charter" in html and "Old." in html and "<a" not in html

    def test_a_contact_shows_the_role_and_no_address(self, network):
        expert = make_expert(network, "Ann", role="Deputy mayor", affiliation="Somewhere")
        html = render(with_body(network, ("contact", {"expert": expert, "role": "The contract"})))
        assert all(
            words in html for words in ("Ann", "Deputy mayor", "Somewhere", "The contract", "through the network")
        )
        assert "mailto" not in html


class TestFilms:
    def film(self, network, url):
        value = {"title": "A film", "url": url, "image": make_image(), "alt": "Still", "caption": ""}
        return render(with_body(network, ("embed", value)))

    def test_is_a_link_that_a_script_may_replace(self, network):
        html = self.film(network, "https://vimeo.com/123456")
        assert '<a class="pmi-embed__link" href="https://vimeo.com/123456"' in html and "<iframe" not in html
        assert 'data-pmi-player="https://player.vimeo.com/video/123456?autoplay=1&amp;dnt=1"' in html

    def test_stays_a_link_where_no_player_is_known(self, network):
        html = self.film(network, "https://example.org/film")
        assert 'href="https://example.org/film"' in html and "data-pmi-player" not in html and "<script" not in html


class TestPictures:
    def test_shows_image_words_and_credit(self, network):
        figure = {"image": make_image(), "alt": "A bridge", "caption": "In 1911", "credit": "The archive"}
        html = render(with_body(network, ("image", figure)))
        assert "<img" in html and all(words in html for words in ('alt="A bridge"', "In 1911", "The archive"))

    def test_a_deleted_image_leaves_no_trace_and_no_error(self, network):
        image = make_image()
        page = with_body(network, ("image", {"image": image, "alt": "A bridge", "caption": "", "credit": ""}))
        get_image_model().objects.all().delete()
        assert "<img" not in render(BestPracticePage.objects.get(pk=page.pk))


class TestCards:
    @pytest.mark.parametrize(
        "name, make", [("city", make_city), ("practice", make_practice), ("expert", make_expert), ("post", make_post)]
    )
    def test_a_page_is_shown_as_its_card_and_not_at_all_once_it_is_gone(self, network, name, make):
        target = make(network, "The target")
        page = with_body(network, (name, target), ("paragraph", "<p>Rest.</p>"))
        assert "The target" in render(page)
        type(target).objects.get(pk=target.pk).delete()
        html = render(BestPracticePage.objects.get(pk=page.pk))
        assert "The target" not in html and "pmi-card" not in html and "Rest." in html

    def test_a_page_with_a_deleted_card_answers(self, client, network):
        target = make_city(network)
        page = with_body(network, ("city", target))
        target.delete()
        assert client.get(page.get_url()).status_code == 200

    def test_an_unknown_block_of_old_content_is_left_out(self, client, network):
        page = with_body(network, ("paragraph", "<p>Known.</p>"))
        raw = [{"type": "gone", "value": "x", "id": "1"}, {"type": "paragraph", "value": "<p>Known.</p>", "id": "2"}]
        page.solution = BestPracticePage._meta.get_field("solution").to_python(json.dumps(raw))
        page.save()
        html = client.get(page.get_url()).content.decode()
        assert "Known." in html
