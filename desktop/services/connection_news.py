"""What the home page says of joining offices: what expires, who asks, what is not safe yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import CertificateAuthority, Enrolment, TrustedCertificate
from desktop.sealing.purposes import KeyPurpose
from desktop.services.enrolment_requests import RequestState
from desktop.services.enrolment_state import EnrolmentState, Stage, enrolment_state, office_above
from desktop.services.home_due import HomeItem

_SUBJECT = "connections"
_FIRST_STEPS = {
    Stage.NOT_ASKED: "Chưa kết nối: ghi đề nghị ra USB, mang lên cấp trên",
    Stage.WAITING: "Đã đề nghị: chờ cấp trên gọi so mã và giấy chấp nhận",
}


def connection_news(session: Session, now: datetime) -> Iterator[HomeItem]:
    """Give a line for everything an officer should do on the page «Kết nối»."""
    state = enrolment_state(session, now)
    yield from _of_above(state)
    yield from _not_joined(session, state)
    asking = sa.select(Enrolment.office_name).where(
        Enrolment.direction == "in", Enrolment.state == RequestState.REQUESTED.value
    )
    for office in session.scalars(asking.order_by(Enrolment.made_at)):
        yield HomeItem(_SUBJECT, None, office, "Đề nghị kết nối, chờ so mã", "warning")
    unsafe = sa.select(CertificateAuthority.id).where(
        CertificateAuthority.is_own, CertificateAuthority.exported_at.is_(None)
    )
    if session.scalar(unsafe) is not None:
        yield HomeItem(_SUBJECT, None, "Khóa gốc", "Chưa sao đủ ra hai USB", "warning")


def _not_joined(session: Session, state: EnrolmentState) -> Iterator[HomeItem]:
    """Give what to do first where nothing can be sent up yet."""
    above = office_above(session)
    if above is None or state.stage not in _FIRST_STEPS or state.is_renewal:
        return
    # Where certificates were exchanged by hand, packages go without an enrolment.
    known = sa.select(TrustedCertificate.id).where(
        TrustedCertificate.office_id == above.id,
        TrustedCertificate.purpose == KeyPurpose.ENCRYPT.value,
        TrustedCertificate.archived_at.is_(None),
        TrustedCertificate.revoked_at.is_(None),
    )
    if session.scalar(known.limit(1)) is None:
        title = f"Kết nối với {above.name}"
        yield HomeItem(_SUBJECT, None, title, _FIRST_STEPS[state.stage], "info")


def _of_above(state: EnrolmentState) -> Iterator[HomeItem]:
    title = f"Kết nối với {state.office_above}"
    if state.stage in {Stage.EXPIRED, Stage.REVOKED}:
        yield HomeItem(_SUBJECT, None, title, state.stage.label, "danger")
    elif state.stage is Stage.EXPIRING:
        note = f"Chứng thư còn {state.days_left} ngày, hãy gia hạn"
        yield HomeItem(_SUBJECT, None, title, note, "warning")
    elif state.is_bundle_old:
        note = "Đã lâu không có bản tin: xin cấp trên một bản tin mới"
        yield HomeItem(_SUBJECT, None, title, note, "info")
