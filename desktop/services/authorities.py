"""nơi cấp chứng thư: this office's own root, the one of the office above, and foreign ones.

A receiving office is a small authority: its root key is made when the first request is granted and
lives in the encrypted database, under a passphrase only the database knows. Copies go to two
sticks, one after the other; a copy counts once it was read back from the stick.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from cryptography import x509
from sqlalchemy.orm import Session

from desktop.disk import open_regular, read_failure, write_whole
from desktop.errors import MoveRefused, StorageError, TrustRefused
from desktop.models import CertificateAuthority, Event, Office, Setting, TrustedCertificate
from desktop.sealing.authority import Authority, make_authority
from desktop.sealing.certificates import CertificateInfo, read_certificate
from desktop.sealing.issuers import TrustedAuthority, is_issued_by, read_authority
from desktop.sealing.revocation import Revoked, read_revocation_list
from desktop.services.bindings import revoked_of
from desktop.services.database_identity import database_id_in, own_database_id
from desktop.services.store import Store
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

COPIES_WANTED = 2
_LIST_LIFE = timedelta(days=7)
_CLOCK_TOLERANCE = timedelta(days=1)
_LARGEST_FILE = 4 << 20
_LEAP = 1000
"""How far numbers jump in a restored database: it cannot know what was issued after its backup."""
_COUNTING_DATABASE = "authority_database_id"
_SUBJECT = CertificateAuthority.__tablename__
_Code = TrustRefused.Code
OWN_LIST_SIGNED_AT = (
    sa.select(CertificateAuthority.crl_at)
    .where(CertificateAuthority.is_own)
    .limit(1)
    .scalar_subquery()
)
"""When this office's own revocation list was signed, as a column of any query."""


@dataclass(frozen=True, slots=True)
class AuthorityDetail:
    """This office's own authority.

    Attributes:
        id: of its record.
        name: whose it is.
        short_code: of the root key, as read out.
        sha256: fingerprint of the root certificate, hex.
        valid_to: until when it may issue.
        copies: how many sticks hold the root key.
        exported_at: when the second copy was made; None while one is wanting.
        list_at: when the revocation list was last signed.
        list_number: its number.
        bundle_serial: serial of the latest trust bundle.
        is_list_from_future: whether the list bears a later date than this computer's clock.
    """

    id: UUID
    name: str
    short_code: str
    sha256: str
    valid_to: datetime
    copies: int
    exported_at: datetime | None
    list_at: datetime | None
    list_number: int
    bundle_serial: int
    is_list_from_future: bool


@dataclass(frozen=True, slots=True)
class RootCopy:
    """One copy of the root key, read back from where it was written."""

    path: Path
    copies: int

    @property
    def is_enough(self) -> bool:
        """Whether two sticks hold the key now."""
        return self.copies >= COPIES_WANTED


