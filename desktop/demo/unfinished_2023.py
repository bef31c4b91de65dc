"""Six dossiers still on their way when the demo opens, one in each state an officer waits in."""

from __future__ import annotations

from datetime import date

from desktop.demo.places import DISTRICT, DONG_MO, TOWN, TUONG_VAN
from desktop.demo.shapes import DemoDossier, DemoNomination, DemoOffice, prose
from desktop.demo.telling import collective, household, minutes_of, person
from desktop.law.terms import AwardType


def _waiting(
    key: str,
    office: DemoOffice,
    receiver: DemoOffice | None,
    title: str,
    award_type: AwardType,
    letter: tuple[str, date],
    opening: str,
    held_on: str,
    *nominations: DemoNomination,
    campaign: str | None = None,
) -> DemoDossier:
    """Return a dossier nobody has decided yet; without ``held_on`` its minutes are missing."""
    matter = title[:1].lower() + title[1:]
    return DemoDossier(
        key=key,
        office=office.key,
        receiver=receiver.key if receiver else None,
        title=title,
        award_type=award_type,
        campaign=campaign,
        letter_number=letter[0],
        letter_date=letter[1],
        signatory_name=office.chair,
        signatory_title=office.chair_title,
        opening=prose(opening),
        minutes=minutes_of(office, held_on, matter, len(nominations)) if held_on else "",
        decision=None,
        nominations=nominations,
    )


