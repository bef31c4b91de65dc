"""hồ sơ: writing a dossier and its submission letter (tờ trình), and its sender's moves.

What may be moved when stands in ``law/lifecycle.py``; what is missing, ``dossier_check.py`` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState, MoveKind
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import AwardType
from desktop.models import Campaign, Conflict, Dossier, Office
from desktop.overrides import override
from desktop.services.consolidation_copies import drop_gathered_elsewhere
from desktop.services.consolidation_settling import refuse_for_meeting
from desktop.services.dossier_check import dossier_problems, may_decide_here, within_power
from desktop.services.dossier_rows import DossierRow, dossier_rows
from desktop.services.fields import Draft, choice, clean, day, long_text, reference, specs_of, text
from desktop.services.forwarding_moves import take_back_origins
from desktop.services.letter_numbers import void_replaced
from desktop.services.moves import (
    apply_move,
    dossier_of,
    enter,
    record_move,
    refuse_frozen,
    row_of,
)
from desktop.services.records import RecordService
from desktop.services.returned_points import point_problems

__all__ = ["DossierDraft", "DossierRow", "DossierService", "ReadyReport"]

_LETTER = "Tờ trình"
# Somebody still waits for what comes of these, so they are not put away.
_AT_WORK = {
    DossierState.READY,
    DossierState.SENT,
    DossierState.RECEIVED,
    DossierState.RETURNED,
    DossierState.APPRAISED,
}


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """What came of marking a dossier ready.

    Attributes:
        ready: whether it is ready now.
        problems: all problems found, also those that were accepted with a reason.
    """

    ready: bool
    problems: tuple[Problem, ...] = ()

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """What must be solved first."""
        return tuple(p for p in self.problems if p.severity is Severity.BLOCKING)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What may stand when a reason is given."""
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDraft(Draft):
    """What the form of a dossier edits."""

    title: str = text("Tên hồ sơ", required=True, section="Thông tin chung")
    award_type: AwardType = choice(
        "Loại hình khen thưởng", AwardType.MERIT, section="Thông tin chung"
    )
    campaign_id: UUID | None = reference(
        "Phong trào thi đua", "campaigns", section="Thông tin chung"
    )
    receiver_office_id: UUID | None = reference(
        "Cơ quan nhận",
        "offices",
        section=_LETTER,
        hint="Để trống nếu quyết định ngay tại cơ quan này",
    )
    letter_number: str = text(
        "Số, ký hiệu tờ trình", maximum=80, section=_LETTER, hint="12/TTr-UBND"
    )
    letter_date: date | None = day("Ngày tờ trình", section=_LETTER)
    signatory_name: str = text("Người ký", section=_LETTER)
    signatory_title: str = text("Chức vụ người ký", section=_LETTER, hint="CHỦ TỊCH")
    opening: str = long_text("Lời mở đầu tờ trình", maximum=5_000, section=_LETTER)
    note: str = long_text("Ghi chú", section="Ghi chú")


