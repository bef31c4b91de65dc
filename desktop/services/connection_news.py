"""What the home page says of joining offices: what expires, who asks, what is not safe yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import CertificateAuthority, Enrolment
from desktop.services.enrolment_requests import RequestState
from desktop.services.enrolment_state import EnrolmentState, Stage, enrolment_state
from desktop.services.home_due import HomeItem

_SUBJECT = "connections"


def connection_news(session: Session, now: datetime) -> Iterator[HomeItem]:
    """Give a line for everything an officer should do on the page «Kết nối»."""
    yield from _of_above(enrolment_state(session, now))
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
