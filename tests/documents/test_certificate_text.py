"""What a certificate says, and which names may be broken."""

from __future__ import annotations

from desktop.documents.certificate_text import FIELD_LABELS, FIELDS
from desktop.law.terms import RecipientKind
from tests.documents.samples import certificate


def test_every_field_a_layout_may_show_has_a_value() -> None:
    values = certificate().values()
    assert set(values) == set(FIELDS) == set(FIELD_LABELS)
    assert values["national_title"] == "Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_a_persons_name_is_held_together() -> None:
    assert certificate(name="Nguyễn Văn Ân").values()["name"] == "Nguyễn\u00a0Văn\u00a0Ân"


def test_the_name_of_a_collective_may_be_broken() -> None:
    text = certificate(name="Hội Nông dân", kind=RecipientKind.COLLECTIVE)
    assert text.values()["name"] == "Hội Nông dân"
    assert "\u00a0" in text.values()["signer_name"]


def test_a_name_is_held_together_in_the_achievement_too() -> None:
    text = certificate(name="Y Moan", achievement="Đã cùng\u00a0gia đình của Y Moan hiến đất")
    assert text.values()["achievement"] == "Đã cùng gia đình của Y\u00a0Moan hiến đất"
