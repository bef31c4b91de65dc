"""Hội đồng Thi đua, khen thưởng: terms, members, sessions, attendance, votes, recusal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import CouncilDuty, Presence, VoteMethod
from desktop.models.base import LineRecord, Record


class CouncilTerm(Record):
    """nhiệm kỳ: a council as one decision set it up."""

    __tablename__ = "council_terms"

    name: Mapped[str]
    decision_number: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    members: Mapped[list[CouncilMember]] = relationship(
        order_by="CouncilMember.position", lazy="raise", passive_deletes="all"
    )


class CouncilMember(LineRecord):
    """thành viên Hội đồng; one who left keeps the line, with the day."""

    __tablename__ = "council_members"

    term_id: Mapped[UUID] = mapped_column(ForeignKey("council_terms.id"), index=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    full_name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    duty: Mapped[CouncilDuty]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]


class CouncilSession(Record):
    """phiên họp: one meeting on one dossier, with what its minutes say."""

    __tablename__ = "council_sessions"

    title: Mapped[str]
    term_id: Mapped[UUID] = mapped_column(ForeignKey("council_terms.id"), index=True)
    dossier_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossiers.id"), index=True)
    number: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
    starts_at: Mapped[str] = mapped_column(default="")
    ends_at: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    method: Mapped[VoteMethod]
    agenda: Mapped[str] = mapped_column(default="")
    discussion: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    invitation_number: Mapped[str] = mapped_column(default="")
    invited_on: Mapped[date | None]
    guests: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    attendance: Mapped[list[SessionAttendance]] = relationship(
        order_by="SessionAttendance.position", lazy="raise", passive_deletes="all"
    )
    votes: Mapped[list[SessionVote]] = relationship(
        order_by="SessionVote.position", lazy="raise", passive_deletes="all"
    )
    recusals: Mapped[list[SessionRecusal]] = relationship(
        order_by="SessionRecusal.position", lazy="raise", passive_deletes="all"
    )


class SessionAttendance(LineRecord):
    """A member at a session, named as on that day."""

    __tablename__ = "session_attendance"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_sessions.id"), index=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("council_members.id"))
    full_name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    duty: Mapped[CouncilDuty]
    presence: Mapped[Presence]
    reason: Mapped[str] = mapped_column(default="")


class SessionVote(LineRecord):
    """kết quả kiểm phiếu for one nomination; the name is as the minutes write it."""

    __tablename__ = "session_votes"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_sessions.id"), index=True)
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"), index=True)
    recipient_name: Mapped[str] = mapped_column(default="")
    award_code: Mapped[str] = mapped_column(default="")
    issued: Mapped[int | None]
    collected: Mapped[int | None]
    valid: Mapped[int | None]
    in_favour: Mapped[int | None]
    against: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class SessionRecusal(LineRecord):
    """không tham gia biểu quyết: a member who does not vote on a nomination, and why."""

    __tablename__ = "session_recusals"

    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_sessions.id"), index=True)
    full_name: Mapped[str] = mapped_column(default="")
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"))
    recipient_name: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