class DossierService(RecordService[Dossier, DossierDraft, DossierRow]):
    """Use cases of dossiers."""

    subject = "dossiers"
    model = Dossier
    draft_class = DossierDraft

    @override
    def list_rows(self) -> Sequence[DossierRow]:
        """Return every dossier, this office's and those received, the latest moved first."""
        with self._store.reading() as session:
            return dossier_rows(session, self._store.today())

    @override
    def new_draft(self) -> DossierDraft:
        """Return an empty draft addressed to the office above, with this office's signatory."""
        query = sa.select(Office.parent_id, Office.signatory_name, Office.signatory_title)
        with self._store.reading() as session:
            office = session.execute(query.where(Office.is_self)).one()
        return DossierDraft(
            receiver_office_id=office.parent_id,
            signatory_name=office.signatory_name,
            signatory_title=office.signatory_title,
        )

    def state(self, dossier_id: UUID) -> DossierState:
        """Return where a dossier stands.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            return dossier_of(session, dossier_id).state

    def check(self, dossier_id: UUID, on: date | None = None) -> list[Problem]:
        """Return everything wrong with a dossier as of a day, today by default.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            return self._problems_of(session, dossier_id, on or self._store.today())

    def _problems_of(self, session: Session, dossier_id: UUID, day: date) -> list[Problem]:
        """Return what the law finds, then what of the last return was left as it was."""
        found = dossier_problems(session, dossier_id, day)
        return [*found, *point_problems(session, dossier_of(session, dossier_id), day)]

    def can_decide_here(self, dossier_id: UUID) -> bool:
        """Whether every award asked for is within this office's own power.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            return may_decide_here(session, dossier_id, self._store.today())

    def may_decide(self, awards: Collection[str]) -> bool:
        """Whether this office may decide each of some awards, by their codes, today."""
        with self._store.reading() as session:
            return within_power(session, awards, self._store.today())

    def keep_here(self, dossier_id: UUID) -> None:
        """Let a draft be decided at this office: it goes to nobody any more.

        «Cấp nào phát động thi đua thì cấp đó khen thưởng» (P:II.2.1, catalogue §2.3 X10).

        Raises:
            MoveRefused: FROZEN, it is no draft; NOT_OURS_TO_DECIDE, an award is another's.
        """
        with self._store.writing() as session:
            dossier = self._get(session, dossier_id)
            refuse_frozen(dossier)
            if not may_decide_here(session, dossier_id, self._store.today()):
                code = MoveRefused.Code.NOT_OURS_TO_DECIDE
                raise MoveRefused(code, award="danh hiệu, hình thức khen thưởng")
            self._save(session, replace(self._to_draft(dossier), receiver_office_id=None))
            session.commit()

    def mark_ready(self, dossier_id: UUID, reason: str = "") -> ReadyReport:
        """Declare a draft complete; a blocking problem or an unanswered warning keeps it a draft.

        Args:
            dossier_id: which one.
            reason: why the warnings may stand; kept in the history.

        Raises:
            MoveRefused: it is no draft of this office; CONFLICT_OPEN, somebody must choose first.
        """
        with self._store.writing() as session:
            dossier = dossier_of(session, dossier_id)
            row_of(dossier, MoveKind.MARK_READY)
            refuse_for_meeting(dossier)
            refuse_disputed(session, dossier_id)
            problems = tuple(self._problems_of(session, dossier_id, self._store.today()))
            report = ReadyReport(False, problems)
            if report.blocking or (report.warnings and not clean(reason)):
                return report
            data = {"accepted": [p.code.value for p in report.warnings]}
            apply_move(self._store, session, dossier, MoveKind.MARK_READY, reason=reason, data=data)
            session.commit()
            return ReadyReport(True, problems)

    def reopen(self, dossier_id: UUID) -> None:
        """Take a ready dossier back to edit it.

        Raises:
            MoveRefused: it is not ready.
        """
        self._move(dossier_id, MoveKind.REOPEN)

    def revise(self, dossier_id: UUID) -> None:
        """Begin the next revision of a returned dossier.

        Raises:
            MoveRefused: it was not returned.
        """
        self._move(dossier_id, MoveKind.REVISE)

    def _move(self, dossier_id: UUID, kind: MoveKind) -> None:
        with self._store.writing() as session:
            apply_move(self._store, session, dossier_of(session, dossier_id), kind)
            session.commit()

    @override
    def _title(self, record: Dossier) -> str:
        return record.title

    @override
    def _subtitle(self, session: Session, record: Dossier) -> str:
        return record.state.label

    @override
    def _search_text(self, record: Dossier) -> str:
        return f"{record.title} {record.letter_number} {record.campaign_name}"

    @override
    def _problems(self, session: Session, draft: DossierDraft) -> list[Problem]:
        known: dict[str, tuple[type[Campaign | Office], UUID | None]] = {
            "campaign_id": (Campaign, draft.campaign_id),
            "receiver_office_id": (Office, draft.receiver_office_id),
        }
        return [
            Problem(
                name, ProblemCode.NOT_A_CHOICE, data={"label": specs_of(type(draft))[name].label}
            )
            for name, (model, record_id) in known.items()
            if record_id is not None and session.get(model, record_id) is None
        ]

    @override
    def _record_for(
        self, session: Session, draft: DossierDraft
    ) -> tuple[Dossier, str, dict[str, Any]]:
        record, event, before = super()._record_for(session, draft)
        refuse_frozen(record)
        return record, event, before

    @override
    def _copy(self, session: Session, record: Dossier, draft: DossierDraft) -> None:
        campaign = session.get(Campaign, draft.campaign_id) if draft.campaign_id else None
        record.campaign_name = campaign.name if campaign else ""
        if not record.state:
            enter(self._store, record, MoveKind.CREATE)
        elif record.is_consolidated:
            _refuse_other_purpose(record, draft)
        super()._copy(session, record, draft)

    @override
    def _record_saved(
        self, session: Session, record: Dossier, event: str, data: dict[str, Any]
    ) -> None:
        if event == "created":
            record_move(self._store, session, record, MoveKind.CREATE, None, data=data)
        else:
            super()._record_saved(session, record, event, data)
            void_replaced(self._store, session, record)

    @override
    def _before_archive(self, session: Session, record: Dossier) -> None:
        if record.state in _AT_WORK:
            raise MoveRefused(MoveRefused.Code.FROZEN, state=record.state.value)
        # A draft that was recalled or returned may still hold what it moved on.
        take_back_origins(self._store, session, record, "Hồ sơ trình cấp trên đã lưu trữ")

    @override
    def _before_restore(self, session: Session, record: Dossier) -> None:
        drop_gathered_elsewhere(self._store, session, record)


def _refuse_other_purpose(dossier: Dossier, draft: DossierDraft) -> None:
    """Refuse to turn a dossier gathered for the meeting into one for the office above, or back.

    Raises:
        MoveRefused: PURPOSE_FIXED.
    """
    if (dossier.receiver_office_id is None) != (draft.receiver_office_id is None):
        raise MoveRefused(MoveRefused.Code.PURPOSE_FIXED)


def refuse_disputed(session: Session, dossier_id: UUID) -> None:
    """Refuse while a conflict about a dossier waits: what is chosen may take the draft away.

    Raises:
        MoveRefused: CONFLICT_OPEN.
    """
    waits = sa.select(Conflict.id).where(Conflict.dossier_id == dossier_id, Conflict.choice == "")
    if session.scalar(waits.limit(1)) is not None:
        raise MoveRefused(MoveRefused.Code.CONFLICT_OPEN)
