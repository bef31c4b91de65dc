"""Xã Đồng Mơ's year-end nominations to the district: giấy khen, and the titles only it decides."""

from __future__ import annotations

from desktop.demo.telling import collective, household, person

PRAISE = (
    person(
        "dong-mo/luong-the-on",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Cả nước chung sức xây dựng nông thôn
        mới” năm 2023.""",
        """Trưởng thôn, vận động 46 hộ hiến 2.150 m² đất mở rộng 1,2 km đường trục thôn Ưng Lộ từ
        3,5 m lên 7 m. Không hộ nào nhận đền bù, không phát sinh đơn thư. Thôn tự góp thêm 318 triệu
        đồng làm rãnh thoát nước và đèn chiếu sáng.""",
        """Ông Lương Thế Ơn làm Trưởng thôn Ưng Lộ từ năm 2015. Đầu năm 2023 thôn nhận chủ trương mở
        rộng đường trục dài 1,2 km từ 3,5 m lên 7 m theo tiêu chí nông thôn mới nâng cao; 46 hộ phải
        lùi tường rào, 9 hộ phải dỡ công trình phụ.

        Ông đến từng nhà, đo và vẽ sơ đồ cho từng hộ thấy phần đất của mình và của người bên cạnh.
        Gia đình ông lùi trước 38 m² đất ở. Sau bốn tháng, 46/46 hộ đồng ý hiến 2.150 m² đất, trị
        giá khoảng 4,3 tỷ đồng theo giá địa phương; không hộ nào nhận đền bù, không có đơn thư.

        Thôn thành lập tổ giám sát gồm 7 người do dân bầu, công khai thu chi tại nhà văn hóa vào
        ngày 01 hằng tháng. Nhân dân góp thêm 318 triệu đồng và 940 ngày công làm rãnh thoát nước,
        58 cột đèn. Đường hoàn thành ngày 18/8/2023, sớm hơn kế hoạch 42 ngày.

        Cách làm “vẽ từng nhà, công khai từng đồng” đã được thôn Đỗ Xá và thôn Ô Xuyên làm theo. Gia
        đình ông chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước; năm 2022 đạt Gia đình
        văn hóa.""",
        exemplar="ung-lo-ve-tung-nha",
    ),
    person(
        "dong-mo/cong-tang-ton-nu-hoang-ngoc-phuong-thao-uyen",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Vì người nghèo - không để ai bị bỏ
        lại phía sau” năm 2023.""",
        """Giáo viên, mở lớp học miễn phí ba buổi tối mỗi tuần cho 17 học sinh có hoàn cảnh khó khăn
        trong 34 tuần liền. Cả 17 em lên lớp, 6 em từ chưa đạt lên mức hoàn thành tốt. Vận động được
        41 bộ sách giáo khoa và 12 xe đạp cho các em.""",
        """Cô giáo Công Tằng Tôn Nữ Hoàng Ngọc Phương Thảo Uyên chủ nhiệm lớp 4B Trường Tiểu học
        Đồng Mơ. Tháng 9/2022 cô rà soát và thấy 17 em trong khối có bố mẹ đi làm xa hoặc thuộc hộ
        nghèo, hộ cận nghèo, buổi tối không ai kèm học.

        Cô mở lớp tại nhà văn hóa thôn An Ấp, ba buổi tối mỗi tuần, 34 tuần liền, không thu tiền. Cô
        ghi sổ theo dõi riêng cho từng em và gọi điện cho bố mẹ ở xa mỗi chủ nhật. Cuối năm học cả
        17 em lên lớp; 6 em từ mức chưa hoàn thành lên mức hoàn thành tốt môn Toán và Tiếng Việt.

        Cô vận động cựu học sinh của trường tặng 41 bộ sách giáo khoa và 12 xe đạp cũ đã sửa, không
        dùng đến kinh phí của nhà trường. Từ tháng 10/2023 hai đồng nghiệp cùng dạy, lớp tăng lên 26
        em.""",
        exemplar="lop-hoc-ba-buoi-toi",
    ),
    person(
        "dong-mo/vo-thi-ngoc-an",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Chuyển đổi số giai đoạn 2021 - 2025”
        năm 2023.""",
        """Trạm trưởng Trạm Y tế, lập hồ sơ sức khỏe điện tử cho 5.860 trên 6.120 người dân, đạt
        95,8%. Phát hiện và quản lý thêm 214 người tăng huyết áp, 67 người đái tháo đường. Rút thời
        gian chờ khám từ 40 phút xuống 15 phút.""",
        """Bác sĩ Võ Thị Ngọc Ẩn làm Trạm trưởng Trạm Y tế xã Đồng Mơ từ năm 2019, phụ trách chung
        và chương trình bệnh không lây nhiễm. Năm 2023 trạm có 7 người, phục vụ 6.120 nhân khẩu.

        Bà chia xã thành 24 cụm, mỗi tuần hai buổi cùng cộng tác viên dân số đến từng cụm khám, nhập
        số liệu tại chỗ. Đến 30/11/2023 có 5.860 người có hồ sơ sức khỏe điện tử, đạt 95,8%, tăng
        52% so với đầu năm.

        Qua khám phát hiện thêm 214 người tăng huyết áp và 67 người đái tháo đường; toàn bộ được cấp
        thuốc hằng tháng tại trạm, không phải lên huyện. Thời gian chờ khám giảm từ 40 phút xuống 15
        phút do tra cứu hồ sơ trên máy. Trạm giữ vững tiêu chí quốc gia về y tế.""",
    ),
    collective(
        "dong-mo/phu-nu",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong cuộc vận động “Toàn dân đoàn kết xây dựng nông thôn mới,
        đô thị văn minh” năm 2023.""",
        """Mô hình “Biến rác thải thành con giống” thu 11,4 tấn phế liệu, bán được 86,5 triệu đồng.
        Hội dùng toàn bộ số tiền mua gà giống và bảo hiểm y tế cho 73 hội viên khó khăn. Cả 6 chi
        hội phân loại rác tại nguồn, giảm 30% rác phải chở đi.""",
        """Hội Liên hiệp Phụ nữ xã Đồng Mơ có 6 chi hội, 1.240 hội viên. Từ tháng 02/2023 Hội phát
        động mô hình “Biến rác thải thành con giống”: mỗi nhà một túi phế liệu, mỗi thôn một ngày
        thu gom trong tháng.

        Đến hết tháng 11, sáu chi hội thu 11,4 tấn giấy, nhựa, kim loại, bán được 86,5 triệu đồng.
        Số tiền được công khai theo từng thôn và dùng mua 2.190 con gà giống, 46 thẻ bảo hiểm y tế
        cho 73 hội viên khó khăn; 19 hội viên thoát nghèo hoặc cận nghèo.

        Tổ tự quản của Hội hướng dẫn 1.380 hộ phân loại rác tại nguồn. Lượng rác xã phải thuê chở
        giảm từ 3,0 tấn xuống 2,1 tấn mỗi ngày, tiết kiệm cho ngân sách khoảng 118 triệu đồng.

        Mô hình đã được 4 xã trong huyện đến học tập. Hội hoàn thành 12/12 chỉ tiêu năm 2023.""",
        exemplar="rac-thanh-con-giong",
    ),
    collective(
        "dong-mo/htx",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua thực hiện các chỉ tiêu, nhiệm vụ phát
        triển kinh tế - xã hội năm 2023.""",
        """Tổ chức 42 ha lúa theo quy trình VietGAP với 168 hộ, thu mua toàn bộ thóc tươi tại ruộng.
        Năng suất đạt 66,2 tạ/ha, cao hơn đại trà 5,8 tạ; mỗi héc-ta lãi thêm 9,6 triệu đồng. Nộp đủ
        thuế và bảo hiểm xã hội cho 18 lao động.""",
        """Hợp tác xã Dịch vụ nông nghiệp Đồng Mơ có 18 lao động thường xuyên, phục vụ 1.120 hộ về
        thủy lợi, giống, làm đất và tiêu thụ. Năm 2023 hợp tác xã nhận nhiệm vụ xây dựng vùng lúa
        chất lượng cao của xã.

        Hợp tác xã gom ruộng của 168 hộ thành 42 ha liền vùng, một giống, một lịch cấy, bón và phun
        theo VietGAP. Vụ mùa năng suất 66,2 tạ/ha, cao hơn đại trà 5,8 tạ/ha; thóc tươi được thu mua
        tại ruộng với giá cao hơn 700 đồng/kg, mỗi héc-ta lãi thêm 9,6 triệu đồng.

        Hợp tác xã đầu tư máy bay phun thuốc, giảm 30% lượng thuốc bảo vệ thực vật, thu gom 1,2 tấn
        vỏ bao gói. Doanh thu 7,9 tỷ đồng, nộp đủ thuế, đóng bảo hiểm xã hội cho 18/18 lao động, ủng
        hộ quỹ “Vì người nghèo” 20 triệu đồng.""",
    ),
    household(
        "dong-mo/ho-nguyen-dinh-duong",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc, hiến đất xây dựng nông thôn mới năm 2023.""",
        """Gia đình hiến 312 m² đất thổ cư trị giá khoảng 900 triệu đồng và tự tháo dỡ 46 m tường
        bao để mở rộng đường trục thôn Mơ Thượng. Vận động thêm 11 hộ liền kề cùng lùi tường. Góp 25
        ngày công và 15 triệu đồng.""",
        """Gia đình ông Nguyễn Đình Đường có 5 người, sống bằng nghề nông và mộc tại thôn Mơ Thượng.
        Đường trục của thôn có đoạn cua hẹp 2,8 m chạy qua đất của gia đình, nhiều năm xe cứu thương
        không vào được.

        Tháng 3/2023 gia đình tự nguyện hiến 312 m² đất thổ cư, trị giá khoảng 900 triệu đồng, tự
        tháo dỡ 46 m tường bao và cổng xây năm 2018, không nhận hỗ trợ. Ông cùng Trưởng thôn đến 11
        hộ liền kề vận động; cả 11 hộ cùng lùi tường.

        Gia đình góp thêm 25 ngày công và 15 triệu đồng đổ bê tông đoạn đường. Các thành viên chấp
        hành tốt pháp luật, nhiều năm liền là Gia đình văn hóa.""",
    ),
    household(
        "dong-mo/ho-pham-thi-nho",
        "GK_HUYEN",
        """Đã có thành tích xuất sắc trong phong trào thi đua “Vì người nghèo - không để ai bị bỏ
        lại phía sau” năm 2023.""",
        """Gia đình nhận nuôi hai cháu mồ côi từ năm 2020, cả hai đều là học sinh giỏi. Năm 2023
        giúp 5 hộ nghèo 600 con gà giống và kỹ thuật, cho vay không lãi 70 triệu đồng. Ba trong năm
        hộ được giúp đã thoát nghèo.""",
        """Gia đình bà Phạm Thị Nhở ở thôn An Ấp có 4 người. Năm 2020 bà nhận nuôi hai cháu mồ côi
        cả cha lẫn mẹ người cùng thôn, nay học lớp 5 và lớp 8, đều là học sinh giỏi.

        Trang trại gà 3.000 con của gia đình lãi khoảng 280 triệu đồng mỗi năm. Năm 2023 bà chọn 5
        hộ nghèo, giao cho mỗi hộ 120 con gà giống, đến từng nhà hướng dẫn làm chuồng, tiêm phòng,
        bao tiêu gà thịt; cho vay không lãi 70 triệu đồng.

        Đến cuối năm 3 trong 5 hộ thoát nghèo, 2 hộ còn lại có đàn gà trên 200 con. Gia đình chấp
        hành tốt chủ trương, pháp luật, sống hòa thuận, được nhân dân trong thôn tin yêu.""",
        exemplar="ga-giong-an-ap",
    ),
)

