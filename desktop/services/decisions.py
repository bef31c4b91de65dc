"""quyết định khen thưởng: deciding a dossier, with its number, award records, paper and answer.

The decision and everything it says are one transaction; the paper and the package that tells the
sender follow, and ``finish_pending`` makes whatever a stop has left of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import AppError
from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem, Severity
from desktop.models import Decision, Dossier, Nomination, Office
from desktop.services.answers import AnswerService, TellUnfinished, Unfinished
from desktop.services.appraisal_rows import live_nominations
from desktop.services.award_records import add_award_records, print_order
from desktop.services.bases import BasisLine, freeze_bases
from desktop.services.decision_outcomes import Outcomes, outcomes_of, write_outcomes
from desktop.services.decision_papers import DecisionPapers, require_drawable
from desktop.services.decision_power import bears_certificate, beyond_power
from desktop.services.decision_problems import decision_problems
from desktop.services.decision_rows import (
    DecisionDetail,
    DecisionRow,
    decision_detail,
    decision_rows,
    find_decision,
)
from desktop.services.fields import Draft, clean, day, integer, text
from desktop.services.law_book import law_of
from desktop.services.moves import apply_move, dossier_of, row_of
from desktop.services.name_pairs import granted_name_problems
from desktop.services.paper_gaps import decision_gaps
from desktop.services.paper_words import about, granted_title
from desktop.services.registers import NumberSeries, RegisterService
from desktop.services.store import EventRow, Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft(Draft):
    """What the form of a decision asks; without ``bases`` it cites those of the law data."""

    decided_on: date | None = day("Ngày quyết định", required=True, past_only=True)
    number: int | None = integer(
        "Số quyết định", minimum=1, hint="Để trống để lấy số tiếp theo trong sổ"
    )
    signatory_name: str = text("Người ký", required=True)
    signatory_title: str = text("Chức vụ người ký", hint="CHỦ TỊCH")
    subject: str = text("Trích yếu", hint="Về việc khen thưởng …")
    bases: tuple[BasisLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """What came of deciding.

    Attributes:
        decision_id: None when a problem kept it from being decided.
        number: as printed, «12/QĐ-UBND».
        awards: how many awards were granted.
        left_out: names of the nominations neither granted nor refused: on hold, or for the office
            above.
        package: the signed answer to the sender; None for a dossier of this office.
        papers: the decision's paper as a PDF file.
        problems: what kept it from being decided, or warnings to know.
    """

    decision_id: UUID | None = None
    number: str = ""
    awards: int = 0
    left_out: tuple[str, ...] = ()
    package: Path | None = None
    papers: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


class DecisionService:
    """Use cases of decisions."""

    subject = "decisions"

    def __init__(
        self,
        store: Store,
        registers: RegisterService,
        papers: DecisionPapers,
        answers: AnswerService,
    ) -> None:
        self._store = store
        self._registers = registers
        self._papers = papers
        self._answers = answers

    def list_rows(self) -> list[DecisionRow]:
        """Return every decision known here, the latest first."""
        with self._store.reading() as session:
            return decision_rows(session)

    def open(self, decision_id: UUID) -> DecisionDetail:
        """Return a decision with its awards and papers.

        Raises:
            NotFound: there is no such decision.
        """
        with self._store.reading() as session:
            return decision_detail(session, decision_id)

    def new_draft(self, dossier_id: UUID) -> DecisionDraft:
        """Return a draft dated today, with this office's signatory and the dossier's subject.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier, office = dossier_of(session, dossier_id), _own_office(session)
            return DecisionDraft(
                decided_on=self._store.today(),
                signatory_name=office.signatory_name,
                signatory_title=office.signatory_title,
                subject=about(granted_title(dossier.title)),
            )

    def decide(
        self, dossier_id: UUID, draft: DecisionDraft, refused: Mapping[UUID, str] | None = None
    ) -> DecisionReport:
        """Decide an appraised dossier of another office and answer it with a signed package.

        What meets the conditions is granted, what does not is refused; what is on hold or to be
        sent higher is left out and named.

        Args:
            dossier_id: appraised.
            draft: date, signatory, and the number if it is not the next one.
            refused: nominations that meet the conditions and are refused all the same, with why.

        Raises:
            MoveRefused: it is not appraised, or NOT_OURS_TO_DECIDE with the ``award`` whose
                decider the law data names from a source.
            DocumentFailed, TemplateRefused: one of its papers could never be drawn; nothing is
                written then.
            StorageError, SigningFailed: the decision stands; ``finish_pending`` makes its paper
                and package later.
        """
        return self._decide(dossier_id, MoveKind.DECIDE, draft, refused or {})

    def decide_here(
        self, dossier_id: UUID, draft: DecisionDraft, refused: Mapping[UUID, str] | None = None
    ) -> DecisionReport:
        """Decide a ready dossier of this office that is within its own power; as ``decide``."""
        return self._decide(dossier_id, MoveKind.DECIDE_HERE, draft, refused or {})

    def save_papers(self, decision_id: UUID, folder: Path) -> list[Path]:
        """Write a decision's papers into a folder.

        Raises:
            NotFound: there is no such decision.
            DocumentFailed: a name holds a letter no font has.
            StorageError: the folder is full, missing or cannot be written.
        """
        return self._papers.save(decision_id, folder)

    def finish_pending(self, tell: TellUnfinished | None = None) -> list[Path]:
        """Draw the papers and write the answers a stop has left undone; return the answers.

        Args:
            tell: told of each that still cannot be made; the others are made all the same.
        """
        for decision_id in self._papers.undrawn():
            try:
                self._papers.ensure(decision_id)
            except AppError as error:
                if tell:
                    tell(self._unfinished(decision_id, error))
        return self._answers.finish_pending(tell)

    def _unfinished(self, decision_id: UUID, error: AppError) -> Unfinished:
        with self._store.reading() as session:
            decision = find_decision(session, decision_id)
            about_it = f"Quyết định số {decision.number}"
            return Unfinished(decision.dossier_id or decision.id, about_it, error)

    def _decide(
        self, dossier_id: UUID, kind: MoveKind, draft: DecisionDraft, refused: Mapping[UUID, str]
    ) -> DecisionReport:
        with self._store.writing() as session:
            dossier = dossier_of(session, dossier_id)
            row_of(dossier, kind)
            outcomes = outcomes_of(live_nominations(session, dossier_id), kind, refused)
            granted, today = outcomes.granted, self._store.today()
            problems = (
                *decision_problems(session, self._registers, dossier, draft, outcomes, today),
                *beyond_power(session, dossier, granted, today),
                *decision_gaps(session, dossier, granted),
                *granted_name_problems(session, dossier, granted, today),
            )
            if any(p.severity is Severity.BLOCKING for p in problems):
                return DecisionReport(problems=problems)
            decision = self._write(session, dossier, draft, outcomes)
            event = self._move(session, dossier, decision, kind, outcomes)
            require_drawable(session, decision.id, today)
            report = DecisionReport(
                decision.id,
                decision.number,
                len(granted),
                tuple(n.recipient_name for n in outcomes.left_out),
                problems=problems,
            )
            decision_id = decision.id
            session.commit()
        papers = tuple(self._papers.save(decision_id))
        package = self._answers.write(event.id) if kind is MoveKind.DECIDE else None
        return replace(report, papers=papers, package=package)

    def _write(
        self, session: Session, dossier: Dossier, draft: DecisionDraft, outcomes: Outcomes
    ) -> Decision:
        """Write decision, numbers, award records and outcomes, in the caller's transaction."""
        assert draft.decided_on is not None  # required, and checked before
        office, decision_id, year = _own_office(session), uuid4(), draft.decided_on.year
        series = NumberSeries.DECISION
        number = self._registers.take(session, series, year, draft.number, decision_id)
        printed = f"{number:02d}/QĐ-{office.symbol or 'UBND'}"
        subject = _line(draft.subject) or about(granted_title(dossier.title))
        decision = Decision(
            id=decision_id,
            number=printed,
            decided_on=draft.decided_on,
            dossier_id=dossier.id,
            deciding_office_id=office.id,
            deciding_office=office.name,
            signatory_name=_line(draft.signatory_name),
            signatory_title=_line(draft.signatory_title) or office.signatory_title,
            subject=subject,
            made_here=True,
            search_key=fold(f"{printed} {subject} {dossier.title}"),
            sort_key=sort_key(f"{year} {number}"),
        )
        session.add(decision)
        session.flush()
        numbers = self._certificate_numbers(session, decision, outcomes.granted)
        add_award_records(session, decision, outcomes.granted, numbers)
        awards = {n.award_code for n in outcomes.granted}
        freeze_bases(session, decision.id, decision.decided_on, draft.bases, awards)
        write_outcomes(outcomes)
        return decision

    def _certificate_numbers(
        self, session: Session, decision: Decision, granted: Sequence[Nomination]
    ) -> dict[UUID, str]:
        """Take a number of the register for each certificate, in the order they are printed."""
        on, law = decision.decided_on, law_of(session)
        series = NumberSeries.CERTIFICATE
        return {
            n.id: str(self._registers.take(session, series, on.year, None, n.id))
            for n in print_order(granted)
            if bears_certificate(n.award_code, on, law)
        }

    def _move(
        self,
        session: Session,
        dossier: Dossier,
        decision: Decision,
        kind: MoveKind,
        outcomes: Outcomes,
    ) -> EventRow:
        data = {
            "decision_id": str(decision.id),
            "number": decision.number,
            "granted": len(outcomes.granted),
            "refused": len(outcomes.refused),
            "left_out": len(outcomes.left_out),
        }
        created = {"dossier_id": str(dossier.id), "number": decision.number}
        self._store.record_event(session, self.subject, decision.id, "created", data=created)
        return apply_move(self._store, session, dossier, kind, data=data)


def _own_office(session: Session) -> Office:
    return session.scalars(sa.select(Office).where(Office.is_self)).one()


def _line(value: str) -> str:
    return " ".join(clean(value).split())
