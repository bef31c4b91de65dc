"""chứng thư, khóa, đăng ký kết nối: who may sign for whom, and by which line offices are joined."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Record


class TrustedCertificate(Record):
    """A certificate bound to an office, after the short code was compared or by this office's CA.

    ``purpose``: sign, encrypt or transport. ``serial`` is hex. ``issuer`` is the SHA-256 of the
    issuing authority's certificate, "" where it issued itself or its authority is not known here.
    ``archived_at`` closes the binding; ``revoked_at`` is the date the revocation counts from.
    """

    __tablename__ = "trusted_certificates"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    short_code: Mapped[str]
    subject: Mapped[str]
    organization: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="sign", server_default="sign")
    person: Mapped[str] = mapped_column(default="", server_default="")
    role: Mapped[str] = mapped_column(default="", server_default="")
    serial: Mapped[str] = mapped_column(default="", server_default="")
    issuer: Mapped[str] = mapped_column(default="", server_default="")
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revocation: Mapped[str] = mapped_column(default="", server_default="")
    certificate: Mapped[bytes] = mapped_column(LargeBinary)


class SigningKey(Record):
    """This office's own key (PKCS#12); only this encrypted database holds its passphrase.

    ``purpose``: sign, encrypt or transport.
    """

    __tablename__ = "signing_keys"

    purpose: Mapped[str] = mapped_column(default="sign", server_default="sign")
    pkcs12: Mapped[bytes] = mapped_column(LargeBinary)
    passphrase: Mapped[str]
    fingerprint: Mapped[str]
    short_code: Mapped[str]
    valid_to: Mapped[datetime]


class CertificateAuthority(Record):
    """A root this office goes by: its own (with ``pkcs12``), the office above's, or a foreign one.

    ``office_id`` is whose it is, None for a foreign one. ``crl`` is the latest revocation list held
    (DER), ``bundle_serial`` the serial of the latest trust bundle issued or taken in.
    """

    __tablename__ = "certificate_authorities"

    name: Mapped[str]
    office_id: Mapped[UUID | None]
    is_own: Mapped[bool] = mapped_column(default=False)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    short_code: Mapped[str]
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    pkcs12: Mapped[bytes | None] = mapped_column(LargeBinary)
    passphrase: Mapped[str] = mapped_column(default="")
    valid_to: Mapped[datetime]
    crl: Mapped[bytes | None] = mapped_column(LargeBinary)
    crl_number: Mapped[int] = mapped_column(default=0)
    crl_at: Mapped[datetime | None]
    bundle_serial: Mapped[int] = mapped_column(default=0)
    exported_at: Mapped[datetime | None]


class Enrolment(Record):
    """đăng ký kết nối: a request of ours ("out") or of an office below ("in"), until it is granted.

    ``state``: REQUESTED, GRANTED, REFUSED, ACTIVE (the grant was taken in), REPLACED. ``code`` is
    what both ends read over the telephone. ``document`` is the request, ``grant_document`` what was
    granted; ``package`` and ``grant_package`` are the signed files themselves.
    """

    __tablename__ = "enrolments"

    direction: Mapped[str]
    office_id: Mapped[UUID]
    office_name: Mapped[str]
    person: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    code: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    document: Mapped[dict[str, Any]]
    package: Mapped[bytes | None] = mapped_column(LargeBinary)
    grant_document: Mapped[dict[str, Any] | None]
    grant_package: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(default="")


class TrustBundle(Base):
    """A trust bundle issued here or taken in, kept as evidence of what was known when."""

    __tablename__ = "trust_bundles"
    __table_args__ = (UniqueConstraint("authority_id", "serial"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("certificate_authorities.id"))
    serial: Mapped[int]
    issued_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    sha256: Mapped[str]
    document: Mapped[dict[str, Any]]


class Connection(Record):
    """đường truyền: how packages travel to the office above ("up") or to those below ("down").

    ``settings`` are the plain ones of ``sync.BoxSettings`` (way, address, user, host key, server's
    certificate, bandwidth); keys stay in ``signing_keys``, a typed password in ``secret``.
    """

    __tablename__ = "connections"

    direction: Mapped[str]
    office_id: Mapped[UUID | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secret: Mapped[str] = mapped_column(default="")
    is_on: Mapped[bool] = mapped_column(default=True)
    last_try_at: Mapped[datetime | None]
    last_done_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(default="")
