"""What is said about a package that left: where it stands, and in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.outbox import OutboxState
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.outbox import PackageRow

_SUBMISSION = "submission"


def is_submission(package: PackageRow) -> bool:
    """Whether it is a dossier on its way up, which a receipt answers."""
    return str(package.kind) == _SUBMISSION


def state_text(package: PackageRow) -> str:
    """Return where a package stands; only a submission is answered by a receipt."""
    if not is_submission(package):
        return "Đã lập"
    return "Chờ biên nhận" if package.state is OutboxState.QUEUED else "Đã có biên nhận"


def state_tone(package: PackageRow) -> Tone:
    """Return the colours of that."""
    if not is_submission(package):
        return Tone.NEUTRAL
    return Tone.WARNING if package.state is OutboxState.QUEUED else Tone.SUCCESS


def what_next(package: PackageRow) -> str:
    """Return what an officer does with the package now."""
    if package.state is OutboxState.RECEIVED:
        return f"{package.receiver} đã nhận hồ sơ này; không cần mang đi lần nữa."
    if is_submission(package):
        return (
            f"Chép gói ra USB và mang tới {package.receiver}. Nơi nhận sẽ đưa lại tệp biên nhận; "
            "mở tệp đó ở trang «Hộp đến»."
        )
    return f"Chép gói ra USB và đưa cho {package.receiver}, để họ mở ở trang «Hộp đến»."
