"""The sentences of records changed meanwhile, not found, or not to be moved on from here."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from desktop.errors import MoveRefused, NotFound, StaleRecord
from desktop.views.message import SAME, Message

RECORDS: Mapping[StrEnum, Message] = {
    StaleRecord.Code.CHANGED: Message(
        "Bản ghi này vừa được người khác hoặc cửa sổ khác sửa.",
        "Nội dung bạn đang gõ vẫn còn trên màn hình.",
        "Hãy xem bản mới nhất rồi nhập lại phần của bạn.",
    ),
    StaleRecord.Code.JUDGED: Message(
        "Người khác ({by}) đã ghi ý kiến «{verdict}» cho đề nghị này lúc {at}.",
        "Ý kiến đó được giữ nguyên; ý kiến của bạn chưa ghi.",
        "Hãy xem cả hai rồi chọn một.",
    ),
    NotFound.Code.RECORD: Message(
        "Không có bản ghi này ở cơ quan.", "", "Hãy tải lại danh sách hoặc kiểm tra mã."
    ),
    NotFound.Code.SUBJECT: Message("Không có mảng dữ liệu này.", "", "Hãy kiểm tra lại tên."),
    MoveRefused.Code.NOT_FROM_HERE: Message(
        "Không làm được việc này khi hồ sơ ở trạng thái «{state}».",
        SAME,
        "Hãy tải lại để xem trạng thái mới nhất.",
    ),
    MoveRefused.Code.GUARD: Message(
        "Hồ sơ còn điểm phải sửa nên chưa chuyển bước được.",
        SAME,
        "Hãy xem danh sách điểm còn thiếu.",
    ),
    MoveRefused.Code.FROZEN: Message(
        "Hồ sơ ở trạng thái «{state}» không sửa được nữa.",
        SAME,
        "Chỉ hồ sơ đang soạn mới sửa được; hãy mở lại hồ sơ nếu chưa gửi.",
    ),
    MoveRefused.Code.IN_USE: Message(
        "Chưa lưu trữ được vì còn {count} bản ghi đang dùng đến.",
        SAME,
        "Hãy chuyển hoặc lưu trữ các bản ghi đó trước.",
    ),
    MoveRefused.Code.LAW_CONTRADICTS: Message(
        "Làm vậy thì phần còn lại của dữ liệu pháp luật trái nhau: {why}. Dòng: {rows}.",
        SAME,
        "Hãy sửa hoặc rút trước sửa đổi của các dòng ấy đi cùng với sửa đổi này.",
    ),
    MoveRefused.Code.LAW_TWICE: Message(
        "Dòng này đã có sửa đổi khác đang dùng theo {basis}, áp dụng {period}.",
        SAME,
        "Hãy rút sửa đổi ấy trước.",
    ),
    MoveRefused.Code.COPIED: Message(
        "Đề nghị này được tổng hợp từ hồ sơ của {sender} nên không sửa ở đây.",
        SAME,
        "Hãy trả hồ sơ gốc để nơi gửi bổ sung, rồi bấm «Cập nhật từ hồ sơ gốc»; hoặc bỏ đề nghị "
        "khỏi hồ sơ tổng hợp.",
    ),
    MoveRefused.Code.NOT_CONSOLIDATED: Message(
        "Hồ sơ này không phải hồ sơ tổng hợp.",
        SAME,
        "Hãy chọn một hồ sơ ở trang «Tổng hợp».",
    ),
    MoveRefused.Code.NOTHING_TO_CONSOLIDATE: Message(
        "Không có đề nghị nào đưa vào hồ sơ tổng hợp được; {left_out} đề nghị đã chọn phải để lại.",
        SAME,
        "Hãy thẩm định trước, hoặc xem lý do của từng đề nghị trong bảng xem trước.",
    ),
    MoveRefused.Code.FOR_OWN_MEETING: Message(
        "Hồ sơ tổng hợp này để Hội đồng của cơ quan họp xét nên không gửi đi và không quyết định "
        "trên chính nó.",
        SAME,
        "Hãy quyết định trên hồ sơ gốc của các đơn vị; xong hết thì hồ sơ này tự kết thúc.",
    ),
    MoveRefused.Code.PURPOSE_FIXED: Message(
        "Hồ sơ tổng hợp để họp và hồ sơ tổng hợp để trình cấp trên không đổi cho nhau được.",
        SAME,
        "Hãy bỏ các đề nghị khỏi hồ sơ này rồi tổng hợp lại cho đúng việc.",
    ),
    MoveRefused.Code.NOTHING_FROM_ABOVE: Message(
        "Cấp trên chưa trả lại hồ sơ tổng hợp này với điểm nào cần bổ sung.",
        SAME,
        "Chỉ chuyển xuống được những điểm cấp trên đã nêu khi trả lại.",
    ),
    MoveRefused.Code.CONFLICT_SETTLED: Message(
        "Mâu thuẫn này đã có người chọn rồi.", SAME, "Hãy mở lại để xem ai chọn và vì sao."
    ),
    MoveRefused.Code.CONFLICT_OPEN: Message(
        "Hồ sơ này đang có mâu thuẫn chưa giải quyết nên chưa đi tiếp được.",
        SAME,
        "Hãy mở trang «Mâu thuẫn», xem hai bên và chọn trước.",
    ),
    MoveRefused.Code.CHOICE_IMPOSSIBLE: Message(
        "Không chọn được cách này cho mâu thuẫn đang mở.",
        SAME,
        "Hãy chọn một trong các cách còn lại, hoặc gọi cho bên kia.",
    ),
    MoveRefused.Code.OWN_OFFICE: Message(
        "Cơ quan này đang dùng chương trình nên không lưu trữ được.",
        SAME,
        "Nếu chỉ đổi tên, hãy sửa tên và ghi tên cũ vào «Tên qua các thời kỳ».",
    ),
    MoveRefused.Code.NEEDS_REASON: Message(
        "Việc này cần ghi lý do.", SAME, "Hãy nhập lý do rồi làm lại."
    ),
    MoveRefused.Code.WRONG_SEAT: Message(
        "Việc này do đầu bên kia làm, không làm ở cơ quan này.", SAME
    ),
    MoveRefused.Code.PERIOD_NOT_BEGUN: Message(
        "Kỳ báo cáo {period} chưa bắt đầu.", SAME, "Hãy chọn kỳ đã hoặc đang diễn ra."
    ),
    MoveRefused.Code.NO_OFFICE_ABOVE: Message(
        "Cơ quan này chưa ghi cơ quan cấp trên nên không có nơi nhận báo cáo.",
        SAME,
        "Hãy ghi cơ quan cấp trên ở trang «Cơ quan, chứng thư».",
    ),
    MoveRefused.Code.ALREADY_DECIDED: Message(
        "Hồ sơ đã được {by} quyết định trước đó, tại Quyết định số {number}.",
        SAME,
        "Hãy mở lại danh sách để xem còn đề nghị nào chưa có kết quả.",
    ),
    MoveRefused.Code.NOT_OURS_TO_DECIDE: Message(
        "Hồ sơ có {award}, thuộc thẩm quyền cấp trên.",
        SAME,
        "Hãy gửi hồ sơ lên cấp có thẩm quyền.",
    ),
}