class AuthorityService:
    """Use cases of the root key and of foreign roots."""

    subject = "authorities"

    def __init__(self, store: Store) -> None:
        self._store = store

    def own(self) -> AuthorityDetail | None:
        """Return this office's authority; None where nothing was granted yet."""
        with self._store.reading() as session:
            row = own_authority(session)
            if row is None:
                return None
            copies = _copies_of(session, row)
        now = self._store.clock()
        return AuthorityDetail(
            row.id,
            row.name,
            row.short_code,
            row.fingerprint,
            row.valid_to,
            copies,
            row.exported_at,
            row.crl_at,
            row.crl_number,
            row.bundle_serial,
            row.crl_at is not None and row.crl_at - now > _CLOCK_TOLERANCE,
        )

    def make(self) -> UUID:
        """Make this office's root where there is none yet, and return its record's id.

        Raises:
            MoveRefused: WRONG_SEAT, where no office is below this one.
        """
        with self._store.reading() as session:
            known = own_authority(session)
            seat = session.scalars(sa.select(Office.seat).where(Office.is_self)).one()
        if known is not None:
            return known.id
        if seat is not None and not seat.receives:
            raise MoveRefused(MoveRefused.Code.WRONG_SEAT)
        own_database_id(self._store)  # a copied database is noticed before anything is counted
        passphrase = secrets.token_urlsafe(32)
        pkcs12 = make_authority(self._store.actor.office_name, passphrase, self._store.clock())
        return self._kept(pkcs12, passphrase, Authority.from_bytes(pkcs12, passphrase), "root_made")

    def export_root(self, folder: Path, passphrase: str) -> RootCopy:
        """Write the root key to a stick under a passphrase, and read it back from there.

        Args:
            folder: on the stick; it may not hold a copy already, so that two copies are two sticks.
            passphrase: of this copy; kept nowhere.

        Raises:
            TrustRefused: ROOT_MISSING or ROOT_COPY_THERE.
            StorageError: COPY_DIFFERS, or the stick is full or cannot be written.
            SigningFailed: PASSPHRASE_TOO_SHORT.
        """
        with self._store.reading() as session:
            row = _required(session)
        target = folder / f"khoa-goc-{row.short_code[:9]}.p12"
        if target.exists():
            raise TrustRefused(_Code.ROOT_COPY_THERE)
        data = opened(row).export(passphrase)
        write_whole(target, data)
        self._prove(target, data, passphrase, row)
        with self._store.writing() as session:
            row = _required(session)
            self._store.record_event(session, _SUBJECT, row.id, "root_copied")
            copies = _copies_of(session, row)
            if copies >= COPIES_WANTED and row.exported_at is None:
                row.exported_at = self._store.clock()
            session.commit()
        return RootCopy(target, copies)

    def restore_root(self, path: Path, passphrase: str) -> UUID:
        """Bring the root key back from a stick, into a database that lost or never had it.

        What the lost database issued since its backup is not known: numbers of lists and bundles
        jump ahead, so that no office below takes the next ones for older ones.

        Raises:
            StorageError: the file cannot be read.
            SigningFailed: WRONG_PASSPHRASE or KEY_UNREADABLE.
            TrustRefused: AUTHORITY_BAD; AUTHORITY_OTHER, where this office has another root.
        """
        data = _read(path)
        with self._store.reading() as session:
            row = own_authority(session)
        if row is None:
            found = Authority.from_bytes(data, passphrase)
        else:
            found = Authority.restore(data, passphrase, read_certificate(row.certificate))
        kept = secrets.token_urlsafe(32)
        return self._kept(found.export(kept), kept, found, "root_restored")

    def renew_list(self) -> None:
        """Sign the revocation list anew, with today's date.

        Raises:
            TrustRefused: ROOT_MISSING.
        """
        with self._store.writing() as session:
            renew_list(self._store, session, _required(session))
            session.commit()

    def read_foreign(self, path: Path) -> CertificateInfo:
        """Return the certificate of a foreign authority, whose SHA-256 is to be compared.

        Raises:
            StorageError: the file cannot be read.
            TrustRefused: AUTHORITY_BAD.
        """
        return read_authority(_read(path))

    def trust_foreign(self, path: Path, sha256: str) -> UUID:
        """Know a foreign authority, such as the government's, by its certificate file.

        A chain to it is never enough: each certificate must still be bound to a person.

        Args:
            path: PEM or DER.
            sha256: of the certificate as printed on paper; spaces, colons and case do not count.

        Raises:
            StorageError: the file cannot be read.
            TrustRefused: AUTHORITY_BAD, or CODE_DIFFERS where the digest is another.
        """
        info = read_authority(_read(path))
        typed = "".join(letter for letter in sha256.lower() if letter.isalnum())
        if typed != info.fingerprint:
            raise TrustRefused(_Code.CODE_DIFFERS)
        with self._store.writing() as session:
            row = authority_of(session, info.fingerprint)
            if row is None:
                row = authority_row(info, None)
                session.add(row)
                session.flush()
                self._store.record_event(session, _SUBJECT, row.id, "authority_trusted")
            row.archived_at = None
            session.commit()
            return row.id

    def import_list(self, path: Path) -> int:
        """Take in the revocation list of a foreign authority known here and return its number.

        Raises:
            StorageError: the file cannot be read.
            TrustRefused: CRL_BAD: of no authority known here; CRL_OLDER.
        """
        data = _read(path)
        with self._store.writing() as session:
            for row in _open_authorities(session):
                if row.is_own or row.office_id is not None:
                    continue
                try:
                    crl = read_revocation_list(data, row.certificate)
                except TrustRefused:
                    continue
                _trusted(row).with_crl(crl)
                row.crl, row.crl_number, row.crl_at = crl.der, crl.number, crl.this_update
                self._store.record_event(session, _SUBJECT, row.id, "list_taken_in")
                session.commit()
                return crl.number
        raise TrustRefused(_Code.CRL_BAD)

    def _prove(self, target: Path, data: bytes, passphrase: str, row: CertificateAuthority) -> None:
        """Read a copy back and open it; a copy that does not open is taken away again."""
        found = _read(target)
        if found != data:
            target.unlink(missing_ok=True)
            raise StorageError(StorageError.Code.COPY_DIFFERS, path=str(target))
        Authority.restore(found, passphrase, read_certificate(row.certificate))

    def _kept(self, pkcs12: bytes, passphrase: str, root: Authority, event: str) -> UUID:
        with self._store.writing() as session:
            row = own_authority(session)
            if row is None:
                row = authority_row(root.info, self._store.actor.office_id)
                row.name = self._store.actor.office_name
                row.is_own = True
                session.add(row)
            elif event == "root_made":
                return row.id  # another window was quicker
            row.pkcs12, row.passphrase = pkcs12, passphrase
            session.flush()
            if event == "root_restored":
                row.crl_number += _LEAP
                row.bundle_serial += _LEAP
            self._store.record_event(session, _SUBJECT, row.id, event)
            renew_list(self._store, session, row)
            session.commit()
            return row.id


