"""gói hồ sơ: packages that left or came, trusted certificates, this office's signing keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record


class PackageRecord(Base):
    """One package in the outbox (``direction`` "out") or the inbox ("in").

    ``state``: out = QUEUED, RECEIVED; in = QUARANTINED (signer not known yet), ACCEPTED, REFUSED.
    ``file_name`` is relative to the office's data folder.
    """

    __tablename__ = "packages"
    __table_args__ = (
        Index("ix_packages_dossier", "dossier_id"),
        UniqueConstraint("direction", "package_id", "sha256"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    package_id: Mapped[UUID]
    direction: Mapped[str]
    kind: Mapped[str]
    sequence: Mapped[int] = mapped_column(default=0)
    sender_office_id: Mapped[UUID | None]
    sender_name: Mapped[str] = mapped_column(default="")
    receiver_office_id: Mapped[UUID | None]
    receiver_name: Mapped[str] = mapped_column(default="")
    dossier_id: Mapped[UUID | None]
    revision: Mapped[int | None]
    state: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    file_name: Mapped[str]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    answers: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(default="")
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    signer: Mapped[str] = mapped_column(default="")


class TrustedCertificate(Record):
    """A signer's certificate pinned to an office after the short code was compared."""

    __tablename__ = "trusted_certificates"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    short_code: Mapped[str]
    subject: Mapped[str]
    organization: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime]
    certificate: Mapped[bytes] = mapped_column(LargeBinary)


class SigningKey(Record):
    """This office's own key (PKCS#12); only this encrypted database holds its passphrase."""

    __tablename__ = "signing_keys"

    pkcs12: Mapped[bytes] = mapped_column(LargeBinary)
    passphrase: Mapped[str]
    fingerprint: Mapped[str]
    short_code: Mapped[str]
    valid_to: Mapped[datetime]
