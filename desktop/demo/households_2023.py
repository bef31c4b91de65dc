"""The demo's 8 households, with what each gave."""

from __future__ import annotations

from desktop.demo.shapes import DemoHousehold
from desktop.law.terms import Gender

_F, _M = Gender.FEMALE, Gender.MALE


def _household(
    key: str,
    village: str,
    head: str,
    gender: Gender,
    born: int,
    address: str,
    members: int,
    contribution: str,
) -> DemoHousehold:
    commune, _, slug = key.partition("/")
    return DemoHousehold(
        key=f"{commune}/ho-{slug}",
        commune=commune,
        unit=f"{commune}/{village}",
        head_name=head,
        head_gender=gender,
        head_birth_year=born,
        address=address,
        members=members,
        contribution=contribution,
    )


HOUSEHOLDS = (
    _household(
        "dong-mo/nguyen-dinh-duong",
        "thon-1",
        "Nguyễn Đình Đường",
        _M,
        1961,
        "Thôn Mơ Thượng, xã Đồng Mơ",
        5,
        "Hiến 312 m² đất thổ cư và tháo dỡ 46 m tường bao để mở rộng đường trục thôn.",
    ),
    _household(
        "dong-mo/pham-thi-nho",
        "thon-3",
        "Phạm Thị Nhở",
        _F,
        1968,
        "Thôn An Ấp, xã Đồng Mơ",
        4,
        "Nhận nuôi hai cháu mồ côi; mỗi năm giúp 5 hộ nghèo vốn và giống gà.",
    ),
    _household(
        "dong-mo/tran-quoc-tue",
        "thon-4",
        "Trần Quốc Tuế",
        _M,
        1959,
        "Thôn Ô Xuyên, xã Đồng Mơ",
        6,
        "Ủng hộ 65 triệu đồng và 120 ngày công xây nhà văn hóa thôn.",
    ),
    _household(
        "dong-mo/do-khac-tinh",
        "thon-6",
        "Đỗ Khắc Tỉnh",
        _M,
        1975,
        "Thôn Đỗ Xá, xã Đồng Mơ",
        4,
        "Mô hình nuôi cá kết hợp trồng sen, tạo việc làm cho 8 lao động.",
    ),
    _household(
        "tuong-van/tong-van-lu",
        "thon-2",
        "Tống Văn Lự",
        _M,
        1970,
        "Thôn Vân Ổ, xã Tường Vân",
        5,
        "Hiến 180 m² đất ruộng làm đường nội đồng, góp 40 triệu đồng kiên cố hóa kênh mương.",
    ),
    _household(
        "tuong-van/tran-thi-che",
        "thon-4",
        "Trần Thị Chè",
        _F,
        1960,
        "Thôn Kim Đôi, xã Tường Vân",
        3,
        "Gia đình bốn thế hệ không có người vi phạm pháp luật; giữ nghề thêu truyền thống.",
    ),
    _household(
        "tt-thanh-lam/hoang-thi-em",
        "thon-3",
        "Hoàng Thị Em",
        _F,
        1971,
        "Khu dân cư Lò Gạch, thị trấn Thanh Lâm",
        4,
        "Mở cửa nhà hai tầng cho 9 hộ láng giềng tránh bão, nấu cơm cho 35 người trong hai ngày.",
    ),
    _household(
        "tt-thanh-lam/vu-bao-loc",
        "thon-5",
        "Vũ Bảo Lộc",
        _M,
        1980,
        "Khu dân cư Ngã Ba, thị trấn Thanh Lâm",
        4,
        "Chở miễn phí bệnh nhân nghèo đi cấp cứu, 31 chuyến trong năm.",
    ),
)
