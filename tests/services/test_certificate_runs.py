"""Sheets go to the printer one by one; whatever breaks, no number is doubled and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa

from desktop.errors import MoveRefused, NotFound, PrintRefused, UsageError
from desktop.law.terms import PrintState, SheetState
from desktop.models import AwardRecord
from desktop.services.certificate_run_pile import places_of
from desktop.services.certificate_runs import RunDetail
from desktop.services.desk import Desk
from tests.services.conftest import Template
from tests.services.printing_offices import PrintingOffice, with_decision

WAITING, SENT, PRINTED, SPOILED = SheetState


@pytest.fixture
def office(district: Desk) -> PrintingOffice:
    made = with_decision(district, 6)
    made.sign()
    return made


def printed(office: PrintingOffice, run: RunDetail, count: int) -> RunDetail:
    """Print the next ``count`` sheets, each coming out before the next is sent."""
    for _ in range(count):
        sheet = office.runs.next_sheet(run.id)
        assert sheet is not None
        run = office.runs.confirm(run.id, [sheet.id])
    return run


def shown(run: RunDetail) -> str:
    marks = {WAITING: "·", SENT: ">", PRINTED: "v", SPOILED: "x"}
    return " ".join(f"{sheet.number}{marks[sheet.state]}" for sheet in run.sheets)


def test_a_run_goes_through_the_pile_and_is_done(office: PrintingOffice) -> None:
    run = office.runs.start(office.draft())
    assert (run.state, shown(run)) == (PrintState.RUNNING, "1· 2· 3· 4· 5· 6·")
    sheet = office.runs.next_sheet(run.id)
    assert sheet is not None
    assert shown(office.runs.open(run.id)) == "1> 2· 3· 4· 5· 6·"
    office.runs.confirm(run.id, [sheet.id])
    done = printed(office, run, 5)
    assert (done.state, shown(done)) == (PrintState.DONE, "1v 2v 3v 4v 5v 6v")
    assert office.runs.next_sheet(run.id) is None
    event = office.desk.store.history("decisions", office.decision_id)[-1]
    assert (event.event, event.data["numbers"]) == ("certificates_printed", list("123456"))


def test_what_is_printed_is_drawn_as_signed(office: PrintingOffice) -> None:
    run = office.runs.start(office.draft(places="2-3"))
    drawn = office.runs.drawn(run.id)
    assert [drawn[sheet.award_id].text.number for sheet in run.sheets] == ["2", "3"]


@pytest.mark.parametrize(
    ("places", "numbers"), [("", "1 2 3 4 5 6"), ("2-3", "2 3"), (" 5 , 1-2,2", "1 2 5")]
)
def test_places_are_of_the_ceremonys_order(
    office: PrintingOffice, places: str, numbers: str
) -> None:
    run = office.runs.start(office.draft(places=places))
    assert " ".join(sheet.number for sheet in run.sheets) == numbers


@pytest.mark.parametrize("places", ["0", "7", "3-2", "một", "1,,2", "2-"])
def test_places_outside_the_list_are_refused(office: PrintingOffice, places: str) -> None:
    with pytest.raises(UsageError):
        office.runs.start(office.draft(places=places))
    assert office.runs.list_of(office.decision_id) == []


def test_copies_are_the_pile_once_and_then_again(office: PrintingOffice) -> None:
    run = office.runs.start(office.draft(places="1-2", copies=2))
    assert [(s.number, s.copy, s.position) for s in run.sheets] == [
        ("1", 1, 1),
        ("2", 1, 2),
        ("1", 2, 3),
        ("2", 2, 4),
    ]
    with pytest.raises(UsageError):
        office.runs.start(office.draft(copies=0))


def test_a_run_stops_after_the_sheet_on_its_way_and_goes_on(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft()), 2)
    sheet = office.runs.next_sheet(run.id)
    stopped = office.runs.stop(run.id)
    assert (stopped.state, shown(stopped)) == (PrintState.STOPPED, "1v 2v 3> 4· 5· 6·")
    assert sheet is not None
    office.runs.confirm(run.id, [sheet.id])
    resumed = office.runs.resume(run.id, 4)
    assert resumed.state is PrintState.RUNNING
    assert printed(office, resumed, 3).state is PrintState.DONE


def test_paper_out_takes_back_what_did_not_come_out(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft()), 2)
    ahead = [office.runs.next_sheet(run.id), office.runs.next_sheet(run.id)]
    back = office.runs.take_back(run.id, [sheet.id for sheet in ahead if sheet])
    assert shown(back) == "1v 2v 3· 4· 5· 6·"
    assert shown(printed(office, back, 4)) == "1v 2v 3v 4v 5v 6v"


def test_after_a_jam_it_goes_on_from_any_sheet_without_doubling(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft()), 3)
    office.runs.next_sheet(run.id)
    office.runs.next_sheet(run.id)
    # 4 came out, 5 jammed; the printer said nothing of either.
    run = office.runs.resume(run.id, 5)
    assert shown(run) == "1v 2v 3v 4v 5· 6·"
    assert shown(printed(office, run, 2)) == "1v 2v 3v 4v 5v 6v"


def test_a_printer_that_lied_is_corrected_by_who_looks_into_the_tray(
    office: PrintingOffice,
) -> None:
    run = printed(office, office.runs.start(office.draft()), 5)
    run = office.runs.resume(run.id, 4)
    assert shown(run) == "1v 2v 3v 4· 5· 6·"


def test_a_spoiled_sheet_is_printed_again_under_its_number(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft()), 3)
    spoiled = run.sheets[1]
    run = office.runs.spoil(spoiled.id, "Kẹt giấy, nhăn góc")
    assert shown(run) == "1v 2x 2· 3v 4· 5· 6·"
    again = office.runs.next_sheet(run.id, start=4)
    assert again is not None
    assert (again.number, again.position, again.reprint_of) == ("2", 2, spoiled.id)
    done = printed(office, office.runs.confirm(run.id, [again.id]), 3)
    assert (done.state, shown(done)) == (PrintState.DONE, "1v 2x 2v 3v 4v 5v 6v")
    assert office.log.blanks(office.decision_id).used == 7
    assert office.log.blanks(office.decision_id).spoiled == 1


def test_a_sheet_found_spoiled_after_the_run_opens_it_again(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft(places="1-2")), 2)
    assert run.state is PrintState.DONE
    run = office.runs.spoil(run.sheets[0].id, "Lem mực")
    assert run.state is PrintState.STOPPED
    assert [sheet.number for sheet in office.runs.resume(run.id).to_come] == ["1"]
    run = printed(office, run, 1)
    assert (run.state, shown(run)) == (PrintState.DONE, "1x 1v 2v")


def test_the_log_of_a_number_says_how_often_by_whom_and_why_again(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft()), 2)
    run = office.runs.spoil(run.sheets[1].id, "Kẹt giấy")
    printed(office, run, 1)
    lines = office.log.log(office.decision_id, "2")
    assert [(line.state, line.reason, line.again) for line in lines] == [
        (SPOILED, "Kẹt giấy", ""),
        (PRINTED, "", "Kẹt giấy"),
    ]
    assert {(line.by, line.printer, line.on_blank) for line in lines} == {
        ("Trần Quốc Đạt", "PDF", True)
    }
    assert [line.number for line in office.log.spoiled()] == ["2"]


def test_what_is_not_out_cannot_be_spoiled_nor_twice_nor_without_a_reason(
    office: PrintingOffice,
) -> None:
    run = printed(office, office.runs.start(office.draft()), 1)
    with pytest.raises(PrintRefused) as refused:
        office.runs.spoil(run.sheets[3].id, "Hỏng")
    assert refused.value.code is PrintRefused.Code.SHEET_NOT_OUT
    with pytest.raises(MoveRefused):
        office.runs.spoil(run.sheets[0].id, "  ")
    office.runs.spoil(run.sheets[0].id, "Hỏng")
    with pytest.raises(PrintRefused) as refused:
        office.runs.spoil(run.sheets[0].id, "Hỏng")
    assert refused.value.code is PrintRefused.Code.SHEET_SPOILED


def test_printing_onto_blanks_again_asks_for_a_reason(office: PrintingOffice) -> None:
    printed(office, office.runs.start(office.draft(places="1-3")), 3)
    with pytest.raises(PrintRefused) as refused:
        office.runs.start(office.draft(places="2-5"))
    assert refused.value.data == {"count": 2}
    again = office.runs.start(office.draft(places="2-5", reason="Đổi phôi mới"))
    assert again.reason == "Đổi phôi mới"
    printed(office, again, 1)
    assert [line.again for line in office.log.log(office.decision_id, "2")] == ["", "Đổi phôi mới"]


def test_a_killed_run_is_shown_stopped_at_the_sheet_known_and_goes_on(
    office: PrintingOffice, open_copy: Callable[..., Desk], district_template: Template
) -> None:
    run = printed(office, office.runs.start(office.draft()), 2)
    office.runs.next_sheet(run.id)
    later = office.reopened(open_copy(district_template, "district"))
    found = later.runs.list_of(office.decision_id)[0]
    assert (found.state, shown(found)) == (PrintState.STOPPED, "1v 2v 3> 4· 5· 6·")
    # The officer finds sheet 3 in the tray, whole.
    resumed = later.runs.resume(run.id, 4)
    assert shown(printed(later, resumed, 3)) == "1v 2v 3v 4v 5v 6v"


def test_two_windows_never_send_the_same_sheet(
    office: PrintingOffice, open_copy: Callable[..., Desk], district_template: Template
) -> None:
    other = office.reopened(open_copy(district_template, "district"))
    run = office.runs.start(office.draft())
    sent = [o.runs.next_sheet(run.id) for o in (office, other) * 3]
    assert sorted(s.number for s in sent if s) == list("123456")
    assert other.runs.next_sheet(run.id) is None


def test_two_runs_of_one_decision_put_no_certificate_onto_two_blanks(
    office: PrintingOffice, open_copy: Callable[..., Desk], district_template: Template
) -> None:
    other = office.reopened(open_copy(district_template, "district"))
    first, second = office.runs.start(office.draft()), other.runs.start(office.draft())
    printed(office, first, 2)
    with pytest.raises(PrintRefused) as refused:
        other.runs.next_sheet(second.id)
    assert (refused.value.code, refused.value.data) == (
        PrintRefused.Code.ALREADY_PRINTED,
        {"count": 1},
    )
    assert shown(other.runs.open(second.id)) == "1· 2· 3· 4· 5· 6·"


def test_the_certificate_of_an_award_cancelled_meanwhile_is_not_printed(
    office: PrintingOffice,
) -> None:
    run = printed(office, office.runs.start(office.draft()), 2)
    _cancelled(office, "3", "6")
    done = printed(office, run, 2)
    assert office.runs.next_sheet(run.id) is None
    assert (done.state, shown(done)) == (PrintState.DONE, "1v 2v 4v 5v")
    events = {e.event: e.data for e in office.desk.store.history("print_runs", run.id)}
    assert events["sheets_withdrawn"]["numbers"] == ["3", "6"]


def test_a_run_of_which_only_cancelled_awards_wait_is_done(office: PrintingOffice) -> None:
    run = printed(office, office.runs.start(office.draft(places="1-3")), 2)
    office.runs.stop(run.id)
    _cancelled(office, "3")
    resumed = office.runs.resume(run.id)
    assert (resumed.state, shown(resumed)) == (PrintState.DONE, "1v 2v")


def _cancelled(office: PrintingOffice, *numbers: str) -> None:
    """Mark awards as taken back, as a cancelling decision in another window does."""
    with office.desk.store.writing() as session:
        query = sa.update(AwardRecord).where(AwardRecord.certificate_number.in_(numbers))
        session.execute(query.values(cancelled_on=date(2023, 12, 1)))
        session.commit()


def test_what_is_not_there_is_refused(office: PrintingOffice) -> None:
    run = office.runs.start(office.draft())
    with pytest.raises(NotFound):
        office.runs.resume(run.id, 7)
    with pytest.raises(NotFound):
        office.runs.next_sheet(office.decision_id)
    done = printed(office, run, 6)
    with pytest.raises(NotFound):
        office.runs.spoil(done.id, "Hỏng")


def test_places_may_be_written_in_any_order() -> None:
    assert places_of("7, 1-3", 9) == [1, 2, 3, 7]


def test_places_are_written_in_the_digits_of_the_list() -> None:
    with pytest.raises(UsageError):
        places_of("١-٣", 9)
