"""Names of people as papers and certificates write them. A full name is one field and stays one."""

from __future__ import annotations

from desktop.law.terms import Gender
from desktop.vietnamese.text import nfc

_HONORIFICS = {Gender.FEMALE: "Bà", Gender.MALE: "Ông"}


def honorific(gender: Gender) -> str:
    """Return «Ông» or «Bà»; «Ông (Bà)» while the gender is not known (catalogue §6.1)."""
    return _HONORIFICS.get(gender, "Ông (Bà)")


def upper(name: str) -> str:
    """Return ``name`` in capitals, composed, so that each letter keeps its marks."""
    return nfc(name).upper()


def tidy_name(name: str) -> str:
    """Return ``name`` composed and with single spaces; letters and case stay as they are."""
    return " ".join(nfc(name).split())
