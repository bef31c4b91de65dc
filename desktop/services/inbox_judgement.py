"""Whether a package may be taken in: its signature, its label, and what is known of its signer."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.errors import PackageRefused, TrustUndecided
from desktop.law.terms import Tier
from desktop.models import Office, PackageRecord
from desktop.sealing.header import PackageHeader, PackageKind
from desktop.sealing.trust import judge
from desktop.sealing.verification import PackageReport
from desktop.services.certificate_files import CertificateFile
from desktop.services.store import Store
from desktop.services.trust import TrustService
from desktop.vietnamese.text import fold

_Code = PackageRefused.Code
_GOES_UP = frozenset({PackageKind.SUBMISSION, PackageKind.RECALL, PackageKind.REPORT})
# A sender nobody told us about stands below this office; its own certificate file says it better.
_COMES_DOWN = {
    PackageKind.BULLETIN,
    PackageKind.RECEIPT,
    PackageKind.RETURN,
    PackageKind.DECISION,
}
_TIER_BELOW = {
    Tier.CENTRAL: Tier.PROVINCE,
    Tier.PROVINCE: Tier.DISTRICT,
    Tier.DISTRICT: Tier.COMMUNE,
    Tier.COMMUNE: Tier.COMMUNE,
}

_OWN = sa.select(Office.id, Office.name, Office.seat).where(Office.is_self)
_OTHER_CONTENT = sa.select(PackageRecord.id).where(
    PackageRecord.direction == "in",
    PackageRecord.state == "ACCEPTED",
    PackageRecord.package_id == sa.bindparam("package_id"),
    # What came before format 1.1 was kept without it.
    PackageRecord.content_sha256 != sa.bindparam("content_sha256"),
)


def label_of(package: PackageReport) -> PackageHeader:
    """Return a package's label, refusing a signature that does not hold or speaks for another.

    Raises:
        PackageRefused: as ``SignatureReport.refusal``, with the gravest ``reason``.
    """
    if refusal := package.signature.refusal():
        raise refusal
    assert package.header is not None  # it is read whenever the signature itself holds
    return package.header


def check_label(session: Session, header: PackageHeader, content_sha256: str) -> None:
    """Refuse a package that is for somebody else, of a kind not taken here, or of a used id.

    Raises:
        PackageRefused: NOT_FOR_US, WRONG_KIND or SAME_ID_OTHER_CONTENT.
    """
    own = session.execute(_OWN).one()
    # Until the sender has this office's certificate file it can only guess the id, not the name.
    same_name = fold(header.receiver.name) == fold(own.name)
    if header.receiver.office_id != own.id and not same_name:
        raise PackageRefused(_Code.NOT_FOR_US, receiver=header.receiver.name)
    goes_up = header.kind in _GOES_UP
    taken = own.seat is None or (own.seat.receives if goes_up else own.seat.sends)
    # An office that only receives dossiers has one above it, and is answered, all the same.
    if not taken and header.kind not in _COMES_DOWN:
        raise PackageRefused(_Code.WRONG_KIND, kind=header.kind.label)
    if header.kind is PackageKind.SUBMISSION:
        return  # two contents of one revision are a person's to decide between
    about = {"package_id": header.package_id, "content_sha256": content_sha256}
    if session.scalar(_OTHER_CONTENT, about) is not None:
        raise PackageRefused(_Code.SAME_ID_OTHER_CONTENT)


def undecided(package: PackageReport) -> TrustUndecided | None:
    """Return why a signature cannot be decided yet; None where it is valid."""
    return package.signature.doubt()


def accept_signer(
    store: Store,
    trust: TrustService,
    package: PackageReport,
    header: PackageHeader,
    office_id: UUID | None = None,
) -> PackageReport:
    """Trust a package's signer because the officer compared the short code, and judge it again.

    ``office_id`` is the office known here that the officer said it is; None takes the sender named.

    What still speaks against it then, such as an expired certificate, stays written in its outcome.
    """
    signer, signed_at = package.signature.signer, package.signature.signed_at
    assert signer is not None  # undecided means that the signature itself holds
    assert signed_at is not None
    sender, now = header.sender.office_id, store.clock()
    if not trust.trust().is_open(sender, signer.fingerprint, now):
        name, tier = header.sender.name, _tier(store, header)
        trust.pin_file(office_id, CertificateFile(signer, sender, name, tier))
    return replace(
        package, signature=judge(signer, signed_at, sender, trust.trust(), store.clock())
    )


def _tier(store: Store, header: PackageHeader) -> Tier:
    above = aliased(Office)
    query = sa.select(Office.tier, above).outerjoin(above, above.id == Office.parent_id)
    with store.reading() as session:
        row = session.execute(query.where(Office.is_self)).one()
        own: Tier = row[0]
        parent: Office | None = row[1]  # an outer join: the office above may be unknown
    if parent is not None and fold(parent.name) == fold(header.sender.name):
        return parent.tier
    return _TIER_BELOW[own]
