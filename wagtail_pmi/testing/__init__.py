"""Builders for tests, of this package and of sites that use it: each makes one valid, published page.

Every builder takes the fields of its type as keyword arguments; what is not given is filled in.
"""

from .builders import (
    make_adoption,
    make_city,
    make_editor,
    make_expert,
    make_image,
    make_membership,
    make_network,
    make_post,
    make_practice,
    make_topic,
)

__all__ = [
    "make_adoption",
    "make_city",
    "make_editor",
    "make_expert",
    "make_image",
    "make_membership",
    "make_network",
    "make_post",
    "make_practice",
    "make_topic",
]
