"""đồng hồ máy gửi: what a package's moment of signing says of the clock of the machine it is from.

The moment is only claimed, so it never lowers what is thought of a signature; but a package dated
a year off must not go unnoticed at either end: the officer reads the note, and so does the sender
in the receipt.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.config import LOCAL_TIME
from desktop.models import PackageRecord
from desktop.sealing.header import PackageHeader
from desktop.sealing.verification import PackageReport
from desktop.vietnamese.dates import date_time

SIGNED_AT, CLOCK = "signed_at", "clock"
"""What a line of the inbox keeps beside its reasons: when it was signed, and the note."""

_TOLERANCE = timedelta(days=1)
# Sticks are carried when somebody travels; what is a season off asks for an explanation.
_LONG_WAY = timedelta(days=90)
_NUMBERED_BEFORE = (
    sa.select(PackageRecord.reasons)
    .where(
        PackageRecord.direction == "in",
        PackageRecord.sender_office_id == sa.bindparam("sender"),
        PackageRecord.sequence < sa.bindparam("sequence"),
        PackageRecord.database_id == sa.bindparam("database_id"),
        PackageRecord.state == "ACCEPTED",
    )
    .order_by(PackageRecord.sequence.desc())
    .limit(1)
)
_CAME = sa.select(sa.func.min(PackageRecord.created_at)).where(
    PackageRecord.direction == "in", PackageRecord.sha256 == sa.bindparam("sha256")
)


def clock_note(session: Session, package: PackageReport, now: datetime) -> str:
    """Return what to say of the clock a package was signed by, "" where nothing speaks against it.

    Args:
        session: to read with.
        package: whose signature holds.
        now: this computer's own time, aware.
    """
    header, signed_at = package.header, package.signature.signed_at
    if header is None or signed_at is None:
        return ""
    before = _signed_before(session, header)
    if not _said(signed_at, now, before):
        return ""
    # What waited here for a person's word came earlier than it is taken in.
    with session.no_autoflush:
        came_at = session.scalar(_CAME, {"sha256": package.sha256})
    return _said(signed_at, came_at or now, before)


def _said(signed_at: datetime, came_at: datetime, before: datetime | None) -> str:
    said = f"Gói ghi ký lúc {_local(signed_at)}"
    if signed_at > came_at + _TOLERANCE:
        later = f"sau lúc nơi nhận tiếp nhận ({_local(came_at)})"
        return f"{said}, {later}: đồng hồ máy gửi chạy nhanh."
    if before is not None and signed_at < before - _TOLERANCE:
        return (
            f"{said}, trước gói gửi liền trước nó (ký lúc {_local(before)}): đồng hồ máy gửi "
            "có thể chạy chậm."
        )
    if signed_at < came_at - _LONG_WAY:
        return (
            f"{said}, mãi {_local(came_at)} nơi nhận mới nhận được: gói nằm lâu trên đường, "
            "hoặc đồng hồ máy gửi chạy chậm."
        )
    return ""


def _signed_before(session: Session, header: PackageHeader) -> datetime | None:
    """Return when the package numbered before this one was signed; None where it is not known."""
    if header.database_id is None:
        return None
    about = {
        "sender": header.sender.office_id,
        "sequence": header.sequence,
        "database_id": header.database_id,
    }
    with session.no_autoflush:
        kept = session.scalar(_NUMBERED_BEFORE, about) or {}
    at = kept.get(SIGNED_AT)
    return datetime.fromisoformat(at).astimezone(UTC) if at else None


def _local(moment: datetime) -> str:
    return date_time(moment.astimezone(LOCAL_TIME))
