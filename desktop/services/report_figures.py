"""số liệu báo cáo: the figures of a period, each with the records it was counted from.

All are read from this office's own records, never typed. A day counts when it lies in the period,
both ends included; moments are days of Viet Nam.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.law.catalogue import Catalogue
from desktop.law.lifecycle import MoveKind
from desktop.law.shares import Listed, ShareKind, shares
from desktop.law.terms import ExemplarStage, RankGroup, RecipientKind, ReportPeriod
from desktop.models import (
    AwardRecord,
    Campaign,
    Dossier,
    Event,
    Exemplar,
    Initiative,
    Nomination,
    Person,
    Unit,
)
from desktop.services.moves import SUBJECT
from desktop.vietnamese.labels import Labelled

_MONTHS = {
    ReportPeriod.Q1: (1, 3),
    ReportPeriod.Q2: (4, 6),
    ReportPeriod.H1: (1, 6),
    ReportPeriod.Q3: (7, 9),
    ReportPeriod.Q4: (10, 12),
    ReportPeriod.H2: (7, 12),
    ReportPeriod.Y: (1, 12),
}


class FigureGroup(Labelled):
    """nhóm số liệu, in the order of the report."""

    GIVEN = "given", "Cơ quan đã khen thưởng"
    RECEIVED = "received", "Được cấp trên khen thưởng"
    RANK = "rank", "Cá nhân được khen thưởng theo hạng"
    AWARD = "award", "Theo danh hiệu, hình thức khen thưởng"
    SHARE = "share", "Cơ cấu khen thưởng"
    NOMINATION = "nomination", "Đề nghị khen thưởng"
    CAMPAIGN = "campaign", "Phong trào thi đua"
    EXEMPLAR = "exemplar", "Điển hình tiên tiến"
    INITIATIVE = "initiative", "Sáng kiến"


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """One record a figure counts: the page that shows it, its id there and what it is called."""

    subject: str
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report.

    Attributes:
        code: permanent, such as ``given.individual``.
        group: which block of the report it stands in.
        label: Vietnamese.
        value: the count.
        of: of how many; None where it is no share.
        records: what was counted; empty in a report that came from another office.
    """

    code: str
    group: FigureGroup
    label: str
    value: int
    of: int | None = None
    records: tuple[FigureRecord, ...] = ()


def period_days(year: int, period: ReportPeriod) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    first, last = _MONTHS[period]
    following = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), following - timedelta(days=1)


def figures(
    session: Session, law: Catalogue, year: int, period: ReportPeriod
) -> tuple[Figure, ...]:
    """Return every figure of a period, in the order of the report.

    Args:
        session: the caller's transaction.
        law: gives the names of awards and what counts as a small collective.
        year: the year.
        period: the part of it.
    """
    days = period_days(year, period)
    awards = _awards(session, days)
    return (
        *_by_kind(FigureGroup.GIVEN, [a for a in awards if a.source == "decided"]),
        *_by_kind(FigureGroup.RECEIVED, [a for a in awards if a.source == "received"]),
        *_by_rank(awards),
        *_by_award(awards, law),
        *_shares(awards, law, days[1]),
        *_nominations(session, days),
        *_campaigns(session, days),
        *_exemplars(session, days[1]),
        *_initiatives(session, year, period, days),
    )


def _figure(group: FigureGroup, name: str, label: str, records: Iterable[FigureRecord]) -> Figure:
    listed = tuple(records)
    return Figure(f"{group.value}.{name}", group, label, len(listed), None, listed)


def _awards(session: Session, days: tuple[date, date]) -> Sequence[Any]:
    """Return the awards decided in the period here or above; old papers typed in do not count."""
    query = (
        sa.select(
            AwardRecord.id,
            AwardRecord.decision_id,
            AwardRecord.source,
            AwardRecord.recipient_kind,
            AwardRecord.recipient_name,
            AwardRecord.award_code,
            sa.func.coalesce(Nomination.rank_group, Person.rank_group).label("rank_group"),
            Unit.headcount,
        )
        .outerjoin(Nomination, Nomination.id == AwardRecord.nomination_id)
        .outerjoin(Person, Person.id == AwardRecord.person_id)
        .outerjoin(Unit, Unit.id == AwardRecord.unit_id)
        .where(
            AwardRecord.source.in_(["decided", "received"]),
            AwardRecord.decided_on.between(*days),
            AwardRecord.cancelled_on.is_(None),
        )
        .order_by(AwardRecord.decided_on, AwardRecord.position)
    )
    return session.execute(query).all()


def _award_records(awards: Iterable[Any]) -> Iterable[FigureRecord]:
    for award in awards:
        yield FigureRecord("decisions", award.decision_id or award.id, award.recipient_name)


def _by_kind(group: FigureGroup, awards: Sequence[Any]) -> Iterable[Figure]:
    for kind in RecipientKind:
        found = [award for award in awards if award.recipient_kind is kind]
        yield _figure(group, kind.value.lower(), kind.label, _award_records(found))


def _by_rank(awards: Sequence[Any]) -> Iterable[Figure]:
    people = [award for award in awards if award.recipient_kind is RecipientKind.INDIVIDUAL]
    for rank in RankGroup:
        found = [award for award in people if award.rank_group == rank]
        yield _figure(FigureGroup.RANK, rank.value.lower(), rank.label, _award_records(found))
    unknown = [award for award in people if award.rank_group is None]
    if unknown:
        label = "Chưa ghi hạng"
        yield _figure(FigureGroup.RANK, "unknown", label, _award_records(unknown))


