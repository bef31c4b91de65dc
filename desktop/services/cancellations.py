"""hủy bỏ khen thưởng: taking awards back by a new decision, which tells the senders too.

The award records stay, marked; their certificates' numbers become void, and every check of prior
awards, every list and every figure passes them over from then on. What a cancelling decision cites
is what the legal register holds; a ground typed by hand is kept, and never printed, for nobody can
trace it to a text that was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound
from desktop.law.lifecycle import Actor, MoveKind
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import DecisionKind
from desktop.models import AwardRecord, Decision, Dossier, Nomination
from desktop.services.answers import AnswerService
from desktop.services.award_records import mark_cancelled
from desktop.services.bases import BasisLine, automatic_lines, basis_problems, freeze_bases
from desktop.services.decision_dossiers import link_dossiers
from desktop.services.decision_papers import DecisionPapers, require_drawable
from desktop.services.decision_writing import SUBJECT, one_line, own_office, printed_number
from desktop.services.fields import (
    Draft,
    clean,
    day,
    integer,
    long_text,
    problems_of,
    specs_of,
    text,
)
from desktop.services.fund import recommit
from desktop.services.law_book import law_of
from desktop.services.legal_documents import register
from desktop.services.letters import letter_problems
from desktop.services.moves import apply_move
from desktop.services.registers import NumberSeries, RegisterService
from desktop.services.store import EventRow, Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_PRINTED = ("signatory_name", "signatory_title", "subject", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelDraft(Draft):
    """What the form of a cancelling decision asks; without ``bases`` it cites the law data's."""

    decided_on: date | None = day("Ngày quyết định", required=True, past_only=True)
    number: int | None = integer(
        "Số quyết định", minimum=1, hint="Để trống để lấy số tiếp theo trong sổ", is_ordinal=True
    )
    signatory_name: str = text("Người ký", required=True)
    signatory_title: str = text("Chức vụ người ký", hint="CHỦ TỊCH")
    subject: str = text("Trích yếu", maximum=500, hint="Về việc hủy bỏ khen thưởng …")
    reason: str = long_text("Lý do hủy bỏ", required=True)
    ground: str = text(
        "Căn cứ hủy bỏ", required=True, maximum=1_000, hint="Văn bản, kết luận làm căn cứ"
    )
    bases: tuple[BasisLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CancelReport:
    """What came of cancelling.

    Attributes:
        decision_id: None when a problem kept it from being done.
        number: as printed.
        awards: how many were taken back.
        to_recover: bonus money paid or committed for them, đồng.
        packages: the signed answers to the senders.
        papers: the decision's paper as a PDF file.
        problems: what kept it from being done, or warnings to know.
    """

    decision_id: UUID | None = None
    number: str = ""
    awards: int = 0
    to_recover: int = 0
    packages: tuple[Path, ...] = ()
    papers: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


class CancellationService:
    """Use cases of taking awards back."""

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

    def new_draft(self) -> CancelDraft:
        """Return a draft dated today, with this office's signatory."""
        with self._store.reading() as session:
            office = own_office(session)
            return CancelDraft(
                decided_on=self._store.today(),
                signatory_name=office.signatory_name,
                signatory_title=office.signatory_title,
                subject="Về việc hủy bỏ khen thưởng",
            )

    def traced_grounds(self, on: date) -> list[tuple[str, bool]]:
        """Return the documents in force on a day, each with whether it was read in a source."""
        with self._store.reading() as session:
            return [
                (row.cited_as, row.verified) for row in register(session, on) if not row.archived
            ]

    def cancel(self, awards: Sequence[UUID], draft: CancelDraft) -> CancelReport:
        """Take awards of this office's decisions back by a new decision.

        Args:
            awards: ids of award records.
            draft: date, signatory, reason and ground; the number if it is not the next one.

        Raises:
            NotFound: there is no such award.
            MoveRefused: WRONG_SEAT; another office granted it, or it was typed from old papers.
            DocumentFailed, TemplateRefused: its paper could never be drawn; nothing is written.
            StorageError, SigningFailed: the decision stands; ``DecisionService.finish_pending``
                makes its paper and packages later.
        """
        draft = replace(draft, reason=clean(draft.reason), ground=one_line(draft.ground))
        with self._store.writing() as session:
            records = [_record(session, id_) for id_ in dict.fromkeys(awards)]
            problems = self._problems(session, records, draft)
            if any(p.severity is Severity.BLOCKING for p in problems):
                return CancelReport(problems=problems)
            decision = self._write(session, records, draft)
            events = self._move(session, decision, records)
            require_drawable(session, decision.id, self._store.today())
            report = CancelReport(
                decision.id,
                decision.number,
                len(records),
                sum(record.bonus_amount or 0 for record in records),
                problems=problems,
            )
            decision_id = decision.id
            session.commit()
        papers = tuple(self._papers.save(decision_id))
        return replace(report, papers=papers, packages=self._answer(events))

    def _problems(
        self, session: Session, records: Sequence[AwardRecord], draft: CancelDraft
    ) -> tuple[Problem, ...]:
        today, on = self._store.today(), draft.decided_on
        problems = problems_of(draft, today)
        if not records:
            problems.append(Problem("awards", ProblemCode.NOTHING_GRANTED))
        wrong = {p.field for p in problems}
        if on is not None and "decided_on" not in wrong:
            if "number" not in wrong:
                problems += self._number_problems(session, on.year, draft.number)
            problems += _order_problems(records, on)
            problems += basis_problems(session, draft.bases, on)
            problems += _ground_problems(session, draft, on)
        problems += [_cancelled(record) for record in records if record.cancelled_on is not None]
        for name in _PRINTED:
            label = specs_of(CancelDraft)[name].label
            problems += letter_problems(name, label, getattr(draft, name))
        return tuple(problems)

    def _number_problems(self, session: Session, year: int, number: int | None) -> list[Problem]:
        series = NumberSeries.DECISION
        taken = self._registers.problem(session, series, year, number)
        return [taken] if taken else self._registers.warnings(session, series, year, number)

    def _write(
        self, session: Session, records: Sequence[AwardRecord], draft: CancelDraft
    ) -> Decision:
        assert draft.decided_on is not None  # required, and checked before
        office, decision_id, year = own_office(session), uuid4(), draft.decided_on.year
        series = NumberSeries.DECISION
        number = self._registers.take(session, series, year, draft.number, decision_id)
        printed = printed_number(office, number)
        subject = one_line(draft.subject) or "Về việc hủy bỏ khen thưởng"
        decision = Decision(
            id=decision_id,
            number=printed,
            decided_on=draft.decided_on,
            deciding_office_id=office.id,
            deciding_office=office.name,
            signatory_name=one_line(draft.signatory_name),
            signatory_title=one_line(draft.signatory_title) or office.signatory_title,
            subject=subject,
            made_here=True,
            kind=DecisionKind.CANCEL,
            ground=draft.ground,
            search_key=fold(f"{printed} {subject}"),
            sort_key=sort_key(f"{year} {number}"),
        )
        session.add(decision)
        session.flush()
        awards = {record.award_code for record in records}
        cited = _cited(session, draft, draft.decided_on, awards)
        freeze_bases(session, decision.id, draft.decided_on, cited, awards)
        mark_cancelled(records, decision, draft.reason)
        session.flush()
        for record in records:
            self._void_numbers(session, record, decision)
        for granted_by in dict.fromkeys(record.decision_id for record in records):
            if granted_by is not None:
                recommit(session, granted_by)
        return decision

    def _void_numbers(self, session: Session, record: AwardRecord, decision: Decision) -> None:
        assert record.decided_on is not None  # decided here
        reason = f"Hủy bỏ khen thưởng tại Quyết định số {decision.number}"
        for series, number in (
            (NumberSeries.CERTIFICATE, record.certificate_number),
            (NumberSeries.GOLDEN_BOOK, record.golden_book_number),
        ):
            if number.isdecimal():
                year = record.decided_on.year
                self._registers.mark_void(session, series, year, int(number), reason)

    def _move(
        self, session: Session, decision: Decision, records: Sequence[AwardRecord]
    ) -> list[EventRow]:
        by_dossier: dict[UUID, list[AwardRecord]] = {}
        for record in records:
            nomination = session.get_one(Nomination, record.nomination_id)
            by_dossier.setdefault(nomination.dossier_id, []).append(record)
        link_dossiers(session, decision.id, by_dossier)
        created = {"dossiers": [str(id_) for id_ in by_dossier], "number": decision.number}
        self._store.record_event(session, SUBJECT, decision.id, "created", data=created)
        return [
            self._tell(session, session.get_one(Dossier, id_), decision, theirs)
            for id_, theirs in by_dossier.items()
        ]

    def _tell(
        self,
        session: Session,
        dossier: Dossier,
        decision: Decision,
        records: Sequence[AwardRecord],
    ) -> EventRow:
        data = {
            "decision_id": str(decision.id),
            "number": decision.number,
            "cancelled": [str(record.nomination_id) for record in records],
        }
        reason, kind = records[0].cancel_reason, MoveKind.CANCEL_AWARD
        # What this office decided of its own, it cancels as the one who decides.
        at_side = Actor.RECEIVER
        return apply_move(
            self._store, session, dossier, kind, reason=reason, data=data, at_side=at_side
        )

    def _answer(self, events: Sequence[EventRow]) -> tuple[Path, ...]:
        asked = [event.id for event in events if self._answers.is_asked(event.id)]
        return tuple(self._answers.write(event_id) for event_id in asked)


def _record(session: Session, award_id: UUID) -> AwardRecord:
    record = session.get(AwardRecord, award_id)
    if record is None:
        raise NotFound(NotFound.Code.RECORD, subject="awards", id=str(award_id))
    if record.source != "decided" or record.nomination_id is None:
        raise MoveRefused(MoveRefused.Code.WRONG_SEAT, move=MoveKind.CANCEL_AWARD.value)
    return record


def _order_problems(records: Sequence[AwardRecord], on: date) -> list[Problem]:
    if not any(r.decided_on is not None and on < r.decided_on for r in records):
        return []
    label = specs_of(CancelDraft)["decided_on"].label
    data: dict[str, object] = {"label": label, "before": "Ngày quyết định khen thưởng"}
    return [Problem("decided_on", ProblemCode.DATE_ORDER, data=data)]


def _cited(
    session: Session, draft: CancelDraft, on: date, awards: set[str]
) -> tuple[BasisLine, ...]:
    """Return what the decision cites: as chosen or as the law gives, and a ground that was read."""
    lines = draft.bases or automatic_lines(law_of(session), on, awards)
    ground = [
        BasisLine(row.code, row.cited_as)
        for row in register(session, on)
        if row.cited_as == draft.ground and row.verified and not row.archived
    ]
    return tuple(dict.fromkeys((*lines, *ground)))


def _ground_problems(session: Session, draft: CancelDraft, on: date) -> list[Problem]:
    """Return a warning where the ground is not word for word a document read in a source."""
    ground = draft.ground
    read = {row.cited_as for row in register(session, on) if row.verified and not row.archived}
    if not ground or ground in read:
        return []
    code = ProblemCode.GROUND_UNVERIFIED
    return [Problem("ground", code, Severity.WARNING, {"ground": ground})]


def _cancelled(record: AwardRecord) -> Problem:
    data: dict[str, object] = {"name": record.recipient_name}
    return Problem("awards", ProblemCode.AWARD_CANCELLED, data=data, record=record.id)
