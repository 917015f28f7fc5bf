import pytest

from wagtail_pmi.blocks import body_block


@pytest.fixture
def block():
    """The blocks of a body, by name."""
    return body_block().child_blocks
