"""Reasons mostly given with a verdict or for a paper, so that one key is enough."""

from __future__ import annotations

from desktop.law.terms import Verdict

VERDICT_REASONS: dict[Verdict, tuple[str, ...]] = {
    Verdict.DOES_NOT: (
        "Chưa đủ thời gian giữ danh hiệu theo tiêu chuẩn.",
        "Thành tích nêu trong báo cáo chưa đạt tiêu chuẩn của hình thức đề nghị.",
        "Thành tích này đã được khen thưởng.",
        "Chưa có quyết định công nhận sáng kiến theo quy định.",
        "Bị kỷ luật trong thời gian tính thành tích.",
        "Hồ sơ thiếu giấy tờ bắt buộc.",
        "Vượt tỷ lệ xét tặng.",
    ),
    Verdict.SEND_HIGHER: (
        "Hình thức đề nghị thuộc thẩm quyền cấp trên.",
        "Đủ tiêu chuẩn đề nghị hình thức khen thưởng cao hơn.",
    ),
    Verdict.HOLD: (
        "Đang có đơn thư khiếu nại, tố cáo chưa kết luận.",
        "Đang được thanh tra, kiểm tra, điều tra.",
        "Chờ bổ sung giấy tờ.",
        "Chờ xác minh trùng với đề nghị của đơn vị khác.",
    ),
}
ASKS: dict[Verdict, tuple[str, str]] = {
    Verdict.DOES_NOT: (
        "Không đủ điều kiện",
        "Vì sao không đủ điều kiện? Nơi gửi sẽ đọc lý do này.",
    ),
    Verdict.SEND_HIGHER: ("Trình cấp trên", "Vì sao phải trình cấp trên?"),
    Verdict.HOLD: ("Tạm dừng xem xét", "Vì sao tạm dừng?"),
}
"""Title and question of the dialog that asks why."""

PAPER_REASONS: tuple[str, ...] = (
    "thiếu, chưa gửi kèm.",
    "chưa có chữ ký hoặc dấu.",
    "không đọc được, đề nghị quét lại.",
    "sai mẫu quy định.",
    "họ tên hoặc chức vụ không khớp danh sách.",
    "không đúng thời gian tính thành tích.",
    "nội dung chưa nêu rõ thành tích.",
)
