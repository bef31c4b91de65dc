"""thu hồi chứng thư: taking back what was bound, with reason and date, and what to look at again.

What was received before stays as it was judged, but for a key that was in other hands: then
everything it signed since is listed for review (choices.md part 1 §3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import NotFound
from desktop.models import Office, PackageRecord, TrustedCertificate
from desktop.sealing.header import PackageKind
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import RevocationReason, Revoked
from desktop.services.authorities import own_authority, renew_list
from desktop.services.bindings import revoked_of, write_revoked
from desktop.services.database_identity import own_database_id
from desktop.services.enrolment_state import RENEW_BEFORE
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.trust_bundles import OwnCertificates, issue_bundle
from desktop.vietnamese.labels import Labelled

__all__ = [
    "MemberRow",
    "MemberState",
    "ReviewRow",
    "RevocationReason",
    "RevocationReport",
    "RevocationService",
]
_SUBJECT = "trust"


class MemberState(Labelled):
    """Where a bound certificate stands."""

    GOOD = "GOOD", "Đang dùng"
    EXPIRING = "EXPIRING", "Sắp hết hạn"
    EXPIRED = "EXPIRED", "Hết hạn"
    CLOSED = "CLOSED", "Không còn dùng"
    REVOKED = "REVOKED", "Đã thu hồi"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Who signs for an office below.

    Attributes:
        id: of the signing certificate's record.
        office_id: the office.
        office: its name.
        person: who holds the key; "" for the office itself.
        role: that person's post.
        short_code: of the key.
        valid_to: last moment of validity.
        state: where it stands.
        is_granted: whether this office's authority issued it; pinned by hand otherwise.
        revoked_at: from when it was taken back.
        reason: why, as a word; "" where it was not.
        search_key: for finding.
        sort_key: for sorting.
    """

    id: UUID
    office_id: UUID
    office: str
    person: str
    role: str
    short_code: str
    valid_to: datetime
    state: MemberState
    is_granted: bool
    revoked_at: datetime | None
    reason: str
    search_key: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A package taken in that was signed with a key found to have been in other hands."""

    id: UUID
    kind: str
    kind_label: str
    office: str
    dossier_id: UUID | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class RevocationReport:
    """What was taken back.

    Attributes:
        office: whose certificates.
        certificates: how many.
        bundle_serial: of the trust bundle that tells of it; 0 where nobody is joined.
        review: packages to look at again.
    """

    office: str
    certificates: int
    bundle_serial: int
    review: tuple[ReviewRow, ...]


class RevocationService:
    """Use cases of the register of those who sign for the offices below."""

    subject = "revocations"

    def __init__(self, store: Store, keys: KeyService) -> None:
        self._store = store
        self._keys = keys

    def members(self) -> list[MemberRow]:
        """Return who signs for the offices below, by office, the latest certificate first."""
        own = sa.select(Office.id).where(Office.is_self).scalar_subquery()
        query = (
            sa.select(TrustedCertificate, Office.name)
            .join(Office, Office.id == TrustedCertificate.office_id)
            .where(Office.parent_id == own, TrustedCertificate.purpose == KeyPurpose.SIGN.value)
            .order_by(Office.sort_key, TrustedCertificate.valid_from.desc())
        )
        now = self._store.clock()
        with self._store.reading() as session:
            root = own_authority(session)
            print_ = root.fingerprint if root else None
            return [_member(row, name, print_, now) for row, name in session.execute(query)]

    def revoke(
        self,
        certificate_id: UUID,
        reason: RevocationReason,
        since: datetime | None = None,
        note: str = "",
    ) -> RevocationReport:
        """Take back a signing certificate, and with it the keys granted together with it.

        Args:
            certificate_id: of its record.
            reason: why.
            since: for a compromised key, since when it may have been in other hands, None where
                nobody knows; for another reason the moment from which it counts, None for now.
            note: in the officer's words, for the history.

        Returns:
            what was done; taken back already, the same again.

        Raises:
            NotFound: there is no such certificate.
            SigningFailed: this office's own key has expired, so that no bundle can be made.
        """
        store = self._store
        own = OwnCertificates.of(self._keys)
        own_database_id(store)
        with store.writing() as session:
            row = _required(session, certificate_id)
            together = [one for one in _granted_with(session, row) if one.revoked_at is None]
            taken = [(one, _revoked(one, reason, since, store.clock())) for one in together]
            for one, revoked in taken:
                write_revoked(one, revoked)
                data = {"reason": str(reason), "short_code": one.short_code}
                store.record_event(session, _SUBJECT, one.id, "revoked", reason=note, data=data)
            session.flush()
            serial = self._told(session, [revoked for _, revoked in taken], own)
            office = session.get_one(Office, row.office_id).name
            review = _review(session, row)
            session.commit()
        return RevocationReport(office, len(taken), serial, review)

    def review(self, certificate_id: UUID) -> tuple[ReviewRow, ...]:
        """Return the packages to look at again because this key was in other hands.

        Raises:
            NotFound: there is no such certificate.
        """
        with self._store.reading() as session:
            return _review(session, _required(session, certificate_id))

    def _told(self, session: Session, revoked: Sequence[Revoked], own: OwnCertificates) -> int:
        """Renew list and bundle, where there is an authority; return the bundle's serial."""
        authority = own_authority(session)
        if authority is None:
            return 0
        if revoked:
            renew_list(self._store, session, authority)
            issue_bundle(self._store, session, own)
        return authority.bundle_serial


