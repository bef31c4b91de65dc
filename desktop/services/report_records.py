"""Reports as rows of the database and as documents of a package, and the words between them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.terms import ExemplarStage, ReportPeriod
from desktop.models import Exemplar, PeriodReport
from desktop.sealing.header import Party
from desktop.sealing.json_form import canonical_json
from desktop.services.report_figures import Figure, FigureGroup
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_GROUPS = {group.value for group in FigureGroup}


@dataclass(frozen=True, slots=True)
class ExemplarChoice:
    """A typical example of this office that a report may tell of."""

    id: UUID
    name: str
    stage: ExemplarStage
    deed: str


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report of this office as it is written.

    Attributes:
        year, period: what it is about.
        narrative: by the officer.
        exemplar_ids: those to tell of.
    """

    year: int
    period: ReportPeriod
    narrative: str = ""
    exemplar_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodReportRow:
    """One report: of this office, or of one below.

    Attributes:
        revision: how often it was sent; 0 while it is a draft.
        at: when it was sent, or received from below; None while it is a draft.
        archived: a later revision replaced it.
    """

    id: UUID
    office_id: UUID
    office: str
    made_here: bool
    year: int
    period: ReportPeriod
    revision: int
    at: datetime | None
    archived: bool
    search_key: str
    sort_key: str

    @property
    def title(self) -> str:
        """What it is called, such as «Báo cáo Quý I năm 2023»."""
        return report_title(self.year, self.period)


@dataclass(frozen=True, slots=True)
class PeriodReportDetail:
    """One report with everything in it."""

    row: PeriodReportRow
    narrative: str
    figures: tuple[Figure, ...]
    exemplars: tuple[ExemplarChoice, ...]
    officer: str
    package_id: UUID | None
    older: tuple[PeriodReportRow, ...]


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """An office below and its report of a period; ``row`` is None while it has not sent one."""

    office_id: UUID
    office: str
    row: PeriodReportRow | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class PeriodOverview:
    """A period at the receiver: every office below, and the sums over those that sent."""

    year: int
    period: ReportPeriod
    offices: tuple[OfficeReport, ...]
    totals: tuple[Figure, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The offices that have not sent."""
        return tuple(one.office for one in self.offices if one.row is None)


def report_title(year: int, period: ReportPeriod) -> str:
    """Return what a report is called."""
    return f"Báo cáo {period.label[0].lower()}{period.label[1:]} năm {year}"


def new_record(office: Party, year: int, period: ReportPeriod, *, made_here: bool) -> PeriodReport:
    """Return an empty report of an office."""
    return PeriodReport(
        id=uuid4(),
        office_id=office.office_id,
        office_name=office.name,
        made_here=made_here,
        year=year,
        period=period.value,
        narrative="",
        document={},
        search_key=fold(f"{office.name} {report_title(year, period)}"),
        sort_key=sort_key(office.name),
    )


def told_figures(document: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Return the figures a document tells; a group only a later version knows is left out."""
    return tuple(
        Figure(
            item["code"], FigureGroup(item["group"]), item["label"], item["value"], item.get("of")
        )
        for item in _content(document).get("figures", [])
        if item["group"] in _GROUPS
    )


def told_exemplars(document: Mapping[str, Any]) -> tuple[ExemplarChoice, ...]:
    """Return the typical examples a document tells of."""
    stages = {stage.value for stage in ExemplarStage}
    return tuple(
        ExemplarChoice(UUID(one["id"]), one["name"], ExemplarStage(one["stage"]), one["deed"])
        for one in _content(document).get("exemplars", [])
        if one["stage"] in stages
    )


def _content(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what travelled: of a report made here it stands beside the draft."""
    sent: Mapping[str, Any] = document.get("sent", document)
    return sent


def revision_of(document: Mapping[str, Any]) -> int:
    """Return which revision a document is; 0 while it was never sent."""
    return int(_content(document).get("revision", 0))


def office_report(office_id: UUID, name: str, record: PeriodReport | None) -> OfficeReport:
    """Return an office's report of a period for the overview."""
    if record is None:
        return OfficeReport(office_id, name, None, ())
    return OfficeReport(office_id, name, row_of(record), told_figures(record.document))


def row_of(record: PeriodReport) -> PeriodReportRow:
    """Return a report as a line of the list."""
    return PeriodReportRow(
        record.id,
        record.office_id,
        record.office_name,
        record.made_here,
        record.year,
        ReportPeriod(record.period),
        revision_of(record.document),
        record.sent_at if record.made_here else record.received_at,
        record.archived_at is not None,
        record.search_key,
        record.sort_key,
    )


def reports_of(
    office_id: UUID, year: int, period: ReportPeriod, *, archived: bool
) -> sa.Select[PeriodReport]:
    """Return the query of one office's reports of a period, the last sent first."""
    is_archived = PeriodReport.archived_at.is_not(None)
    return (
        sa.select(PeriodReport)
        .where(
            PeriodReport.office_id == office_id,
            PeriodReport.year == year,
            PeriodReport.period == period.value,
            is_archived if archived else sa.not_(is_archived),
        )
        .order_by(PeriodReport.sent_at.desc())
    )


def kept(record: PeriodReport, now: datetime) -> PeriodReport:
    """Return a copy of a report as it was last sent, for the history."""
    party = Party(record.office_id, record.office_name)
    copy = new_record(party, record.year, ReportPeriod(record.period), made_here=True)
    copy.narrative = record.document["sent"]["narrative"]
    copy.document = {"sent": record.document["sent"]}
    copy.package_id, copy.sent_at, copy.archived_at = record.package_id, record.sent_at, now
    return copy


def figure_fields(one: Figure) -> dict[str, Any]:
    """Return a figure as it travels."""
    return {
        "code": one.code,
        "group": one.group.value,
        "label": one.label,
        "value": one.value,
        "of": one.of,
    }


def exemplar_fields(session: Session, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Return the chosen typical examples as they travel."""
    ids = [UUID(one) for one in chosen]
    query = sa.select(Exemplar).where(Exemplar.id.in_(ids), Exemplar.archived_at.is_(None))
    return [
        {"id": str(one.id), "name": one.title, "stage": one.stage.value, "deed": one.summary}
        for one in session.scalars(query.order_by(Exemplar.sort_key))
    ]


def as_json(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document as the database keeps it."""
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in document.items()}


def is_same(last: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Return whether a report says what was sent last."""
    return all(last.get(key) == value for key, value in told.items())


def digest_of(told: Mapping[str, Any]) -> str:
    """Return a digest of what a report says, hex."""
    return hashlib.sha256(canonical_json(told)).hexdigest()
