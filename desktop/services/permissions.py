"""vai trò: what an officer of a role may do, asked at every write and by every button.

The policy is two tables: which acts a role may do, and which act an event is part of. Every write
appends an event (``store.py``), so the check there holds for the window, the command and whatever
is written next; a page asks first only to say beforehand why a button does not work.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, SessionTransaction

from desktop.errors import NotAllowed
from desktop.law.terms import OfficerRole
from desktop.models import Dossier, Officer
from desktop.vietnamese.labels import Labelled


class Act(Labelled):
    """What somebody may or may not do; the label completes «… không được …»."""

    RECORDS = "records", "thêm, sửa dữ liệu và hồ sơ"
    RECEIVE = "receive", "nhận gói hồ sơ"
    SEND = "send", "ký và gửi gói hồ sơ"
    APPRAISE = "appraise", "thẩm định hồ sơ"
    ANSWER = "answer", "trả lại, từ chối hồ sơ"
    COUNCIL = "council", "ghi việc của Hội đồng"
    DECIDE = "decide", "ra quyết định, hủy bỏ khen thưởng"
    REGISTERS = "registers", "ghi sổ số, sổ quỹ"
    PRINT = "print", "soát và in giấy khen"
    LAW = "law", "sửa dữ liệu pháp luật, mẫu câu"
    OFFICE = "office", "sửa cơ quan, người dùng, khóa và kết nối"


_DESK = {Act.RECORDS, Act.RECEIVE, Act.APPRAISE, Act.ANSWER, Act.COUNCIL, Act.PRINT}

MAY: dict[OfficerRole, frozenset[Act]] = {
    OfficerRole.HEAD: frozenset(Act),
    OfficerRole.OFFICER: frozenset(_DESK | {Act.SEND, Act.REGISTERS}),
    OfficerRole.CLERK: frozenset({Act.RECEIVE, Act.SEND, Act.REGISTERS, Act.PRINT}),
    # A decision takes its number from the register.
    OfficerRole.LEADER: frozenset({Act.ANSWER, Act.DECIDE, Act.REGISTERS}),
    OfficerRole.VIEWER: frozenset(),
}

# What follows from another act by itself is asked of nobody.
_FOLLOWS = {
    "password_changed",
    "package_written",
    "package_settled",
    "package_refused_there",
    "database_renewed",
    "conflict_found",
    "handover_restored",
    "code_key_made",
}
_BY_EVENT: dict[str, Act] = {
    "send": Act.SEND,
    "recall": Act.SEND,
    "forward": Act.SEND,
    "take_back": Act.SEND,
    "part_forwarded": Act.SEND,
    "part_taken_back": Act.SEND,
    "report_sent": Act.SEND,
    "receive": Act.RECEIVE,
    "package_taken_in": Act.RECEIVE,
    "package_held": Act.RECEIVE,
    "package_refused": Act.RECEIVE,
    "recall_taken_in": Act.RECEIVE,
    "report_taken_in": Act.RECEIVE,
    "correction_received": Act.RECEIVE,
    "correction_taken_back": Act.RECEIVE,
    "bundle_taken_in": Act.RECEIVE,
    "list_taken_in": Act.RECEIVE,
    "conflict_settled": Act.RECEIVE,
    "appraise": Act.APPRAISE,
    "verdict_set": Act.APPRAISE,
    "verdict_undone": Act.APPRAISE,
    "item_judged": Act.APPRAISE,
    "noted": Act.APPRAISE,
    "note_removed": Act.APPRAISE,
    "handler_set": Act.APPRAISE,
    "return": Act.ANSWER,
    "refuse": Act.ANSWER,
    "decide": Act.DECIDE,
    "decide_here": Act.DECIDE,
    "cancel_award": Act.DECIDE,
    "conclude": Act.DECIDE,
    "certificates_printed": Act.PRINT,
    "certificate_changed": Act.PRINT,
    "certificate_change_undone": Act.PRINT,
    "letter_numbered": Act.REGISTERS,
    "layout_chosen": Act.PRINT,
    "ceremony_set": Act.PRINT,
    "ceremony_ordered": Act.PRINT,
    "proof_signed": Act.PRINT,
    "database_moved": Act.OFFICE,
}
_BY_SUBJECT: dict[str, Act] = {
    "offices": Act.OFFICE,
    "officers": Act.OFFICE,
    "keys": Act.OFFICE,
    "trust": Act.OFFICE,
    "enrolments": Act.OFFICE,
    "authorities": Act.OFFICE,
    "revocations": Act.OFFICE,
    "connections": Act.OFFICE,
    "tokens": Act.OFFICE,
    "handover": Act.OFFICE,
    "law_corrections": Act.LAW,
    "legal_documents": Act.LAW,
    "days": Act.LAW,
    "paper_texts": Act.LAW,
    "council_terms": Act.COUNCIL,
    "council_sessions": Act.COUNCIL,
    "decisions": Act.DECIDE,
    "registers": Act.REGISTERS,
    "fund": Act.REGISTERS,
    "certificates": Act.PRINT,
    "certificate_layouts": Act.PRINT,
    "printer_calibrations": Act.PRINT,
    "print_runs": Act.PRINT,
    "packages": Act.RECEIVE,
    "bulletins": Act.SEND,
}
_SCOPED = {Act.APPRAISE, Act.ANSWER}
_RIGHTS = "rights of the officer"
_FOLLOWING = "what follows from another office"


def act_of(subject: str, event: str) -> Act | None:
    """Return the act an event is part of; None for what follows from another by itself."""
    if event in _FOLLOWS:
        return None
    return _BY_EVENT.get(event) or _BY_SUBJECT.get(subject, Act.RECORDS)


@dataclass(frozen=True, slots=True)
class Rights:
    """What one officer may do now.

    Attributes:
        role: their role.
        offices: the senders whose dossiers they handle; empty for all.
    """

    role: OfficerRole = OfficerRole.HEAD
    offices: frozenset[UUID] = frozenset()

    def may(self, act: Act) -> bool:
        """Say whether the role allows an act."""
        return act in MAY[self.role]

    def why_not(self, act: Act) -> str:
        """Return what a button that does not work says, "" where the act is allowed."""
        if self.may(act):
            return ""
        return f"Vai trò «{self.role.label}» không được {act.label}."


def rights_of(session: Session, officer_id: UUID | None) -> Rights:
    """Return what an officer may do, as the database has it now.

    Nobody in particular, as while an office is being made, may do everything.

    Raises:
        NotAllowed: REMOVED.
    """
    if officer_id is None:
        return Rights()
    officer = session.execute(
        sa.select(Officer.role, Officer.scope, Officer.archived_at).where(Officer.id == officer_id)
    ).one_or_none()
    if officer is None or officer.archived_at is not None:
        raise NotAllowed(NotAllowed.Code.REMOVED)
    return Rights(officer.role, _offices(officer.scope))


def _offices(scope: Mapping[str, Any]) -> frozenset[UUID]:
    return frozenset(UUID(office) for office in scope.get("offices", ()))


def refuse_act(session: Session, officer_id: UUID | None, act: Act) -> None:
    """Refuse an act before anything is done towards it; its event is asked about all the same.

    Raises:
        NotAllowed: ROLE, REMOVED.
    """
    _refuse(rights_of(session, officer_id), act)


def _refuse(rights: Rights, act: Act) -> None:
    if not rights.may(act):
        raise NotAllowed(NotAllowed.Code.ROLE, role=rights.role.label, act=act.label)


def rights_asked() -> tuple[sa.ScalarSelect[Any], ...]:
    """Return three columns of any query, bound to ``officer``, for ``note_rights``."""
    named = sa.bindparam("officer", type_=sa.Uuid())
    columns = (Officer.role, Officer.scope, Officer.archived_at)
    return tuple(sa.select(c).where(Officer.id == named).scalar_subquery() for c in columns)


def note_rights(
    session: Session,
    role: OfficerRole | None,
    scope: Mapping[str, Any] | None,
    archived_at: datetime | None,
) -> None:
    """Keep what ``rights_asked`` found for the rest of the transaction, which holds the lock."""
    rights = None
    if role is not None and archived_at is None:
        rights = Rights(role, _offices(scope or {}))
    session.info[_RIGHTS] = session.get_transaction(), rights


def require(
    session: Session, officer_id: UUID | None, subject: str, record_id: UUID, event: str
) -> None:
    """Refuse an event that an officer may not cause.

    Raises:
        NotAllowed: ROLE with ``role`` and ``act``; SCOPE for a dossier of an office that is not
            theirs; REMOVED.
    """
    act = act_of(subject, event)
    if act is None or officer_id is None or session.info.get(_FOLLOWING):
        return
    rights = _rights_in(session, officer_id)
    _refuse(rights, act)
    if act in _SCOPED and subject == "dossiers" and rights.offices:
        sender = session.scalar(sa.select(Dossier.origin_office_id).where(Dossier.id == record_id))
        if sender not in rights.offices:
            raise NotAllowed(NotAllowed.Code.SCOPE)


@contextmanager
def following(session: Session) -> Iterator[None]:
    """Ask nobody's leave for what follows from another office's act, whoever carries it in.

    The office above decided; the officer who takes its package in only writes that down.
    """
    before = session.info.get(_FOLLOWING, False)
    session.info[_FOLLOWING] = True
    try:
        yield
    finally:
        session.info[_FOLLOWING] = before


def _rights_in(session: Session, officer_id: UUID) -> Rights:
    """Return the officer's rights, read once in a transaction however many events it writes."""
    kept: tuple[SessionTransaction | None, Rights | None] | None = session.info.get(_RIGHTS)
    transaction = session.get_transaction()
    if kept is None or kept[0] is not transaction:
        kept = transaction, rights_of(session, officer_id)
        session.info[_RIGHTS] = kept
    if kept[1] is None:
        raise NotAllowed(NotAllowed.Code.REMOVED)
    return kept[1]