def _required(session: Session, certificate_id: UUID) -> TrustedCertificate:
    row = session.get(TrustedCertificate, certificate_id)
    if row is None:
        raise NotFound(NotFound.Code.RECORD, subject=_SUBJECT, id=str(certificate_id))
    return row


def _granted_with(session: Session, row: TrustedCertificate) -> list[TrustedCertificate]:
    """Return a signing certificate and those issued to the same holder at the same time."""
    if not row.issuer:
        return [row]
    query = sa.select(TrustedCertificate).where(
        TrustedCertificate.office_id == row.office_id,
        TrustedCertificate.person == row.person,
        TrustedCertificate.issuer == row.issuer,
        TrustedCertificate.valid_from == row.valid_from,
    )
    return list(session.scalars(query))


def _revoked(
    row: TrustedCertificate, reason: RevocationReason, since: datetime | None, now: datetime
) -> Revoked:
    serial = int(row.serial or "0", 16)
    if reason is RevocationReason.KEY_COMPROMISE:
        return Revoked(serial, now, reason, since)
    return Revoked(serial, since or now, reason)


def _review(session: Session, row: TrustedCertificate) -> tuple[ReviewRow, ...]:
    """List what was taken in with a compromised key since it may have been in other hands."""
    revoked = revoked_of(row)
    if revoked is None or revoked.reason is not RevocationReason.KEY_COMPROMISE:
        return ()
    query = sa.select(PackageRecord).where(
        PackageRecord.direction == "in",
        PackageRecord.state == "ACCEPTED",
        PackageRecord.sender_office_id == row.office_id,
    )
    if revoked.compromised_since is not None:
        query = query.where(PackageRecord.created_at >= revoked.compromised_since)
    rows = session.scalars(query.order_by(PackageRecord.created_at))
    return tuple(
        ReviewRow(
            one.id,
            one.kind,
            PackageKind(one.kind).label,
            one.sender_name,
            one.dossier_id,
            one.created_at,
        )
        for one in rows
        if one.reasons.get("short_code") == row.short_code
    )


def _member(row: TrustedCertificate, office: str, root: str | None, now: datetime) -> MemberRow:
    revoked = revoked_of(row)
    return MemberRow(
        id=row.id,
        office_id=row.office_id,
        office=office,
        person=row.person,
        role=row.role,
        short_code=row.short_code,
        valid_to=row.valid_to,
        state=_state(row, now),
        is_granted=root is not None and row.issuer == root,
        revoked_at=row.revoked_at,
        reason=revoked.reason.label if revoked else "",
        search_key=row.search_key,
        sort_key=row.sort_key,
    )


def _state(row: TrustedCertificate, now: datetime) -> MemberState:
    if row.revoked_at is not None:
        return MemberState.REVOKED
    if row.archived_at is not None:
        return MemberState.CLOSED
    if now > row.valid_to:
        return MemberState.EXPIRED
    return MemberState.EXPIRING if row.valid_to - now <= RENEW_BEFORE else MemberState.GOOD
