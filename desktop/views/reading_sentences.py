"""What is told where an attached file cannot be shown inside the program."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import ReadingRefused
from desktop.views.message import Message

_KEPT = "Tệp vẫn được giữ nguyên như khi nhận."
_ELSEWHERE = "Hãy bấm «Mở bằng chương trình khác»."
_ASK_AGAIN = (
    "Hãy thử «Mở bằng chương trình khác»; nếu cũng không mở được, hãy đề nghị nơi gửi bổ sung."
)

READING: Mapping[StrEnum, Message] = {
    ReadingRefused.Code.BROKEN: Message(
        "Tệp hỏng hoặc không đúng loại nên không xem được ở đây.", _KEPT, _ASK_AGAIN
    ),
    ReadingRefused.Code.LOCKED: Message(
        "Tệp PDF này có mật khẩu nên không xem được.",
        _KEPT,
        "Hãy đề nghị nơi gửi gửi bản không đặt mật khẩu.",
    ),
    ReadingRefused.Code.FILE_TOO_LARGE: Message(
        "Tệp lớn hơn {limit_mb} MB nên không xem ở đây.", _KEPT, _ELSEWHERE
    ),
    ReadingRefused.Code.TOO_MANY_PAGES: Message(
        "Tệp có {pages} trang, quá {limit} trang nên không xem ở đây.", _KEPT, _ELSEWHERE
    ),
    ReadingRefused.Code.PICTURE_TOO_LARGE: Message(
        "Ảnh có quá nhiều điểm ảnh nên không xem ở đây.", _KEPT, _ELSEWHERE
    ),
}
