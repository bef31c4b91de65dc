"""What to encrypt to an office with: the latest of its encryption certificates that is in force."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import PackageRefused
from desktop.models import TrustedCertificate
from desktop.sealing.certificates import CertificateInfo, read_certificate
from desktop.sealing.header import Party
from desktop.sealing.purposes import KeyPurpose


def encryption_certificate_of(session: Session, office: Party, now: datetime) -> CertificateInfo:
    """Return the certificate packages to an office are encrypted with.

    Raises:
        PackageRefused: RECEIVER_KEY_UNKNOWN, or RECEIVER_KEY_EXPIRED with ``valid_to`` where all
            that is known of it has expired.
    """
    query = (
        sa.select(TrustedCertificate)
        .where(
            TrustedCertificate.office_id == office.office_id,
            TrustedCertificate.purpose == KeyPurpose.ENCRYPT.value,
            TrustedCertificate.archived_at.is_(None),
            TrustedCertificate.revoked_at.is_(None),
        )
        .order_by(TrustedCertificate.valid_from.desc())
    )
    known = session.scalars(query).all()
    if not known:
        raise PackageRefused(PackageRefused.Code.RECEIVER_KEY_UNKNOWN, receiver=office.name)
    row = next((row for row in known if row.valid_from <= now <= row.valid_to), None)
    if row is None:
        code = PackageRefused.Code.RECEIVER_KEY_EXPIRED
        raise PackageRefused(code, receiver=office.name, valid_to=known[0].valid_to)
    return read_certificate(row.certificate)
