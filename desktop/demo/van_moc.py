"""Xã Vân Mộc's nominations of 2026: what it decides itself, and what it puts to the province."""

from __future__ import annotations

from datetime import date

from desktop.demo.telling import collective, household, person

_YEAR = "Đã hoàn thành tốt nhiệm vụ năm 2026."
_YEAR_XS = "Đã hoàn thành xuất sắc nhiệm vụ năm 2026."

OWN = (
    person(
        "van-moc/pham-thu-uyen",
        "LDTT",
        _YEAR_XS,
        """Tham mưu 14 văn bản về thi đua, khen thưởng sau sắp xếp; số hóa 3.200 quyết định khen
        thưởng của hai xã cũ. Không có hồ sơ khen thưởng nào bị trả lại.""",
        """Đồng chí Phạm Thu Uyên, chuyên viên Phòng Văn hóa - Xã hội, theo dõi công tác nội vụ và
        thi đua, khen thưởng của xã mới.

        Năm 2026 đồng chí tham mưu 14 văn bản, nhập lại 3.200 quyết định khen thưởng của hai xã
        trước khi sắp xếp để tra cứu, hướng dẫn 14 đơn vị lập hồ sơ. Không hồ sơ nào bị trả lại.

        Đồng chí đoàn kết, chấp hành tốt nội quy, được xếp loại hoàn thành xuất sắc nhiệm
        vụ.""",
    ),
    person(
        "van-moc/tran-dinh-ung",
        "LDTT",
        _YEAR_XS,
        """Giám đốc Trung tâm, tiếp nhận 9.840 hồ sơ, đúng hạn 99,7%. Lập 4 điểm hỗ trợ nộp hồ sơ
        trực tuyến tại thôn.""",
        """Đồng chí Trần Đình Ưng, Giám đốc Trung tâm Phục vụ hành chính công xã, năm 2026 chỉ đạo
        tiếp nhận 9.840 hồ sơ, giải quyết đúng hạn 99,7%.

        Trung tâm lập 4 điểm hỗ trợ tại nhà văn hóa thôn; tỷ lệ hồ sơ trực tuyến đạt 91%.""",
    ),
    person(
        "van-moc/nong-thi-en",
        "LDTT",
        _YEAR_XS,
        """Hiệu trưởng, giữ vững trường đạt chuẩn quốc gia mức độ 1; 99,1% học sinh hoàn thành
        chương trình lớp học.""",
        """Bà Nông Thị Ẻn, Hiệu trưởng Trường Tiểu học Vân Mộc, năm 2026 chỉ đạo trường giữ vững
        chuẩn quốc gia mức độ 1; 99,1% học sinh hoàn thành chương trình lớp học.

        Trường dạy bơi cho 212 học sinh lớp 4, lớp 5 trong hè, không có học sinh đuối nước.""",
    ),
    person(
        "van-moc/tran-dinh-ung",
        "CSTDCS",
        _YEAR_XS,
        """Hoàn thành xuất sắc nhiệm vụ. Sáng kiến “Lịch hẹn theo thôn” rút thời gian chờ từ 52
        phút xuống 11 phút, được áp dụng tại 4 điểm hỗ trợ.""",
        """Đồng chí Trần Đình Ưng được xếp loại hoàn thành xuất sắc nhiệm vụ năm 2026.

        Sáng kiến “Lịch hẹn theo thôn”: mỗi thôn một buổi cố định, người dân đặt giờ qua trưởng
        thôn hoặc mã QR; thời gian chờ trung bình từ 52 phút còn 11 phút, không còn cảnh xếp hàng
        từ sáng sớm. Sáng kiến được áp dụng tại cả 4 điểm hỗ trợ của xã.

        Các năm 2024, 2025 là Chiến sĩ thi đua cơ sở.""",
        initiative="Lịch hẹn theo thôn tại Trung tâm Phục vụ hành chính công",
    ),
    collective(
        "van-moc/tram-y-te",
        "TTLDTT",
        _YEAR,
        """Khám 14.600 lượt, đạt 112% kế hoạch; 96,2% người dân có hồ sơ sức khỏe điện tử. Không
        có người bị kỷ luật.""",
        """Trạm Y tế xã Vân Mộc có 11 người, phục vụ hơn 4.100 hộ sau khi sáp nhập hai trạm.

        Năm 2026 trạm khám 14.600 lượt, đạt 112% kế hoạch; 96,2% người dân có hồ sơ sức khỏe điện
        tử; tiêm chủng đầy đủ cho trẻ dưới một tuổi đạt 98,9%.

        Tập thể đoàn kết, không có người bị kỷ luật.""",
    ),
    person(
        "van-moc/dang-thi-my-le",
        "GK_XA",
        "Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước thi đua chuyển đổi số” năm "
        "2026.",
        """Giáo viên, lập kho 186 bài giảng dùng chung cho hai điểm trường, hướng dẫn 22 đồng nghiệp
        soạn bài số.""",
        """Cô giáo Đặng Thị Mỹ Lệ, giáo viên Trường Tiểu học Vân Mộc, lập kho 186 bài giảng dùng
        chung để hai điểm trường cách nhau 7 km dạy cùng một chất lượng.

        Cô hướng dẫn 22 đồng nghiệp soạn bài số vào chiều thứ Sáu; kho bài có 9.400 lượt dùng trong
        năm học.""",
    ),
    household(
        "van-moc/ho-do-thi-nep",
        "GK_XA",
        "Đã có thành tích xuất sắc trong phong trào hiến đất xây dựng điểm trường năm 2026.",
        """Hiến 540 m² đất vườn làm điểm trường mầm non thôn Mộc Thượng, góp 120 ngày công. Nhờ đó
        64 cháu không phải đi học xa 4 km.""",
        """Gia đình bà Đỗ Thị Nếp ở thôn Mộc Thượng có 5 người, sống bằng nghề trồng gừng.

        Tháng 3/2026 gia đình hiến 540 m² đất vườn để làm điểm trường mầm non, góp 120 ngày công
        san nền, đóng bàn ghế. Điểm trường khai giảng ngày 05/9/2026 với 64 cháu.

        Gia đình chấp hành tốt chủ trương, pháp luật, nhiều năm liền đạt Gia đình văn hóa.""",
    ),
)

