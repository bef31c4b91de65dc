"""The demo's 6 typical examples of xã Đồng Mơ, in all four stages (P:II.2.2)."""

from __future__ import annotations

from datetime import date

from desktop.demo.shapes import DemoCopy, DemoEvidence, DemoExemplar, DemoStep, prose
from desktop.law.terms import EvidenceKind, ExemplarStage, RecipientKind

_S = ExemplarStage
_CN, _TT, _HGD = RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD
_TEXT, _PHOTO, _LINK = EvidenceKind.TEXT, EvidenceKind.PHOTO, EvidenceKind.LINK


def _evidence(kind: EvidenceKind, title: str, content: str, dated: date) -> DemoEvidence:
    return DemoEvidence(kind=kind, title=title, content=prose(content), dated=dated)


def _step(task: str, due_on: date, responsible: str, done_on: date | None = None) -> DemoStep:
    return DemoStep(task=task, due_on=due_on, responsible=responsible, done_on=done_on)


def _copy(unit: str | None, name: str, since: date, result: str) -> DemoCopy:
    return DemoCopy(unit=unit, name=name, since=since, result=result)


EXEMPLARS = (
    DemoExemplar(
        key="rac-thanh-con-giong",
        commune="dong-mo",
        title="Biến rác thải thành con giống",
        recipient_kind=_TT,
        recipient="dong-mo/phu-nu",
        campaign="van-hoa-xa-hoi",
        stage=_S.REPLICATE,
        stage_since=date(2023, 10, 20),
        field="Môi trường, giảm nghèo",
        criteria=prose(
            """Cả 6 chi hội tham gia; thu chi công khai từng thôn; mỗi năm giúp ít nhất 50 hội viên
            khó khăn; rác phải chở đi giảm từ 20% trở lên."""
        ),
        summary=prose(
            """Mỗi nhà một túi phế liệu, mỗi thôn một ngày thu gom trong tháng. Tiền bán phế liệu
            mua gà giống và thẻ bảo hiểm y tế cho hội viên khó khăn."""
        ),
        responsible="Đặng Thị Ước, Chủ tịch Hội Liên hiệp Phụ nữ xã",
        steps=(
            _step("Làm điểm tại thôn An Ấp", date(2023, 3, 31), "Mạc Thị Vẽ", date(2023, 3, 25)),
            _step("Mở rộng ra 6 thôn", date(2023, 6, 30), "Đặng Thị Ước", date(2023, 6, 18)),
            _step("Hội nghị tổng kết mô hình", date(2023, 10, 20), "UBND xã", date(2023, 10, 20)),
            _step("Đón 3 xã bạn đến học tập", date(2023, 12, 31), "Đặng Thị Ước"),
        ),
        evidence=(
            _evidence(
                _TEXT,
                "Sổ thu chi sáu chi hội, tháng 02 đến tháng 11/2023",
                "Thu 11,4 tấn phế liệu, 86,5 triệu đồng; chi 2.190 con gà giống, 46 thẻ bảo hiểm.",
                date(2023, 11, 30),
            ),
            _evidence(
                _PHOTO, "Ngày thu gom ở thôn An Ấp", "ngay-thu-gom-an-ap.jpg", date(2023, 5, 6)
            ),
            _evidence(
                _LINK,
                "Bài phát thanh huyện",
                "https://phatthanh.thanhlam.example/bien-rac-thanh-con-giong",
                date(2023, 10, 25),
            ),
        ),
        copies=(
            _copy("dong-mo/thon-3", "Thôn An Ấp", date(2023, 2, 15), "Làm điểm, 96% hộ tham gia"),
            _copy("dong-mo/doan", "Đoàn xã", date(2023, 8, 1), "Đổi pin cũ lấy cây xanh, 140 kg"),
            _copy(None, "Hội LHPN xã Tường Vân", date(2023, 11, 5), "Đã thành lập 5 tổ thu gom"),
        ),
    ),
    DemoExemplar(
        key="ung-lo-ve-tung-nha",
        commune="dong-mo",
        title="Ưng Lộ: vẽ từng nhà, công khai từng đồng",
        recipient_kind=_CN,
        recipient="dong-mo/luong-the-on",
        campaign="nong-thon-moi",
        stage=_S.SUM_UP,
        stage_since=date(2023, 9, 5),
        field="Xây dựng nông thôn mới",
        criteria=prose(
            """100% hộ đồng thuận; không có đơn thư; tổ giám sát do dân bầu; thu chi công khai hằng
            tháng tại nhà văn hóa."""
        ),
        summary=prose(
            """Trưởng thôn vẽ sơ đồ phần đất của từng hộ, nhà mình lùi trước, vận động 46 hộ hiến
            2.150 m² đất mở đường."""
        ),
        responsible="Phạm Quang Đẳng, Chủ tịch UBND xã",
        steps=(
            _step("Phát hiện, giới thiệu", date(2023, 4, 15), "Vũ Đình Ổn", date(2023, 4, 12)),
            _step("Bồi dưỡng kỹ năng dân vận", date(2023, 6, 15), "Đảng ủy", date(2023, 6, 10)),
            _step("Viết tài liệu cách làm", date(2023, 11, 30), "Đào Thị Thùy Dương"),
            _step("Đề nghị huyện khen thưởng", date(2023, 12, 10), "UBND xã"),
        ),
        evidence=(
            _evidence(
                _TEXT,
                "Biên bản bàn giao mặt bằng",
                "46/46 hộ ký, 2.150 m², không đền bù.",
                date(2023, 5, 28),
            ),
            _evidence(
                _PHOTO, "Đường trục thôn trước và sau", "duong-ung-lo.jpg", date(2023, 8, 18)
            ),
        ),
        copies=(
            _copy("dong-mo/thon-6", "Thôn Đỗ Xá", date(2023, 9, 1), "29 hộ hiến 1.020 m² đất"),
            _copy("dong-mo/thon-4", "Thôn Ô Xuyên", date(2023, 9, 15), "Đang vẽ sơ đồ 38 hộ"),
        ),
    ),
    DemoExemplar(
        key="ga-giong-an-ap",
        commune="dong-mo",
        title="Gia đình giúp năm hộ nghèo bằng gà giống",
        recipient_kind=_HGD,
        recipient="dong-mo/ho-pham-thi-nho",
        campaign="vi-nguoi-ngheo",
        stage=_S.NURTURE,
        stage_since=date(2023, 7, 12),
        field="Giảm nghèo",
        criteria="Mỗi hộ được giúp có thu nhập tăng từ 20% trở lên; ít nhất 3 hộ thoát nghèo.",
        summary=prose(
            """Giao mỗi hộ 120 con gà giống, hướng dẫn kỹ thuật tại nhà, bao tiêu sản phẩm và cho
            vay không lãi."""
        ),
        responsible="Trần Văn Sẵn, Chủ tịch Hội Nông dân xã",
        steps=(
            _step(
                "Ghi chép chi phí, thu nhập 5 hộ",
                date(2023, 9, 30),
                "Mạc Thị Vẽ",
                date(2023, 10, 2),
            ),
            _step("Tập huấn thú y cho 5 hộ", date(2023, 11, 15), "Ngô Quý Lợi", date(2023, 11, 14)),
            _step("Tổng kết, đề nghị khen thưởng", date(2023, 12, 20), "Trần Văn Sẵn"),
        ),
        evidence=(
            _evidence(
                _TEXT,
                "Xác nhận của Trưởng thôn An Ấp",
                "Ba trong năm hộ đã thoát nghèo theo kết quả rà soát cuối năm.",
                date(2023, 11, 20),
            ),
        ),
    ),
    DemoExemplar(
        key="lop-hoc-ba-buoi-toi",
        commune="dong-mo",
        title="Lớp học ba buổi tối",
        recipient_kind=_CN,
        recipient="dong-mo/cong-tang-ton-nu-hoang-ngoc-phuong-thao-uyen",
        campaign="vi-nguoi-ngheo",
        stage=_S.NURTURE,
        stage_since=date(2023, 9, 25),
        field="Giáo dục",
        criteria="Học sinh khó khăn được kèm học miễn phí; 100% học sinh của lớp lên lớp.",
        summary=prose(
            """Cô giáo dạy miễn phí ba buổi tối mỗi tuần cho học sinh có bố mẹ đi làm xa hoặc thuộc
            hộ nghèo."""
        ),
        responsible="Dương Thị Kỷ, Hiệu trưởng Trường Tiểu học Đồng Mơ",
        steps=(
            _step("Bố trí phòng, đèn, quạt", date(2023, 10, 10), "Mạc Thị Vẽ", date(2023, 10, 8)),
            _step(
                "Thêm hai giáo viên cùng dạy",
                date(2023, 10, 31),
                "Dương Thị Kỷ",
                date(2023, 10, 16),
            ),
            _step("Đánh giá giữa năm học", date(2024, 1, 15), "Dương Thị Kỷ"),
        ),
        evidence=(
            _evidence(
                _TEXT,
                "Sổ theo dõi 17 học sinh",
                "17/17 em lên lớp, 6 em từ chưa hoàn thành lên hoàn thành tốt.",
                date(2023, 5, 31),
            ),
            _evidence(
                _PHOTO, "Lớp học tại nhà văn hóa thôn", "lop-hoc-toi.jpg", date(2023, 10, 18)
            ),
        ),
        copies=(_copy("dong-mo/thcs", "Trường THCS", date(2023, 11, 6), "Mở lớp kèm khối 6"),),
    ),
    DemoExemplar(
        key="tiep-dan-bang-ma-qr",
        commune="dong-mo",
        title="Phiếu hẹn bằng mã QR ở Bộ phận Tiếp nhận và Trả kết quả",
        recipient_kind=_TT,
        recipient="dong-mo/mot-cua",
        campaign="van-hoa-cong-so",
        stage=_S.DISCOVER,
        stage_since=date(2023, 11, 8),
        field="Cải cách hành chính",
        criteria="Hồ sơ đúng hạn 100%; hồ sơ nộp trực tuyến từ 80% trở lên; không có phản ánh.",
        summary=prose(
            """Người dân quét mã trên phiếu hẹn để xem tiến độ; mỗi thứ Năm có tổ hướng dẫn tại một
            nhà văn hóa thôn."""
        ),
        responsible="Nguyễn Thị Thu Huyền, Phó Chủ tịch UBND xã",
        steps=(
            _step("Khảo sát sự hài lòng 200 người dân", date(2023, 12, 15), "Bùi Thị Mỹ Duyên"),
            _step("Kế hoạch bồi dưỡng", date(2023, 12, 31), "Nguyễn Thị Thu Huyền"),
        ),
        evidence=(
            _evidence(
                _TEXT,
                "Số liệu 10 tháng",
                "4.318 hồ sơ, đúng hạn 100%; hồ sơ hộ tịch nộp trực tuyến 92%.",
                date(2023, 11, 1),
            ),
        ),
    ),
    DemoExemplar(
        key="ao-ca-hoa-sen",
        commune="dong-mo",
        title="Ao cá, hoa sen trên đất trũng Đỗ Xá",
        recipient_kind=_HGD,
        recipient="dong-mo/ho-do-khac-tinh",
        campaign="kt-xh-2023",
        stage=_S.DISCOVER,
        stage_since=date(2023, 8, 2),
        field="Phát triển kinh tế",
        criteria="Lãi từ 150 triệu đồng mỗi héc-ta; tạo việc làm cho 5 lao động trở lên.",
        summary=prose(
            """Chuyển 1,8 ha ruộng trũng một vụ sang nuôi cá kết hợp trồng sen, tạo việc làm cho 8
            lao động, đón khách đến chụp ảnh mùa sen."""
        ),
        responsible="Trần Văn Sẵn, Chủ tịch Hội Nông dân xã",
        steps=(_step("Kiểm tra hiệu quả một vụ", date(2023, 10, 31), "Ngô Quý Lợi"),),
        evidence=(_evidence(_PHOTO, "Đầm sen tháng 6", "dam-sen-do-xa.jpg", date(2023, 6, 20)),),
    ),
)
