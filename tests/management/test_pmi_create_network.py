import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Site

from wagtail_pmi.models import BlogIndexPage, NetworkPage, Topic
from wagtail_pmi.models.base import Page

pytestmark = pytest.mark.django_db


def create(capsys, **options):
    call_command("pmi_create_network", **{"site": "localhost", "title": "Our network", **options})
    return capsys.readouterr().out


def test_a_network_stands_below_the_root_of_the_site_with_its_sections_and_topics(capsys, client):
    assert "Our network: http://localhost/our-network/" in create(capsys)
    network = NetworkPage.objects.get()
    assert [page.slug for page in network.get_children()] == ["cities", "practices", "experts", "blog"]
    assert Topic.objects.filter(code="homelessness", parent__isnull=False).exists()
    assert client.get("/our-network/practices/").status_code == 200


def test_running_it_again_changes_nothing(capsys):
    create(capsys)
    before = list(Page.objects.values_list("pk", "title", "path")), Topic.objects.count()
    create(capsys, site=str(Site.objects.get().pk))
    assert (list(Page.objects.values_list("pk", "title", "path")), Topic.objects.count()) == before


@pytest.mark.parametrize("site", ["elsewhere.example", "localhost:9999", "localhost:http", "999", "9" * 30, "", ":"])
def test_an_unknown_site_is_refused_with_the_sites_there_are(capsys, site):
    with pytest.raises(CommandError, match=r"The sites are: \d+ \(localhost:80\)"):
        create(capsys, site=site)
    assert not NetworkPage.objects.exists()


@pytest.mark.parametrize(
    "parent, message", [(1, "another site"), (999, "no page with the id 999"), (10**30, "no page")]
)
def test_a_parent_outside_the_site_is_refused(capsys, parent, message):
    with pytest.raises(CommandError, match=message):
        create(capsys, parent=parent)
    assert not NetworkPage.objects.exists()


def test_a_parent_of_a_type_that_takes_no_network_is_refused(capsys):
    create(capsys)
    blog = BlogIndexPage.objects.get()
    with pytest.raises(CommandError, match="type “Blog” takes no network below it"):
        create(capsys, title="Another", parent=blog.pk)
    assert NetworkPage.objects.count() == 1


@pytest.mark.parametrize("title", ["", "x" * 256])
def test_a_title_that_no_page_may_have_is_refused(capsys, title):
    with pytest.raises(CommandError):
        create(capsys, title=title)
    assert not (NetworkPage.objects.exists() or Topic.objects.exists() or Group.objects.filter(name="Network editors"))


def test_an_address_that_another_page_has_is_refused(capsys):
    home = Site.objects.get().root_page
    home.add_child(instance=Page(title="Something else", slug="our-network"))
    with pytest.raises(CommandError, match="our-network"):
        create(capsys)
    assert not NetworkPage.objects.exists()


def test_two_networks_stand_on_one_site_each_with_its_editors(capsys):
    create(capsys)
    assert "group “Network editors: Another”" in create(capsys, title="Another")
    assert NetworkPage.objects.count() == 2


def test_a_host_with_several_ports_needs_the_port(capsys):
    site = Site.objects.get()
    other = Site.objects.create(hostname="localhost", port=8080, root_page=site.root_page)
    with pytest.raises(CommandError, match="More than one site"):
        create(capsys)
    create(capsys, site=f"localhost:{other.port}")
    assert NetworkPage.objects.exists()