# A draft: no number on the letter, no minutes, reports and one achievement still to be written.
DRAFT = _waiting(
    "dong-mo-chuyen-doi-so",
    DONG_MO,
    DISTRICT,
    "Khen thưởng thành tích chuyển đổi số, cải cách hành chính năm 2023",
    AwardType.MERIT,
    ("", date(2023, 12, 28)),
    """Thực hiện phong trào thi đua “Chuyển đổi số giai đoạn 2021 - 2025”, Ủy ban nhân dân xã Đồng
    Mơ kính trình Ủy ban nhân dân huyện xét tặng Giấy khen.""",
    "",
    collective(
        "dong-mo/mot-cua",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Chuyển đổi số giai đoạn 2021 - 2025”
        năm 2023.""",
        """Giải quyết 4.318 hồ sơ, đúng hạn 100%; hồ sơ hộ tịch nộp trực tuyến 92%.""",
        """Bộ phận Tiếp nhận và Trả kết quả có 4 người. Mười một tháng năm 2023 tiếp nhận 4.318 hồ
        sơ, giải quyết đúng hạn 100%.

        Phiếu hẹn có mã QR để người dân xem tiến độ. Thứ Năm hằng tuần, tổ hướng dẫn nộp hồ sơ trực
        tuyến làm việc tại một nhà văn hóa thôn; tỷ lệ hồ sơ hộ tịch nộp trực tuyến đạt 92%.""",
        exemplar="tiep-dan-bang-ma-qr",
    ),
    person("dong-mo/bui-thi-my-duyen", "GK_HUYEN", "", "", ""),
    household(
        "dong-mo/ho-tran-quoc-tue",
        "GK_HUYEN",
        "Đã có nhiều đóng góp cho tổ công nghệ số cộng đồng năm 2023.",
        "Tặng nhà văn hóa thôn hai bộ máy tính, đóng cước mạng cả năm.",
        "",
    ),
    campaign="chuyen-doi-so",
)

# Ready to be decided by the commune's own chair.
READY = _waiting(
    "dong-mo-lam-dep-duong-lang",
    DONG_MO,
    None,
    "Khen thưởng phong trào làm đẹp đường làng, ngõ xóm năm 2023",
    AwardType.CAMPAIGN,
    ("103/TTr-VP", date(2023, 12, 26)),
    """Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng xã ngày 25/12/2023, bộ phận Văn phòng kính
    trình Chủ tịch Ủy ban nhân dân xã xét, quyết định.""",
    "25/12/2023",
    collective(
        "dong-mo/thon-6",
        "GK_XA",
        """Đã có thành tích xuất sắc trong phong trào thi đua chung sức làm đẹp đường làng, ngõ xóm
        năm 2023.""",
        "29 hộ hiến 1.020 m² đất, trồng 2,1 km đường hoa.",
        """Thôn Đỗ Xá có 268 hộ. Học cách làm của thôn Ưng Lộ, Ban công tác Mặt trận thôn vận động
        29 hộ hiến 1.020 m² đất mở rộng hai ngõ chính.

        Chi hội Phụ nữ và Chi đoàn trồng 2,1 km đường hoa, mỗi hộ nhận chăm sóc đoạn trước cửa nhà.
        Sáng thứ Bảy hằng tuần cả thôn làm vệ sinh chung.""",
    ),
    household(
        "dong-mo/ho-do-khac-tinh",
        "GK_XA",
        """Đã có thành tích xuất sắc trong phong trào thi đua chung sức làm đẹp đường làng, ngõ xóm
        năm 2023.""",
        "Hiến 96 m² đất vườn và 200 cây giống để trồng đường hoa của thôn.",
        """Gia đình ông Đỗ Khắc Tỉnh hiến 96 m² đất vườn để mở ngõ, tự tháo dỡ tường bao trong ba
        ngày.

        Gia đình tặng thôn 200 cây hoa giống và cho mượn máy bơm tưới đường hoa suốt mùa khô.""",
    ),
    campaign="dong-mo-chung-suc",
)

# Signed and queued; no receipt has come yet.
SENT = _waiting(
    "dong-mo-dot-xuat",
    DONG_MO,
    DISTRICT,
    "Khen thưởng thành tích đột xuất cứu người đuối nước",
    AwardType.SUDDEN,
    ("105/TTr-UBND", date(2023, 12, 27)),
    """Ngày 24/12/2023, trên địa bàn xã xảy ra vụ đuối nước tại đập tràn Ô Xuyên. Ủy ban nhân dân xã
    Đồng Mơ kính trình Ủy ban nhân dân huyện xét khen thưởng ngay.""",
    "26/12/2023",
    person(
        "dong-mo/la-manh-hung",
        "GK_HUYEN",
        "Đã có hành động dũng cảm cứu người đuối nước ngày 24/12/2023.",
        "Cứu hai cháu nhỏ khỏi dòng nước xiết ở đập tràn Ô Xuyên.",
        """Khoảng 16 giờ ngày 24/12/2023, hai cháu học sinh lớp 3 trượt chân xuống đập tràn Ô Xuyên.
        Nhận tin báo, ông Lã Mạnh Hùng, Trưởng Công an xã, có mặt sau bốn phút.

        Ông buộc dây vào người, bơi ra giữa dòng nước xiết đưa từng cháu vào bờ, sơ cứu và cùng Trạm
        Y tế chuyển hai cháu lên bệnh viện huyện. Hai cháu đã về nhà khỏe mạnh.""",
        period_from=date(2023, 12, 24),
        period_to=date(2023, 12, 24),
    ),
)

# Taken in by the district, not appraised yet.
RECEIVED = _waiting(
    "tuong-van-vi-nguoi-ngheo",
    TUONG_VAN,
    DISTRICT,
    "Khen thưởng phong trào vì người nghèo năm 2023",
    AwardType.CAMPAIGN,
    ("84/TTr-UBND", date(2023, 12, 21)),
    """Thực hiện phong trào thi đua “Vì người nghèo - không để ai bị bỏ lại phía sau”, Ủy ban nhân
    dân xã Tường Vân kính trình Ủy ban nhân dân huyện xét tặng Giấy khen.""",
    "19/12/2023",
    person(
        "tuong-van/le-thua-an",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Vì người nghèo - không để ai bị bỏ
        lại phía sau” năm 2023.""",
        "Bí thư Chi bộ, vận động sửa 6 nhà dột nát, giúp 9 hộ thoát nghèo.",
        """Ông Lê Thừa Ấn là Bí thư Chi bộ thôn Bùi Xá. Năm 2023 ông cùng Chi bộ phân công mỗi đảng
        viên giúp một hộ nghèo, ghi sổ từng việc đã làm.

        Thôn sửa được 6 nhà dột nát bằng 210 triệu đồng và 480 ngày công đóng góp; 9 trên 14 hộ
        nghèo của thôn thoát nghèo theo kết quả rà soát cuối năm.""",
    ),
    household(
        "tuong-van/ho-tran-thi-che",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Vì người nghèo - không để ai bị bỏ
        lại phía sau” năm 2023.""",
        "Dạy nghề thêu miễn phí cho 16 phụ nữ nghèo, bao tiêu sản phẩm.",
        """Gia đình bà Trần Thị Chè giữ nghề thêu truyền thống đã bốn đời. Năm 2023 gia đình mở hai
        lớp dạy thêu miễn phí tại nhà cho 16 phụ nữ thuộc hộ nghèo, hộ cận nghèo.

        Gia đình nhận bao tiêu toàn bộ sản phẩm; mỗi người có thêm 2,4 triệu đồng mỗi tháng, 5 hộ đã
        thoát nghèo.""",
    ),
    campaign="vi-nguoi-ngheo",
)

# Appraised with three different verdicts, waiting for the chair's decision.
APPRAISED = _waiting(
    "thi-tran-quoc-phong",
    TOWN,
    DISTRICT,
    "Khen thưởng phong trào quốc phòng, an ninh năm 2023",
    AwardType.CAMPAIGN,
    ("77/TTr-UBND", date(2023, 12, 18)),
    """Thực hiện phong trào thi đua trong lĩnh vực quốc phòng, an ninh, Ủy ban nhân dân thị trấn
    Thanh Lâm kính trình Ủy ban nhân dân huyện xét tặng Giấy khen.""",
    "15/12/2023",
    collective(
        "tt-thanh-lam/quan-su",
        "GK_HUYEN",
        "Đã có thành tích xuất sắc trong thực hiện nhiệm vụ quốc phòng địa phương năm 2023.",
        "Giao quân 18/18 chỉ tiêu, huấn luyện dân quân đạt 100% quân số.",
        """Ban Chỉ huy Quân sự thị trấn hoàn thành giao quân 18/18 chỉ tiêu, không có công dân phải
        bù đổi; huấn luyện dân quân đạt 100% quân số, 92% khá, giỏi.

        Phối hợp với Công an thị trấn tuần tra 104 đêm, giữ vững trật tự ba khu chợ.""",
    ),
    person(
        "tt-thanh-lam/doan-viet-cuong",
        "GK_HUYEN",
        "Đã có thành tích xuất sắc trong phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2023.",
        "Trưởng Công an thị trấn, giảm 34% vụ việc về trật tự xã hội.",
        """Ông Đoàn Việt Cường là Trưởng Công an thị trấn. Năm 2023 thị trấn lắp 46 mắt ghi hình do
        dân đóng góp, vụ việc về trật tự xã hội giảm 34% so với năm 2022.

        Công an thị trấn thu nhận 100% hồ sơ căn cước, kích hoạt 4.120 tài khoản định danh.""",
    ),
    household(
        "tt-thanh-lam/ho-vu-bao-loc",
        "GK_HUYEN",
        "Đã có thành tích xuất sắc trong phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2023.",
        "Chở miễn phí 31 chuyến bệnh nhân nghèo đi cấp cứu.",
        """Gia đình ông Vũ Bảo Lộc dùng xe của nhà chở miễn phí 31 chuyến bệnh nhân nghèo đi cấp
        cứu, kể cả ban đêm.

        Gia đình tham gia đội xung kích phòng, chống tội phạm của khu dân cư.""",
    ),
    campaign="quoc-phong-an-ninh",
)

# Sent back by the district with what is to be mended.
RETURNED = _waiting(
    "thi-tran-van-hoa-cong-so",
    TOWN,
    DISTRICT,
    "Khen thưởng phong trào thực hiện văn hóa công sở năm 2023",
    AwardType.CAMPAIGN,
    ("74/TTr-UBND", date(2023, 12, 13)),
    """Thực hiện phong trào thi đua “Cán bộ, công chức, viên chức, người lao động thi đua thực hiện
    văn hóa công sở”, Ủy ban nhân dân thị trấn Thanh Lâm kính trình Ủy ban nhân dân huyện xét tặng
    Giấy khen.""",
    "12/12/2023",
    collective(
        "tt-thanh-lam/mot-cua",
        "GK_HUYEN",
        "Đã có thành tích xuất sắc trong phong trào thi đua thực hiện văn hóa công sở năm 2023.",
        "Giải quyết 5.206 hồ sơ, đúng hạn 99,8%.",
        """Bộ phận Tiếp nhận và Trả kết quả thị trấn giải quyết 5.206 hồ sơ, đúng hạn 99,8%; nhận
        1.340 phiếu đánh giá, 1.332 phiếu rất hài lòng.""",
    ),
    person(
        "tt-thanh-lam/ho-thi-quynh",
        "GK_HUYEN",
        "Đã có thành tích xuất sắc trong phong trào thi đua thực hiện văn hóa công sở năm 2023.",
        "Phó Chủ tịch UBND thị trấn, trực tiếp tiếp dân mỗi tuần hai buổi.",
        """Bà Hồ Thị Quỳnh phụ trách văn hóa - xã hội và Bộ phận Tiếp nhận và Trả kết quả. Bà tiếp
        dân mỗi tuần hai buổi, trả lời xong 100% kiến nghị trong tuần.""",
    ),
    campaign="van-hoa-cong-so",
)

UNFINISHED = (DRAFT, READY, SENT, RECEIVED, APPRAISED, RETURNED)
