"""The digest: one mail to each who answers for something that is due, and none to anybody else."""

import datetime
import re

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_pmi.models import Adoption, BestPracticePage
from wagtail_pmi.testing import (
    make_adoption,
    make_city,
    make_editor,
    make_expert,
    make_membership,
    make_network,
    make_practice,
)

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2020, 1, 1)


def with_address(user, address=None):
    setattr(user, user.get_email_field_name(), address or f"user{user.pk}@example.org")
    user.save()
    return user


@pytest.fixture
def editor(network):
    return with_address(make_editor(network))


@pytest.fixture
def practice(network, editor):
    return make_practice(network, "CitiStat", last_verified_on=LONG_AGO, owner=editor)


@pytest.fixture
def adoption(network):
    current = make_practice(network, "311", last_verified_on=timezone.localdate())
    return make_adoption(make_city(network, "Somerville"), current, confirmed_on=LONG_AGO)


def send(capsys, **options):
    call_command("pmi_verify_due", **options)
    return capsys.readouterr()


def address_of(user):
    return getattr(user, user.get_email_field_name())


def links_in(body):
    return re.findall(r"http://localhost(/confirm/\S+)", body)


def test_each_gets_one_mail_with_all_that_is_due(capsys, network, practice, editor, adoption, client):
    expert = make_expert(network, "Ann Other", owner=editor)
    make_practice(network, "Fresh", last_verified_on=timezone.localdate(), owner=editor)
    representative = with_address(make_membership(network, kind="representative", city=adoption.city).user)
    assert "2 mails sent" in send(capsys).out
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert set(bodies) == {address_of(editor), address_of(representative)}
    own = bodies[address_of(editor)]
    assert "CitiStat" in own and "Ann Other" in own and "Fresh" not in own and "Somerville" not in own
    assert "Last verified on Jan. 1, 2020." in own and "Not verified yet." in own
    assert f"/admin/pages/{practice.pk}/edit/" in own
    assert "Somerville · 311" in bodies[address_of(representative)]
    assert f"/adoption/edit/{adoption.pk}/" in bodies[address_of(representative)]
    for body in bodies.values():
        for link in links_in(body):
            assert client.post(link).status_code == 200
    assert BestPracticePage.objects.get(pk=practice.pk).last_verified_on == timezone.localdate()
    assert type(expert).objects.get(pk=expert.pk).last_verified_on == timezone.localdate()
    assert Adoption.objects.get(pk=adoption.pk).confirmed_on == timezone.localdate()
    mail.outbox.clear()
    assert "0 mails sent" in send(capsys).out and not mail.outbox


def test_a_dry_run_says_who_would_get_what_and_sends_nothing(capsys, practice, editor):
    out = send(capsys, dry_run=True).out
    assert address_of(editor) in out and "CitiStat" in out and "1 mails would be sent" in out
    assert not mail.outbox and "confirm/" not in out


def test_what_is_sent_names_no_address(capsys, practice, editor):
    said = send(capsys)
    assert len(mail.outbox) == 1
    assert "@" not in said.out + said.err


def test_nobody_is_mailed_who_has_lost_the_right(capsys, network, practice, editor, adoption):
    former = make_membership(network, kind="representative", city=adoption.city, ends_on=datetime.date(2021, 1, 1))
    with_address(former.user)
    gone = make_membership(network, kind="representative", city=adoption.city).user
    with_address(gone)
    gone.is_active = False
    gone.save()
    editor.groups.clear()
    said = send(capsys)
    assert not mail.outbox
    assert "Nobody to ask about CitiStat" in said.err and "Nobody to ask about Somerville" in said.err


@pytest.mark.parametrize("state", [{"live": False}, {"expire_at": "2021-01-01T00:00Z"}])
def test_what_nobody_can_read_is_not_asked_about(capsys, practice, adoption, state):
    BestPracticePage.objects.filter(pk=practice.pk).update(**state)
    Adoption.objects.update(**state)
    assert "0 mails sent" in send(capsys).out


def test_what_has_ended_stays_as_it_is(capsys, editor, adoption):
    adoption.stage, adoption.end_reason = "ended", "cost"
    adoption.save()
    assert "0 mails sent" in send(capsys).out


def test_an_alias_is_asked_about_with_its_source(capsys, practice):
    practice.create_alias(update_slug="alias")
    send(capsys)
    assert mail.outbox[0].body.count("CitiStat") == 1


def test_of_one_network_alone(capsys, network, practice, editor):
    other = make_network(title="Other", slug="other", as_site_root=False)
    stranger = with_address(make_editor(other))
    make_practice(other, "Elsewhere", last_verified_on=LONG_AGO, owner=stranger)
    send(capsys, network=network.pk)
    assert [message.to for message in mail.outbox] == [[address_of(editor)]]
    assert "Elsewhere" not in mail.outbox[0].body


def test_a_network_that_there_is_not_is_told_with_those_there_are(network):
    with pytest.raises(CommandError) as caught:
        call_command("pmi_verify_due", network=10**6)
    assert network.title in str(caught.value)


def test_titles_break_no_line_and_no_header(capsys, practice):
    BestPracticePage.objects.filter(pk=practice.pk).update(title="Citi\r\nBcc: evil@example.org\u2028Stat")
    send(capsys)
    [message] = mail.outbox
    assert "Citi Bcc: evil@example.org Stat" in message.body
    assert "\n" not in message.subject and message.recipients() == message.to


class HalfBroken(EmailBackend):
    """Refuses whom it does not like, and says to whom."""

    def send_messages(self, messages):
        if any("refused" in message.to[0] for message in messages):
            raise RuntimeError(f"Refused: {messages[0].to}")
        return super().send_messages(messages)


def test_a_mail_that_fails_is_told_and_stops_no_other(capsys, settings, network, practice, editor):
    with_address(editor, "refused@example.org")
    other = with_address(make_editor(network))
    make_practice(network, "311", owner=other)
    backend = "tests.management.test_pmi_verify_due.HalfBroken"
    if hasattr(settings, "MAILERS"):
        settings.MAILERS = {"default": {"BACKEND": backend}}
    else:  # Django before 6.1
        settings.EMAIL_BACKEND = backend
    with pytest.raises(CommandError) as caught:
        call_command("pmi_verify_due")
    assert caught.value.returncode == 1
    assert [message.to for message in mail.outbox] == [[address_of(other)]]
    said = capsys.readouterr()
    assert f"user {editor.pk} could not be sent: RuntimeError" in said.err and "@" not in said.err + said.out


def test_an_address_with_a_line_break_is_a_mail_that_fails(capsys, practice, editor):
    setattr(editor, editor.get_email_field_name(), "a@example.org\nBcc: b@example.org")
    editor.save()
    with pytest.raises(CommandError):
        call_command("pmi_verify_due")
    assert not mail.outbox


def test_is_in_the_language_of_the_site(capsys, settings, practice):
    settings.LANGUAGE_CODE = "de"
    send(capsys)
    assert "1. Januar 2020" in mail.outbox[0].body
