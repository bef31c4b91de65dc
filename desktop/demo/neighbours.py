"""The nominations of xã Tường Vân (a campaign) and thị trấn Thanh Lâm (deeds of one moment)."""

from __future__ import annotations

from datetime import date

from desktop.demo.shapes import DemoOneOff
from desktop.demo.telling import collective, household, person
from desktop.law.terms import Gender

TUONG_VAN = (
    person(
        "tuong-van/bui-thi-the",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước chung sức xây dựng nông thôn
        mới” năm 2023.""",
        """Giám đốc Hợp tác xã Rau an toàn Vân Ổ, đưa 18 ha rau của 74 hộ vào 6 bếp ăn và 2 siêu
        thị. Thu nhập bình quân của xã viên đạt 8,4 triệu đồng mỗi tháng, tăng 35%.""",
        """Bà Bùi Thị Thẽ là Giám đốc Hợp tác xã Rau an toàn Vân Ổ từ khi thành lập năm 2017.

        Năm 2023 bà ký hợp đồng với 6 bếp ăn công nghiệp và 2 siêu thị, mỗi ngày 2,6 tấn rau. Hợp
        tác xã dán mã truy xuất cho 100% sản phẩm, 74 hộ ghi nhật ký đồng ruộng. Hai sản phẩm được
        xếp hạng OCOP 3 sao.

        Thu nhập bình quân xã viên đạt 8,4 triệu đồng mỗi tháng, tăng 35%; 22 lao động nữ trên 45
        tuổi có việc làm ổn định. Hợp tác xã góp 60 triệu đồng làm đường nội đồng.""",
    ),
    person(
        "tuong-van/nguyen-thi-hang",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước chung sức xây dựng nông thôn
        mới” năm 2023.""",
        """Trưởng thôn Vân Ổ, vận động 31 hộ hiến 1.640 m² đất làm đường nội đồng và bãi tập kết
        rau. Thôn đạt 14/14 tiêu chí khu dân cư nông thôn mới kiểu mẫu.""",
        """Bà Nguyễn Thị Hằng là Trưởng thôn Vân Ổ, thôn có 224 hộ, phần lớn trồng rau.

        Bà cùng Ban công tác Mặt trận vận động 31 hộ hiến 1.640 m² đất, làm 860 m đường nội đồng và
        bãi tập kết rau, xe tải vào được đến ruộng. Chi phí vận chuyển giảm 400 đồng mỗi ki-lô-gam.

        Thôn đạt 14/14 tiêu chí khu dân cư nông thôn mới kiểu mẫu, được UBND huyện công nhận tháng
        10/2023.""",
    ),
    collective(
        "tuong-van/doan",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước chung sức xây dựng nông thôn
        mới” năm 2023.""",
        """Đoàn xã đảm nhận công trình “Thắp sáng đường quê” 4,6 km, 138 bóng đèn, vận động 165
        triệu đồng. Cải tạo 3 ao rác thành ao bơi và sân chơi cho thiếu nhi.""",
        """Đoàn TNCS Hồ Chí Minh xã Tường Vân có 8 chi đoàn, 198 đoàn viên.

        Công trình “Thắp sáng đường quê” dài 4,6 km gồm 138 bóng đèn do đoàn viên tự thi công, vận
        động được 165 triệu đồng. Ba ao rác được nạo vét, kè bờ thành ao bơi và sân chơi; hè 2023
        dạy bơi cho 112 trẻ em, không có trẻ đuối nước.

        Đoàn xã được xếp loại hoàn thành xuất sắc nhiệm vụ năm 2023.""",
    ),
    collective(
        None,
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước chung sức xây dựng nông thôn
        mới” năm 2023.""",
        """Câu lạc bộ 24 người cao tuổi trồng và chăm 3,1 km đường hoa ven kênh, tự gây 9.000 cây
        giống. Cấp cây miễn phí cho 4 thôn và 2 trường học.""",
        """Câu lạc bộ “Đường hoa ven kênh” do 24 người cao tuổi thôn Vân Ổ tự lập tháng 3/2022.

        Năm 2023 câu lạc bộ trồng và chăm 3,1 km đường hoa, tự gây 9.000 cây giống, cấp miễn phí cho
        4 thôn và 2 trường học. Mỗi sáng có một tổ ba người tưới và nhặt rác.

        Đoạn kênh trước là nơi đổ rác nay là nơi đi bộ của nhân dân ba thôn.""",
        one_off=DemoOneOff(
            name="Câu lạc bộ “Đường hoa ven kênh” thôn Vân Ổ",
            unit="Hội Người cao tuổi xã Tường Vân",
            address="Thôn Vân Ổ, xã Tường Vân, huyện Thanh Lâm",
        ),
    ),
    household(
        "tuong-van/ho-tong-van-lu",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc, hiến đất xây dựng nông thôn mới năm 2023.""",
        """Gia đình hiến 180 m² đất ruộng làm đường nội đồng và góp 40 triệu đồng kiên cố hóa 300 m
        kênh mương. Cho mượn máy xúc 12 ngày không lấy tiền.""",
        """Gia đình ông Tống Văn Lự ở thôn Vân Ổ có 5 người, làm nghề trồng rau và lái máy xúc.

        Gia đình hiến 180 m² đất ruộng đang trồng rau, góp 40 triệu đồng kiên cố hóa 300 m kênh. Ông
        đưa máy xúc của nhà làm đường 12 ngày, không lấy tiền công và dầu.

        Các thành viên gương mẫu, chấp hành tốt chủ trương, pháp luật; năm 2022 đạt Gia đình văn
        hóa.""",
    ),
)

_FIRE = date(2023, 9, 12)
_RESCUE = date(2023, 8, 6)
_STORM = date(2023, 7, 18)

TOWN = (
    person(
        "tt-thanh-lam/ung-van-lam",
        "GK_XA",
        "Đã có thành tích đột xuất dũng cảm cứu hai học sinh đuối nước ngày 06/8/2023.",
        """16 giờ 20 phút ngày 06/8/2023, anh nhảy xuống sông Đầm đoạn chảy xiết cứu hai học sinh
        lớp 6 bị cuốn cách bờ 15 m. Anh sơ cứu, hô hấp nhân tạo, cả hai em an toàn.""",
        """Anh Ứng Văn Lẫm, sinh năm 2001, thợ cơ khí, trú tại khu dân cư Bến Cũ, thị trấn Thanh
        Lâm.

        Khoảng 16 giờ 20 phút ngày 06/8/2023, trên đường đi làm về qua bến cũ sông Đầm, anh nghe
        tiếng kêu cứu và thấy hai học sinh lớp 6 bị nước cuốn cách bờ 15 m. Anh nhảy xuống, đưa em
        thứ nhất vào bờ rồi quay lại đưa em thứ hai. Một em đã ngừng thở; anh hô hấp nhân tạo đến
        khi em tỉnh.

        Hai em được đưa đến trung tâm y tế, xuất viện sau hai ngày. Hành động dũng cảm của anh được
        nhân dân cảm phục.""",
        period_from=_RESCUE,
        period_to=_RESCUE,
    ),
    person(
        None,
        "GK_XA",
        "Đã có thành tích đột xuất trong chữa cháy, cứu người tại chợ Đầm ngày 12/9/2023.",
        """Anh dừng xe tải, phá cửa cuốn đưa ba người mắc kẹt ra khỏi ki-ốt cháy tại chợ Đầm
        lúc 4 giờ sáng 12/9/2023. Dùng bình chữa cháy trên xe khống chế lửa đến khi lực lượng
        cứu hỏa tới.""",
        """Anh Hà Văn Sỉnh, lái xe tải, trú tại tỉnh khác, đi giao hàng qua thị trấn Thanh Lâm.

        Khoảng 4 giờ sáng ngày 12/9/2023, anh thấy khói từ dãy ki-ốt chợ Đầm. Anh gọi báo cháy, dùng
        xà beng phá cửa cuốn, đưa ba người trong một gia đình ra ngoài, rồi dùng hai bình chữa cháy
        trên xe khống chế lửa 12 phút đến khi lực lượng cứu hỏa tới.

        Ba người được cứu an toàn, 14 ki-ốt liền kề không bị cháy lan.""",
        one_off=DemoOneOff(
            name="Hà Văn Sỉnh",
            gender=Gender.MALE,
            birth_year=1986,
            post="Lái xe tải",
            address="Người qua đường, không cư trú tại thị trấn",
        ),
        period_from=_FIRE,
        period_to=_FIRE,
    ),
    collective(
        "tt-thanh-lam/cong-an",
        "GK_XA",
        "Đã có thành tích đột xuất trong chữa cháy, cứu tài sản tại chợ Đầm ngày 12/9/2023.",
        """Có mặt sau 6 phút, sơ tán 41 người, cứu tài sản của 14 ki-ốt trị giá khoảng 2,1 tỷ đồng.
        Giữ trật tự, không để xảy ra trộm cắp trong vụ cháy.""",
        """Công an thị trấn Thanh Lâm nhận tin cháy chợ Đầm lúc 4 giờ 05 phút ngày 12/9/2023.

        Sau 6 phút lực lượng có mặt, cắt điện, mở hai lối thoát, sơ tán 41 người, cùng tiểu thương
        chuyển tài sản của 14 ki-ốt trị giá khoảng 2,1 tỷ đồng. Chốt chặn ba hướng, dẫn đường cho
        hai xe chữa cháy.

        Đến 5 giờ 10 phút đám cháy được dập tắt. Không có người chết, không xảy ra trộm cắp.""",
        period_from=_FIRE,
        period_to=_FIRE,
    ),
    household(
        "tt-thanh-lam/ho-hoang-thi-em",
        "GK_XA",
        "Đã có thành tích đột xuất trong phòng, chống bão ngày 18/7/2023.",
        """Gia đình đón 35 người của 9 hộ nhà cấp bốn đến tránh bão, lo chỗ ngủ và cơm nước trong
        hai ngày. Không để ai bị thương.""",
        """Gia đình bà Hoàng Thị Em ở khu dân cư Lò Gạch có nhà hai tầng kiên cố.

        Chiều 18/7/2023, bão gây tốc mái nhiều nhà cấp bốn. Gia đình bà mở cửa đón 35 người của 9
        hộ, trong đó có 6 người già và 11 trẻ em; nhường cả tầng hai, nấu cơm sáu bữa trong hai
        ngày.

        Sau bão, gia đình góp 60 tấm tôn và 18 ngày công giúp 9 hộ lợp lại mái. Không ai bị
        thương.""",
        period_from=_STORM,
        period_to=date(2023, 7, 19),
    ),
)
