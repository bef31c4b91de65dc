"""Quỹ thi đua, khen thưởng: what came in, what decisions commit, what was paid, what is left.

Every decision commits the bonuses it grants in its own transaction, and no longer those it has lost
by a cancelling decision. Amounts are đồng; a year is the decision's, or the one the entry names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import FundKind
from desktop.models import AwardRecord, Decision, FundEntry
from desktop.services.fields import (
    Draft,
    choice,
    clean,
    day,
    integer,
    long_text,
    problems_of,
    require_year,
    text,
)
from desktop.services.store import Store
from desktop.services.years import OfferedYears, offered_years
from desktop.vietnamese.numbers import thousands

MOST = 1_000_000_000_000
"""Most đồng of one entry; more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundDraft(Draft):
    """An entry typed by hand: what came in, or was paid out."""

    kind: FundKind = choice("Khoản", FundKind.INCOME)
    year: int | None = integer("Năm", required=True, minimum=1945, maximum=2100)
    amount: int | None = integer("Số tiền (đồng)", required=True, minimum=1, maximum=MOST)
    entered_on: date | None = day("Ngày", past_only=True)
    about: str = text("Nội dung", required=True)
    note: str = long_text("Ghi chú")


@dataclass(frozen=True, slots=True)
class FundLine:
    """One entry of a year; ``decision_id`` leads to the decision that commits it."""

    id: UUID
    version: int
    kind: FundKind
    amount: int
    entered_on: date | None
    about: str
    note: str
    decision_id: UUID | None
    decision: str


@dataclass(frozen=True, slots=True)
class FundYear:
    """A year of the fund, đồng.

    Attributes:
        income: budget and what else came in.
        committed: the bonuses of the year's decisions, those cancelled taken off.
        spent: paid out; what was paid of a commitment is part of it still.
        lines: every entry, the latest first.
    """

    year: int
    income: int
    committed: int
    spent: int
    lines: tuple[FundLine, ...]

    @property
    def left(self) -> int:
        """What may still be committed: income less the greater of committed and spent."""
        return self.income - max(self.committed, self.spent)


@dataclass(frozen=True, slots=True)
class FundReport:
    """What came of keeping an entry."""

    id: UUID | None = None
    problems: tuple[Problem, ...] = ()


class FundService:
    """Use cases of the fund."""

    subject = "fund"

    def __init__(self, store: Store) -> None:
        self._store = store

    def years(self) -> OfferedYears:
        """Return the years with entries, and the one to open the book on."""
        query = sa.select(FundEntry.year).where(FundEntry.archived_at.is_(None)).distinct()
        with self._store.reading() as session:
            return offered_years(session.scalars(query), self._store.today())

    def of_year(self, year: int) -> FundYear:
        """Return a year's entries and sums.

        Raises:
            UsageError: BAD_VALUE, no date lies in such a year.
        """
        require_year(year)
        with self._store.reading() as session:
            return fund_year(session, year)

    def new_draft(self) -> FundDraft:
        """Return an entry of today."""
        today = self._store.today()
        return FundDraft(year=today.year, entered_on=today)

    def open(self, entry_id: UUID) -> FundDraft:
        """Return an entry typed by hand.

        Raises:
            NotFound: there is no such entry.
            MoveRefused: FROZEN; a decision commits it.
        """
        with self._store.reading() as session:
            entry = _by_hand(session, entry_id)
            return FundDraft(
                id=entry.id,
                version=entry.version,
                kind=entry.kind,
                year=entry.year,
                amount=entry.amount,
                entered_on=entry.entered_on,
                about=entry.about,
                note=entry.note,
            )

    def save(self, draft: FundDraft) -> FundReport:
        """Keep an entry typed by hand, new or changed.

        Raises:
            NotFound, MoveRefused: as ``open``.
            StaleRecord: CHANGED, somebody else has changed the entry since it was opened.
        """
        problems = problems_of(draft, self._store.today())
        if draft.kind is FundKind.COMMITTED:
            # Decisions alone commit: a second figure beside theirs would count money twice.
            problems.append(Problem("kind", ProblemCode.NOT_A_CHOICE, data={"label": "Khoản"}))
        if problems:
            return FundReport(problems=tuple(problems))
        with self._store.writing() as session:
            entry = _by_hand(session, draft.id) if draft.id else FundEntry(id=uuid4())
            if draft.id and draft.version != entry.version:
                raise StaleRecord(StaleRecord.Code.CHANGED, subject=self.subject)
            entry.kind, entry.year, entry.amount = draft.kind, draft.year or 0, draft.amount or 0
            entry.entered_on = draft.entered_on
            entry.about, entry.note = clean(draft.about), clean(draft.note)
            session.add(entry)
            session.flush()
            event = "saved" if draft.id else "created"
            self._note(session, entry, event)
            session.commit()
            return FundReport(entry.id)

    def remove(self, entry_id: UUID) -> None:
        """Put an entry typed by hand away; its events stay.

        Raises:
            NotFound, MoveRefused: as ``open``.
        """
        with self._store.writing() as session:
            entry = _by_hand(session, entry_id)
            entry.archived_at = self._store.clock()
            session.flush()
            self._note(session, entry, "archived")
            session.commit()

    def _note(self, session: Session, entry: FundEntry, event: str) -> None:
        data = {"kind": entry.kind.value, "year": entry.year, "amount": entry.amount}
        self._store.record_event(session, self.subject, entry.id, event, data=data)