def _by_award(awards: Sequence[Any], law: Catalogue) -> Iterable[Figure]:
    for code in sorted({award.award_code for award in awards}):
        found = [award for award in awards if award.award_code == code]
        kind = law.find_award(code)
        label = kind.name if kind else code or "Chưa ghi danh hiệu"
        yield _figure(FigureGroup.AWARD, code or "none", label, _award_records(found))


def _shares(awards: Sequence[Any], law: Catalogue, day: date) -> Iterable[Figure]:
    listed = [
        Listed(kind=a.recipient_kind, rank_group=a.rank_group, headcount=a.headcount)
        for a in awards
    ]
    for line in shares(listed, (), law.parameters, day):
        name = "direct" if line.kind is ShareKind.DIRECT else "small"
        code = f"{FigureGroup.SHARE.value}.{name}"
        yield Figure(code, FigureGroup.SHARE, line.kind.label, line.counted, line.of)


def _nominations(session: Session, days: tuple[date, date]) -> Iterable[Figure]:
    own = Dossier.origin_office_id.is_(None)
    for name, label, moves in (
        ("sent", "Đã gửi cấp trên", (MoveKind.SEND,)),
        ("returned", "Bị trả lại để bổ sung", (MoveKind.RETURN,)),
        ("decided", "Đã có quyết định", (MoveKind.DECIDE, MoveKind.DECIDE_HERE)),
    ):
        found = _nominated(session, moves, own, days)
        yield _figure(FigureGroup.NOMINATION, name, label, found)
    taken = _nominated(session, (MoveKind.RECEIVE,), sa.not_(own), days)
    yield _figure(FigureGroup.NOMINATION, "received", "Nhận từ cấp dưới", taken)


def _nominated(
    session: Session,
    moves: Sequence[MoveKind],
    whose: sa.ColumnElement[bool],
    days: tuple[date, date],
) -> list[FigureRecord]:
    """Return the live nominations of the dossiers that made one of the moves in the period."""
    moved = sa.select(Event.record_id).where(
        Event.subject == SUBJECT, Event.event.in_([m.value for m in moves]), _moment_in(days)
    )
    query = (
        sa.select(Dossier.id, Nomination.recipient_name)
        .join(Nomination, Nomination.dossier_id == Dossier.id)
        .where(whose, Dossier.id.in_(moved), Nomination.archived_at.is_(None))
        .order_by(Dossier.id, Nomination.position)
    )
    return [FigureRecord("dossiers", *row) for row in session.execute(query)]


def _moment_in(days: tuple[date, date]) -> sa.ColumnElement[bool]:
    begins, ends = (
        datetime.combine(day, time(), tzinfo=LOCAL_TIME).astimezone(UTC)
        for day in (days[0], days[1] + timedelta(days=1))
    )
    return sa.and_(Event.at >= begins, Event.at < ends)


def _campaigns(session: Session, days: tuple[date, date]) -> Iterable[Figure]:
    first, last = days
    began = sa.func.coalesce(Campaign.starts_on, Campaign.launched_on)
    running = sa.and_(began <= last, sa.or_(Campaign.ends_on.is_(None), Campaign.ends_on >= first))
    live = Campaign.archived_at.is_(None)
    for name, label, which in (
        ("launched", "Phát động trong kỳ", Campaign.launched_on.between(first, last)),
        ("running", "Đang thực hiện trong kỳ", running),
    ):
        found = session.execute(sa.select(Campaign.id, Campaign.name).where(live, which))
        yield _figure(FigureGroup.CAMPAIGN, name, label, _records("campaigns", found))


def _exemplars(session: Session, last: date) -> Iterable[Figure]:
    """An example stands where it stands today; one that moved on after the period is not told."""
    for stage in ExemplarStage:
        query = sa.select(Exemplar.id, Exemplar.title).where(
            Exemplar.archived_at.is_(None), Exemplar.stage == stage, Exemplar.stage_since <= last
        )
        found = _records("exemplars", session.execute(query.order_by(Exemplar.sort_key)))
        yield _figure(FigureGroup.EXEMPLAR, stage.value.lower(), stage.label, found)


def _initiatives(
    session: Session, year: int, period: ReportPeriod, days: tuple[date, date]
) -> Iterable[Figure]:
    which: sa.ColumnElement[bool] = Initiative.recognised_on.between(*days)
    if period is ReportPeriod.Y:  # of some only the year is known
        undated = sa.and_(Initiative.recognised_on.is_(None), Initiative.year == year)
        which = sa.or_(which, undated)
    query = sa.select(Initiative.id, Initiative.title).where(
        Initiative.archived_at.is_(None), which
    )
    found = _records("initiatives", session.execute(query.order_by(Initiative.sort_key)))
    yield _figure(FigureGroup.INITIATIVE, "recognised", "Được công nhận trong kỳ", found)


def _records(subject: str, found: Iterable[Any]) -> list[FigureRecord]:
    make: Callable[..., FigureRecord] = FigureRecord
    return [make(subject, row[0], row[1]) for row in found]


def totals(reports: Iterable[Sequence[Figure]]) -> tuple[Figure, ...]:
    """Return the figures of several offices added up, in the order of the report."""
    added: dict[str, Figure] = {}
    for listed in reports:
        for one in listed:
            known = added.get(one.code)
            of = None if one.of is None else one.of + ((known.of or 0) if known else 0)
            value = one.value + (known.value if known else 0)
            added[one.code] = Figure(one.code, one.group, one.label, value, of)
    order = {group: place for place, group in enumerate(FigureGroup)}
    return tuple(sorted(added.values(), key=lambda one: order[one.group]))
