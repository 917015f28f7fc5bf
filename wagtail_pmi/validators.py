"""Validators of single values; each message says what a right value looks like."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

validate_wikidata = RegexValidator(r"\AQ[1-9][0-9]*\Z", _("Enter a Wikidata item such as Q100."))
validate_ocd_id = RegexValidator(
    r"\Aocd-division/country:[a-z]{2}(/[a-z_]+:[a-z0-9._~-]+)*\Z",
    _("Enter an Open Civic Data division id such as ocd-division/country:us/state:ma/place:boston."),
)
validate_country = RegexValidator(r"\A[A-Z]{2}\Z", _("Enter the two capital letters of ISO 3166-1, such as US."))
validate_currency = RegexValidator(r"\A[A-Z]{3}\Z", _("Enter the three capital letters of ISO 4217, such as USD."))
validate_code = RegexValidator(
    r"\A[a-z0-9][a-z0-9_]*\Z", _("Enter a code of lower-case letters, digits and underscores, such as public_health.")
)
validate_web_url = URLValidator(schemes=["http", "https"])

_ORCID = re.compile(r"\A[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]\Z")


def validate_orcid(value: str) -> None:
    """Form and ISO 7064 MOD 11-2 check digit of an ORCID iD."""
    if not _ORCID.match(value) or value[-1] != _orcid_check_digit(value.replace("-", "")[:-1]):
        raise ValidationError(_("Enter an ORCID iD such as 0000-0002-1825-0097; its last digit is a check digit."))


def _orcid_check_digit(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "X" if check == 10 else str(check)


def validate_timezone(value: str) -> None:
    from zoneinfo import available_timezones

    if value not in available_timezones():
        raise ValidationError(_("Enter an IANA time zone such as America/Chicago."))


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def strip_controls(text: str) -> str:
    """Text without control characters and lone surrogates, which break feeds, calendars and databases."""
    return _CONTROLS.sub("", text)
