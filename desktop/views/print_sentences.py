"""The sentences of printing on blanks: the proof, the run, the printer, its calibration."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import PrintRefused
from desktop.views.message import SAME, Message

_NOTHING_PRINTED = "Chưa có phôi nào được dùng."

PRINTING: Mapping[StrEnum, Message] = {
    PrintRefused.Code.PROOF_MISSING: Message(
        "Bản soát của mẫu in này chưa có ai ký.",
        _NOTHING_PRINTED,
        "Hãy in bản soát, đọc từng dòng rồi bấm «Đã soát, ký bản soát».",
    ),
    PrintRefused.Code.PROOF_CHANGED: Message(
        "Sau khi soát, {changed} giấy đã thay đổi.",
        _NOTHING_PRINTED,
        "Hãy soát lại những giấy được đánh dấu rồi ký bản soát lần nữa.",
    ),
    PrintRefused.Code.PROOF_REORDERED: Message(
        "Thứ tự trao đã thay đổi sau khi soát.",
        _NOTHING_PRINTED,
        "Hãy xem lại thứ tự rồi ký bản soát lần nữa.",
    ),
    PrintRefused.Code.ALREADY_PRINTED: Message(
        "Trong số này, {count} giấy đã được in trên phôi.",
        _NOTHING_PRINTED,
        "Hãy chọn những giấy chưa in, hoặc ghi lý do in lại.",
    ),
    PrintRefused.Code.NOTHING_WAITS: Message(
        "Lượt in này không còn tờ nào chờ in.",
        SAME,
        "Hãy đánh dấu tờ hỏng để in lại tờ đó, hoặc lập lượt in khác.",
    ),
    PrintRefused.Code.SHEET_NOT_OUT: Message(
        "Tờ này chưa ra khỏi máy in nên chưa thể hỏng.",
        SAME,
        "Hãy chọn tờ đã gửi máy in hoặc đã in.",
    ),
    PrintRefused.Code.SHEET_SPOILED: Message(
        "Tờ này đã được đánh dấu là hỏng.", SAME, "Giấy ấy được in lại ở tờ cùng số."
    ),
    PrintRefused.Code.SERIAL_USED: Message(
        "Số phôi {serial} đã ghi cho một tờ khác.",
        SAME,
        "Hãy xem số in trên tờ phôi trên cùng rồi gõ lại số phôi đầu.",
    ),
    PrintRefused.Code.NO_CALIBRATION: Message(
        "Chưa có căn chỉnh nào cho máy in «{printer}».",
        SAME,
        "Hãy in trang kẻ ô, đo ba dấu chữ thập rồi ghi số đo; xem «guongsang calibrate list».",
    ),
    PrintRefused.Code.PRINTER_GONE: Message(
        "Máy này không thấy máy in «{printer}».",
        "Những tờ chưa gửi vẫn là «chưa in».",
        "Hãy bật máy in, kiểm tra dây hoặc mạng, hoặc chọn máy in khác.",
    ),
    PrintRefused.Code.PRINTER_BUSY: Message(
        "Máy in «{printer}» không nhận việc in.",
        "Tờ này vẫn là «chưa in».",
        "Hãy xem máy in có báo lỗi không rồi bấm «In tiếp».",
    ),
}