def own_authority(session: Session) -> CertificateAuthority | None:
    """Return this office's own authority."""
    query = sa.select(CertificateAuthority).where(
        CertificateAuthority.is_own, CertificateAuthority.archived_at.is_(None)
    )
    return session.scalar(query.limit(1))


def authority_of(session: Session, fingerprint: str) -> CertificateAuthority | None:
    """Return the authority whose certificate has this SHA-256, hex."""
    query = sa.select(CertificateAuthority)
    return session.scalar(query.where(CertificateAuthority.fingerprint == fingerprint))


def authority_row(info: CertificateInfo, office_id: UUID | None) -> CertificateAuthority:
    """Return a new row of an authority; of no office for a foreign one."""
    name = info.organization or info.subject
    return CertificateAuthority(
        name=name,
        office_id=office_id,
        fingerprint=info.fingerprint,
        short_code=info.short_code,
        certificate=info.der,
        valid_to=info.valid_to,
        crl_number=0,
        bundle_serial=0,
        search_key=fold(name),
        sort_key=sort_key(name),
    )


def opened(row: CertificateAuthority) -> Authority:
    """Open this office's own root; costs a quarter of a second of key stretching."""
    assert row.pkcs12 is not None  # only an own authority is opened
    return Authority.from_bytes(row.pkcs12, row.passphrase)


def renew_list(
    store: Store,
    session: Session,
    row: CertificateAuthority,
    added: Iterable[Revoked] = (),
    root: Authority | None = None,
) -> None:
    """Sign the revocation list anew, in the caller's transaction.

    Args:
        store: gives the time.
        session: the caller's transaction.
        row: this office's authority.
        added: what is taken back now, beside all that was before.
        root: the opened root, where the caller has it already.
    """
    now = store.clock()
    known = dict(read_revocation_list(row.crl, row.certificate).revoked) if row.crl else {}
    ours = TrustedCertificate.issuer == row.fingerprint
    for held in session.scalars(sa.select(TrustedCertificate).where(ours)):
        revoked = revoked_of(held)
        if revoked is not None:
            known.setdefault(revoked.serial, revoked)
    known |= {one.serial: one for one in added}
    _leap_if_restored(session, row)
    row.crl_number += 1
    row.crl = (root or opened(row)).crl(list(known.values()), row.crl_number, now)
    row.crl_at = now
    session.flush()


