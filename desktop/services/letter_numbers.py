"""số tờ trình: a dossier's letter takes its number from the register, if the office keeps one here.

Whoever has the number from another book types it into the letter and leaves the register alone. A
number given here stands in the letter and in the register by one act; changed while the letter has
not gone out, the one before becomes void with its reason. A letter sent keeps its number for good.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem, ProblemCode
from desktop.law.terms import NumberState
from desktop.models import Dossier, Event, NumberEntry, Office
from desktop.services.handed_over import refuse_handed_over
from desktop.services.moves import SUBJECT, dossier_of, refuse_frozen
from desktop.services.register_rows import next_number, number_of
from desktop.services.register_taking import NumberTaking
from desktop.services.registers import NumberSeries, RegisterService
from desktop.services.store import Store

_SERIES = NumberSeries.LETTER
_RECEIVER = "Cơ quan nhận"
_REPLACED = "Tờ trình ghi số khác: {number}"


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """What a letter would get or has got.

    Attributes:
        number: in the register; 0 where a problem kept it from being given.
        year: of the register.
        printed: «12/TTr-UBND».
        problems: what kept it from being given, and warnings.
    """

    number: int
    year: int
    printed: str = ""
    problems: tuple[Problem, ...] = ()


class LetterNumberService:
    """Use cases of the numbers of letters."""

    subject = "letter_numbers"

    def __init__(self, store: Store, registers: RegisterService) -> None:
        self._store = store
        self._registers = registers

    def foresee(self, dossier_id: UUID) -> LetterNumber:
        """Return the number ``take`` would give: the one it has by now, else the next.

        Raises:
            NotFound: there is no such dossier.
            MoveRefused: FROZEN.
        """
        with self._store.reading() as session:
            dossier = _draft(session, dossier_id)
            year = self._year(dossier)
            if problems := _problems(dossier):
                return LetterNumber(0, year, problems=problems)
            held = _held(session, dossier, year)
            number = held.number if held else next_number(session, _SERIES, year)
            return LetterNumber(number, year, _printed(session, number))

    def take(self, dossier_id: UUID, number: int | None = None) -> LetterNumber:
        """Give a draft's letter a number of its year's register; the same again changes nothing.

        A letter without a date gets today's, for the number is of its year.

        Args:
            dossier_id: a draft of this office that goes to another.
            number: the one wanted, be it reserved; None for the one it has, else the next.

        Raises:
            NotFound, MoveRefused: as ``foresee``.
            HandoverRefused: HANDED_OVER.
        """
        with self._store.writing() as session:
            refuse_handed_over(session)
            dossier = _draft(session, dossier_id)
            year = self._year(dossier)
            if problems := _problems(dossier):
                return LetterNumber(0, year, problems=problems)
            held = _held(session, dossier, year)
            warnings: Sequence[Problem] = ()
            if held is None or number not in {None, held.number}:
                taken = self._registers.problem(session, _SERIES, year, number)
                if taken is not None:
                    return LetterNumber(0, year, problems=(taken,))
                warnings = self._registers.warnings(session, _SERIES, year, number)
                given = self._registers.take(session, _SERIES, year, number, dossier_id)
            else:
                given = held.number
            printed = _printed(session, given)
            if held is None or given != held.number or dossier.letter_number != printed:
                self._write(session, dossier, printed)
                session.commit()
            return LetterNumber(given, year, printed, tuple(warnings))

    def _year(self, dossier: Dossier) -> int:
        return (dossier.letter_date or self._store.today()).year

    def _write(self, session: Session, dossier: Dossier, printed: str) -> None:
        changes = {"letter_number": [dossier.letter_number, printed]}
        dossier.letter_number = printed
        dossier.letter_date = dossier.letter_date or self._store.today()
        void_replaced(self._store, session, dossier)
        self._store.record_event(
            session, SUBJECT, dossier.id, "letter_numbered", data={"changes": changes}
        )


def void_replaced(store: Store, session: Session, dossier: Dossier) -> None:
    """Give up numbers of a letter that has not gone out and bears another now.

    In the caller's transaction; nothing for a letter whose number is not of the register.
    """
    for entry in _of_draft(session, dossier):
        day = dossier.letter_date
        kept = number_of(dossier.letter_number) == entry.number
        if not kept or (day is not None and day.year != entry.year):
            reason = _REPLACED.format(number=dossier.letter_number or "không có số")
            NumberTaking(store).mark_void(session, _SERIES, entry.year, entry.number, reason)


def _draft(session: Session, dossier_id: UUID) -> Dossier:
    dossier = dossier_of(session, dossier_id)
    refuse_frozen(dossier)
    return dossier


def _problems(dossier: Dossier) -> tuple[Problem, ...]:
    # What goes to nobody has no letter of this office, at most one of a department of its own.
    if dossier.receiver_office_id is not None:
        return ()
    return (Problem("receiver_office_id", ProblemCode.REQUIRED, data={"label": _RECEIVER}),)


def _held(session: Session, dossier: Dossier, year: int) -> NumberEntry | None:
    return next((e for e in _of_draft(session, dossier) if e.year == year), None)


def _of_draft(session: Session, dossier: Dossier) -> list[NumberEntry]:
    """Return the numbers given to a letter since it last went out, the latest first."""
    sent = sa.select(sa.func.max(Event.at)).where(
        Event.subject == SUBJECT,
        Event.record_id == dossier.id,
        Event.event == MoveKind.SEND.value,
    )
    since = session.scalar(sent)
    query = sa.select(NumberEntry).where(
        NumberEntry.series == _SERIES.value,
        NumberEntry.used_for == dossier.id,
        NumberEntry.state == NumberState.USED,
    )
    if since is not None:
        query = query.where(NumberEntry.used_at > since)
    return list(session.scalars(query.order_by(NumberEntry.used_at.desc())))


def _printed(session: Session, number: int) -> str:
    symbol = session.scalars(sa.select(Office.symbol).where(Office.is_self)).one()
    return f"{number:02d}/TTr-{symbol or 'UBND'}"
