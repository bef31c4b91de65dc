"""The three keys of a request, until the office above has granted certificates for them.

They wait as rows that are not in use (``archived_at``). The one for reading opens packages already:
whoever granted a request may encrypt to it before the grant has come back on its stick.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from sqlalchemy.orm import Session

from desktop.models import Office, SigningKey
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.decryption_keys import make_encryption_key
from desktop.sealing.enrolment import RequestKeys
from desktop.sealing.keys import (
    Pkcs12Signer,
    Signer,
    make_key,
    open_key,
    pack_key,
    self_signed,
    subject_name,
)
from desktop.sealing.purposes import KeyPurpose
from desktop.services.keys import key_record

_YEARS = 2


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Keys just made.

    Attributes:
        rows: to be kept, not in use yet.
        request: the same, as a request proves them.
        signer: signs the file of the request.
    """

    rows: tuple[SigningKey, ...]
    request: RequestKeys
    signer: Signer


def make_keys(office: str, now: datetime, token: Signer | None = None) -> NewKeys:
    """Make the keys of a request; the RSA one takes up to a second.

    Args:
        office: this office's name.
        now: the moment of making, aware.
        token: signs with a certificate of another issuer, for which no signing key is made.
    """
    encrypt = _row(KeyPurpose.ENCRYPT, lambda p: make_encryption_key(office, office, p, now), now)
    transport = _row(KeyPurpose.TRANSPORT, lambda p: _transport_key(office, p, now), now)
    reading, line = _private(encrypt), _private(transport)
    assert isinstance(reading, rsa.RSAPrivateKey)  # as they were just made
    assert isinstance(line, ec.EllipticCurvePrivateKey)
    if token is not None:
        return NewKeys((encrypt, transport), RequestKeys(token, reading, line), token)
    sign = _row(KeyPurpose.SIGN, lambda p: make_key(office, office, p, now, _YEARS), now)
    signer = Pkcs12Signer.from_bytes(sign.pkcs12, sign.passphrase)
    keys = RequestKeys(_private(sign), reading, line)
    return NewKeys((sign, encrypt, transport), keys, signer)


@dataclass(frozen=True, slots=True)
class Certified:
    """A waiting key with the certificate granted for it, ready to be written."""

    purpose: KeyPurpose
    short_code: str
    row: SigningKey


def certify(
    session: Session, certificates: Mapping[KeyPurpose, CertificateInfo]
) -> tuple[Certified, ...]:
    """Join waiting keys and their certificates; what lies on a token has no key here.

    Costs a second of key stretching, so it is done before the transaction that installs them.
    """
    made = []
    for purpose, certificate in certificates.items():
        waiting = _waiting(session, purpose, certificate.short_code)
        if waiting is None:
            continue
        key, _ = open_key(waiting.pkcs12, waiting.passphrase)
        loaded = x509.load_der_x509_certificate(certificate.der)
        pkcs12 = pack_key(key, loaded, certificate.subject, waiting.passphrase)
        row = key_record(purpose, pkcs12, waiting.passphrase)
        made.append(Certified(purpose, certificate.short_code, row))
    return tuple(made)


def install(session: Session, certified: tuple[Certified, ...], now: datetime) -> None:
    """Put certified keys to use and the ones before them out of use, in the caller's transaction.

    An office with others below it keeps the signing key it made itself: they know that one.
    """
    seat = session.scalars(sa.select(Office.seat).where(Office.is_self)).one()
    receives = seat is None or seat.receives
    for one in certified:
        row = _waiting(session, one.purpose, one.short_code)
        assert row is not None  # a key is never taken out of the database
        if not (receives and one.purpose is KeyPurpose.SIGN):
            _put_out_of_use(session, one.purpose, now)
        row.pkcs12, row.fingerprint = one.row.pkcs12, one.row.fingerprint
        row.valid_to, row.archived_at = one.row.valid_to, None
    session.flush()


def _put_out_of_use(session: Session, purpose: KeyPurpose, now: datetime) -> None:
    query = sa.select(SigningKey).where(
        SigningKey.purpose == purpose.value, SigningKey.archived_at.is_(None)
    )
    for row in session.scalars(query):
        row.archived_at = now


def _waiting(session: Session, purpose: KeyPurpose, short_code: str) -> SigningKey | None:
    """Return the key whose public half has this code, which is a digest of it."""
    query = sa.select(SigningKey).where(
        SigningKey.purpose == purpose.value, SigningKey.short_code == short_code
    )
    return session.scalar(query.limit(1))


def _row(purpose: KeyPurpose, make: Callable[[str], bytes], now: datetime) -> SigningKey:
    passphrase = secrets.token_urlsafe(32)
    row = key_record(purpose, make(passphrase), passphrase)
    row.archived_at = now
    return row


def _private(row: SigningKey) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    return open_key(row.pkcs12, row.passphrase)[0]


def _transport_key(office: str, passphrase: str, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = subject_name(office, office)
    certificate = self_signed(key, name, now, _YEARS, KeyPurpose.TRANSPORT)
    return pack_key(key, certificate, office, passphrase)
