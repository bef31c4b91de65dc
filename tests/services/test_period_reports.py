"""Periodic reports: counted from the records, sent once per change, the latest one counts above."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from desktop.errors import HandoverRefused, MoveRefused, PackageRefused
from desktop.law.terms import ExemplarStage, ReportPeriod
from desktop.models import Exemplar, PackageRecord, PeriodReport
from desktop.sealing.header import PackageKind
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.report_figures import Figure, period_days
from desktop.services.report_records import ReportDraft
from tests.services.two_offices import TwoOffices, contents, party, sealed

Y, Q4 = ReportPeriod.Y, ReportPeriod.Q4


def _value(figures: tuple[Figure, ...], code: str) -> int:
    return next(one.value for one in figures if one.code == code)


def _send(two: TwoOffices, narrative: str, period: ReportPeriod = Q4) -> Path:
    reports = two.commune.period_reports
    reports.save_draft(replace(reports.draft(2023, period), narrative=narrative))
    return reports.send(2023, period, two.stick).path


def _take(two: TwoOffices, path: Path) -> Any:
    report = two.district.inbox.receive(path)
    assert report.result is ReceiveResult.NEW, report.refusal
    return report


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (ReportPeriod.Q1, date(2024, 1, 1), date(2024, 3, 31)),
        (ReportPeriod.Q2, date(2024, 4, 1), date(2024, 6, 30)),
        (ReportPeriod.H1, date(2024, 1, 1), date(2024, 6, 30)),
        (ReportPeriod.Q3, date(2024, 7, 1), date(2024, 9, 30)),
        (ReportPeriod.Q4, date(2024, 10, 1), date(2024, 12, 31)),
        (ReportPeriod.H2, date(2024, 7, 1), date(2024, 12, 31)),
        (ReportPeriod.Y, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_days(period: ReportPeriod, first: date, last: date) -> None:
    assert period_days(2024, period) == (first, last)


def test_what_was_sent_in_the_period_is_counted_with_its_records(sent: TwoOffices) -> None:
    figures = sent.commune.period_reports.figures(2023, Q4)

    one = next(figure for figure in figures if figure.code == "nomination.sent")
    listed = sent.commune.nominations.rows(sent.dossier_id)
    assert one.value == len(listed)
    assert {record.title for record in one.records} == {row.name for row in listed}
    assert {record.id for record in one.records} == {sent.dossier_id}
    assert _value(sent.commune.period_reports.figures(2023, ReportPeriod.Q1), one.code) == 0


def test_awards_are_told_by_who_gave_them(appraised: TwoOffices) -> None:
    decided = appraised.district.decisions.decide(appraised.dossier_id, appraised.draft())
    answer = decided.package
    assert answer is not None
    assert appraised.commune.inbox.receive(answer).result is ReceiveResult.NEW

    above = appraised.district.period_reports.figures(2023, Q4)
    below = appraised.commune.period_reports.figures(2023, Q4)

    for kind in ("individual", "collective", "household"):
        given, received = _value(above, f"given.{kind}"), _value(below, f"received.{kind}")
        assert given == received == 1
        assert _value(above, f"received.{kind}") == _value(below, f"given.{kind}") == 0
    assert sum(f.value for f in above if f.code.startswith("award.")) == 3
    assert sum(f.value for f in above if f.code.startswith("rank.")) == 1
    assert _value(below, "nomination.decided") == 3


def test_every_figure_but_shares_opens_as_many_records_as_it_counts(sent: TwoOffices) -> None:
    for one in sent.commune.period_reports.figures(2023, Y):
        assert one.of is not None or len(one.records) == one.value


def test_a_report_arrives_with_its_narrative_figures_and_examples(sent: TwoOffices) -> None:
    exemplar = _exemplar(sent)
    reports = sent.commune.period_reports
    draft = ReportDraft(2023, Q4, "Phong trào sôi nổi.", (exemplar,))
    reports.save_draft(draft)
    _take(sent, reports.send(2023, Q4, sent.stick).path)

    row = next(row for row in sent.district.period_reports.list_rows())
    detail = sent.district.period_reports.open(row.id)

    assert (row.office, row.revision, row.made_here) == (party(sent.commune).name, 1, False)
    assert detail.narrative == "Phong trào sôi nổi."
    assert [one.name for one in detail.exemplars] == ["Ông Ơn hiến đất"]
    assert _value(detail.figures, "nomination.sent") == 3
    assert _value(detail.figures, "exemplar.phat_hien") == 1
    assert detail.officer == "Nguyễn Thị Mơ"


def _exemplar(two: TwoOffices) -> UUID:
    with two.commune.store.writing() as session:
        made = Exemplar(
            id=uuid4(),
            title="Ông Ơn hiến đất",
            recipient_kind="INDIVIDUAL",
            stage=ExemplarStage.DISCOVER,
            stage_since=date(2023, 11, 1),
            summary="Hiến 200 m² đất làm đường.",
            search_key="ong on hien dat",
            sort_key="ong on hien dat",
        )
        session.add(made)
        session.commit()
        return made.id


def test_the_report_is_receipted_and_the_outbox_settled(sent: TwoOffices) -> None:
    taken = _take(sent, _send(sent, "Lần một"))

    assert sent.commune.inbox.receive(taken.receipt).result is ReceiveResult.NEW
    row = next(r for r in sent.commune.outbox.list_rows() if r.kind is PackageKind.REPORT)
    assert str(row.state) == "RECEIVED"


def test_sending_again_without_a_change_is_the_same_package(sent: TwoOffices) -> None:
    first = _send(sent, "Lần một").read_bytes()
    reports = sent.commune.period_reports

    assert reports.send(2023, Q4, sent.stick).path.read_bytes() == first
    query = sa.select(sa.func.count()).where(PackageRecord.kind == PackageKind.REPORT.value)
    with sent.commune.store.reading() as session:
        assert session.scalar(query) == 1


def test_a_changed_report_replaces_the_older_which_is_kept(sent: TwoOffices) -> None:
    _take(sent, _send(sent, "Lần một"))
    _take(sent, _send(sent, "Lần hai"))

    for desk in sent.desks:
        rows = desk.period_reports.list_rows()
        assert [(row.revision, row.archived) for row in rows] == [(2, False), (1, True)]
        detail = desk.period_reports.open(rows[0].id)
        assert detail.narrative == "Lần hai"
        assert [row.revision for row in detail.older] == [1]
        assert desk.period_reports.open(rows[1].id).narrative == "Lần một"


def test_a_revision_overtaken_on_the_way_does_not_come_back(sent: TwoOffices) -> None:
    first = sent.root / "first.p7m"
    first.write_bytes(_send(sent, "Lần một").read_bytes())
    _take(sent, _send(sent, "Lần hai"))
    _take(sent, first)

    rows = sent.district.period_reports.list_rows()
    assert [(row.revision, row.archived) for row in rows] == [(2, False), (1, True)]


def test_the_same_report_twice_is_one(sent: TwoOffices) -> None:
    path = _send(sent, "Lần một")
    _take(sent, path)

    assert sent.district.inbox.receive(path).result is ReceiveResult.ALREADY
    assert len(sent.district.period_reports.list_rows()) == 1


def test_who_has_not_sent_is_told_and_those_who_have_are_added_up(sent: TwoOffices) -> None:
    before = sent.district.period_reports.overview(2023, Q4)
    _take(sent, _send(sent, "Lần một"))
    after = sent.district.period_reports.overview(2023, Q4)

    assert before.missing == (party(sent.commune).name,)
    assert not before.totals
    assert not after.missing
    assert _value(after.totals, "nomination.sent") == 3
    assert sent.district.period_reports.overview(2023, Y).missing


def test_a_period_that_has_not_begun_is_refused(sent: TwoOffices) -> None:
    for year, period in ((2024, ReportPeriod.Q1), (99, Y)):
        with pytest.raises(MoveRefused) as refused:
            sent.commune.period_reports.save_draft(ReportDraft(year, period))
        assert refused.value.code is MoveRefused.Code.PERIOD_NOT_BEGUN


def test_an_unknown_key_above_is_told_before_anything_is_written(office: Any) -> None:
    with pytest.raises(PackageRefused) as refused:
        office.period_reports.send(2023, Q4)
    assert refused.value.code is PackageRefused.Code.RECEIVER_KEY_UNKNOWN
    with office.store.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(PeriodReport)) == 0


def test_a_machine_that_was_handed_over_sends_no_report(sent: TwoOffices, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    sent.commune.handover.write(tmp_path / "usb", "Đổi máy", moving=True)

    with pytest.raises(HandoverRefused):
        sent.commune.period_reports.send(2023, Q4)


def test_a_report_with_a_negative_figure_is_refused(sent: TwoOffices) -> None:
    header, files = contents(_send(sent, "Lần một"), sent.district)
    name = PackageKind.REPORT.data_entry
    files[name] = files[name].replace(b'"value":3', b'"value":-3')
    bad = sealed(sent.root / "bad.asice", sent.commune, header, files)

    report = sent.district.inbox.receive(bad)

    assert report.refusal is not None
    assert report.refusal.code is PackageRefused.Code.DATA_BAD
    assert not sent.district.period_reports.list_rows()
