"""gói hồ sơ: packages that left or came, and what the exchange remembers of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record


class PackageRecord(Base):
    """One package in the outbox (``direction`` "out") or the inbox ("in").

    ``state``: out = QUEUED, CARRIED, RECEIVED, REFUSED, RECALLED; in = QUARANTINED (signer not
    known yet), ACCEPTED, REFUSED. ``sha256`` and ``size`` are of the file as it travels,
    ``content_sha256`` is of the signed list of digests inside: the same content sealed twice
    differs only in the former. ``sequence`` counts the packages of one database to one receiver.
    ``failure`` is the code of the last attempt that failed, shown until ``failure_seen_at``.
    ``file_name`` is relative to the office's data folder.
    """

    __tablename__ = "packages"
    __table_args__ = (
        # Three columns each: with fewer a planner without statistics takes ix_packages_state and
        # goes through every package there is (growth in bench_intake.py).
        Index("ix_packages_dossier", "dossier_id", "revision", "direction"),
        Index("ix_packages_package", "package_id", "direction", "state"),
        Index("ix_packages_file", "sha256", "direction", "state"),
        Index("ix_packages_sequence", "direction", "receiver_office_id", "sequence"),
        Index("ix_packages_came", "direction", "sender_office_id", "sequence"),
        Index("ix_packages_state", "direction", "state"),
        UniqueConstraint("direction", "package_id", "sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    package_id: Mapped[UUID]
    direction: Mapped[str]
    kind: Mapped[str]
    sequence: Mapped[int] = mapped_column(default=0)
    database_id: Mapped[UUID | None]
    sender_office_id: Mapped[UUID | None]
    sender_name: Mapped[str] = mapped_column(default="")
    receiver_office_id: Mapped[UUID | None]
    receiver_name: Mapped[str] = mapped_column(default="")
    dossier_id: Mapped[UUID | None]
    revision: Mapped[int | None]
    state: Mapped[str]
    sha256: Mapped[str]
    content_sha256: Mapped[str] = mapped_column(default="", server_default="")
    size: Mapped[int]
    file_name: Mapped[str]
    created_at: Mapped[datetime]
    carried_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    answers: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(default="")
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    signer: Mapped[str] = mapped_column(default="")
    failure: Mapped[str] = mapped_column(default="", server_default="")
    failure_seen_at: Mapped[datetime | None]


class PackageAttempt(Base):
    """lần chuyển: one try to carry a package by a line or a stick; ``code`` is why it failed."""

    __tablename__ = "package_attempts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    package_row_id: Mapped[UUID] = mapped_column(ForeignKey("packages.id"), index=True)
    at: Mapped[datetime]
    ended_at: Mapped[datetime]
    way: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    bytes_sent: Mapped[int] = mapped_column(default=0)


class DossierRevision(Base):
    """lần gửi của hồ sơ: a revision's data document as it was signed, to compare the next with.

    Kept at both ends; two packages of one revision are two rows.
    """

    __tablename__ = "dossier_revisions"
    __table_args__ = (UniqueConstraint("dossier_id", "revision", "package_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID]
    revision: Mapped[int]
    package_id: Mapped[UUID]
    at: Mapped[datetime]
    document: Mapped[dict[str, Any]]


class Conflict(Record):
    """mâu thuẫn: two packages or records that cannot both be so; a person chooses.

    ``left`` and ``right`` say of each side what it is, who made it, when and on which machine;
    nothing of either is removed. ``choice`` is "" while open, else the side or what was done.
    """

    __tablename__ = "conflicts"

    kind: Mapped[str]
    office_id: Mapped[UUID | None]
    dossier_id: Mapped[UUID | None] = mapped_column(index=True)
    left_package_id: Mapped[UUID | None]
    right_package_id: Mapped[UUID | None] = mapped_column(index=True)
    found_at: Mapped[datetime]
    left: Mapped[dict[str, Any]]
    right: Mapped[dict[str, Any]]
    choice: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(default="")


class PeriodReport(Record):
    """báo cáo định kỳ: figures of a period, made here or received from an office below."""

    __tablename__ = "period_reports"

    office_id: Mapped[UUID] = mapped_column(index=True)
    office_name: Mapped[str]
    made_here: Mapped[bool]
    period: Mapped[str]
    year: Mapped[int]
    narrative: Mapped[str] = mapped_column(default="")
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)
    package_id: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
