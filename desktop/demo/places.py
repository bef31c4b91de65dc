"""The demo's offices and units: an invented district of Hải Dương in 2023 and three communes."""

from __future__ import annotations

from datetime import date
from functools import cache

from desktop.demo.shapes import DemoOffice, DemoUnit, DemoUnitName
from desktop.law.terms import Seat, Tier, UnitKind

DISTRICT = DemoOffice(
    key="thanh-lam",
    name="Ủy ban nhân dân huyện Thanh Lâm",
    area="huyện Thanh Lâm",
    place="Thanh Lâm",
    tier=Tier.DISTRICT,
    seat=Seat.RECEIVING,
    parent=None,
    parent_name="Ủy ban nhân dân tỉnh Hải Dương",
    chair="Đinh Quang Thưởng",
    chair_title="Chủ tịch",
    deputy="Lưu Thị Bích Hạnh",
    officer_name="Trần Thị Ngọc Ánh",
    officer_post="Chuyên viên Phòng Nội vụ",
    officer_login="noivu",
)


def _commune(
    key: str, area: str, chair: str, deputy: str, officer: str, login: str = "canbo"
) -> DemoOffice:
    return DemoOffice(
        key=key,
        name=f"Ủy ban nhân dân {area}",
        area=area,
        place=area.removeprefix("xã ").removeprefix("thị trấn "),
        tier=Tier.COMMUNE,
        seat=Seat.SENDING,
        parent=DISTRICT.key,
        parent_name=DISTRICT.name,
        chair=chair,
        chair_title="Chủ tịch",
        deputy=deputy,
        officer_name=officer,
        officer_post="Công chức Văn phòng - Thống kê",
        officer_login=login,
    )


DONG_MO = _commune(
    "dong-mo", "xã Đồng Mơ", "Phạm Quang Đẳng", "Nguyễn Thị Thu Huyền", "Đào Thị Thùy Dương"
)
TUONG_VAN = _commune("tuong-van", "xã Tường Vân", "Nguyễn Hữu Nghĩa", "Vũ Thị Lụa", "Tạ Minh Quân")
TOWN = _commune(
    "tt-thanh-lam", "thị trấn Thanh Lâm", "Bùi Đăng Khoa", "Hồ Thị Quỳnh", "Lý Thị Khánh Vỹ"
)
COMMUNES = (DONG_MO, TUONG_VAN, TOWN)
OFFICES = (DISTRICT, *COMMUNES)

