"""The sentences of handing a whole office over to another machine, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import HandoverRefused
from desktop.views.message import SAME, Message

_NOTHING_WRITTEN = "Máy này chưa ghi gì; tệp bàn giao và máy cũ vẫn nguyên."
_WRITE_AGAIN = "Hãy ghi lại gói bàn giao ở máy cũ rồi thử lại."

HANDOVERS: Mapping[StrEnum, Message] = {
    HandoverRefused.Code.HANDED_OVER: Message(
        "Cơ quan đã được bàn giao sang máy khác nên máy này không gửi, không nhận gói nữa.",
        "Dữ liệu ở máy này vẫn nguyên và vẫn xem được.",
        "Hãy gửi từ máy mới. Nếu máy mới chưa dùng, vào «Cơ quan, chứng thư», chọn cơ quan này, "
        "thẻ «Bàn giao» để lấy lại quyền gửi.",
    ),
    HandoverRefused.Code.NOT_HANDED_OVER: Message(
        "Máy này chưa bàn giao cho máy nào và vẫn đang gửi bình thường.", SAME
    ),
    HandoverRefused.Code.NO_ROOM: Message(
        "Không đủ chỗ trong {path}: cần {needed} MB, còn trống {free} MB.",
        SAME,
        "Hãy giải phóng chỗ hoặc chọn đĩa khác rồi làm lại.",
    ),
    HandoverRefused.Code.TOO_MUCH: Message(
        "Dữ liệu của cơ quan ({size} MB) vượt mức 4 GB của một gói bàn giao.",
        SAME,
        "Hãy tắt chương trình rồi chép nguyên thư mục dữ liệu sang máy mới.",
    ),
    HandoverRefused.Code.INSIDE_DATA: Message(
        "Không ghi gói bàn giao vào chính thư mục dữ liệu của cơ quan.",
        SAME,
        "Hãy chọn USB hoặc thư mục khác.",
    ),
    HandoverRefused.Code.NOT_A_HANDOVER: Message(
        "Tệp này không phải gói bàn giao mà là «{kind}».",
        _NOTHING_WRITTEN,
        "Hãy chọn đúng tệp «ban-giao-….asice» do máy cũ ghi.",
    ),
    HandoverRefused.Code.NOT_EMPTY: Message(
        "Thư mục nhận bàn giao không trống: {path}.",
        "Không có gì trong thư mục bị thay đổi.",
        "Hãy chọn thư mục trống hoặc chưa có.",
    ),
    HandoverRefused.Code.NOT_ITS_OWN: Message(
        "Gói bàn giao không do chính cơ quan có dữ liệu bên trong ký.",
        _NOTHING_WRITTEN,
        "Không dùng tệp này; hãy lấy lại gói bàn giao trực tiếp từ máy cũ.",
    ),
    HandoverRefused.Code.DAMAGED: Message(
        "Dữ liệu bên trong gói bàn giao không đọc được.", _NOTHING_WRITTEN, _WRITE_AGAIN
    ),
}
