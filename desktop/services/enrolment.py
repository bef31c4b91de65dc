"""đăng ký kết nối, the side that asks: a request to the office above, and taking in its grant.

Three keys are made and a request for their certificates is written to a stick; both offices read
its short code to each other. The grant that comes back is read the same way, and brings whom to
encrypt to, whose signatures to take, and the line. Renewal is the same with the old key's
signature, and needs no telephone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import SigningFailed, TrustRefused
from desktop.models import Connection, Enrolment, Office
from desktop.sealing.enrolment import Applicant, make_request, read_request
from desktop.sealing.grant import Grant
from desktop.sealing.grant import read_grant as read_grant_document
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust import SignatureOutcome
from desktop.services.authorities import authority_of, authority_row
from desktop.services.bindings import office_for
from desktop.services.certificate_files import CertificateFile
from desktop.services.enrolment_files import (
    EnrolmentFile,
    read_file,
    same_code,
    sealed,
    written,
)
from desktop.services.enrolment_keys import Certified, certify, install, make_keys
from desktop.services.enrolment_state import (
    EnrolmentState,
    enrolment_state,
    latest_enrolment,
    office_above,
)
from desktop.services.fields import clean
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.trust import TrustService
from desktop.services.trust_bundles import authority_above, take_in_bundle
from desktop.vietnamese.text import fold

_SUBJECT = Enrolment.__tablename__
_LONG_AGO = timedelta(days=30)
_Code = TrustRefused.Code


@dataclass(frozen=True, slots=True)
class RequestReport:
    """A request that was written: where, the code to read out, for whom."""

    path: Path
    code: str
    office_above: str
    person: str
    role: str
    is_renewal: bool


@dataclass(frozen=True, slots=True)
class GrantDetail:
    """A grant before it is taken in.

    Attributes:
        office: who grants.
        tier: where that office stands, as a word.
        code: to compare over the telephone.
        needs_call: whether it must be; False where the signer is known here and valid.
        root_code: short code of the root key.
        person: whom the signing certificate is for.
        role: that person's post.
        valid_to: until when the certificates are valid.
        way: how packages travel from now on.
        address: where to.
        bundle_serial: of the trust bundle inside.
        is_taken_in: whether this very grant is in use already.
        is_clock_doubtful: whether it was made over a month from what this computer's clock says.
    """

    office: str
    tier: str
    code: str
    needs_call: bool
    root_code: str
    person: str
    role: str
    valid_to: datetime
    way: str
    address: str
    bundle_serial: int
    is_taken_in: bool
    is_clock_doubtful: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A grant that was read, with the request it answers."""

    file: EnrolmentFile
    grant: Grant
    row: Enrolment


