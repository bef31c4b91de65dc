"""A letter's number and the register say the same, whoever changes which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from desktop.errors import HandoverRefused, MoveRefused, NotAllowed
from desktop.law.problems import ProblemCode
from desktop.law.terms import NumberState, OfficerRole
from desktop.models import Officer
from desktop.services.desk import Desk
from desktop.services.handed_over import mark_handed_over
from desktop.services.register_rows import number_of
from desktop.services.registers import NumberSeries
from tests.services.commune_dossier import Commune, saved
from tests.services.two_offices import TwoOffices

LETTER = NumberSeries.LETTER


@pytest.fixture
def dossier(office: Desk, tmp_path: Path) -> UUID:
    return Commune(office).complete_dossier(tmp_path)


def letter(desk: Desk, dossier: UUID) -> str:
    return desk.dossiers.open_draft(dossier).letter_number


def book(desk: Desk, year: int = 2023) -> list[tuple[int, NumberState | None, str]]:
    return [(x.first, x.state, x.reason) for x in desk.registers.open(LETTER, year).lines]


def test_a_letter_gets_the_next_number_of_its_year_once(office: Desk, dossier: UUID) -> None:
    office.registers.reserve(LETTER, 2023, 11, "Cấp ở sổ giấy")
    foreseen = office.letter_numbers.foresee(dossier)
    assert (foreseen.number, foreseen.year, foreseen.printed) == (12, 2023, "12/TTr-UBND")
    for _ in range(2):
        taken = office.letter_numbers.take(dossier)
        assert (taken.number, taken.printed, taken.problems) == (12, "12/TTr-UBND", ())
    assert letter(office, dossier) == "12/TTr-UBND"
    line = office.registers.open(LETTER, 2023).lines[-1]
    assert (line.first, line.state, line.day) == (12, NumberState.USED, date(2023, 11, 17))
    assert line.about.startswith("Tờ trình: ")
    events = [e.event for e in office.dossiers.history(dossier)]
    assert events.count("letter_numbered") == 1


def test_one_reserved_may_be_wanted_and_one_taken_may_not(office: Desk, dossier: UUID) -> None:
    office.registers.reserve(LETTER, 2023, 1, "Giữ cho tờ trình cuối năm", first=7)
    (warned,) = office.letter_numbers.take(dossier, 7).problems
    assert warned.code is ProblemCode.NUMBER_RESERVED
    new = replace(office.dossiers.new_draft(), title="Hồ sơ khác")
    other = saved(office.dossiers, new)
    refused = office.letter_numbers.take(other, 7)
    assert (refused.number, [p.code for p in refused.problems]) == (0, [ProblemCode.NUMBER_TAKEN])
    assert letter(office, other) == ""
    taken = office.letter_numbers.take(other)
    assert (taken.number, office.dossiers.open_draft(other).letter_date) == (
        8,
        office.store.today(),
    )


def test_a_machine_handed_over_gives_and_reserves_no_numbers(office: Desk, dossier: UUID) -> None:
    mark_handed_over(office.store, "Đổi máy", "ban-giao.asice")
    before = (letter(office, dossier), book(office))
    with pytest.raises(HandoverRefused):
        office.letter_numbers.take(dossier)
    with pytest.raises(HandoverRefused):
        office.registers.reserve(LETTER, 2023, 2, "Giữ cho đoàn kiểm tra")
    assert (letter(office, dossier), book(office)) == before


def test_a_number_changed_before_the_letter_goes_out_is_void_with_its_reason(
    office: Desk, dossier: UUID
) -> None:
    office.letter_numbers.take(dossier, 3)
    office.letter_numbers.take(dossier, 5)
    why = "Tờ trình ghi số khác: 05/TTr-UBND"
    assert book(office)[1:] == [
        (3, NumberState.VOID, why),
        (4, None, ""),
        (5, NumberState.USED, ""),
    ]
    draft = office.dossiers.open_draft(dossier)
    saved(office.dossiers, replace(draft, note="Giữ nguyên số"))
    assert book(office)[-1] == (5, NumberState.USED, "")
    draft = office.dossiers.open_draft(dossier)
    saved(office.dossiers, replace(draft, letter_number="46/TTr-UBND"))
    assert book(office)[-1] == (5, NumberState.VOID, "Tờ trình ghi số khác: 46/TTr-UBND")
    assert office.store.broken_event() is None


def test_a_letter_of_another_year_takes_a_number_of_that_year(office: Desk, dossier: UUID) -> None:
    office.letter_numbers.take(dossier)
    draft = office.dossiers.open_draft(dossier)
    saved(office.dossiers, replace(draft, letter_date=date(2022, 12, 30)))
    assert [state for _, state, _ in book(office)] == [NumberState.VOID]
    assert office.letter_numbers.take(dossier).year == 2022
    assert book(office, 2022) == [(1, NumberState.USED, "")]


def test_what_goes_to_nobody_has_no_number_of_this_register(office: Desk, dossier: UUID) -> None:
    draft = office.dossiers.open_draft(dossier)
    saved(office.dossiers, replace(draft, receiver_office_id=None))
    for act in (office.letter_numbers.foresee, office.letter_numbers.take):
        (problem,) = act(dossier).problems
        assert problem.field == "receiver_office_id"
    assert book(office) == []


def test_a_letter_sent_keeps_its_number_and_the_next_try_takes_another(
    sent: TwoOffices,
) -> None:
    desk, dossier = sent.commune, sent.dossier_id
    with pytest.raises(MoveRefused):
        desk.letter_numbers.take(dossier)
    desk.recalls.recall(dossier, "Sửa lại")
    first = desk.letter_numbers.take(dossier)
    assert desk.dossiers.mark_ready(dossier, "Đã rà soát").ready
    desk.outbox.export(dossier, sent.stick)
    desk.recalls.recall(dossier, "Sửa lần nữa")
    second = desk.letter_numbers.take(dossier)
    assert (first.number, second.number) == (1, 2)
    assert [state for _, state, _ in book(desk)] == [NumberState.USED] * 2


def test_only_whoever_keeps_the_registers_gives_numbers(office: Desk, dossier: UUID) -> None:
    _become(office, OfficerRole.LEADER)
    office.letter_numbers.take(dossier)
    _become(office, OfficerRole.VIEWER)
    with pytest.raises(NotAllowed):
        office.letter_numbers.take(dossier, 9)
    assert letter(office, dossier) == "01/TTr-UBND"


def _become(desk: Desk, role: OfficerRole) -> None:
    with desk.store.writing() as session:
        session.get_one(Officer, desk.store.actor.officer_id).role = role
        session.commit()


@pytest.mark.parametrize(
    ("printed", "number"),
    [("12/TTr-UBND", 12), (" 05/TTr", 5), ("TTr 12", None), ("", None), ("1" * 12, None)],
)
def test_the_number_of_a_letter_stands_at_its_head(printed: str, number: int | None) -> None:
    assert number_of(printed) == number
