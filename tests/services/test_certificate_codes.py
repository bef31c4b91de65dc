"""A check code names the one certificate it was made for, and nobody else can make one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from desktop.models import AwardRecord
from desktop.services.certificate_codes import (
    CertificateCodeService,
    CodeOutcome,
    parse,
)
from desktop.services.desk import Desk
from tests.services.two_offices import TwoOffices


@pytest.fixture
def decided(appraised: TwoOffices) -> tuple[Desk, UUID]:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft(number=12))
    assert report.decision_id is not None
    return appraised.district, report.decision_id


def code_of(desk: Desk, number: str, name: str) -> str:
    codes = CertificateCodeService(desk.store)
    return codes.code(number, name, "12/QĐ-UBND", date(2023, 11, 20))


def test_a_code_leads_to_its_certificate(decided: Any) -> None:
    desk, _ = decided
    code = code_of(desk, "1", "Đặng Thị Ước")
    found = CertificateCodeService(desk.store).check(f"1 {code}")
    assert found.outcome is CodeOutcome.GENUINE
    assert (found.name, found.number) == ("Đặng Thị Ước", "1")
    assert (found.award, found.decision_number) == ("Chiến sĩ thi đua cơ sở", "12/QĐ-UBND")


def test_the_code_alone_is_enough_and_misread_letters_are_understood(decided: Any) -> None:
    desk, _ = decided
    codes = CertificateCodeService(desk.store)
    code = code_of(desk, "2", "Thôn Đoài")
    sloppy = code.replace("-", " ").replace("0", "o").replace("1", "l").lower()
    assert codes.check(sloppy).number == "2"


def test_a_code_on_another_number_is_told_to_be_anothers(decided: Any) -> None:
    desk, _ = decided
    code = code_of(desk, "1", "Đặng Thị Ước")
    found = CertificateCodeService(desk.store).check(f"số 3 · {code}")
    assert (found.outcome, found.number) == (CodeOutcome.OTHER_NUMBER, "1")


@pytest.mark.parametrize("text", ["", "12", "AAAA-AAAA", "1 0000-0000", "giấy khen số 1"])
def test_what_is_no_code_of_this_office_is_unknown(decided: Any, text: str) -> None:
    desk, _ = decided
    assert CertificateCodeService(desk.store).check(text).outcome is CodeOutcome.UNKNOWN


def test_another_name_under_the_same_number_has_another_code(decided: Any) -> None:
    desk, _ = decided
    forged = code_of(desk, "1", "Đặng Thị Ưởc")
    assert CertificateCodeService(desk.store).check(f"1 {forged}").outcome is CodeOutcome.UNKNOWN


def test_a_cancelled_award_is_named_as_cancelled(decided: Any) -> None:
    desk, _ = decided
    code = code_of(desk, "1", "Đặng Thị Ước")
    with desk.store.writing() as session:
        award = session.query(AwardRecord).filter_by(certificate_number="1").one()
        award.cancelled_on = date(2024, 1, 5)
        session.commit()
    assert CertificateCodeService(desk.store).check(code).outcome is CodeOutcome.CANCELLED


def test_every_window_of_the_office_makes_the_same_code(appraised: TwoOffices) -> None:
    made = [
        code_of(desk, "1", "A") for desk in (appraised.district, appraised.open_one("district"))
    ]
    assert made[0] == made[1] != code_of(appraised.commune, "1", "A")
    events = [e.event for e in appraised.district.store.history_of(_key_id(appraised.district))]
    assert events == ["code_key_made"]


def _key_id(desk: Desk) -> UUID:
    from desktop.models import Setting

    with desk.store.reading() as session:
        kept = session.get(Setting, "certificate_code_key")
        assert kept is not None
        return kept.id


def test_number_and_code_are_read_from_what_a_qr_code_shows() -> None:
    assert parse("12 7k3m-9qtz") == ("12", "7K3M-9QTZ")
    assert parse("Số 0012 · 7K3M 9QTZ ") == ("12", "7K3M-9QTZ")
    assert parse("7K3M9QTZ") == ("", "7K3M-9QTZ")
    assert parse("chỉ có chữ") == ("", "")
