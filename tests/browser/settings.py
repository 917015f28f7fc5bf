"""The example site under the strictest content security policy that a site may set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from example_site.settings import *  # noqa: F403
from example_site.settings import MIDDLEWARE

# A click on “Save” that meets an automatic save would ask which of the two comes first.
WAGTAIL_AUTOSAVE_INTERVAL = 0

MIDDLEWARE = ["tests.browser.settings.strict_policy", *MIDDLEWARE]


def strict_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = "default-src 'self'"
        return response

    return respond