class EnrolmentService:
    """Use cases of joining the office above."""

    subject = "enrolments"

    def __init__(self, store: Store, keys: KeyService, trust: TrustService) -> None:
        self._store = store
        self._keys = keys
        self._trust = trust

    def state(self) -> EnrolmentState:
        """Return how this office is joined to the one above."""
        with self._store.reading() as session:
            return enrolment_state(session, self._store.clock())

    def request(
        self,
        person: str,
        role: str,
        folder: Path,
        *,
        token: Signer | None = None,
        afresh: bool = False,
    ) -> RequestReport:
        """Ask the office above for certificates, and write the request to a stick or folder.

        Asked again for the same person, the request that waits is written again. An office that is
        joined already asks for a renewal, signed with its old key.

        Args:
            person: who will hold the signing key; "" for the office itself.
            role: that person's post.
            folder: where the file goes.
            token: signs with a certificate of another issuer, which is bound instead of a new one.
            afresh: make new keys although a request waits, such as one that was refused.

        Raises:
            TrustRefused: NO_OFFICE_ABOVE.
            StorageError: the folder is full, missing or cannot be written; the request is kept.
            SigningFailed: from a token.
        """
        person, role = clean(person), clean(role)
        with self._store.reading() as session:
            above = office_above(session)
            row = _waiting_for(session, person, role, token)
        if above is None:
            raise TrustRefused(_Code.NO_OFFICE_ABOVE)
        if row is None or afresh:
            row = self._asked(Party(above.id, above.name), person, role, token, afresh=afresh)
        assert row.package is not None  # written with the request
        own = self._store.actor.office_name
        path = written(folder, PackageKind.ENROLMENT, own, row.code, row.package)
        renews = row.document["previous"] is not None and self._is_joined()
        return RequestReport(path, row.code, above.name, person, role, renews)

    def renew(self, folder: Path) -> RequestReport:
        """Ask for new certificates for the same person, before the old ones expire.

        Raises:
            TrustRefused: NO_OFFICE_ABOVE.
            StorageError: as ``request``.
        """
        state = self.state()
        return self.request(state.person, state.role, folder)

    def is_grant(self, path: Path) -> bool:
        """Say whether a file is a grant; False for a request.

        Raises:
            StorageError, PackageRefused: it is neither, or not for this office.
        """
        return read_file(self._store, self._trust, path).header.kind is PackageKind.GRANT

    def read_grant(self, path: Path) -> GrantDetail:
        """Return what a grant says, to compare its code; nothing is changed.

        Raises:
            StorageError: the file cannot be read.
            PackageRefused: not a grant, not for this office, or changed on its way.
            TrustRefused: GRANT_NOT_OURS, GRANT_BAD, BUNDLE_BAD, GRANT_EXPIRED or CLOCK_BEHIND.
        """
        read = self._read(path)
        grant, now = read.grant, self._store.clock()
        return GrantDetail(
            office=grant.granting.office_name,
            tier=grant.granting.tier.label,
            code=grant.code,
            needs_call=self._needs_call(read),
            root_code=grant.root.short_code,
            person=read.row.person,
            role=read.row.role,
            valid_to=grant.certificates[KeyPurpose.ENCRYPT].valid_to,
            way=grant.granting.transport["way"],
            address=grant.granting.transport["address"],
            bundle_serial=grant.bundle.serial,
            is_taken_in=read.row.state == "ACTIVE",
            is_clock_doubtful=abs(now - grant.issued_at) > _LONG_AGO,
        )

    def accept_grant(self, path: Path, code: str = "") -> EnrolmentState:
        """Take a grant in: its certificates, its root, whom to trust, and the line.

        Args:
            path: the file that came back.
            code: as the office above read it out; "" only where its signature is known here.

        Raises:
            TrustRefused: as ``read_grant``; CODE_NOT_READ, CODE_DIFFERS, BUNDLE_OLDER,
                BUNDLE_FORKED, AUTHORITY_OTHER.
            SigningFailed: CERTIFICATE_OF_OTHER_OFFICE: the office above is known as another one.
            PackageRefused, StorageError: as ``read_grant``.
        """
        read = self._read(path)
        if code:
            if not same_code(code, read.grant.code):
                raise TrustRefused(_Code.CODE_DIFFERS)
        elif self._needs_call(read):
            raise TrustRefused(_Code.CODE_NOT_READ)
        if read.row.state != "ACTIVE":
            with self._store.reading() as session:
                certified = certify(session, read.grant.certificates)
            self._take_in(read, certified)
        return self.state()

    def _asked(
        self, above: Party, person: str, role: str, token: Signer | None, *, afresh: bool
    ) -> Enrolment:
        """Make keys and the request for them, and keep both before anything is written outside."""
        store, now = self._store, self._store.clock()
        with store.reading() as session:
            own = session.scalars(sa.select(Office).where(Office.is_self)).one()
        applicant = Applicant(own.id, own.name, own.tier, person, role)
        keys = make_keys(own.name, now, token)
        document = make_request(applicant, keys.request, now, self._previous(above.office_id))
        asked = read_request(document)
        row = Enrolment(
            direction="out",
            office_id=above.office_id,
            office_name=above.name,
            person=person,
            role=role,
            code=asked.code,
            sha256=asked.sha256,
            state="REQUESTED",
            document=document,
            package=sealed(store, PackageKind.ENROLMENT, above, document, keys.signer),
            made_at=now,
            search_key=fold(above.name),
        )
        with store.writing() as session:
            other = _waiting_for(session, person, role, token)
            if other is not None and not afresh:
                session.expunge(other)
                return other  # another window was quicker, and its code may be read out already
            _replace(session, "REQUESTED", now)
            session.add_all([row, *keys.rows])
            session.flush()
            store.record_event(
                session, _SUBJECT, row.id, "enrolment_asked", data={"code": row.code}
            )
            session.commit()
            session.refresh(row)
            session.expunge(row)
        return row

    def _previous(self, above: UUID) -> Signer | None:
        """Return the key known above, if it is one that the office may recognise and still good."""
        try:
            return self._keys.own_signer(above)
        except SigningFailed:
            return None  # expired: then the telephone is needed again

    def _is_joined(self) -> bool:
        with self._store.reading() as session:
            return latest_enrolment(session, "ACTIVE") is not None

    def _read(self, path: Path) -> _Read:
        file = read_file(self._store, self._trust, path, PackageKind.GRANT)
        with self._store.reading() as session:
            row = _answered(session, file.document)
        if row is None:
            raise TrustRefused(_Code.GRANT_NOT_OURS)
        grant = read_grant_document(file.document, read_request(row.document))
        signers = {one.fingerprint for one in grant.granting.signing_certificates}
        signer = file.signature.signer
        if signer is None or signer.fingerprint not in signers:
            raise TrustRefused(_Code.GRANT_BAD, path="signature")
        if file.header.sender.office_id != grant.granting.office_id:
            raise TrustRefused(_Code.GRANT_BAD, path="office")
        _check_dates(grant, self._store.clock())
        return _Read(file, grant, row)

    def _needs_call(self, read: _Read) -> bool:
        """Say whether only the code tells who made it: an unknown signer, or another root."""
        with self._store.reading() as session:
            held = authority_above(session, read.grant.granting.office_id)
        is_other = held is not None and held.fingerprint != read.grant.root.fingerprint
        return is_other or read.file.signature.outcome is not SignatureOutcome.VALID

    def _take_in(self, read: _Read, certified: tuple[Certified, ...]) -> None:
        store, grant, now = self._store, read.grant, self._store.clock()
        with store.writing() as session:
            row = session.get_one(Enrolment, read.row.id)
            office = _bound_above(store, session, grant)
            authority = authority_of(session, grant.root.fingerprint)
            _put_old_root_aside(session, office.id, grant)
            if authority is None:
                authority = authority_row(grant.root, office.id)
                authority.name = office.name
                session.add(authority)
                session.flush()
            authority.office_id, authority.archived_at = office.id, None
            take_in_bundle(store, session, authority, read.file.document["bundle"])
            install(session, certified, now)
            _connect(session, office.id, grant)
            _replace(session, "ACTIVE", now, on_token=_is_on_token(row))
            row.state, row.settled_at, row.settled_by = "ACTIVE", now, store.actor.name
            row.office_id, row.office_name = office.id, office.name
            row.grant_document, row.grant_package = read.file.document, read.file.data
            data = {"serial": grant.bundle.serial, "root": grant.root.short_code}
            store.record_event(session, _SUBJECT, row.id, "enrolment_granted", data=data)
            session.commit()


