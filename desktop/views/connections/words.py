"""What the page says of each state, in words an officer uses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.config import LOCAL_TIME
from desktop.services.connections import Way
from desktop.services.enrolment_requests import RequestState
from desktop.services.enrolment_state import Stage
from desktop.services.revocations import MemberState
from desktop.vietnamese.dates import short_date
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.enrolment_state import EnrolmentState

WAYS = {
    Way.FOLDER: "USB hoặc thư mục dùng chung",
    Way.WEBDAV: "Máy chủ web (https)",
    Way.SFTP: "Máy chủ SFTP",
    Way.TREE: "Hộp trên máy chủ này",
}
STAGE_TONES = {
    Stage.NOT_ASKED: Tone.NEUTRAL,
    Stage.WAITING: Tone.WARNING,
    Stage.JOINED: Tone.SUCCESS,
    Stage.EXPIRING: Tone.WARNING,
    Stage.EXPIRED: Tone.DANGER,
    Stage.REVOKED: Tone.DANGER,
}
REQUEST_TONES = {
    RequestState.REQUESTED: Tone.WARNING,
    RequestState.GRANTED: Tone.SUCCESS,
    RequestState.REFUSED: Tone.DANGER,
    RequestState.REPLACED: Tone.NEUTRAL,
}
MEMBER_TONES = {
    MemberState.GOOD: Tone.SUCCESS,
    MemberState.EXPIRING: Tone.WARNING,
    MemberState.EXPIRED: Tone.DANGER,
    MemberState.CLOSED: Tone.NEUTRAL,
    MemberState.REVOKED: Tone.DANGER,
}
NO_HOLDER = "Khóa chung của cơ quan"


def day(moment: datetime | None) -> str:
    """Return a moment's day here, "" for none."""
    return short_date(moment.astimezone(LOCAL_TIME).date()) if moment else ""


def holder(person: str, role: str) -> str:
    """Return who holds a key."""
    return ", ".join(part for part in (person, role) if part) or NO_HOLDER


def what_now(state: EnrolmentState) -> str:
    """Return where the office stands with the one above, and what to do next."""
    above = state.office_above
    if not above:
        return (
            "Chưa ghi cơ quan cấp trên. Hãy ghi ở trang «Cơ quan, chứng thư» rồi quay lại đây để "
            "đăng ký kết nối."
        )
    said = {
        Stage.NOT_ASKED: f"Chưa kết nối với {above}. Làm ba bước dưới đây, mỗi bước vài phút; "
        "cần một USB và một cuộc điện thoại.",
        Stage.WAITING: f"Đề nghị đã lập. Mang tệp đến {above}, đọc mã qua điện thoại, rồi nhận "
        "giấy chấp nhận mang về.",
        Stage.JOINED: f"Đã kết nối với {above}. Hai bên mã hóa gói cho nhau và nhận ra chữ ký của "
        "nhau.",
        Stage.EXPIRING: f"Chứng thư do {above} cấp còn {state.days_left} ngày. Hãy gia hạn ngay: "
        "đề nghị gia hạn ký bằng khóa đang dùng nên không phải đọc mã qua điện thoại.",
        Stage.EXPIRED: "Chứng thư đã hết hạn nên không ký gói mới được. Hãy lập đề nghị mới; lần "
        "này phải đọc mã qua điện thoại như lần đầu.",
        Stage.REVOKED: f"{above} đã thu hồi chứng thư của cơ quan. Hãy gọi điện hỏi lý do, rồi lập "
        "đề nghị mới.",
    }[state.stage]
    if state.stage is not Stage.WAITING and state.code:
        return f"{said} Đang chờ trả lời đề nghị có mã {state.code}."
    return said
