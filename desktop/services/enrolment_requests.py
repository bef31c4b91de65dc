"""đề nghị đăng ký kết nối, the side that is asked: requests of offices below, until granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import MoveRefused, NotFound, TrustRefused
from desktop.law.terms import Tier
from desktop.models import Enrolment, Office, TrustedCertificate
from desktop.sealing.enrolment import EnrolmentRequest
from desktop.sealing.enrolment import read_request as read_request_document
from desktop.sealing.grant import grant_code
from desktop.sealing.header import PackageKind
from desktop.sealing.trust import SignatureOutcome, Trust, judge
from desktop.services.enrolment_files import EnrolmentFile, read_file
from desktop.services.store import Store
from desktop.services.trust import TrustService
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.sorting import sort_key
from desktop.vietnamese.text import fold

_SUBJECT = Enrolment.__tablename__
_LONG_AGO = timedelta(days=30)
_Code = TrustRefused.Code


class RequestState(Labelled):
    """Where a request stands."""

    REQUESTED = "REQUESTED", "Chờ đối chiếu mã"
    GRANTED = "GRANTED", "Đã chấp nhận"
    REFUSED = "REFUSED", "Đã từ chối"
    REPLACED = "REPLACED", "Đã có đề nghị mới hơn"


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """A request as the officer weighs it.

    Attributes:
        id: of its record here.
        office_id: who asks, as they say.
        office: that office's name, as they say.
        known_as: the name it is known by here, "" when it is new.
        tier: where it stands, as they say.
        person: who will hold the signing key; "" for the office itself.
        role: that person's post.
        code: to compare over the telephone.
        made_at: when it was made, as they say.
        state: where it stands.
        is_renewal: whether a key bound to that office signed it.
        needs_call: whether the code must be compared: always, but for a renewal for the same
            person by a key that is still good.
        has_own_certificate: whether the signing key has a certificate of another issuer.
        is_clock_doubtful: whether it was made over a month from what this computer's clock says.
        grant_code: code of the grant, once it was granted.
        settled_at: when it was granted or refused.
        reason: why it was refused.
    """

    id: UUID
    office_id: UUID
    office: str
    known_as: str
    tier: Tier
    person: str
    role: str
    code: str
    made_at: datetime
    state: RequestState
    is_renewal: bool
    needs_call: bool
    has_own_certificate: bool
    is_clock_doubtful: bool
    grant_code: str = ""
    settled_at: datetime | None = None
    reason: str = ""


class EnrolmentRequestService:
    """Use cases of requests of the offices below."""

    subject = "enrolments"

    def __init__(self, store: Store, trust: TrustService) -> None:
        self._store = store
        self._trust = trust

    def read(self, path: Path) -> RequestDetail:
        """Take a request in, to be weighed; the same file again is the same request.

        Raises:
            MoveRefused: WRONG_SEAT, where no office is below this one.
            StorageError: the file cannot be read.
            PackageRefused: not a request, not for this office, or changed on its way.
            TrustRefused: REQUEST_BAD, REQUEST_NOT_PROVEN, REQUEST_KEY_UNFIT,
                REQUEST_OF_OTHER_OFFICE; REQUEST_OLDER, where that office asked again since.
        """
        self._check_seat()
        file = read_file(self._store, self._trust, path, PackageKind.ENROLMENT)
        request = read_request_document(file.document)
        if file.header.sender.office_id != request.applicant.office_id:
            raise TrustRefused(_Code.REQUEST_OF_OTHER_OFFICE, key="")
        with self._store.writing() as session:
            row = _known(session, request.sha256)
            if row is None:
                _refuse_older(session, request)
                row = _row(file, request)
                session.add(row)
                session.flush()
                data = {"code": row.code, "office_id": str(row.office_id)}
                self._store.record_event(session, _SUBJECT, row.id, "enrolment_read", data=data)
                session.commit()
            request_id = row.id
        return self.open(request_id)

    def open(self, request_id: UUID) -> RequestDetail:
        """Return one request.

        Raises:
            NotFound: there is no such request.
        """
        with self._store.reading() as session:
            row = session.get(Enrolment, request_id)
        if row is None or row.direction != "in":
            raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(request_id))
        return self._details([row])[0]

    def list_rows(self) -> list[RequestDetail]:
        """Return every request, those that wait first, then the latest first."""
        query = sa.select(Enrolment).where(Enrolment.direction == "in")
        with self._store.reading() as session:
            rows = session.scalars(query.order_by(Enrolment.made_at.desc())).all()
        waits = RequestState.REQUESTED
        return self._details(sorted(rows, key=lambda row: row.state != waits))

    def refuse(self, request_id: UUID, reason: str) -> None:
        """Refuse a request whose code did not agree, or which nobody made; nothing is issued.

        Raises:
            MoveRefused: NEEDS_REASON.
            TrustRefused: REQUEST_GRANTED.
            NotFound: there is no such request.
        """
        if not reason.strip():
            raise MoveRefused(MoveRefused.Code.NEEDS_REASON, move="enrolment_refused")
        with self._store.writing() as session:
            row = session.get(Enrolment, request_id)
            if row is None or row.direction != "in":
                raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(request_id))
            if row.state == RequestState.GRANTED:
                raise TrustRefused(_Code.REQUEST_GRANTED)
            row.state, row.reason = RequestState.REFUSED.value, reason.strip()
            row.settled_at, row.settled_by = self._store.clock(), self._store.actor.name
            self._store.record_event(
                session, _SUBJECT, row.id, "enrolment_refused", reason=reason.strip()
            )
            session.commit()

    def _check_seat(self) -> None:
        with self._store.reading() as session:
            seat = session.scalars(sa.select(Office.seat).where(Office.is_self)).one()
        if seat is not None and not seat.receives:
            raise MoveRefused(MoveRefused.Code.WRONG_SEAT)

    def _details(self, rows: list[Enrolment]) -> list[RequestDetail]:
        trust, now = self._trust.trust(), self._store.clock()
        with self._store.reading() as session:
            query = sa.select(Office.id, Office.name).where(Office.archived_at.is_(None))
            names = {row.id: row.name for row in session.execute(query)}
            return [_detail(session, row, names, trust, now) for row in rows]


def needs_call(session: Session, request: EnrolmentRequest, trust: Trust, now: datetime) -> bool:
    """Say whether a request must be confirmed over the telephone.

    Not so for a renewal signed by a key that is bound to the same office and still good, for the
    person that key was bound to.
    """
    if request.renews is None:
        return True
    applicant = request.applicant
    report = judge(request.renews, request.made_at, applicant.office_id, trust, now)
    bound = TrustedCertificate.fingerprint == request.renews.fingerprint
    row = session.scalar(sa.select(TrustedCertificate).where(bound))
    if row is None or report.outcome is not SignatureOutcome.VALID:
        return True
    if request.own_certificate is not None:
        return True  # a certificate this office has never seen
    return (row.person, row.role) != (applicant.person, applicant.role)


def _detail(
    session: Session, row: Enrolment, names: dict[UUID, str], trust: Trust, now: datetime
) -> RequestDetail:
    request = read_request_document(row.document)
    return RequestDetail(
        id=row.id,
        office_id=row.office_id,
        office=row.office_name,
        known_as=names.get(row.office_id, ""),
        tier=request.applicant.tier,
        person=row.person,
        role=row.role,
        code=row.code,
        made_at=row.made_at,
        state=RequestState(row.state),
        is_renewal=request.renews is not None
        and row.office_id in trust.offices_of(request.renews.fingerprint),
        needs_call=needs_call(session, request, trust, now),
        has_own_certificate=request.own_certificate is not None,
        is_clock_doubtful=abs(now - row.made_at) > _LONG_AGO,
        grant_code=_grant_code(row),
        settled_at=row.settled_at,
        reason=row.reason,
    )


def _grant_code(row: Enrolment) -> str:
    return grant_code(row.grant_document) if row.grant_document else ""


def _known(session: Session, sha256: str) -> Enrolment | None:
    query = sa.select(Enrolment).where(Enrolment.direction == "in", Enrolment.sha256 == sha256)
    return session.scalar(query.limit(1))


def _refuse_older(session: Session, request: EnrolmentRequest) -> None:
    """Refuse what was made before the latest request granted to the same holder of that office.

    It may come from a stick that was lost, with keys that are in other hands now.
    """
    applicant = request.applicant
    query = sa.select(Enrolment.id).where(
        Enrolment.direction == "in",
        Enrolment.office_id == applicant.office_id,
        Enrolment.person == applicant.person,
        Enrolment.state == RequestState.GRANTED.value,
        Enrolment.made_at >= request.made_at,
    )
    if session.scalar(query.limit(1)) is not None:
        raise TrustRefused(_Code.REQUEST_OLDER)


def _row(file: EnrolmentFile, request: EnrolmentRequest) -> Enrolment:
    applicant = request.applicant
    return Enrolment(
        direction="in",
        office_id=applicant.office_id,
        office_name=applicant.office_name,
        person=applicant.person,
        role=applicant.role,
        code=request.code,
        sha256=request.sha256,
        state=RequestState.REQUESTED.value,
        document=file.document,
        package=file.data,
        made_at=request.made_at,
        search_key=fold(applicant.office_name),
        sort_key=sort_key(applicant.office_name),
    )
