"""danh sách chứng thư được tin: issuing this office's own, and taking in that of the office above.

A bundle is issued with every grant and every revocation; its serial only rises. It goes down inside
grants and bulletins. Each one is kept, as evidence of what was known when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.errors import TrustRefused
from desktop.models import CertificateAuthority, Office, TrustBundle, TrustedCertificate
from desktop.sealing import trust_bundle as form
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.issuers import TrustedAuthority
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.trust import Pin
from desktop.services.authorities import (
    authority_of,
    authority_row,
    count_bundle,
    own_authority,
    trusted_authorities,
)
from desktop.services.bindings import Binding, bind, pin_of, write_revoked
from desktop.services.keys import KeyService
from desktop.services.store import Store

OLD_AFTER = timedelta(days=60)
"""How long without a new bundle from above is remarked on; it never stops the work."""

_FRESH_FOR = timedelta(days=30)
_SUBJECT = TrustBundle.__tablename__


@dataclass(frozen=True, slots=True)
class OwnCertificates:
    """What a bundle says of the office that makes it."""

    sign: CertificateInfo
    encrypt: CertificateInfo

    @classmethod
    def of(cls, keys: KeyService) -> OwnCertificates:
        """Take those that offices below go by; not to be called inside a writing transaction."""
        return cls(keys.own_certificate(), keys.encryption_certificate())


def issue_bundle(store: Store, session: Session, own: OwnCertificates) -> dict[str, Any]:
    """Issue the next bundle in the caller's transaction and return its document.

    Raises:
        AssertionError: this office has no root; whoever calls has made it.
    """
    row = own_authority(session)
    assert row is not None
    count_bundle(session, row)
    now = store.clock()
    document = form.write_bundle(
        serial=row.bundle_serial,
        issued_at=now,
        office_id=store.actor.office_id,
        authorities=trusted_authorities(session),
        bindings=[*_own_bindings(store, own), *_registered(session)],
    )
    _keep(store, session, row, form.read_bundle(document), document)
    return document


def keep_bundle_fresh(store: Store, keys: KeyService) -> None:
    """Issue a bundle again when the last is a month old, so that none below hears of old ones only.

    Not to be called inside a writing transaction.
    """
    with store.reading() as session:
        known = latest_bundle(session)
    if known is None or store.clock() - known.issued_at < _FRESH_FOR:
        return
    own = OwnCertificates.of(keys)
    with store.writing() as session:
        issue_bundle(store, session, own)
        session.commit()


def latest_bundle(session: Session) -> TrustBundle | None:
    """Return this office's own latest bundle, the one to hand on."""
    row = own_authority(session)
    return _latest(session, row) if row else None


def authority_above(session: Session, office_id: UUID) -> CertificateAuthority | None:
    """Return the root an office above granted us certificates under; None for none."""
    query = sa.select(CertificateAuthority).where(
        CertificateAuthority.office_id == office_id,
        CertificateAuthority.is_own.is_(False),
        CertificateAuthority.archived_at.is_(None),
    )
    return session.scalar(query.limit(1))


def take_in_bundle(
    store: Store, session: Session, authority: CertificateAuthority, document: Mapping[str, Any]
) -> bool:
    """Take in a bundle of the office above, in the caller's transaction.

    Args:
        store: gives the time.
        session: the caller's transaction.
        authority: the root that office's grant brought.
        document: the bundle, from a package of that office.

    Returns:
        whether it was new; False for the one that is held already.

    Raises:
        TrustRefused: BUNDLE_BAD, BUNDLE_OLDER, BUNDLE_FORKED; AUTHORITY_OTHER, where it hangs on
            another root than ours.
    """
    bundle = form.read_bundle(document)
    known = _latest(session, authority)
    if not form.newer(form.read_bundle(known.document) if known else None, bundle):
        return False
    _check_root(authority, bundle)
    for vouching in bundle.authorities:
        _take_authority(session, vouching, bundle.office_id, authority)
    authority.bundle_serial = bundle.serial
    _take_bindings(session, bundle)
    _keep(store, session, authority, bundle, document)
    return True


