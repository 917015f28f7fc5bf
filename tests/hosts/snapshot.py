"""Prints, as JSON, what a site is to its readers and editors and what its tables hold, but for tables of ours.

Run in a host project: python -m tests.hosts.snapshot
"""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.test import Client, RequestFactory, override_settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from wagtail.admin.menu import admin_menu, reports_menu, settings_menu  # noqa: E402
from wagtail.admin.search import admin_search_areas  # noqa: E402
from wagtail.contrib.sitemaps import Sitemap  # noqa: E402


def menus(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    items = [menu.menu_items_for_request(request) for menu in (admin_menu, reports_menu, settings_menu)]
    return [[item.name for item in menu] for menu in [*items, admin_search_areas.search_items_for_request(request)]]


def people():
    """An administrator and an editor, who are gone again after the snapshot."""
    users = get_user_model()
    administrator = users.objects.create_superuser("snapshot", "snapshot@example.org", "secret")
    editor = users.objects.create_user("editor", "editor@example.org", "secret")
    editor.groups.set(Group.objects.filter(name="Editors"))
    return {"administrator": administrator, "editor": editor}


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]


def addresses():
    client = Client(headers={"host": "localhost"})
    responses = {address: client.get(address) for address in ("/", "/search/?query=home", "/nowhere/")}
    return {address: [found.status_code, found.content.decode()] for address, found in responses.items()}


def snapshot():
    tables = [name for name in connection.introspection.table_names() if not name.startswith("wagtail_pmi_")]
    found = {
        "rows": {table: rows(table) for table in tables},
        "pages": addresses(),
        "urls": [str(pattern.pattern) for pattern in get_resolver().url_patterns],
        "templates": [get_template(name).origin.name for name in ("base.html", "404.html", "home/home_page.html")],
        "sitemap": [page.url_path for page in Sitemap(RequestFactory().get("/")).items()],
    }
    with transaction.atomic():
        found["menus"] = {name: menus(user) for name, user in people().items()}
        transaction.set_rollback(True)
    return found


with override_settings(DEBUG=False):
    json.dump(snapshot(), sys.stdout)