TITLES = (
    collective(
        "dong-mo/tieu-hoc",
        "TTLDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """28/28 cán bộ, giáo viên hoàn thành tốt nhiệm vụ trở lên, 22 người đề nghị Lao động tiên
        tiến, đạt 78,6%. Tỷ lệ học sinh hoàn thành chương trình lớp học đạt 99,4%. Không có người bị
        kỷ luật từ cảnh cáo trở lên.""",
        """Trường Tiểu học Đồng Mơ có 28 cán bộ, giáo viên, nhân viên, 19 lớp, 612 học sinh. Năm
        2023 trường giữ vững trường đạt chuẩn quốc gia mức độ 2.

        Tỷ lệ học sinh hoàn thành chương trình lớp học đạt 99,4%; 38 giải giao lưu cấp huyện, 4 giải
        cấp tỉnh. Phong trào “Giờ thứ hai của sách” đưa lượt mượn sách từ 2.100 lên 9.700 lượt.
        Trường mở lớp miễn phí buổi tối cho học sinh khó khăn.

        Có 22/28 người được đề nghị Lao động tiên tiến, đạt 78,6%; không có người bị kỷ luật từ cảnh
        cáo trở lên. Nội bộ đoàn kết, công khai tài chính, chấp hành tốt chủ trương, pháp luật.""",
    ),
    collective(
        "dong-mo/tram-y-te",
        "TTLDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """Trạm khám 9.240 lượt, đạt 116% kế hoạch; tiêm chủng đầy đủ cho trẻ dưới một tuổi đạt
        98,7%. 5/7 người đề nghị Lao động tiên tiến. Giữ vững tiêu chí quốc gia về y tế.""",
        """Trạm Y tế xã Đồng Mơ có 7 người, được giao 24 chỉ tiêu, hoàn thành 24/24, trong đó 9 chỉ
        tiêu vượt. Trạm khám 9.240 lượt, đạt 116% kế hoạch; tiêm chủng đầy đủ cho trẻ dưới một tuổi
        đạt 98,7%.

        Trạm lập hồ sơ sức khỏe điện tử cho 95,8% dân số, quản lý tại chỗ 702 người mắc bệnh không
        lây nhiễm. Không có sai sót chuyên môn, không có đơn thư.

        Có 5/7 người được đề nghị Lao động tiên tiến, đạt 71,4%; không có người bị kỷ luật. Tập thể
        đoàn kết, thay nhau trực 24/24 giờ.""",
    ),
    collective(
        "dong-mo/thcs",
        "TTLDTT",
        "Đã hoàn thành tốt nhiệm vụ năm 2023.",
        """100% học sinh lớp 9 tốt nghiệp, 71,3% trúng tuyển lớp 10 công lập, xếp thứ 4 trong 19 xã.
        19/26 người đề nghị Lao động tiên tiến. Không có học sinh bỏ học.""",
        """Trường Trung học cơ sở Đồng Mơ có 26 cán bộ, giáo viên, nhân viên, 12 lớp, 448 học sinh.

        Năm 2023 có 100% học sinh lớp 9 tốt nghiệp, 71,3% trúng tuyển lớp 10 công lập, xếp thứ 4
        trong 19 xã, thị trấn, tăng 5 bậc; 11 giải học sinh giỏi cấp huyện, 2 giải cấp tỉnh. Không
        có học sinh bỏ học. Trường dùng sổ điểm điện tử ở 12/12 lớp.

        Có 19/26 người được đề nghị Lao động tiên tiến, đạt 73,1%; không có người bị kỷ luật từ cảnh
        cáo trở lên. Nội bộ đoàn kết, thực hiện tốt dân chủ ở cơ sở.""",
    ),
    person(
        "dong-mo/duong-thi-ky",
        "CSTDCS",
        "Đã hoàn thành xuất sắc nhiệm vụ, có sáng kiến được công nhận năm 2023.",
        """Hiệu trưởng, hoàn thành xuất sắc nhiệm vụ, đạt Lao động tiên tiến năm 2023. Sáng kiến về
        văn hóa đọc tăng lượt mượn sách của trường hơn bốn lần, được áp dụng ở 3 trường khác trong
        huyện.""",
        """Bà Dương Thị Kỷ là Hiệu trưởng Trường Tiểu học Đồng Mơ, năm 2023 hoàn thành xuất sắc
        nhiệm vụ, được bình xét Lao động tiên tiến.

        Sáng kiến “Giờ thứ hai của sách trong trường tiểu học” bố trí mỗi lớp một tiết đọc trong
        tuần do học sinh tự điều hành, xây dựng 19 tủ sách lớp từ sách cũ. Lượt mượn tăng từ 2.100
        lên 9.700; điểm kiểm tra đọc hiểu khối 4, 5 tăng bình quân 0,8 điểm. Sáng kiến được áp dụng
        ở 3 trường trong huyện.

        Bà chỉ đạo nhà trường giữ vững chuẩn quốc gia mức độ 2, tiết kiệm 46 triệu đồng tiền điện,
        in ấn nhờ hồ sơ điện tử. Các năm 2021, 2022 là Lao động tiên tiến; năm 2022 là Chiến sĩ thi
        đua cơ sở.""",
        initiative="Giờ thứ hai của sách trong trường tiểu học",
    ),
    person(
        "dong-mo/nguyen-thi-huong",
        "CSTDCS",
        "Đã hoàn thành xuất sắc nhiệm vụ, có sáng kiến được công nhận năm 2023.",
        """Phụ trách Bộ phận Tiếp nhận và Trả kết quả, giải quyết 4.318 hồ sơ, đúng hạn 100%. Sáng
        kiến phiếu hẹn qua mã QR đưa tỷ lệ hồ sơ hộ tịch nộp trực tuyến từ 31% lên 92%.""",
        """Bà Nguyễn Thị Hương, công chức Tư pháp - Hộ tịch, phụ trách Bộ phận Tiếp nhận và Trả kết
        quả của xã. Năm 2023 bộ phận giải quyết 4.318 hồ sơ, đúng hạn 100%, không có phản ánh.

        Sáng kiến “Phiếu hẹn bằng mã QR và tổ hướng dẫn tại nhà văn hóa thôn” cho phép người dân
        quét mã xem tiến độ; mỗi thứ Năm bà cùng Đoàn Thanh niên hướng dẫn nộp hồ sơ trực tuyến tại
        một thôn. Tỷ lệ nộp trực tuyến tăng từ 31% lên 92%, mỗi hồ sơ bớt một lượt đi lại.

        Bà tổ chức 24 buổi tuyên truyền pháp luật, hòa giải thành 11/12 vụ việc. Các năm 2021, 2022
        đạt Lao động tiên tiến.""",
        initiative="Phiếu hẹn bằng mã QR và tổ hướng dẫn tại nhà văn hóa thôn",
    ),
    person(
        "dong-mo/dang-thi-uoc",
        "CSTDCS",
        "Đã hoàn thành xuất sắc nhiệm vụ, có sáng kiến được công nhận năm 2023.",
        """Chủ tịch Hội Liên hiệp Phụ nữ xã, tác giả mô hình “Biến rác thải thành con giống”. Thu
        86,5 triệu đồng giúp 73 hội viên, giảm 30% rác phải chở đi. Mô hình được 4 xã học tập.""",
        """Bà Đặng Thị Ước là Chủ tịch Hội Liên hiệp Phụ nữ xã từ năm 2018, năm 2023 hoàn thành xuất
        sắc nhiệm vụ, Hội đạt 12/12 chỉ tiêu.

        Sáng kiến “Biến rác thải thành con giống” do bà đề xuất và tổ chức: gom phế liệu tại nhà,
        bán theo ngày cố định, mua con giống cho hội viên nghèo, ghi sổ công khai từng thôn. Kết quả
        11,4 tấn phế liệu, 86,5 triệu đồng, 73 hội viên được giúp, 19 hộ thoát nghèo, cận nghèo.

        Bà trực tiếp hòa giải 8 vụ mâu thuẫn gia đình, thành 8 vụ. Năm 2022 là Chiến sĩ thi đua cơ
        sở.""",
        initiative="Biến rác thải thành con giống",
    ),
    person(
        "dong-mo/khong-thi-su",
        "CSTDCS",
        "Đã hoàn thành xuất sắc nhiệm vụ, có sáng kiến được công nhận năm 2023.",
        """Giáo viên Lịch sử, bồi dưỡng 5 học sinh giỏi cấp huyện, 1 cấp tỉnh. Sáng kiến dạy
        lịch sử địa phương qua hiện vật gia đình, sưu tầm được 164 hiện vật, được áp dụng trong
        toàn trường.""",
        """Bà Khổng Thị Sử dạy môn Lịch sử Trường Trung học cơ sở Đồng Mơ, năm 2023 hoàn thành xuất
        sắc nhiệm vụ, được bình xét Lao động tiên tiến.

        Sáng kiến “Dạy lịch sử địa phương qua hiện vật gia đình”: học sinh tìm, ghi lời kể và dựng
        góc trưng bày; sưu tầm 164 hiện vật của 97 gia đình. Điểm trung bình môn tăng từ 6,4 lên
        7,3; 100% giờ học có hoạt động của học sinh.

        Bà bồi dưỡng 5 học sinh giỏi cấp huyện và 1 học sinh giỏi cấp tỉnh, tham gia tổ tư vấn tâm
        lý của trường. Các năm 2021, 2022 đạt Lao động tiên tiến.""",
        initiative="Dạy lịch sử địa phương qua hiện vật gia đình",
    ),
)
