"""A citation is read back as what it was written from, whatever the title holds."""

import datetime
import json

import pytest
import rispy
from pybtex.database import parse_string

from wagtail_pmi.models import BestPracticePage
from wagtail_pmi.outputs.citations import Citation, bibtex, cite, csl_json, ris
from wagtail_pmi.testing import make_practice

URL = "http://localhost/practices/a-plan/"
TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
}
HOSTILE_TITLES = [
    "{", "}", "}{", "a}, year = {1999}, x = {", "{{a", "\\", "\\input{/etc/passwd}", "50% & $5 #1_a ^ ~", '"quoted"', "@misc{x,",
    "a\r\nER  - \r\nTY  - BOOK", "a\nTI  - other", "<script>", "ünï — “x”", "日本語", "a\x00\x0b\x85\u2028b", "a , b and c",
    "ends with a backslash \\", "\\}", "${x}", "%", "a%\nb", "# string", "TY  - x", "= +1",
]  # fmt: skip


@pytest.fixture
def practice(network):
    page = make_practice(network, "A plan")
    moment = datetime.datetime(2024, 5, 6, tzinfo=datetime.UTC)
    BestPracticePage.objects.filter(pk=page.pk).update(first_published_at=moment)
    page.refresh_from_db()
    return page


def citation(**fields):
    given = {"key": "a-2024", "title": "A plan", "network": "A network", "year": 2024, "url": URL, "language": "en"}
    return Citation(**given | {"license": "CC BY 4.0"} | fields)


def plain(tex):
    """What LaTeX makes of the commands that the writer uses."""
    names = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciicircum": "^", "asciitilde": "~"}
    for char in "$&#_%":
        tex = tex.replace(f"\\{char}", char)
    found = {f"{{\\text{name}}}": f"\ue000{n}\ue001" for n, name in enumerate(names)}
    for command, mark in found.items():
        tex = tex.replace(command, mark)
    tex = tex.replace("{", "").replace("}", "")
    for mark, char in zip(found.values(), names.values(), strict=True):
        tex = tex.replace(mark, char)
    return tex


def cleaned(text):
    return " ".join("".join(char for char in text if char not in "\x00\x0b\x85\u2028").split())


@pytest.mark.django_db
class TestFiles:
    @pytest.mark.parametrize("form", TYPES)
    def test_names_its_type_and_is_saved_under_a_safe_name(self, client, practice, form):
        response = client.get(f"/practices/a-plan/cite/{form}/")
        assert response["Content-Type"] == TYPES[form]
        assert response["Content-Disposition"] == f'attachment; filename="a-plan.{form}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Cookie" not in response.get("Vary", "")
        assert client.head(f"/practices/a-plan/cite/{form}/").status_code == 200

    @pytest.mark.parametrize("form", ["", "bibtex/", "BIB/", "bib/x/", "..%2f/"])
    def test_other_forms_do_not_exist(self, client, practice, form):
        assert client.get(f"/practices/a-plan/cite/{form}").status_code == 404

    @pytest.mark.parametrize("form", TYPES)
    def test_the_address_is_that_of_the_site_and_not_of_the_request(self, client, practice, settings, form):
        settings.ALLOWED_HOSTS = ["*"]
        content = client.get(f"/practices/a-plan/cite/{form}/", headers={"host": "evil.test"}).content.decode()
        assert URL in content and "evil.test" not in content

    def test_all_forms_tell_the_same(self, client, practice, network):
        [[key, entry]] = parse_string(self.get(client, "bib"), "bibtex").entries.items()
        [reference] = rispy.loads(self.get(client, "ris"))
        [item] = json.loads(self.get(client, "json"))
        assert key == reference["id"] == item["id"] == "a-plan-2024"
        assert plain(entry.fields["title"]) == reference["title"] == item["title"] == "A plan"
        assert str(entry.persons["author"][0]) == f"{{{network.title}}}"
        assert reference["authors"] == [network.title]
        assert item["author"] == [{"literal": network.title}]
        assert entry.fields["year"] == reference["year"] == str(item["issued"]["date-parts"][0][0]) == "2024"
        assert entry.fields["url"] == reference["urls"][0] == item["URL"] == URL
        assert entry.fields["note"] == reference["notes"][0] == item["note"] == "License: CC BY 4.0"

    def test_the_page_shows_the_citation_and_leads_to_the_files(self, client, practice, network):
        html = client.get("/practices/a-plan/").content.decode()
        assert f"{network.title} (2024). A plan. {URL}" in html
        assert all(f'href="/practices/a-plan/cite/{form}/"' in html for form in TYPES)

    def test_the_key_stays_when_the_title_changes(self, practice):
        before = cite(practice).key
        practice.title = "Another title"
        practice.save_revision().publish()
        practice.refresh_from_db()
        assert cite(practice).key == before

    def test_a_page_without_a_day_and_of_another_script_has_a_key(self, network):
        page = make_practice(network, "日本語", slug="日本語")
        BestPracticePage.objects.filter(pk=page.pk).update(first_published_at=None)
        page.refresh_from_db()
        found = cite(page)
        assert found.key == f"practice-{page.uid.hex[:8]}"
        assert found.year is None and "(no date)" in found.text

    @staticmethod
    def get(client, form):
        return client.get(f"/practices/a-plan/cite/{form}/").content.decode()


@pytest.mark.parametrize("title", HOSTILE_TITLES)
class TestEscapes:
    def test_bibtex_is_one_entry_with_the_title(self, title):
        [entry] = parse_string(
            bibtex(citation(title=cleaned(title), network=cleaned(title))), "bibtex"
        ).entries.values()
        assert plain(entry.fields["title"]) == cleaned(title)
        assert len(entry.persons["author"]) == 1
        assert set(entry.fields) == {"title", "year", "url", "language", "note"}
        assert entry.fields["year"] == "2024"

    def test_ris_is_one_reference_with_the_title(self, title):
        [reference] = rispy.loads(ris(citation(title=title)))
        assert reference["title"] == cleaned(title)
        assert (reference["year"], reference["type_of_reference"]) == ("2024", "ELEC")

    def test_csl_json_is_one_item_with_the_title(self, title):
        [item] = json.loads(csl_json(citation(title=title)))
        assert item["title"] == title

    @pytest.mark.django_db
    def test_a_title_of_a_page_is_cleaned_for_all(self, title, practice):
        practice.title = title
        assert cite(practice).title == cleaned(title)


def test_what_is_not_known_is_left_out():
    bare = citation(year=None, license="", network="")
    [entry] = parse_string(bibtex(bare), "bibtex").entries.values()
    assert set(entry.fields) == {"title", "url", "language"} and not entry.persons
    assert set(rispy.loads(ris(bare))[0]) == {"type_of_reference", "id", "title", "urls", "language"}
    assert set(json.loads(csl_json(bare))[0]) == {"id", "type", "title", "URL", "language"}
