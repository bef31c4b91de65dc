"""Bonus money of decisions: frozen with them, told line by line and in all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.law.terms import RecipientKind
from desktop.models import AwardRecord, Decision, LawCorrection
from desktop.services.bonuses import freeze_bonuses
from desktop.services.desk import Desk
from tests.documents.reading import Pdf
from tests.services.test_decisions import here, own_dossier
from tests.services.two_offices import TwoOffices


def record(award: str, name: str = "Lê Thị Yến", **more: object) -> AwardRecord:
    given = {
        "recipient_kind": RecipientKind.INDIVIDUAL,
        "recipient_name": name,
        "search_key": name.lower(),
        "award_code": award,
        "year": 2023,
        "period_from": date(2023, 1, 1),
        "period_to": date(2023, 12, 31),
    }
    return AwardRecord(**(given | more))


def decided(
    desk: Desk, *records: AwardRecord, on: date = date(2023, 12, 22), made_here: bool = True
) -> UUID:
    """Write a decision with its award records straight into the database."""
    decision = Decision(
        id=uuid4(), number=f"{uuid4().hex[:4]}/QĐ-UBND", decided_on=on, made_here=made_here
    )
    with desk.store.writing() as session:
        session.add(decision)
        session.flush()
        for position, one in enumerate(records, 1):
            one.decision_id, one.position, one.decided_on = decision.id, position, on
        session.add_all(records)
        session.flush()
        freeze_bonuses(session, decision, records)
        session.commit()
        return decision.id


def amounts(desk: Desk, decision_id: UUID) -> list[int | None]:
    return [line.amount for line in desk.bonuses.of_decision(decision_id).lines]


def test_a_decision_is_written_with_what_each_award_is_worth(office: Desk, tmp_path: Path) -> None:
    report = here(office, own_dossier(office, tmp_path))
    assert report.decision_id is not None
    bonuses = office.bonuses.of_decision(report.decision_id)
    assert bonuses.total == 540_000
    assert bonuses.verified
    assert bonuses.payer == "Quỹ thi đua, khen thưởng của cấp ra quyết định"
    for line in bonuses.lines:
        # GK_XA, 20/11/2023: 0,15 × 1.800.000 (catalogue §5.3)
        assert (line.times_base, line.base, line.raw) == (
            Decimal("0.15"),
            1_800_000,
            Decimal(270_000),
        )
        assert (line.amount, line.why_not) == (270_000, "")
        assert "Điều 73 khoản 1 điểm d" in line.citation
    (paper,) = report.papers
    text = Pdf(paper.read_bytes()).text
    assert "540.000 đồng (bằng chữ: năm trăm bốn mươi nghìn đồng)" in text
    assert "Như Điều 4" in text


def test_a_district_freezes_what_it_decides_and_the_commune_leaves_that_to_it(
    appraised: TwoOffices,
) -> None:
    report = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    assert report.decision_id is not None
    assert report.package is not None
    assert appraised.district.bonuses.of_decision(report.decision_id).total > 0
    appraised.commune.inbox.receive(report.package)
    (received,) = appraised.commune.decisions.list_rows()
    told = appraised.commune.bonuses.of_decision(received.id)
    assert {line.amount for line in told.lines} == {None}
    assert (told.total, told.payer) == (0, "")
    assert appraised.commune.bonuses.of_year(2023).total == 0


def test_the_day_of_the_decision_chooses_the_base_salary(office: Desk) -> None:
    before = decided(office, record("LDTT"), on=date(2023, 6, 30))
    after = decided(office, record("LDTT"), on=date(2023, 7, 1))
    assert (amounts(office, before), amounts(office, after)) == ([450_000], [540_000])


def test_of_a_ladder_of_one_year_only_the_highest_is_paid_and_why_is_said(office: Desk) -> None:
    both = decided(office, record("LDTT"), record("CSTDCS"), record("LDTT", "Đỗ Văn Ước"))
    bonuses = office.bonuses.of_decision(both)
    assert [line.amount for line in bonuses.lines] == [0, 1_800_000, 540_000]
    assert bonuses.lines[0].why_not == "Đã tính ở danh hiệu cao hơn trong cùng năm"
    assert bonuses.lines[0].raw == 540_000
    assert [line.verified for line in bonuses.lines] == [False, True, True]
    assert (bonuses.total, bonuses.verified) == (2_340_000, False)


def test_namesakes_of_two_units_are_two_recipients(office: Desk) -> None:
    namesakes = decided(
        office, record("LDTT", recipient_unit="Thôn A"), record("CSTDCS", recipient_unit="Thôn B")
    )
    assert amounts(office, namesakes) == [540_000, 1_800_000]


def test_a_cancelled_award_costs_nothing(office: Desk) -> None:
    decision_id = decided(office, record("LDTT"), record("LDTT", "Đỗ Văn Ước"))
    with office.store.writing() as session:
        session.execute(
            sa.update(AwardRecord)
            .where(AwardRecord.recipient_name == "Đỗ Văn Ước")
            .values(cancelled_on=date(2024, 1, 5))
        )
        session.commit()
    bonuses = office.bonuses.of_decision(decision_id)
    assert [(line.amount, line.why_not) for line in bonuses.lines] == [
        (540_000, ""),
        (0, "Khen thưởng đã hủy"),
    ]
    assert bonuses.total == office.bonuses.of_year(2023).total == 540_000


def test_what_the_law_gives_no_bonus_for_stays_without(office: Desk) -> None:
    decision_id = decided(office, record("KHONG_CO"), record("LDTT"))
    assert amounts(office, decision_id) == [None, 540_000]
    assert amounts(office, decided(office, record("LDTT"), on=date(1999, 1, 1))) == [None]
    assert office.bonuses.of_decision(uuid4()).lines == ()


def test_a_year_is_the_sum_of_what_was_decided_here(office: Desk) -> None:
    decided(office, record("LDTT"), on=date(2023, 2, 1))
    decided(office, record("CSTDCS"), record("GK_XA", "Đỗ Văn Ước"), on=date(2023, 12, 31))
    decided(office, record("LDTT"), on=date(2024, 1, 1))
    decided(office, record("LDTT"), on=date(2023, 5, 1), made_here=False)
    year = office.bonuses.of_year(2023)
    assert [(d.decided_on, d.awards, d.total) for d in year.decisions] == [
        (date(2023, 12, 31), 2, 2_070_000),
        (date(2023, 2, 1), 1, 450_000),
    ]
    assert year.total == 2_520_000
    assert office.bonuses.of_year(1999).decisions == ()


@pytest.mark.parametrize(("rule", "amount"), [("NEAREST_10000", 220_000), ("NONE", 223_500)])
def test_an_office_s_own_rounding_counts_and_old_decisions_stay(
    office: Desk, rule: str, amount: int
) -> None:
    before = decided(office, record("GK_XA"), on=date(2023, 3, 1))
    with office.store.writing() as session:
        correction = LawCorrection(
            row_id="bonus.rounding.R2003", changes={"rule": rule}, basis="Nghị quyết số 5/NQ-HĐND"
        )
        session.add(correction)
        session.commit()
    after = decided(office, record("GK_XA"), on=date(2023, 3, 1))
    assert (amounts(office, before), amounts(office, after)) == ([230_000], [amount])
    # The old amount is no longer what the office reads, so it is not called verified.
    assert not office.bonuses.of_decision(before).verified
    assert "Nghị quyết số 5" in office.bonuses.of_decision(after).lines[0].citation


def test_a_decision_on_three_hundred_is_frozen_at_once(office: Desk) -> None:
    many = [record("LDTT", f"Người thứ {n}") for n in range(300)]
    decision_id = decided(office, *many)
    bonuses = office.bonuses.of_decision(decision_id)
    assert (len(bonuses.lines), bonuses.total) == (300, 162_000_000)
    assert [line.position for line in bonuses.lines] == list(range(1, 301))