def keep_list_fresh(store: Store) -> None:
    """Sign this office's revocation list anew when it is a week old.

    A list of the future is left as it is: then this computer's clock is behind, and the judgement
    of signatures says so.
    """
    with store.reading() as session:
        signed_at = session.scalar(sa.select(OWN_LIST_SIGNED_AT))
    if not is_list_old(store, signed_at):
        return
    with store.writing() as session:
        row = own_authority(session)
        if row is not None and is_list_old(store, row.crl_at):
            renew_list(store, session, row)
            session.commit()


def is_list_old(store: Store, signed_at: datetime | None) -> bool:
    """Say whether a revocation list of that moment is to be signed anew; None is no list."""
    return signed_at is not None and store.clock() - signed_at >= _LIST_LIFE


def trusted_authorities(session: Session) -> tuple[TrustedAuthority, ...]:
    """Return every authority known here, each with its list.

    Only our own authority must have a fresh list: it is this office that receives. Of the office
    above nothing may be heard for months, and its word must still be read.
    """
    return tuple(_trusted(row) for row in _open_authorities(session))


def foreign_issuer_of(session: Session, certificate: CertificateInfo) -> str:
    """Return the fingerprint of the authority known here that issued a certificate, "" for none."""
    loaded = x509.load_der_x509_certificate(certificate.der)
    for row in _open_authorities(session):
        if is_issued_by(loaded, x509.load_der_x509_certificate(row.certificate)):
            return row.fingerprint
    return ""


def count_bundle(session: Session, row: CertificateAuthority) -> None:
    """Give the next trust bundle its serial, in the caller's transaction."""
    _leap_if_restored(session, row)
    row.bundle_serial += 1


def _leap_if_restored(session: Session, row: CertificateAuthority) -> None:
    """Jump ahead where this database is a restored or copied one, which has got another id."""
    here = str(database_id_in(session))
    counting = session.get(Setting, _COUNTING_DATABASE)
    if counting is None:
        session.add(Setting(key=_COUNTING_DATABASE, value={"id": here}))
    elif counting.value["id"] != here:
        counting.value = {"id": here}
        row.crl_number += _LEAP
        row.bundle_serial += _LEAP
    session.flush()


def _open_authorities(session: Session) -> list[CertificateAuthority]:
    query = sa.select(CertificateAuthority).where(CertificateAuthority.archived_at.is_(None))
    return list(session.scalars(query.order_by(CertificateAuthority.id)))


def _trusted(row: CertificateAuthority) -> TrustedAuthority:
    return _read_authority(row.certificate, row.crl, row.is_own)


@lru_cache(maxsize=16)
def _read_authority(certificate: bytes, crl: bytes | None, is_own: bool) -> TrustedAuthority:
    """Read and check an authority once, not for every package that comes."""
    return TrustedAuthority.read(certificate, crl, requires_crl=is_own)


def _required(session: Session) -> CertificateAuthority:
    row = own_authority(session)
    if row is None:
        raise TrustRefused(_Code.ROOT_MISSING)
    return row


def _copies_of(session: Session, row: CertificateAuthority) -> int:
    query = sa.select(sa.func.count()).where(
        Event.subject == _SUBJECT, Event.record_id == row.id, Event.event == "root_copied"
    )
    return session.scalar(query) or 0


def _read(path: Path) -> bytes:
    try:
        with open_regular(path) as file:
            return file.read(_LARGEST_FILE)
    except OSError as error:
        raise read_failure(error, path) from error


def sha256_in_groups(sha256: str) -> str:
    """Return a digest in groups of four letters, as people compare it with a printed one."""
    return " ".join(sha256[start : start + 4] for start in range(0, len(sha256), 4)).upper()
