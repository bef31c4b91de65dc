"""The offices and units of the demo of 2026: an invented province and three of its communes.

The district tier is gone (catalogue ORG2025): a commune has the province directly above it.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from desktop.demo.shapes import DemoOffice, DemoUnit, DemoUnitName
from desktop.law.terms import Seat, Tier, UnitKind

PROVINCE = DemoOffice(
    key="nam-linh",
    name="Ủy ban nhân dân tỉnh Nam Lĩnh",
    area="tỉnh Nam Lĩnh",
    place="Nam Lĩnh",
    tier=Tier.PROVINCE,
    seat=Seat.RECEIVING,
    parent=None,
    parent_name="",
    chair="Lương Quang Thiệp",
    chair_title="Chủ tịch",
    deputy="Trịnh Thị Mai Khôi",
    officer_name="Hoàng Thị Ngọc Diễm",
    officer_post="Chuyên viên Phòng Thi đua - Khen thưởng, Sở Nội vụ",
    officer_login="noivu",
)


def _commune(key: str, area: str, chair: str, deputy: str, officer: str) -> DemoOffice:
    return DemoOffice(
        key=key,
        name=f"Ủy ban nhân dân {area}",
        area=area,
        place=area.removeprefix("xã ").removeprefix("phường "),
        tier=Tier.COMMUNE,
        seat=Seat.SENDING,
        parent=PROVINCE.key,
        parent_name=PROVINCE.name,
        chair=chair,
        chair_title="Chủ tịch",
        deputy=deputy,
        officer_name=officer,
        officer_post="Chuyên viên Phòng Văn hóa - Xã hội",
        officer_login="canbo",
    )


VAN_MOC = _commune("van-moc", "xã Vân Mộc", "Đỗ Hữu Khiêm", "Nguyễn Thị Thục", "Phạm Thu Uyên")
DONG_KIEU = _commune(
    "dong-kieu", "phường Đông Kiều", "Vũ Trọng Đạt", "Lê Thị Ánh Hường", "Bùi Anh Tú"
)
SUOI_NHAN = _commune("suoi-nhan", "xã Suối Nhạn", "Hà Văn Ơn", "Lường Thị Yểng", "Quàng Thị Thương")
COMMUNES = (VAN_MOC, DONG_KIEU, SUOI_NHAN)

_VILLAGES = {
    "van-moc": ("Thôn Mộc Thượng", "Thôn Mộc Hạ", "Thôn Đồng Gừng", "Thôn Bến Ổi"),
    "dong-kieu": ("Tổ dân phố số 1", "Tổ dân phố số 2", "Tổ dân phố Kiều Đông", "Tổ dân phố Ghềnh"),
    "suoi-nhan": ("Bản Nhạn", "Bản Pá Lầu", "Bản Huổi Ỏ", "Thôn Tân Lập"),
}
_BUSINESSES = {
    "van-moc": ("Hợp tác xã Gừng hữu cơ Vân Mộc", "Công ty TNHH Gỗ mỹ nghệ Bến Ổi"),
    "dong-kieu": ("Hợp tác xã Vận tải Đông Kiều", "Công ty cổ phần May Kiều Đông"),
    "suoi-nhan": ("Hợp tác xã Chè Suối Nhạn", "Công ty TNHH Thủy điện nhỏ Huổi Ỏ"),
}
_OFFICE, _SCHOOL = UnitKind.OFFICE, UnitKind.SCHOOL
# Key, name ({area}, {place}, {tier} of the commune), kind, head, field, people
_COMMON: tuple[tuple[str, str, UnitKind, str, str, int], ...] = (
    (
        "van-phong",
        "Văn phòng HĐND và UBND {area}",
        _OFFICE,
        "Chánh Văn phòng",
        "Hành chính",
        9,
    ),
    ("kinh-te", "Phòng Kinh tế {area}", _OFFICE, "Trưởng phòng", "Kinh tế", 8),
    (
        "van-hoa-xa-hoi",
        "Phòng Văn hóa - Xã hội {area}",
        _OFFICE,
        "Trưởng phòng",
        "Văn hóa, xã hội, nội vụ",
        8,
    ),
    (
        "hanh-chinh-cong",
        "Trung tâm Phục vụ hành chính công {area}",
        _OFFICE,
        "Giám đốc",
        "Hành chính công",
        7,
    ),
    (
        "mat-tran",
        "Ủy ban Mặt trận Tổ quốc Việt Nam {area}",
        UnitKind.PARTY,
        "Chủ tịch Ủy ban MTTQ Việt Nam {tier}",
        "Đoàn thể",
        12,
    ),
    ("tram-y-te", "Trạm Y tế {area}", UnitKind.HEALTH, "Trạm trưởng", "Y tế", 11),
    ("tieu-hoc", "Trường Tiểu học {place}", _SCHOOL, "Hiệu trưởng", "Giáo dục", 34),
    ("thcs", "Trường Trung học cơ sở {place}", _SCHOOL, "Hiệu trưởng", "Giáo dục", 31),
)
_OLD_COMMUNES = {
    "van-moc": "hai xã Mộc Thượng, Mộc Hạ",
    "dong-kieu": "thị trấn Kiều và xã Đông Ghềnh",
    "suoi-nhan": "ba xã Nhạn Sơn, Pá Lầu, Huổi Ỏ",
}
_LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


@cache
def units() -> tuple[DemoUnit, ...]:
    """Return the 14 units of each commune."""
    return tuple(unit for office in COMMUNES for unit in _units_of(office))


def _units_of(office: DemoOffice) -> list[DemoUnit]:
    tier = office.area.removesuffix(f" {office.place}")
    words = {"area": office.area, "tier": tier, "place": office.place}
    common = [
        _unit(office, slug, name.format(**words), kind, head.format(**words), field, people)
        for slug, name, kind, head, field, people in _COMMON
    ]
    cooperative, enterprise = _BUSINESSES[office.key]
    return [
        *common,
        _unit(
            office,
            "htx",
            cooperative,
            UnitKind.COOPERATIVE,
            "Giám đốc hợp tác xã",
            "Nông nghiệp, dịch vụ",
            26,
        ),
        _unit(
            office,
            "doanh-nghiep",
            enterprise,
            UnitKind.ENTERPRISE,
            "Giám đốc",
            "Sản xuất, chế biến",
            120,
        ),
        *(
            _unit(office, f"thon-{number}", name, UnitKind.VILLAGE, _head_of(name), "Khu dân cư", n)
            for number, (name, n) in enumerate(
                zip(_VILLAGES[office.key], (1240, 980, 1105, 860), strict=True), 1
            )
        ),
    ]


def _head_of(village: str) -> str:
    if village.startswith("Tổ dân phố"):
        return "Tổ trưởng tổ dân phố"
    return "Trưởng bản" if village.startswith("Bản") else "Trưởng thôn"


def _unit(
    office: DemoOffice, slug: str, name: str, kind: UnitKind, head: str, field: str, people: int
) -> DemoUnit:
    merged = DemoUnitName(
        name="Văn phòng HĐND và UBND các xã cũ",
        valid_from=None,
        valid_to=_LAST_DAY_OF_DISTRICTS,
        basis=f"Sắp xếp từ {_OLD_COMMUNES[office.key]}",
    )
    return DemoUnit(
        key=f"{office.key}/{slug}",
        commune=office.key,
        name=name,
        kind=kind,
        head_title=head,
        field=field,
        headcount=people,
        address=f"{office.area}, {PROVINCE.area}",
        names=(merged,) if slug == "van-phong" else (),
    )