TO_PROVINCE = (
    person(
        "van-moc/vi-van-gung",
        "BK_TINH",
        "Đã có thành tích xuất sắc trong phong trào thi đua phát triển kinh tế tập thể giai đoạn "
        "2024 - 2026.",
        """Giám đốc hợp tác xã, đưa gừng hữu cơ Vân Mộc đạt OCOP 4 sao, doanh thu 11,6 tỷ đồng. Bao
        tiêu cho 214 hộ, thu nhập bình quân tăng 2,3 lần.""",
        """Ông Vi Văn Gừng sáng lập Hợp tác xã Gừng hữu cơ Vân Mộc năm 2021, hiện có 26 thành viên.

        Hợp tác xã bao tiêu cho 214 hộ trên 96 ha, doanh thu năm 2026 đạt 11,6 tỷ đồng, gấp 3,1 lần
        năm 2024. Sản phẩm tinh bột gừng đạt OCOP 4 sao. Thu nhập bình quân của hộ liên kết tăng từ
        31 triệu lên 72 triệu đồng một năm; 38 hộ thoát nghèo.

        Ông nhận dạy nghề cho 45 thanh niên, được 6 xã trong tỉnh đến học làm theo.""",
    ),
    collective(
        "van-moc/thcs",
        "BK_TINH",
        "Đã có thành tích xuất sắc trong công tác giáo dục và đào tạo, năm học 2024 - 2025 và năm "
        "học 2025 - 2026.",
        """Hai năm liền hoàn thành xuất sắc nhiệm vụ; 17 giải học sinh giỏi cấp tỉnh; 100% học sinh
        lớp 9 tốt nghiệp, không có học sinh bỏ học.""",
        """Trường Trung học cơ sở Vân Mộc có 31 cán bộ, giáo viên, 14 lớp, 566 học sinh.

        Hai năm học liền trường được xếp loại hoàn thành xuất sắc nhiệm vụ, có 17 giải học sinh giỏi
        cấp tỉnh, đứng thứ ba toàn tỉnh; 100% học sinh lớp 9 tốt nghiệp, không có học sinh bỏ học.

        Trường tổ chức nội trú trong tuần cho 58 học sinh ở xa, do giáo viên thay nhau trực.""",
    ),
    household(
        "van-moc/ho-do-thi-nep",
        "BK_TINH",
        "Đã có nhiều đóng góp cho phong trào làm đường giao thông nông thôn giai đoạn 2022 - 2025.",
        """Từ năm 2022 đến năm 2025 hiến 780 m² đất ruộng mở đường đến Trường Tiểu học, trị giá
        khoảng 1,9 tỷ đồng, góp 210 ngày công làm và giữ đường.""",
        """Gia đình bà Đỗ Thị Nếp ở thôn Mộc Thượng. Năm 2022 gia đình hiến 780 m² đất ruộng mở
        đường đến Trường Tiểu học; từ năm 2023 đến năm 2025 góp 210 ngày công làm mặt đường, trồng
        cây hai bên và giữ đường sạch cho 212 học sinh qua lại hằng ngày.

        Giá trị đất khoảng 1,9 tỷ đồng theo giá địa phương; gia đình không nhận đền bù.""",
        period_from=date(2022, 1, 1),
        period_to=date(2025, 12, 31),
    ),
)
