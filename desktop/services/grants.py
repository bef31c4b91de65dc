"""chấp nhận đăng ký kết nối: issuing certificates for a request, and the file that brings them.

Everything is decided in one transaction: the certificates, whom they are bound to, the next trust
bundle and the signed grant itself. What is written to a stick afterwards is that same file, however
often; a stop in between costs nothing but writing it again.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound, TransportFailed, TrustRefused
from desktop.models import Connection, Enrolment, Office
from desktop.sealing.authority import Holder
from desktop.sealing.certificates import CertificateInfo, read_certificate
from desktop.sealing.enrolment import EnrolmentRequest
from desktop.sealing.enrolment import read_request as read_request_document
from desktop.sealing.grant import CHUNK_SIZE, Granting, grant_code, write_grant
from desktop.sealing.header import PackageKind, Party
from desktop.sealing.keys import Signer
from desktop.sealing.purposes import KeyPurpose
from desktop.services.authorities import (
    AuthorityService,
    foreign_issuer_of,
    opened,
    own_authority,
)
from desktop.services.bindings import Binding, bind, office_for, row_of
from desktop.services.certificate_files import CertificateFile
from desktop.services.database_identity import own_database_id
from desktop.services.enrolment_files import same_code, sealed, written
from desktop.services.enrolment_requests import RequestState, needs_call
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.trust import TrustService
from desktop.services.trust_bundles import OwnCertificates, issue_bundle

_STILL_TRAVELLING = timedelta(days=60)
"""How long what a renewed key signed before may still be on its way."""

_GRANTED_WAYS = {"folder", "webdav", "sftp"}
_SUBJECT = Enrolment.__tablename__
_Code = TrustRefused.Code


@dataclass(frozen=True, slots=True)
class Line:
    """How the office below reaches its box; no secrets.

    Attributes:
        way: folder, webdav or sftp.
        address: ``https://…`` or ``sftp://…``; "" for sticks.
        user: its account on the server, for SFTP.
        server_ca: PEM of who issued the server's certificate; "" for the public ones.
        host_key: the SFTP server's key as in ``ssh_host_*_key.pub``.
    """

    way: str = "folder"
    address: str = ""
    user: str = ""
    server_ca: str = ""
    host_key: str = ""

    def fields(self) -> dict[str, Any]:
        """Return it as it stands in a grant."""
        return {
            "way": self.way,
            "address": self.address.strip(),
            "user": self.user.strip(),
            "server_ca": self.server_ca,
            # The third word is a remark of whoever made the key.
            "host_key": " ".join(self.host_key.split()[:2]),
            "chunk_size": CHUNK_SIZE,
        }


@dataclass(frozen=True, slots=True)
class GrantReport:
    """A grant that was written: where, the code to read out, for whom, until when."""

    path: Path
    code: str
    office: str
    person: str
    valid_to: datetime
    bundle_serial: int


@dataclass(frozen=True, slots=True)
class _Certified:
    """What is issued, and to whom."""

    office: Office
    certificates: Mapping[KeyPurpose, CertificateInfo]


class GrantService:
    """Use cases of granting."""

    subject = "enrolments"

    def __init__(
        self, store: Store, keys: KeyService, trust: TrustService, authorities: AuthorityService
    ) -> None:
        self._store = store
        self._keys = keys
        self._trust = trust
        self._authorities = authorities

    def grant(
        self,
        request_id: UUID,
        folder: Path,
        line: Line,
        code: str = "",
        office_id: UUID | None = None,
    ) -> GrantReport:
        """Issue certificates for a request and write the grant; again writes the same grant.

        Args:
            request_id: of a request that was read.
            folder: where the grant goes, such as the stick the request came on.
            line: how the office reaches its box.
            code: as the office that asks read it out; "" only for a renewal that needs no call.
            office_id: the office known here by another id that the officer said it is.

        Raises:
            NotFound: there is no such request, or no such office.
            TrustRefused: CODE_NOT_READ, CODE_DIFFERS, REQUEST_SETTLED, REQUEST_OLDER or
                AUTHORITY_EXPIRED.
            TransportFailed: ADDRESS_BAD: the line is not one a grant can carry.
            SigningFailed: this office's own key has expired; CERTIFICATE_OF_OTHER_OFFICE.
            StorageError: the folder is full, missing or cannot be written; the grant is kept.
        """
        row = self._row(request_id)
        if code and not same_code(code, row.code):
            raise TrustRefused(_Code.CODE_DIFFERS)
        if row.state != RequestState.GRANTED:
            self._check_may_be_granted(row, code)
            self._issue(row, line, office_id)
        return self.write(request_id, folder)

    def write(self, request_id: UUID, folder: Path) -> GrantReport:
        """Write a grant that was made before, as for a stick that was lost.

        Raises:
            NotFound: there is no such grant.
            StorageError: the folder is full, missing or cannot be written.
        """
        row = self._row(request_id)
        document, package = row.grant_document, row.grant_package
        if document is None or package is None:
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(request_id))
        code = grant_code(document)
        path = written(folder, PackageKind.GRANT, row.office_name, code, package)
        return GrantReport(
            path, code, row.office_name, row.person, _end_of(document), document["bundle"]["serial"]
        )

    def last_line(self) -> Line:
        """Return the line granted last, to offer it for the next; else the one set for boxes."""
        query = sa.select(Enrolment.grant_document).where(
            Enrolment.direction == "in", Enrolment.state == RequestState.GRANTED.value
        )
        with self._store.reading() as session:
            found = session.scalar(query.order_by(Enrolment.settled_at.desc()).limit(1))
            own = sa.select(Connection.settings).where(
                Connection.direction == "down", Connection.office_id.is_(None)
            )
            kept = (found["transport"] if found else session.scalar(own)) or {}
        names = ("way", "address", "server_ca", "host_key")
        line = Line(**{name: kept[name] for name in names if name in kept})
        return line if line.way in _GRANTED_WAYS else Line()

    def _row(self, request_id: UUID) -> Enrolment:
        with self._store.reading() as session:
            row = session.get(Enrolment, request_id)
        if row is None or row.direction != "in":
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(request_id))
        return row

    def _check_may_be_granted(self, row: Enrolment, code: str) -> None:
        if row.state == RequestState.REFUSED:
            raise TrustRefused(_Code.REQUEST_SETTLED, reason=row.reason)
        if row.state == RequestState.REPLACED:
            raise TrustRefused(_Code.REQUEST_OLDER)
        if code:
            return
        trust, now = self._trust.trust(), self._store.clock()
        with self._store.reading() as session:
            if needs_call(session, read_request_document(row.document), trust, now):
                raise TrustRefused(_Code.CODE_NOT_READ)

    def _issue(self, asked: Enrolment, line: Line, office_id: UUID | None) -> None:
        """Issue, bind, bundle and sign, in one transaction."""
        store = self._store
        self._authorities.make()
        own, signer = OwnCertificates.of(self._keys), self._keys.own_signer()
        own_database_id(store)  # a restored database is noticed before it counts on
        request = read_request_document(asked.document)
        with store.writing() as session:
            row = session.get_one(Enrolment, asked.id)
            if row.state != RequestState.REQUESTED:
                return  # another window was quicker
            made = self._certified(session, request, office_id)
            bundle = issue_bundle(store, session, own)
            document = self._document(session, request, made, line, own, bundle)
            row.grant_document, row.office_id = document, made.office.id
            row.grant_package = self._sealed(request, document, signer)
            row.state, row.settled_at = RequestState.GRANTED.value, store.clock()
            row.settled_by = store.actor.name
            _replace_older(session, row)
            _keep_line(session, made.office.id, line)
            data = {"code": grant_code(document), "serial": bundle["serial"]}
            store.record_event(session, _SUBJECT, row.id, "enrolment_granted", data=data)
            session.commit()

    def _certified(
        self, session: Session, request: EnrolmentRequest, office_id: UUID | None
    ) -> _Certified:
        """Issue the certificates and bind them to office, person and role."""
        applicant, now = request.applicant, self._store.clock()
        chosen = session.get(Office, office_id) if office_id else None
        if office_id and chosen is None:
            raise NotFound(NotFound.Code.RECORD, subject="offices", id=str(office_id))
        authority = own_authority(session)
        assert authority is not None  # made before the transaction
        root = opened(authority)
        holder = Holder(
            applicant.office_id, applicant.office_name, applicant.person, applicant.role
        )
        certificates = {
            use: _own_certificate(request, use)
            or read_certificate(root.issue(key, use, holder, now))
            for use, key in request.keys.items()
        }
        file = CertificateFile(
            certificates[KeyPurpose.SIGN],
            applicant.office_id,
            applicant.office_name,
            applicant.tier,
        )
        office = office_for(self._store, session, file, chosen)
        for use, certificate in certificates.items():
            is_foreign = certificate == request.own_certificate
            issuer = (
                foreign_issuer_of(session, certificate) if is_foreign else root.info.fingerprint
            )
            told = Binding(use, applicant.person, applicant.role, issuer)
            bound = bind(session, office, certificate, told)
            data = {"office_id": str(office.id), "short_code": bound.short_code}
            self._store.record_event(session, "trust", bound.id, "trusted", data=data)
        self._close_old(session, request, now)
        return _Certified(office, certificates)

    def _close_old(self, session: Session, request: EnrolmentRequest, now: datetime) -> None:
        """Let the key that was renewed count for what it signed and is still on its way, only."""
        old = row_of(session, request.renews) if request.renews else None
        if old is not None and old.office_id == request.applicant.office_id:
            ends = now + _STILL_TRAVELLING
            old.archived_at = min(ends, old.archived_at) if old.archived_at else ends

    def _document(
        self,
        session: Session,
        request: EnrolmentRequest,
        made: _Certified,
        line: Line,
        own: OwnCertificates,
        bundle: Mapping[str, Any],
    ) -> dict[str, Any]:
        office = session.scalars(sa.select(Office).where(Office.is_self)).one()
        authority = own_authority(session)
        assert authority is not None
        granting = Granting(
            office.id, office.name, office.tier, own.encrypt, (own.sign,), line.fields()
        )
        root = read_certificate(authority.certificate)
        now = self._store.clock()
        try:
            return write_grant(request, granting, made.certificates, root, bundle, now)
        except TrustRefused as error:
            if str(error.data.get("path", "")).startswith("transport"):
                code = TransportFailed.Code.ADDRESS_BAD
                raise TransportFailed(code, place=line.address or line.way) from error
            raise

    def _sealed(
        self, request: EnrolmentRequest, document: Mapping[str, Any], signer: Signer
    ) -> bytes:
        to = Party(request.applicant.office_id, request.applicant.office_name)
        return sealed(self._store, PackageKind.GRANT, to, document, signer)


def _own_certificate(request: EnrolmentRequest, use: KeyPurpose) -> CertificateInfo | None:
    """Return the certificate of another issuer the applicant signs with, if it has one."""
    return request.own_certificate if use is KeyPurpose.SIGN else None


def _replace_older(session: Session, granted: Enrolment) -> None:
    """Put aside what the same holder asked before and nobody answered."""
    query = sa.select(Enrolment).where(
        Enrolment.direction == "in",
        Enrolment.office_id == granted.office_id,
        Enrolment.person == granted.person,
        Enrolment.state == RequestState.REQUESTED.value,
        Enrolment.made_at <= granted.made_at,
        Enrolment.id != granted.id,
    )
    for row in session.scalars(query):
        row.state = RequestState.REPLACED.value


def _keep_line(session: Session, office_id: UUID, line: Line) -> None:
    """Remember how an office below was told to reach its box."""
    query = sa.select(Connection).where(
        Connection.direction == "down", Connection.office_id == office_id
    )
    row = session.scalar(query.limit(1))
    if row is None:
        row = Connection(direction="down", office_id=office_id)
        session.add(row)
    row.settings = line.fields()
    session.flush()


def _end_of(document: Mapping[str, Any]) -> datetime:
    text = document["certificates"][KeyPurpose.ENCRYPT.value]
    return read_certificate(b64decode(text)).valid_to
