"""The sentences of papers and certificates that cannot be made, and of templates."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import DocumentFailed, TemplateRefused
from desktop.views.message import SAME, Message

DOCUMENTS: Mapping[StrEnum, Message] = {
    DocumentFailed.Code.LETTER_MISSING_IN_FONT: Message(
        "Phông chữ không có chữ «{letter}».", "Chưa in gì.", "Hãy chọn phông khác hoặc sửa chữ đó."
    ),
    DocumentFailed.Code.CERTIFICATE_LETTER_MISSING: Message(
        "Giấy khen số {number}, ô «{label}»: phông {font} không in được chữ «{letter}».",
        "Chưa in gì.",
        "Hãy chọn phông khác cho ô này hoặc sửa chữ đó.",
    ),
    DocumentFailed.Code.CERTIFICATE_NAMELESS: Message(
        "Giấy khen số {number}, ô «{label}»: không có tên để in.",
        "Chưa in gì.",
        "Hãy xem lại tên trong quyết định.",
    ),
    DocumentFailed.Code.TEXT_DOES_NOT_FIT: Message(
        "Giấy khen số {number}: nội dung ô «{label}» quá dài, ở cỡ chữ nhỏ nhất ({size}) vẫn thiếu "
        "{missing} mm.",
        "Chưa in gì.",
        "Hãy rút gọn nội dung, nới ô hoặc giảm cỡ chữ nhỏ nhất của ô.",
    ),
    DocumentFailed.Code.QR_TOO_LONG: Message(
        "Giấy khen số {number}: mã QR ở ô «{label}» dài quá {most} ký tự.",
        "Chưa in gì.",
        "Hãy bớt nội dung của mã QR trong mẫu trình bày.",
    ),
    DocumentFailed.Code.LAYOUT_BAD: Message(
        "Mẫu giấy khen không đúng ở {place}: {cause}.", SAME, "Hãy sửa chỗ ấy hoặc chọn mẫu khác."
    ),
    DocumentFailed.Code.LAYOUT_NEWER: Message(
        "Mẫu giấy khen được làm bằng phiên bản mới hơn của chương trình (mẫu đời {version}).",
        SAME,
        "Hãy cập nhật chương trình rồi nhập lại.",
    ),
    DocumentFailed.Code.LAYOUT_FILE_DAMAGED: Message(
        "Tệp mẫu giấy khen bị hỏng hoặc đã bị sửa ngoài chương trình.",
        "Không nhập gì từ tệp này.",
        "Hãy xin lại tệp từ nơi đã xuất.",
    ),
    DocumentFailed.Code.LAYOUT_FILE_TOO_LARGE: Message(
        "Tệp mẫu giấy khen lớn hơn {most} MB.",
        "Không nhập gì từ tệp này.",
        "Hãy quét phôi ở độ phân giải thấp hơn (150 điểm/inch là đủ) rồi xuất lại.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_UNREADABLE: Message(
        "Ảnh quét phôi không đọc được; chỉ nhận PNG, JPG hoặc PDF không khóa.",
        "Mẫu giữ nguyên như trước.",
        "Hãy quét lại và lưu thành PNG, JPG hoặc PDF.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_TOO_LARGE: Message(
        "Ảnh quét phôi quá lớn: {megabytes} MB, {pixels} triệu điểm ảnh (tối đa {most_megabytes} "
        "MB, {most_pixels} triệu điểm).",
        "Mẫu giữ nguyên như trước.",
        "Hãy quét ở 150 điểm/inch rồi chọn lại.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE: Message(
        "Ảnh quét rộng {pixels_across} × cao {pixels_down} điểm, không cùng hình dạng với phôi "
        "{width} × {height} mm: theo chiều rộng thì phôi phải cao {due} mm.",
        "Mẫu giữ nguyên như trước.",
        "Hãy cắt ảnh đúng mép phôi, xoay cho đúng chiều, hoặc sửa kích thước phôi.",
    ),
    DocumentFailed.Code.LAYOUT_SCAN_TOO_COARSE: Message(
        "Ảnh quét chỉ có {dpi} điểm/inch trên phôi {width} × {height} mm; cần ít nhất {least}.",
        "Mẫu giữ nguyên như trước.",
        "Hãy quét lại ở 150 điểm/inch.",
    ),
    DocumentFailed.Code.CALIBRATION_IMPOSSIBLE: Message(
        "Số đo «{label}» không thể có: phải quanh {expected} mm.",
        "Căn chỉnh cũ giữ nguyên.",
        "Hãy đo lại bằng thước mi-li-mét, đúng mép giấy và đúng dấu.",
    ),
    DocumentFailed.Code.CALIBRATION_CONTRADICTORY: Message(
        "Các số đo không khớp nhau, lệch {residual} mm.",
        "Căn chỉnh cũ giữ nguyên.",
        "Hãy đo lại cả ba dấu, chính xác đến một phần tư mi-li-mét.",
    ),
    DocumentFailed.Code.VALUE_MISSING: Message(
        "Văn bản còn thiếu nội dung ({field}) nên chưa lập được.",
        "Chưa ghi tệp nào.",
        "Hãy nhập đủ rồi làm lại.",
    ),
    DocumentFailed.Code.NOTHING_TO_PRINT: Message("Không có gì để in."),
    DocumentFailed.Code.NAMES_DIFFER: Message(
        "Còn {count} chỗ tên, chức danh hoặc đơn vị viết khác nhau giữa đề nghị, biên bản, quyết "
        "định và giấy khen.",
        "Chưa in gì.",
        "Hãy xem «Đối chiếu tên» của hồ sơ và sửa cho khớp.",
    ),
    TemplateRefused.Code.UNKNOWN_FIELD: Message(
        "Mẫu câu dùng ô «{field}» mà câu này không có (dòng {line}).",
        SAME,
        "Hãy chọn một ô trong danh sách bên cạnh.",
    ),
    TemplateRefused.Code.UNKNOWN_SLOT: Message("Không có mẫu câu «{slot}».", SAME),
    TemplateRefused.Code.NOT_ALLOWED: Message(
        "Mẫu câu có lệnh không được dùng (dòng {line}).",
        SAME,
        "Chỉ dùng chữ, các ô trong danh sách bên cạnh và điều kiện «if tên ô … endif».",
    ),
    TemplateRefused.Code.BROKEN: Message(
        "Mẫu câu viết sai ở dòng {line}.",
        SAME,
        "Hãy kiểm tra các dấu ngoặc nhọn và các cặp «if … endif».",
    ),
    TemplateRefused.Code.TOO_LONG: Message(
        "Mẫu câu dài quá {maximum} ký tự.", SAME, "Hãy rút gọn."
    ),
    TemplateRefused.Code.LETTER_UNPRINTABLE: Message(
        "Mẫu câu có ký tự «{letter}» mà phông chữ của giấy tờ không có.",
        SAME,
        "Hãy bỏ hoặc thay ký tự ấy.",
    ),
    TemplateRefused.Code.EMPTY: Message(
        "Mẫu câu để trống.", SAME, "Hãy viết câu, hoặc bấm «Khôi phục mẫu»."
    ),
}
