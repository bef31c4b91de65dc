"""What xã Đồng Mơ decides itself at the end of 2023: Lao động tiên tiến and its own giấy khen."""

from __future__ import annotations

from desktop.demo.telling import collective, household, person

NOMINATIONS = (
    person(
        "dong-mo/bui-thi-my-duyen",
        "LDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """Bí thư Đoàn xã, hoàn thành 10/10 chỉ tiêu. Thành lập 6 tổ công nghệ số cộng đồng,
        hướng dẫn 1.870 người dân cài đặt và dùng dịch vụ công. Tổ chức 4 đợt hiến máu, thu 126
        đơn vị.""",
        """Đồng chí Bùi Thị Mỹ Duyên là Bí thư Đoàn xã từ năm 2021. Năm 2023 Đoàn xã hoàn thành
        10/10 chỉ tiêu công tác.

        Đồng chí thành lập 6 tổ công nghệ số cộng đồng với 54 đoàn viên, mỗi thứ Năm trực tại nhà
        văn hóa một thôn, hướng dẫn 1.870 người dân. Bốn đợt hiến máu thu 126 đơn vị, vượt 26%.

        Bản thân đoàn kết, gương mẫu, được xếp loại hoàn thành tốt nhiệm vụ.""",
    ),
    person(
        "dong-mo/nguyen-van-hung",
        "LDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """Công chức Địa chính, tham mưu giải phóng mặt bằng ba tuyến đường, bàn giao sớm 42 ngày.
        Cấp đổi 512 giấy chứng nhận, giải quyết dứt điểm 6 vụ tranh chấp ranh giới.""",
        """Đồng chí Nguyễn Văn Hùng, công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường, năm
        2023 được giao tham mưu mở rộng ba tuyến đường trục thôn.

        Đồng chí đo đạc, lập sơ đồ cho 103 hộ, cùng các thôn vận động, bàn giao mặt bằng sớm 42
        ngày. Tham mưu cấp đổi 512 giấy chứng nhận quyền sử dụng đất, giải quyết 6/6 vụ tranh chấp
        ranh giới ngay tại thôn.

        Các năm 2021, 2022 đạt Lao động tiên tiến. Năm 2023 xếp loại hoàn thành tốt nhiệm vụ.""",
    ),
    person(
        "dong-mo/dao-thi-thuy-duong",
        "LDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """Công chức Văn phòng - Thống kê, xử lý 3.640 văn bản điện tử đúng hạn. Xây dựng lịch nhắc
        báo cáo, không còn báo cáo trễ. Tiết kiệm 21 triệu đồng tiền giấy, mực in.""",
        """Đồng chí Đào Thị Thùy Dương, công chức Văn phòng - Thống kê, phụ trách văn thư, thống kê
        và thi đua, khen thưởng.

        Năm 2023 xử lý 3.640 văn bản trên hệ thống điện tử, đúng hạn 100%. Đồng chí lập lịch nhắc
        báo cáo cho các bộ phận; 86/86 báo cáo gửi huyện đúng hạn, năm trước trễ 14 báo cáo. Họp
        không giấy tiết kiệm 21 triệu đồng.

        Đồng chí năm 2023 xếp loại hoàn thành tốt nhiệm vụ, được tập thể tín nhiệm.""",
    ),
    person(
        "dong-mo/nguyen-thi-thu-huyen",
        "LDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """Phó Chủ tịch UBND xã phụ trách văn hóa - xã hội, chỉ đạo giảm tỷ lệ hộ nghèo từ 1,62%
        xuống 0,94%. Chi trả 100% trợ cấp bảo trợ xã hội qua tài khoản.""",
        """Đồng chí Nguyễn Thị Thu Huyền, Phó Chủ tịch UBND xã, phụ trách khối văn hóa - xã hội.

        Năm 2023 đồng chí chỉ đạo giao từng hộ nghèo cho một đoàn thể giúp đỡ; tỷ lệ hộ nghèo giảm
        từ 1,62% xuống 0,94%. 100% đối tượng bảo trợ xã hội nhận trợ cấp qua tài khoản. Sáu thôn giữ
        vững danh hiệu văn hóa.

        Đồng chí năm 2023 xếp loại hoàn thành tốt nhiệm vụ.""",
    ),
    person(
        "dong-mo/mac-thi-ve",
        "GK_XA",
        """Đã có thành tích xuất sắc trong phong trào làm đẹp đường làng, ngõ xóm năm 2023.""",
        """Trưởng thôn An Ấp, vận động nhân dân trồng 1,8 km đường hoa và sơn 64 bức tường. Duy trì
        tổng vệ sinh sáng thứ Bảy với trên 80% hộ tham gia suốt 42 tuần.""",
        """Bà Mạc Thị Vẽ là Trưởng thôn An Ấp. Thôn có 291 hộ, đường ngõ nhiều, trước đây hay đổ rác
        ra bờ ao.

        Bà chia thôn thành 9 nhóm liên gia, mỗi nhóm nhận một đoạn. Sau một năm thôn có 1,8 km đường
        hoa, 64 bức tường được sơn, xóa 5 điểm rác. Tổng vệ sinh sáng thứ Bảy duy trì 42 tuần, trên
        80% hộ tham gia.

        Bà gương mẫu, công tâm, được nhân dân tín nhiệm bầu lại với 96% số phiếu.""",
    ),
    collective(
        "dong-mo/thon-1",
        "GK_XA",
        """Đã có thành tích xuất sắc trong phong trào làm đẹp đường làng, ngõ xóm năm 2023.""",
        """Cán bộ và nhân dân thôn Mơ Thượng góp 214 triệu đồng và 1.150 ngày công lát 2.400 m² vỉa
        hè, lắp 72 đèn năng lượng mặt trời. 100% ngõ có tên và biển chỉ dẫn.""",
        """Thôn Mơ Thượng có 248 hộ, 845 nhân khẩu, hợp nhất từ hai thôn năm 2019.

        Năm 2023 thôn họp dân 5 lần, thống nhất làm vỉa hè và chiếu sáng. Nhân dân góp 214 triệu
        đồng và 1.150 ngày công, lát 2.400 m² vỉa hè, lắp 72 đèn năng lượng mặt trời, đặt tên và
        biển chỉ dẫn cho 31/31 ngõ.

        Trong năm thôn không có tội phạm, không có người sinh con thứ ba, 94% hộ đạt Gia đình văn
        hóa.""",
    ),
    household(
        "dong-mo/ho-tran-quoc-tue",
        "GK_XA",
        """Đã có thành tích xuất sắc, ủng hộ xây dựng nhà văn hóa thôn năm 2023.""",
        """Gia đình ủng hộ 65 triệu đồng và 120 ngày công xây nhà văn hóa thôn Ô Xuyên. Ông làm tổ
        trưởng giám sát, tiết kiệm cho công trình 48 triệu đồng.""",
        """Gia đình ông Trần Quốc Tuế ở thôn Ô Xuyên có 6 người, ba thế hệ. Ông là thợ xây nghỉ
        nghề.

        Khi thôn xây nhà văn hóa, gia đình ủng hộ 65 triệu đồng và 120 ngày công. Ông được bầu làm
        tổ trưởng giám sát, ngày nào cũng có mặt, phát hiện và yêu cầu làm lại 22 m² tường, tận dụng
        gạch cũ tiết kiệm 48 triệu đồng.

        Nhà văn hóa 180 chỗ hoàn thành ngày 25/10/2023. Gia đình hòa thuận, các con, cháu chăm
        ngoan, chấp hành tốt pháp luật.""",
    ),
)
