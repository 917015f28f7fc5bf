"""What an editor got wrong in a block is said in one go, and what a draft still lacks is not."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from wagtail_pmi.blocks import SafeURLBlock, body_block
from wagtail_pmi.testing import make_city

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name, value, wrong",
    [
        ("quote", {"text": "", "attribution": "", "source_url": "javascript:x"}, "text attribution source_url"),
        ("quote", {"text": "Q", "attribution": "A", "source_url": "//evil.test"}, "source_url"),
        ("callout", {"kind": "rumor", "title": "", "text": ""}, "kind text"),
        ("steps", {"steps": [{"title": "Only one", "text": ""}]}, "steps"),
        ("accordion", {"sections": []}, "sections"),
        ("gallery", {"images": []}, "images"),
        ("resources", {"entries": []}, "entries"),
        ("embed", {"title": "", "url": "mailto:a@example.org", "image": None}, "title url image"),
        (
            "call_to_action",
            {"heading": "", "text": "", "page": None, "url": "", "label": ""},
            "heading page url label",
        ),
        ("contact", {"expert": None, "role": "x" * 151}, "expert role"),
    ],
)
def test_says_all_that_is_wrong_at_once(name, value, wrong):
    block = body_block().child_blocks[name]
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python(value))
    assert set(error.value.block_errors) == set(wrong.split())


def test_a_call_to_action_leads_to_one_place(network):
    block = body_block().child_blocks["call_to_action"]
    value = {"heading": "H", "text": "", "page": make_city(network).pk, "url": "https://example.org/", "label": "L"}
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python(value))
    assert set(error.value.block_errors) == {"page", "url"}


def test_an_entry_is_a_resource_or_a_document():
    block = body_block().child_blocks["resources"].child_blocks["entries"].child_block
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(block.to_python({"resource": None, "document": None, "note": ""}))
    assert set(error.value.block_errors) == {"resource", "document"}


def test_a_draft_may_be_unfinished():
    stream = body_block()
    value = stream.to_python([{"type": "call_to_action", "value": {"heading": "Later"}, "id": "1"}])
    assert stream.clean_deferred(value)[0].value["heading"] == "Later"


def test_control_characters_are_taken_out():
    block = body_block().child_blocks["quote"]
    value = block.clean(block.to_python({"text": "Quo\u2028\x0bted", "attribution": "A\x9fnn", "source_url": ""}))
    assert (value["text"], value["attribution"]) == ("Quoted", "Ann")


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://x.org", "mailto:a@x.org", "tel:+1555"])
def test_addresses_of_the_web_of_mail_and_of_telephones_are_taken(address):
    assert SafeURLBlock().clean(address) == address
