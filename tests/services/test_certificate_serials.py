"""Blanks' own numbers: counted up from the one typed, kept by what spoiled, given back by a jam."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import PrintRefused, UsageError
from desktop.law.terms import PrintState, SheetState
from desktop.models import PrintRun
from desktop.services.certificate_serials import begin_serials, counted_up
from desktop.services.certificate_spoil_log import SpoilLogService
from desktop.services.desk import Desk
from tests.documents.reading import Pdf
from tests.services.printing_offices import PrintingOffice, with_decision


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    made = with_decision(district, 5)
    made.sign()
    return made


def _print(office: PrintingOffice, run_id: object, count: int = 100) -> None:
    for _ in range(count):
        sheet = office.runs.next_sheet(run_id)  # type: ignore[arg-type]
        if sheet is None:
            return
        office.runs.confirm(run_id, [sheet.id])  # type: ignore[arg-type]


def _serials(office: PrintingOffice, run_id: object) -> list[str]:
    return [sheet.serial for sheet in office.runs.open(run_id).sheets]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("serial", "after"),
    [("7", "8"), ("0099", "0100"), ("AB 000999", "AB 001000"), ("2023/09-B", "2023/10-B")],
)
def test_a_number_is_counted_up_in_its_last_figures(serial: str, after: str) -> None:
    assert counted_up(serial) == after


@pytest.mark.parametrize("serial", ["A", "không có", "9" * 50])
def test_what_cannot_be_counted_is_refused(office: PrintingOffice, serial: str) -> None:
    with pytest.raises(UsageError) as refused:
        office.runs.start(office.draft(serial=serial))
    assert refused.value.data["name"] == "serial"
    assert office.runs.list_of(office.decision_id) == []


def test_each_sheet_sent_takes_the_next_number_and_the_log_has_it(
    office: PrintingOffice, tmp_path: Path
) -> None:
    run = office.runs.start(office.draft(serial="GK 0098"))
    _print(office, run.id)
    expected = ["GK 0098", "GK 0099", "GK 0100", "GK 0101", "GK 0102"]
    assert _serials(office, run.id) == expected
    assert [row.serial for row in office.log.log(office.decision_id)] == expected
    store = office.desk.store
    paper = Pdf(SpoilLogService(store, office.log).write(office.decision_id, tmp_path / "x.pdf"))
    assert "Số phôi" in paper.text
    assert "GK 0102" in paper.text


def test_nothing_is_noted_where_nothing_was_typed(office: PrintingOffice, tmp_path: Path) -> None:
    run = office.runs.start(office.draft())
    _print(office, run.id)
    assert set(_serials(office, run.id)) == {""}
    store = office.desk.store
    paper = Pdf(SpoilLogService(store, office.log).write(office.decision_id, tmp_path / "x.pdf"))
    assert "Số phôi" not in paper.text


def test_a_spoiled_blank_keeps_its_number_and_the_reprint_takes_the_next(
    office: PrintingOffice,
) -> None:
    run = office.runs.start(office.draft(serial="10"))
    _print(office, run.id, 2)
    second = office.runs.open(run.id).sheets[1]
    office.runs.spoil(second.id, "Lem mực")
    _print(office, run.id)
    sheets = office.runs.open(run.id).sheets
    spoiled = next(sheet for sheet in sheets if sheet.state is SheetState.SPOILED)
    again = next(sheet for sheet in sheets if sheet.reprint_of == spoiled.id)
    assert (spoiled.serial, again.serial) == ("11", "12")
    assert spoiled.number == again.number
    assert sorted(_serials(office, run.id)) == ["10", "11", "12", "13", "14", "15"]


def test_a_blank_that_did_not_come_out_is_the_next_one_again(office: PrintingOffice) -> None:
    run = office.runs.start(office.draft(serial="10"))
    _print(office, run.id, 2)
    ahead = [office.runs.next_sheet(run.id) for _ in range(2)]
    office.runs.take_back(run.id, [sheet.id for sheet in ahead if sheet is not None])
    assert _serials(office, run.id) == ["10", "11", "", "", ""]
    office.runs.resume(run.id)
    _print(office, run.id)
    assert _serials(office, run.id) == ["10", "11", "12", "13", "14"]


def test_whoever_looked_into_the_tray_says_where_to_count_on(office: PrintingOffice) -> None:
    run = office.runs.start(office.draft(serial="10"))
    _print(office, run.id, 4)
    office.runs.stop(run.id)
    office.runs.resume(run.id, 4, "20")
    _print(office, run.id)
    assert _serials(office, run.id) == ["10", "11", "12", "20", "21"]


def test_a_number_noted_before_is_refused_and_nothing_begins(office: PrintingOffice) -> None:
    _print(office, office.runs.start(office.draft(serial="10")).id)
    again = office.draft(serial="8", reason="In lại cho đẹp")
    with pytest.raises(PrintRefused) as refused:
        office.runs.start(again)
    assert refused.value.code is PrintRefused.Code.SERIAL_USED
    assert refused.value.data["serial"] == "10"
    assert len(office.runs.list_of(office.decision_id)) == 1


def test_two_runs_whose_numbers_overlap_never_note_one_blank_twice(
    office: PrintingOffice,
) -> None:
    one = office.runs.start(office.draft(serial="10", reason="Bản lưu"))
    other = office.runs.start(office.draft(serial="12", reason="Bản trao"))
    _print(office, one.id, 2)
    _print(office, other.id)
    _print(office, one.id)
    assert _serials(office, other.id) == ["12", "13", "14", "15", "16"]
    assert _serials(office, one.id) == ["10", "11", "17", "18", "19"]


def test_a_reprint_passes_over_the_blanks_of_the_run_after_its_own(
    office: PrintingOffice,
) -> None:
    first = office.runs.start(office.draft(serial="10", reason="Bản lưu"))
    _print(office, first.id)
    after = office.runs.start(office.draft(serial="15", reason="Bản trao"))
    _print(office, after.id)
    office.runs.spoil(office.runs.open(first.id).sheets[0].id, "Lem mực")
    office.runs.resume(first.id)
    _print(office, first.id)
    assert sorted(_serials(office, first.id)) == ["10", "11", "12", "13", "14", "20"]


def test_a_pile_of_more_sheets_than_a_statement_takes_values_is_numbered(district: Desk) -> None:
    run = PrintRun(is_overlay=True, state=PrintState.RUNNING)
    with district.store.reading() as session:
        begin_serials(session, run, "GK 000001", 70_000)
    assert run.next_serial == "GK 000001"
