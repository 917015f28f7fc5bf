"""Moving a page is refused before it is asked for confirmation, which would name a page that is not for this user."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from ..mixins.page import NetworkContentMixin


def refuse_foreign_moves(request: HttpRequest, page: Any, destination: Any) -> None:
    if isinstance(page, NetworkContentMixin):
        rights = page.permissions_for_user(request.user)  # type: ignore[attr-defined]
        if not rights.can_move_to(destination):
            raise PermissionDenied
