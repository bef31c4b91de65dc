"""quyết định khen thưởng: deciding dossiers, with number, award records, paper and answers.

The decision and everything it says are one transaction; the paper and the packages that tell the
senders follow, and ``finish_pending`` makes whatever a stop has left of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.errors import AppError
from desktop.law.lifecycle import MoveKind
from desktop.law.problems import Problem, Severity
from desktop.services.answers import AnswerService, TellUnfinished, Unfinished
from desktop.services.award_records import awards_of
from desktop.services.bases import BasisLine
from desktop.services.decision_candidates import DecisionCandidate, decision_candidates
from desktop.services.decision_dossiers import dossiers_of
from desktop.services.decision_outcomes import Answered, answered_by
from desktop.services.decision_papers import DecisionPapers, require_drawable
from desktop.services.decision_power import beyond_power
from desktop.services.decision_problems import decision_problems
from desktop.services.decision_rows import (
    DecisionDetail,
    DecisionRow,
    decision_detail,
    decision_rows,
    find_decision,
)
from desktop.services.decision_writing import (
    foresee,
    granted_of,
    move_dossiers,
    own_office,
    usual_subject,
    write_decision,
)
from desktop.services.fields import Draft, day, integer, text
from desktop.services.fund import FundYear, fund_year, left_after, owed, shortfall
from desktop.services.moves import dossier_of
from desktop.services.name_pairs import granted_name_problems
from desktop.services.paper_gaps import decision_gaps
from desktop.services.registers import RegisterService
from desktop.services.store import EventRow, Store

Dossiers = UUID | Sequence[UUID]
"""One dossier, or several in the order of the decision's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft(Draft):
    """What the form of a decision asks; without ``bases`` it cites those of the law data."""

    decided_on: date | None = day("Ngày quyết định", required=True, past_only=True)
    number: int | None = integer(
        "Số quyết định", minimum=1, hint="Để trống để lấy số tiếp theo trong sổ", is_ordinal=True
    )
    signatory_name: str = text("Người ký", required=True)
    signatory_title: str = text("Chức vụ người ký", hint="CHỦ TỊCH")
    subject: str = text("Trích yếu", maximum=500, hint="Về việc khen thưởng …")
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
        waiting: how many nominations of the dossiers answered still have no outcome, those of
            ``left_out`` included.
        dossiers: those it answers, in the order of its list.
        packages: the signed answers to the senders; none for a dossier of this office.
        papers: the decision's paper as a PDF file.
        problems: what kept it from being decided, or warnings to know.
    """

    decision_id: UUID | None = None
    number: str = ""
    awards: int = 0
    left_out: tuple[str, ...] = ()
    waiting: int = 0
    dossiers: tuple[UUID, ...] = ()
    packages: tuple[Path, ...] = ()
    papers: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def package(self) -> Path | None:
        """The answer to the sender where there is but one; the first of several."""
        return self.packages[0] if self.packages else None


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """What deciding would come to.

    Attributes:
        number: it would get.
        awards: how many it would grant.
        waiting: how many nominations of its dossiers would still have no outcome.
        total: bonus money, đồng.
        fund_left: of the year's fund afterwards, đồng; None where nothing came in.
        problems: what keeps it from being made, and warnings.
    """

    number: str = ""
    awards: int = 0
    waiting: int = 0
    total: int = 0
    fund_left: int | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether nothing keeps it from being made."""
        return not any(p.severity is Severity.BLOCKING for p in self.problems)


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

    def candidates(self) -> list[DecisionCandidate]:
        """Return every nomination that waits for a decision, over all dossiers."""
        with self._store.reading() as session:
            return decision_candidates(session)

    def new_draft(self, dossiers: Dossiers) -> DecisionDraft:
        """Return a draft dated today, with this office's signatory and the dossiers' subject.

        Raises:
            NotFound: there is no such dossier.
        """
        today = self._store.today()
        with self._store.reading() as session:
            answered = [dossier_of(session, id_) for id_ in _several(dossiers)]
            office = own_office(session)
            return DecisionDraft(
                decided_on=today,
                signatory_name=office.signatory_name,
                signatory_title=office.signatory_title,
                subject=usual_subject(answered, today.year),
            )

    def decide(
        self,
        dossiers: Dossiers,
        draft: DecisionDraft,
        refused: Mapping[UUID, str] | None = None,
        only: Collection[UUID] | None = None,
    ) -> DecisionReport:
        """Decide on dossiers in one decision, and answer each sender with a signed package.

        What meets the conditions is granted, what does not is refused; what is on hold or to be
        sent higher is left out and named. A dossier of this office is decided once it is ready and
        within its own power; a received one once it is appraised. Either may be answered by
        further decisions, for the nominations the first has left without an outcome.

        Args:
            dossiers: one or several; those the decision says nothing of are passed over.
            draft: date, signatory, and the number if it is not the next one.
            refused: nominations that meet the conditions and are refused all the same, with why.
            only: the nominations this decision covers; all without an outcome when None.

        Raises:
            NotFound: there is no such dossier, or one of ``only`` belongs to none of them.
            MoveRefused: a dossier is not appraised; ALREADY_DECIDED with the ``number`` and ``by``
                whom; or NOT_OURS_TO_DECIDE with the ``award`` whose decider the law data names
                from a source.
            DocumentFailed, TemplateRefused: one of its papers could never be drawn; nothing is
                written then.
            StorageError, SigningFailed: the decision stands; ``finish_pending`` makes its paper
                and packages later.
        """
        with self._store.writing() as session:
            report, events = self._decide(session, dossiers, draft, refused or {}, only)
            if report.decision_id is None:
                return report
            require_drawable(session, report.decision_id, self._store.today())
            session.commit()
        papers = tuple(self._papers.save(report.decision_id))
        return replace(report, papers=papers, packages=self._answer(events))

    def preview(
        self,
        dossiers: Dossiers,
        draft: DecisionDraft,
        refused: Mapping[UUID, str] | None = None,
        only: Collection[UUID] | None = None,
    ) -> DecisionPreview:
        """Tell what deciding so would come to: number, awards, money, what to know; nothing stays.

        Args, Raises: as ``decide``, but for its papers and packages.
        """
        with self._store.reading() as session:
            answered = answered_by(session, _several(dossiers), refused or {}, only)
            problems = self._problems(session, draft, answered)
            if any(p.severity is Severity.BLOCKING for p in problems):
                return DecisionPreview(problems=problems)
            number, total = foresee(session, draft, answered)
            fund = _fund_of(session, draft)
            return DecisionPreview(
                number,
                len(granted_of(answered)),
                sum(one.outcomes.undecided for one in answered),
                total,
                left_after(fund, total),
                (*problems, *shortfall(fund, total)),
            )

    def _decide(
        self,
        session: Session,
        dossiers: Dossiers,
        draft: DecisionDraft,
        refused: Mapping[UUID, str],
        only: Collection[UUID] | None,
    ) -> tuple[DecisionReport, list[EventRow]]:
        """Write a decision in the caller's transaction, or return what keeps it from being made."""
        answered = answered_by(session, _several(dossiers), refused, only)
        problems = self._problems(session, draft, answered)
        if any(p.severity is Severity.BLOCKING for p in problems):
            return DecisionReport(problems=problems), []
        fund = _fund_of(session, draft)
        decision = write_decision(session, self._registers, draft, answered)
        spent = owed(awards_of(session, decision.id))
        events = move_dossiers(self._store, session, decision, answered)
        report = DecisionReport(
            decision.id,
            decision.number,
            len(granted_of(answered)),
            tuple(n.recipient_name for one in answered for n in one.outcomes.left_out),
            sum(one.outcomes.undecided for one in answered),
            tuple(one.dossier.id for one in answered),
            problems=(*problems, *shortfall(fund, spent)),
        )
        return report, events

    def save_papers(self, decision_id: UUID, folder: Path) -> list[Path]:
        """Write a decision's papers into a folder.

        Raises:
            NotFound: there is no such decision.
            DocumentFailed: a name holds a letter no font has.
            StorageError: the folder is full, missing or cannot be written.
        """
        return self._papers.save(decision_id, folder)

    def packages(self, decision_id: UUID) -> list[UUID]:
        """Return the packages in the outbox that tell a decision's senders, in their order.

        Raises:
            StorageError, SigningFailed: one that a stop has left unwritten cannot be written now.
        """
        return self._answers.of_decision(decision_id)

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
            answered = dossiers_of(session, decision_id)
            return Unfinished(answered[0].id if answered else decision.id, about_it, error)

    def _problems(
        self, session: Session, draft: DecisionDraft, answered: Sequence[Answered]
    ) -> tuple[Problem, ...]:
        today = self._store.today()
        problems = decision_problems(session, self._registers, draft, answered, today)
        for one in answered:
            granted = one.outcomes.granted
            problems += beyond_power(session, one.dossier, granted, today)
            problems += decision_gaps(session, one.dossier, granted)
            problems += granted_name_problems(session, one.dossier, granted, today)
        return tuple(problems)

    def _answer(self, events: Sequence[EventRow]) -> tuple[Path, ...]:
        decided = [event for event in events if event.event == MoveKind.DECIDE.value]
        return tuple(self._answers.write(event.id) for event in decided)


def _fund_of(session: Session, draft: DecisionDraft) -> FundYear:
    """Return the fund of a decision's year, as it is before it."""
    assert draft.decided_on is not None  # required, and checked before
    return fund_year(session, draft.decided_on.year)


def _several(dossiers: Dossiers) -> Sequence[UUID]:
    return (dossiers,) if isinstance(dossiers, UUID) else dossiers
