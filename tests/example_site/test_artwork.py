"""The illustrations of the example site are always the same, and fit for Wagtail's image library."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from example_site.artwork import MOTIFS, draw

LIMIT = 150_000
"""Bytes: the example site ships and loads dozens of them."""


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_key_always_gives_the_same_picture(motif: str) -> None:
    assert draw(f"{motif}-2") == draw(f"{motif}-2")


@pytest.mark.parametrize("motif", MOTIFS)
def test_numbers_give_different_pictures(motif: str) -> None:
    assert len({draw(f"{motif}-{number}", (320, 200)) for number in range(1, 13)}) == 12


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_picture_is_a_small_jpeg_of_the_usual_size(motif: str) -> None:
    content = draw(f"{motif}-1")
    assert len(content) < LIMIT
    with Image.open(BytesIO(content)) as image:
        image.load()
        assert image.format == "JPEG"
        assert image.size == ((1000, 1000) if motif == "portrait" else (1600, 1000))


@pytest.mark.parametrize("motif", MOTIFS)
@pytest.mark.parametrize("size", [(400, 250), (300, 300), (600, 200), (200, 320)])
def test_other_sizes_and_formats_are_drawn_in_full(motif: str, size: tuple[int, int]) -> None:
    with Image.open(BytesIO(draw(f"{motif}-5", size))) as image:
        assert image.size == size
        assert max(high - low for low, high in image.getextrema()) > 60


@pytest.mark.parametrize("key", ["volcano-1", "skyline", "skyline-", "skyline-0", "skyline-13", "skyline-x", "", "-1"])
def test_an_unknown_key_is_refused_with_what_is_allowed(key: str) -> None:
    with pytest.raises(ValueError, match=r"skyline, streets, .*portrait.* from 1 to 12"):
        draw(key)
