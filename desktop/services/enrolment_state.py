"""đăng ký kết nối, as it stands: whether this office is joined to the one above, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from desktop.models import Enrolment, Office
from desktop.sealing.enrolment import read_request
from desktop.sealing.grant import read_grant
from desktop.services.trust_bundles import authority_above, held_bundle, is_old
from desktop.vietnamese.labels import Labelled

RENEW_BEFORE = timedelta(days=60)
"""From so long before a certificate expires, new ones are asked for."""


class Stage(Labelled):
    """Where this office stands with the one above."""

    NOT_ASKED = "NOT_ASKED", "Chưa đăng ký kết nối"
    WAITING = "WAITING", "Đã đề nghị, đang chờ cấp trên"
    JOINED = "JOINED", "Đã kết nối"
    EXPIRING = "EXPIRING", "Chứng thư sắp hết hạn"
    EXPIRED = "EXPIRED", "Chứng thư đã hết hạn"
    REVOKED = "REVOKED", "Chứng thư đã bị cấp trên thu hồi"


@dataclass(frozen=True, slots=True)
class EnrolmentState:
    """How this office is joined to the one above.

    Attributes:
        stage: in one word.
        office_above: its name, "" where none is known.
        person: who holds the signing key, as granted or as asked.
        role: that person's post.
        code: of the request that waits, as read out; "" for none.
        asked_at: when that request was made.
        is_renewal: whether that request renews what is held.
        valid_to: until when the granted certificates are valid; None before a grant.
        days_left: to that day, never negative.
        root_code: short code of the root we go by.
        bundle_serial: of the latest trust bundle taken in; 0 for none.
        bundle_at: when that one was issued.
        is_bundle_old: whether nothing was heard from above for ``OLD_AFTER``.
    """

    stage: Stage
    office_above: str
    person: str = ""
    role: str = ""
    code: str = ""
    asked_at: datetime | None = None
    is_renewal: bool = False
    valid_to: datetime | None = None
    days_left: int = 0
    root_code: str = ""
    bundle_serial: int = 0
    bundle_at: datetime | None = None
    is_bundle_old: bool = False


def enrolment_state(session: Session, now: datetime) -> EnrolmentState:
    """Return how this office is joined to the one above, at a moment."""
    above = office_above(session)
    waiting, active = latest_enrolment(session, "REQUESTED"), latest_enrolment(session, "ACTIVE")
    asked: dict[str, Any] = {
        "code": waiting.code if waiting else "",
        "asked_at": waiting.made_at if waiting else None,
        "is_renewal": waiting is not None and active is not None,
    }
    name = above.name if above else ""
    if active is not None:
        return _joined_state(session, active, name, asked, now)
    stage = Stage.WAITING if waiting else Stage.NOT_ASKED
    who = (waiting.person, waiting.role) if waiting else ("", "")
    return EnrolmentState(stage, name, *who, **asked)


def office_above(session: Session) -> Office | None:
    """Return the office above this one; None where none is known."""
    own, above = aliased(Office), aliased(Office)
    query = sa.select(above).join(own, own.parent_id == above.id).where(own.is_self)
    return session.scalar(query)


def latest_enrolment(session: Session, state: str) -> Enrolment | None:
    """Return this office's latest own request in a state of ``Enrolment.state``."""
    query = sa.select(Enrolment).where(Enrolment.direction == "out", Enrolment.state == state)
    return session.scalar(query.order_by(Enrolment.made_at.desc()).limit(1))


def _joined_state(
    session: Session, active: Enrolment, name: str, asked: dict[str, Any], now: datetime
) -> EnrolmentState:
    assert active.grant_document is not None  # kept when the grant was taken in
    grant = read_grant(active.grant_document, read_request(active.document))
    valid_to = min(one.valid_to for one in grant.certificates.values())
    authority = authority_above(session, active.office_id)
    bundle = held_bundle(session, authority) if authority else None
    prints = {one.fingerprint for one in grant.certificates.values()}
    lost = bundle is not None and any(
        b.pin.fingerprint in prints and b.pin.revoked is not None for b in bundle.bindings
    )
    return EnrolmentState(
        stage=_stage(valid_to, now, lost=lost),
        office_above=name,
        person=active.person,
        role=active.role,
        valid_to=valid_to,
        days_left=max((valid_to - now).days, 0),
        root_code=grant.root.short_code,
        bundle_serial=bundle.serial if bundle else 0,
        bundle_at=bundle.issued_at if bundle else None,
        is_bundle_old=is_old(bundle.issued_at if bundle else None, now),
        **asked,
    )


def _stage(valid_to: datetime, now: datetime, *, lost: bool) -> Stage:
    if lost:
        return Stage.REVOKED
    if now > valid_to:
        return Stage.EXPIRED
    return Stage.EXPIRING if valid_to - now <= RENEW_BEFORE else Stage.JOINED