def _check_dates(grant: Grant, now: datetime) -> None:
    for certificate in grant.certificates.values():
        if now > certificate.valid_to:
            raise TrustRefused(_Code.GRANT_EXPIRED, valid_to=certificate.valid_to)
        if now < certificate.valid_from:
            raise TrustRefused(_Code.CLOCK_BEHIND, valid_from=certificate.valid_from)


def _bound_above(store: Store, session: Session, grant: Grant) -> Office:
    """Return the office that grants as the one above, in the place of the one typed in here."""
    above, granting = office_above(session), grant.granting
    file = CertificateFile(
        granting.signing_certificates[0],
        granting.office_id,
        granting.office_name,
        granting.tier,
    )
    office = office_for(store, session, file, above)
    own = session.scalars(sa.select(Office).where(Office.is_self)).one()
    own.parent_id = office.id
    session.flush()
    return office


def _put_old_root_aside(session: Session, office_id: UUID, grant: Grant) -> None:
    """Make room for a new root: the office above lost the old one, and its code was read again."""
    held = authority_above(session, office_id)
    if held is not None and held.fingerprint != grant.root.fingerprint:
        held.archived_at = grant.issued_at
        session.flush()


def _connect(session: Session, office_id: UUID, grant: Grant) -> None:
    query = sa.select(Connection).where(Connection.direction == "up")
    row = session.scalar(query.limit(1))
    if row is None:
        row = Connection(direction="up")
        session.add(row)
    row.office_id = office_id
    row.settings = {**(row.settings or {}), **grant.granting.transport}
    session.flush()


def _waiting_for(
    session: Session, person: str, role: str, token: Signer | None
) -> Enrolment | None:
    """Return the request that waits for the same holder and the same kind of key."""
    row = latest_enrolment(session, "REQUESTED")
    if row is None or (row.person, row.role) != (person, role):
        return None
    return row if _is_on_token(row) == (token is not None) else None


def _is_on_token(row: Enrolment) -> bool:
    """Say whether a request is for a certificate of another issuer, whose key is not here."""
    return "certificate" in row.document["keys"]["sign"]


def _answered(session: Session, document: dict[str, Any]) -> Enrolment | None:
    """Return the request a grant answers, if it waits or was answered by this very grant."""
    query = sa.select(Enrolment).where(
        Enrolment.direction == "out", Enrolment.sha256 == document.get("request")
    )
    row = session.scalar(query.limit(1))
    if row is None or row.state == "REQUESTED":
        return row
    return row if row.state == "ACTIVE" and row.grant_document == document else None


def _replace(session: Session, state: str, now: datetime, *, on_token: bool | None = None) -> None:
    """Let the next request stand in the place of those before it, of its own kind if one is said.

    An office's own key and an officer's token are two enrolments side by side.
    """
    query = sa.select(Enrolment).where(Enrolment.direction == "out", Enrolment.state == state)
    for row in session.scalars(query):
        if on_token is None or _is_on_token(row) == on_token:
            row.state, row.settled_at = "REPLACED", now