def held_bundle(session: Session, authority: CertificateAuthority) -> form.TrustBundle | None:
    """Return the latest bundle held of an authority."""
    row = _latest(session, authority)
    return form.read_bundle(row.document) if row else None


def is_old(issued_at: datetime | None, now: datetime) -> bool:
    """Say whether nothing was heard from above for so long that it is worth a word."""
    return issued_at is None or now - issued_at > OLD_AFTER


def _own_bindings(store: Store, own: OwnCertificates) -> list[form.Binding]:
    here, name = store.actor.office_id, store.actor.office_name
    return [
        form.Binding(Pin(here, own.sign.fingerprint), name, own.sign),
        form.Binding(
            Pin(here, own.encrypt.fingerprint, purpose=KeyPurpose.ENCRYPT), name, own.encrypt
        ),
    ]


def _registered(session: Session) -> list[form.Binding]:
    """Return who signs for the offices below, those taken back included."""
    own = sa.select(Office.id).where(Office.is_self).scalar_subquery()
    query = (
        sa.select(TrustedCertificate, Office.name)
        .join(Office, Office.id == TrustedCertificate.office_id)
        .where(Office.parent_id == own, TrustedCertificate.purpose == KeyPurpose.SIGN.value)
        .order_by(Office.sort_key, Office.id, TrustedCertificate.fingerprint)
    )
    return [form.Binding(pin_of(row), name) for row, name in session.execute(query)]


def _latest(session: Session, authority: CertificateAuthority) -> TrustBundle | None:
    query = sa.select(TrustBundle).where(TrustBundle.authority_id == authority.id)
    return session.scalar(query.order_by(TrustBundle.serial.desc()).limit(1))


def _check_root(authority: CertificateAuthority, bundle: form.TrustBundle) -> None:
    roots = [one.certificate for one in bundle.authorities if one.requires_crl]
    if authority.fingerprint not in {root.fingerprint for root in roots}:
        found = roots[0].short_code if roots else ""
        codes = {"found": found, "expected": authority.short_code}
        raise TrustRefused(TrustRefused.Code.AUTHORITY_OTHER, **codes)


def _take_authority(
    session: Session,
    vouching: TrustedAuthority,
    sender: UUID,
    above: CertificateAuthority,
) -> None:
    """Take over what an authority last revoked; our own root is nobody else's to speak of."""
    info, crl = vouching.certificate, vouching.crl
    row = authority_of(session, info.fingerprint)
    if row is None:
        row = authority_row(info, None)
        session.add(row)
    is_theirs = row.id == above.id or row.office_id is None
    if crl is None or not is_theirs or row.is_own or crl.number < row.crl_number:
        return
    if row.id == above.id:
        row.office_id = sender
    row.crl, row.crl_number, row.crl_at = crl.der, crl.number, crl.this_update
    session.flush()


def _take_bindings(session: Session, bundle: form.TrustBundle) -> None:
    """Bind what the office above says of itself; whoever else stands there sends us nothing."""
    office = session.get(Office, bundle.office_id)
    assert office is not None  # a bundle is taken only from an office that granted us something
    for binding in bundle.bindings:
        pin = binding.pin
        if pin.office_id != office.id or binding.certificate is None:
            continue
        told = Binding(pin.purpose, pin.person, pin.role, pin.issuer)
        row = bind(session, office, binding.certificate, told)
        row.archived_at = pin.valid_to
        if pin.revoked is not None:
            write_revoked(row, replace(pin.revoked, serial=int(row.serial, 16)))


def _keep(
    store: Store,
    session: Session,
    authority: CertificateAuthority,
    bundle: form.TrustBundle,
    document: Mapping[str, Any],
) -> None:
    kept = TrustBundle(
        id=uuid4(),
        authority_id=authority.id,
        serial=bundle.serial,
        issued_at=bundle.issued_at,
        taken_at=store.clock(),
        sha256=bundle.sha256,
        document=dict(document),
    )
    session.add(kept)
    session.flush()
    event = "bundle_issued" if authority.is_own else "bundle_taken_in"
    store.record_event(session, _SUBJECT, kept.id, event, data={"serial": bundle.serial})