def fund_year(session: Session, year: int) -> FundYear:
    """Return a year's entries and sums inside the caller's transaction."""
    query = (
        sa.select(FundEntry, Decision.number)
        .outerjoin(Decision, Decision.id == FundEntry.decision_id)
        .where(FundEntry.year == year, FundEntry.archived_at.is_(None))
        .order_by(FundEntry.entered_on.desc(), FundEntry.about)
    )
    lines = tuple(_line(entry, number or "") for entry, number in session.execute(query))
    total = {kind: sum(line.amount for line in lines if line.kind is kind) for kind in FundKind}
    return FundYear(
        year, total[FundKind.INCOME], total[FundKind.COMMITTED], total[FundKind.SPENT], lines
    )


def commit_fund(session: Session, decision: Decision, records: Sequence[AwardRecord]) -> None:
    """Commit what a new decision grants, in its transaction; nothing where it grants no money."""
    amount = owed(records)
    if amount and decision.made_here:
        session.add(
            FundEntry(
                id=uuid4(),
                year=decision.decided_on.year,
                kind=FundKind.COMMITTED,
                amount=amount,
                entered_on=decision.decided_on,
                decision_id=decision.id,
                about=f"Tiền thưởng kèm theo Quyết định số {decision.number}",
            )
        )
        session.flush()


def recommit(session: Session, decision_id: UUID) -> None:
    """Bring what a decision commits in line with the awards it still grants."""
    records = session.scalars(sa.select(AwardRecord).where(AwardRecord.decision_id == decision_id))
    query = sa.select(FundEntry).where(
        FundEntry.decision_id == decision_id, FundEntry.kind == FundKind.COMMITTED
    )
    amount = owed(records.all())
    for entry in session.scalars(query):
        if amount < entry.amount:
            returned = thousands(entry.amount - amount)
            entry.note = " ".join(filter(None, (entry.note, f"Giảm {returned} đồng do hủy bỏ.")))
        entry.amount = amount
    session.flush()


def left_after(before: FundYear, amount: int) -> int | None:
    """Return what a year's fund has left once ``amount`` more is committed, đồng.

    None for an office that has entered no income: it keeps its fund elsewhere.
    """
    if not before.income:
        return None
    return before.income - max(before.committed + amount, before.spent)


def shortfall(before: FundYear, amount: int) -> list[Problem]:
    """Return a warning where committing ``amount`` đồng more takes more than is left of a year."""
    left = left_after(before, amount)
    if left is None or left >= 0:
        return []
    data: dict[str, object] = {
        "amount": thousands(amount),
        "left": thousands(max(before.left, 0)),
        "year": before.year,
    }
    return [Problem("nominations", ProblemCode.FUND_SHORT, Severity.WARNING, data)]


def owed(records: Sequence[AwardRecord]) -> int:
    """Return what awards cost together, đồng; those taken back cost nothing."""
    return sum(record.bonus_amount or 0 for record in records if record.cancelled_on is None)


def _by_hand(session: Session, entry_id: UUID) -> FundEntry:
    entry = session.get(FundEntry, entry_id)
    if entry is None or entry.archived_at is not None:
        raise NotFound(NotFound.Code.RECORD, subject="fund", id=str(entry_id))
    if entry.decision_id is not None:
        raise MoveRefused(MoveRefused.Code.FROZEN, state=entry.kind.value)
    return entry


def _line(entry: FundEntry, number: str) -> FundLine:
    return FundLine(
        entry.id,
        entry.version,
        entry.kind,
        entry.amount,
        entry.entered_on,
        entry.about,
        entry.note,
        entry.decision_id,
        number,
    )