# Six villages (in a town: khu dân cư) of each commune.
_VILLAGES = {
    "dong-mo": ("Mơ Thượng", "Mơ Hạ", "An Ấp", "Ô Xuyên", "Ưng Lộ", "Đỗ Xá"),
    "tuong-van": ("Vân Đài", "Vân Ổ", "Lý Dương", "Kim Đôi", "Bùi Xá", "Trữ La"),
    "tt-thanh-lam": ("Chợ Đầm", "Bến Cũ", "Lò Gạch", "Đống Dứa", "Ngã Ba", "Cầu Ngừ"),
}
_ENTERPRISES = {
    "dong-mo": ("Công ty TNHH May Ngữ Phát", "May mặc", 214),
    "tuong-van": ("Công ty TNHH Chế biến nông sản Tường Vân", "Chế biến nông sản", 96),
    "tt-thanh-lam": ("Công ty cổ phần Cơ khí Đầm Xanh", "Cơ khí", 138),
}
_COOPERATIVES = {
    "dong-mo": "Hợp tác xã Dịch vụ nông nghiệp Đồng Mơ",
    "tuong-van": "Hợp tác xã Rau an toàn Vân Ổ",
    "tt-thanh-lam": "Hợp tác xã Dịch vụ điện năng thị trấn Thanh Lâm",
}
_PARTY, _OFFICE, _FORCES = UnitKind.PARTY, UnitKind.OFFICE, UnitKind.POLICE_MILITARY
_ASSOCIATION, _SCHOOL = UnitKind.ASSOCIATION, UnitKind.SCHOOL
# Key, name ({area}: «xã Đồng Mơ», {tier}: «xã», {place}: «Đồng Mơ»), kind, head, field, people
_COMMON: tuple[tuple[str, str, UnitKind, str, str, int], ...] = (
    (
        "van-phong",
        "Văn phòng HĐND và UBND {area}",
        _OFFICE,
        "Chủ tịch UBND {tier}",
        "Hành chính",
        14,
    ),
    ("mot-cua", "Bộ phận Tiếp nhận và Trả kết quả", _OFFICE, "Trưởng bộ phận", "Hành chính", 4),
    ("dang-uy", "Đảng ủy {area}", _PARTY, "Bí thư Đảng ủy", "Xây dựng Đảng", 5),
    (
        "mat-tran",
        "Ủy ban Mặt trận Tổ quốc Việt Nam {area}",
        _PARTY,
        "Chủ tịch Ủy ban MTTQ Việt Nam {tier}",
        "Đoàn thể",
        3,
    ),
    ("nong-dan", "Hội Nông dân {area}", _PARTY, "Chủ tịch Hội Nông dân", "Đoàn thể", 980),
    ("phu-nu", "Hội Liên hiệp Phụ nữ {area}", _PARTY, "Chủ tịch Hội LHPN", "Đoàn thể", 1240),
    ("cuu-chien-binh", "Hội Cựu chiến binh {area}", _PARTY, "Chủ tịch Hội CCB", "Đoàn thể", 412),
    ("doan", "Đoàn TNCS Hồ Chí Minh {area}", _PARTY, "Bí thư Đoàn", "Đoàn thể", 236),
    ("nguoi-cao-tuoi", "Hội Người cao tuổi {area}", _ASSOCIATION, "Chủ tịch Hội", "Hội", 1105),
    ("chu-thap-do", "Hội Chữ thập đỏ {area}", _ASSOCIATION, "Chủ tịch Hội", "Hội", 640),
    ("cong-an", "Công an {area}", _FORCES, "Trưởng Công an {tier}", "An ninh", 6),
    ("quan-su", "Ban Chỉ huy Quân sự {area}", _FORCES, "Chỉ huy trưởng", "Quốc phòng", 4),
    ("tram-y-te", "Trạm Y tế {area}", UnitKind.HEALTH, "Trạm trưởng", "Y tế", 7),
    ("mam-non", "Trường Mầm non {place}", _SCHOOL, "Hiệu trưởng", "Giáo dục", 31),
    ("tieu-hoc", "Trường Tiểu học {place}", _SCHOOL, "Hiệu trưởng", "Giáo dục", 28),
    ("thcs", "Trường Trung học cơ sở {place}", _SCHOOL, "Hiệu trưởng", "Giáo dục", 26),
)
_MERGED = DemoUnitName(
    name="Thôn Mơ Đông",
    valid_from=None,
    valid_to=date(2019, 11, 30),
    basis="Sáp nhập thôn Mơ Đông và thôn Mơ Thượng",
)
_RENAMED = DemoUnitName(
    name="Hợp tác xã Nông nghiệp Đồng Mơ",
    valid_from=date(1998, 3, 1),
    valid_to=date(2015, 6, 30),
    basis="Chuyển đổi theo Luật Hợp tác xã",
)
# Size of a commune against the first one, in per cent.
_SIZES = {"dong-mo": 100, "tuong-van": 84, "tt-thanh-lam": 117}
_FORMER_NAMES = {"dong-mo/thon-1": (_MERGED,), "dong-mo/htx": (_RENAMED,)}


@cache
def units() -> tuple[DemoUnit, ...]:
    """Return the 24 units of each commune, parents before what stands under them."""
    return tuple(unit for office in COMMUNES for unit in _units_of(office))


def _units_of(office: DemoOffice) -> list[DemoUnit]:
    tier = office.area.removesuffix(f" {office.place}")
    words = {"area": office.area, "tier": tier, "place": office.place}
    common = [
        _unit(office, slug, name.format(**words), kind, head.format(**words), field, people)
        for slug, name, kind, head, field, people in _COMMON
    ]
    return [*common, *_businesses(office), *_villages(office)]


def _businesses(office: DemoOffice) -> list[DemoUnit]:
    enterprise, field, people = _ENTERPRISES[office.key]
    cooperative = _COOPERATIVES[office.key]
    kind = UnitKind.COOPERATIVE
    return [
        _unit(office, "htx", cooperative, kind, "Giám đốc hợp tác xã", "Dịch vụ", 18),
        _unit(office, "doanh-nghiep", enterprise, UnitKind.ENTERPRISE, "Giám đốc", field, people),
    ]


def _villages(office: DemoOffice) -> list[DemoUnit]:
    in_town = office is TOWN
    word, head = ("Khu dân cư", "Trưởng khu dân cư") if in_town else ("Thôn", "Trưởng thôn")
    return [
        _unit(
            office,
            f"thon-{number}",
            f"{word} {name}",
            UnitKind.VILLAGE,
            head,
            "Khu dân cư",
            775 + 70 * number,
        )
        for number, name in enumerate(_VILLAGES[office.key], start=1)
    ]


def _unit(
    office: DemoOffice, slug: str, name: str, kind: UnitKind, head: str, field: str, people: int
) -> DemoUnit:
    key = f"{office.key}/{slug}"
    return DemoUnit(
        key=key,
        commune=office.key,
        name=name,
        kind=kind,
        head_title=head,
        parent=f"{office.key}/van-phong" if slug == "mot-cua" else None,
        field=field,
        headcount=max(people * _SIZES[office.key] // 100, 3),
        address=f"{office.area}, {DISTRICT.area}, tỉnh Hải Dương",
        names=_FORMER_NAMES.get(key, ()),
    )
