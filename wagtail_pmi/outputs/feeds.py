"""RSS and Atom of a blog. They hold what the public may see, whoever asks."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import strip_tags

from ..validators import strip_controls


class RssFeed(Feed):
    feed_type: type[SyndicationFeed] = Rss201rev2Feed
    route = "rss/"

    def __init__(self, blog: Any, posts: list[Any], bylines: dict[int, list[dict[str, Any]]]) -> None:
        self.blog, self.posts, self.bylines = blog, posts, bylines

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def title(self, request: HttpRequest) -> str:
        network = self.blog.get_network()
        return _text(f"{self.blog.title} · {network.title}" if network else self.blog.title)

    def description(self, request: HttpRequest) -> str:
        return _text(self.blog.get_description())

    subtitle = description

    def link(self, request: HttpRequest) -> str:
        return self.blog.get_full_url(request) or ""

    def feed_url(self, request: HttpRequest) -> str:
        return f"{self.link(request)}{self.route}"

    def feed_guid(self, request: HttpRequest) -> str:
        return f"urn:uuid:{self.blog.uid}"

    def items(self, request: HttpRequest) -> list[Any]:
        return [(post, request) for post in self.posts]

    def item_title(self, item: Any) -> str:
        return _text(item[0].title)

    def item_description(self, item: Any) -> str:
        return _text(item[0].get_description())

    def item_link(self, item: Any) -> str:
        post, request = item
        return post.get_full_url(request) or ""

    def item_guid(self, item: Any) -> str:
        return f"urn:uuid:{item[0].uid}"

    item_guid_is_permalink = False

    def item_author_name(self, item: Any) -> str:
        return _text(", ".join(byline["name"] for byline in self.bylines[item[0].pk]))

    def item_pubdate(self, item: Any) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(item[0].date, datetime.time.min))

    def item_updateddate(self, item: Any) -> datetime.datetime:
        return item[0].last_published_at or self.item_pubdate(item)

    def item_categories(self, item: Any) -> list[str]:
        return [_text(topic.name) for topic in item[0].topics.all()]


class AtomFeed(RssFeed):
    feed_type = Atom1Feed
    route = "atom/"


def _text(text: str) -> str:
    """Plain text that XML takes."""
    return strip_controls(strip_tags(text)).strip()
