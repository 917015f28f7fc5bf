"""The suite on a host site with a base page and an image model of its own; run by .ci/run."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.test.basepage", "tests.customimage"]
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "customimage.CustomImage"
