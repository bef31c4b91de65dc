"""An award is taken back by a new decision: marked everywhere, told to its sender, never undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pypdfium2
import pytest

from desktop.errors import MoveRefused, NotFound, StorageError
from desktop.law.problems import ProblemCode, Severity
from desktop.law.terms import NumberState
from desktop.services.awards import AwardRow
from desktop.services.cancellations import CancelDraft, CancelReport
from desktop.services.decisions import DecisionReport
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.registers import NumberSeries
from tests.services.two_offices import TwoOffices

REASON = "Kê khai thành tích không đúng sự thật"


@pytest.fixture
def decided(appraised: TwoOffices) -> DecisionReport:
    return appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())


def award_of(desk: Desk, code: str) -> AwardRow:
    return next(a for a in desk.awards.list_rows() if a.award_code == code)


def draft(desk: Desk, **more: object) -> CancelDraft:
    filled = {"reason": REASON, "ground": "Kết luận thanh tra số 7/KL-TTr"}
    return replace(desk.cancellations.new_draft(), **{**filled, **more})


def cancel(desk: Desk, code: str = "GK_HUYEN", **more: object) -> CancelReport:
    return desk.cancellations.cancel([award_of(desk, code).id], draft(desk, **more))


def test_the_record_stays_marked_and_its_number_is_void(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    desk = appraised.district
    number = award_of(desk, "GK_HUYEN").certificate_number
    report = cancel(desk)
    assert (report.number, report.awards) == ("02/QĐ-UBND", 1)
    assert report.to_recover > 0
    assert award_of(desk, "GK_HUYEN").cancelled
    lines = desk.registers.open(NumberSeries.CERTIFICATE, 2023).lines
    (void,) = (line for line in lines if line.state is NumberState.VOID)
    assert (str(void.first), void.reason) == (
        number,
        "Hủy bỏ khen thưởng tại Quyết định số 02/QĐ-UBND",
    )
    assert decided.decision_id is not None
    bonuses = desk.bonuses.of_decision(decided.decision_id)
    assert [line.amount for line in bonuses.lines if line.award_code == "GK_HUYEN"] == [0]
    assert len(desk.certificates.certificate_texts(decided.decision_id)) == 2
    assert [source.certificates for source in desk.layout_samples.list_sources()] == [2]


def test_the_paper_says_whose_award_why_and_what_to_recover_and_cites_no_typed_ground(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    report = cancel(appraised.district)
    (paper,) = report.papers
    with pypdfium2.PdfDocument(paper) as pdf:
        said = " ".join(page.get_textpage().get_text_range() for page in pdf)
    words = " ".join(said.split())
    assert "Nguyễn Văn Ơn" in words
    assert REASON in words
    assert "tại Quyết định số 01/QĐ-UBND ngày 20 tháng 11 năm 2023" in words
    assert "Thu hồi" in words
    assert "7/KL-TTr" not in words
    (warning,) = report.problems
    assert (warning.code, warning.severity) == (ProblemCode.GROUND_UNVERIFIED, Severity.WARNING)


def test_a_ground_read_in_a_source_is_not_warned_of(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    desk = appraised.district
    read = next(cited for cited, ok in desk.cancellations.traced_grounds(date(2023, 11, 20)) if ok)
    assert cancel(desk, ground=read).problems == ()


def test_the_sender_is_told_and_marks_its_own_record(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    report = cancel(appraised.district)
    commune = appraised.commune
    for package in (*decided.packages, *report.packages):
        assert commune.inbox.receive(package).result is ReceiveResult.NEW
    cancelled = [a.award_code for a in commune.awards.list_rows() if a.cancelled]
    assert cancelled == ["GK_HUYEN"]
    assert len(commune.decisions.list_rows()) == 2


def test_a_cancellation_that_comes_before_the_award_takes_it_back_all_the_same(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    report = cancel(appraised.district)
    commune = appraised.commune
    for package in (*report.packages, *decided.packages):
        assert commune.inbox.receive(package).result is ReceiveResult.NEW
    rows = commune.awards.list_rows()
    assert [a.award_code for a in rows if a.cancelled] == ["GK_HUYEN"]
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"reason": " "}, "reason", ProblemCode.REQUIRED),
        ({"ground": ""}, "ground", ProblemCode.REQUIRED),
        ({"decided_on": None}, "decided_on", ProblemCode.REQUIRED),
        ({"decided_on": date(2023, 11, 19)}, "decided_on", ProblemCode.DATE_ORDER),
        ({"number": 1}, "number", ProblemCode.NUMBER_TAKEN),
        ({"reason": "Vì 漢"}, "reason", ProblemCode.LETTER_UNPRINTABLE),
    ],
)
def test_a_gap_or_contradiction_changes_nothing(
    appraised: TwoOffices,
    decided: DecisionReport,
    change: dict[str, object],
    field: str,
    code: ProblemCode,
) -> None:
    report = cancel(appraised.district, **change)
    assert report.decision_id is None
    assert (field, code) in {(p.field, p.code) for p in report.problems}
    assert not any(a.cancelled for a in appraised.district.awards.list_rows())


def test_an_award_is_taken_back_once_and_only_by_who_granted_it(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    desk = appraised.district
    cancel(desk)
    again = cancel(desk)
    assert ProblemCode.AWARD_CANCELLED in {p.code for p in again.problems}
    with pytest.raises(NotFound):
        desk.cancellations.cancel([uuid4()], draft(desk))
    appraised.commune.inbox.receive(decided.packages[0])
    received: UUID = appraised.commune.awards.list_rows()[0].id
    with pytest.raises(MoveRefused) as refused:
        appraised.commune.cancellations.cancel([received], draft(appraised.commune))
    assert refused.value.code is MoveRefused.Code.WRONG_SEAT


def test_what_a_stop_leaves_of_a_cancellation_is_finished_later(
    appraised: TwoOffices, decided: DecisionReport
) -> None:
    desk = appraised.district
    kept = desk.store.paths.outbox.with_name("kept")
    desk.store.paths.outbox.rename(kept)
    desk.store.paths.outbox.write_text("in the way")
    with pytest.raises(StorageError):
        cancel(desk)
    assert award_of(desk, "GK_HUYEN").cancelled
    desk.store.paths.outbox.unlink()
    kept.rename(desk.store.paths.outbox)
    (package,) = desk.decisions.finish_pending()
    for told in (*decided.packages, package):
        assert appraised.commune.inbox.receive(told).result is ReceiveResult.NEW
    assert [a.cancelled for a in appraised.commune.awards.list_rows()].count(True) == 1
    assert desk.decisions.finish_pending() == []
