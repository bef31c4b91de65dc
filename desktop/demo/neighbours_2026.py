"""What phường Đông Kiều and xã Suối Nhạn put forward in 2026."""

from __future__ import annotations

from desktop.demo.shapes import DemoOneOff
from desktop.demo.telling import collective, household, person
from desktop.law.terms import Gender

DONG_KIEU = (
    person(
        "dong-kieu/kieu-van-ghenh",
        "GK_XA",
        "Đã có hành động dũng cảm cứu người bị đuối nước ngày 30/9/2026.",
        """Lái đò, chiều 30/9/2026 lao xuống sông Ghềnh khi nước lũ cứu được hai cháu nhỏ.""",
        """Khoảng 16 giờ 20 ngày 30/9/2026, tại bến Ghềnh, hai cháu 7 tuổi và 9 tuổi trượt chân rơi
        xuống sông khi nước lũ đang lên.

        Ông Kiều Văn Ghềnh đang neo đò cách đó 60 mét đã lao xuống, lần lượt đưa cả hai cháu vào bờ
        rồi sơ cứu. Hai cháu được đưa đến trạm y tế, sức khỏe ổn định.""",
    ),
    person(
        None,
        "GK_XA",
        "Đã kịp thời sơ cứu người bị nạn ngày 30/9/2026.",
        """Sinh viên năm thứ ba ngành điều dưỡng, đi ngang qua bến Ghềnh, ép tim và hô hấp nhân tạo
        cho một cháu đã ngừng thở.""",
        """Khi hai cháu nhỏ được đưa vào bờ bến Ghềnh chiều 30/9/2026, một cháu đã ngừng thở. Anh Ma
        Quốc Khuê đi ngang qua đã ép tim, hô hấp nhân tạo trong sáu phút đến khi cháu thở lại.""",
        one_off=DemoOneOff(
            name="Ma Quốc Khuê",
            gender=Gender.MALE,
            birth_year=2005,
            post="Sinh viên",
            unit="Trường Cao đẳng Y tế Nam Lĩnh",
            address="Tổ dân phố số 2, phường Đông Kiều",
        ),
    ),
)

SUOI_NHAN = (
    collective(
        "suoi-nhan/thcs",
        "BK_TINH",
        "Đã có thành tích xuất sắc trong phong trào xóa mù chữ năm 2025 và năm 2026.",
        """Mở 9 lớp xóa mù chữ buổi tối cho 174 người lớn ở ba bản, 168 người đọc, viết được.""",
        """Trường Trung học cơ sở Suối Nhạn có 31 cán bộ, giáo viên. Hai năm 2025, 2026 trường mở 9
        lớp xóa mù chữ buổi tối tại bản Nhạn, bản Pá Lầu, bản Huổi Ỏ.

        Có 174 người lớn theo học, 168 người đọc, viết được; 41 người sau đó tự làm hồ sơ vay vốn.
        Giáo viên thay nhau vào bản, xa nhất 14 km đường rừng.""",
    ),
    household(
        "suoi-nhan/ho-giang-a-su",
        "BK_TINH",
        "Đã có thành tích xuất sắc trong phong trào hiến đất làm đường giao thông giai đoạn 2024 - "
        "2026.",
        """Hiến 1.100 m² nương, vận động 22 hộ cùng hiến, mở 3,4 km đường ô tô vào bản Pá Lầu.""",
        """Gia đình ông Giàng A Sủ ở bản Pá Lầu có 7 người. Năm 2024 gia đình hiến 1.100 m² nương
        chè đang thu hoạch để mở đường vào bản.

        Ông đi từng nhà vận động 22 hộ cùng hiến 9.300 m²; đường dài 3,4 km hoàn thành tháng
        8/2026, xe ô tô vào được tận bản, giá chè bán tại vườn tăng 40%.""",
    ),
)
