"""Who uses the admin in these tests."""

import itertools

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

_numbers = itertools.count(1)


def make_editor(*permissions, pages=(), rights=("add", "change", "publish")):
    """Somebody who may enter the admin, has these permissions ("add_topic"), and rights on these pages."""
    users = get_user_model()
    user = users._default_manager.create_user(**{users.USERNAME_FIELD: f"account{next(_numbers)}@example.org"})
    group = Group.objects.create(name=f"Group {next(_numbers)}")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    assert group.permissions.count() == len(permissions) + 1
    for page in pages:
        for right in rights:
            GroupPagePermission.objects.create(group=group, page_id=page.pk, permission_type=right)
    user.groups.add(group)
    return user


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def editor_client(*permissions, **rights):
    return client_of(make_editor(*permissions, **rights))
