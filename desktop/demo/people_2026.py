"""People and households of the demo of 2026: a few by name, the rest drawn with a fixed seed."""

from __future__ import annotations

from datetime import date
from functools import cache
from random import Random

from desktop.demo.names import draw_people
from desktop.demo.places_2026 import COMMUNES, units
from desktop.demo.shapes import DemoHousehold, DemoPerson, DemoPriorAward
from desktop.demo.story_people import StoryRow
from desktop.law.terms import Gender

YEARS = (2024, 2025, 2026)
_EACH = 30
_F, _M = Gender.FEMALE, Gender.MALE


def _title(year: int, code: str, number: str, by: str) -> DemoPriorAward:
    done = "Hoàn thành tốt nhiệm vụ" if code == "LDTT" else "Hoàn thành xuất sắc nhiệm vụ"
    return DemoPriorAward(
        year=year,
        award_code=code,
        decision_number=number,
        decided_on=date(year, 12, 15),
        decided_by=by,
        achievement=f"{done} năm {year}",
    )


_VAN_MOC, _OLD_DISTRICT = "Ủy ban nhân dân xã Vân Mộc", "Ủy ban nhân dân huyện Vân Kiều"
_YEARLY = (
    _title(2024, "LDTT", "212/QĐ-UBND", "Ủy ban nhân dân xã Mộc Thượng"),
    _title(2025, "LDTT", "305/QĐ-UBND", _VAN_MOC),
)
# The first title was the district's to give, the second the commune's (catalogue §2.1).
_FIGHTER = (
    _title(2024, "CSTDCS", "1740/QĐ-UBND", _OLD_DISTRICT),
    _title(2025, "CSTDCS", "306/QĐ-UBND", _VAN_MOC),
)

_STORY: dict[str, tuple[StoryRow, ...]] = {
    "van-moc": (
        ("van-phong", "Nguyễn Thị Thục", _F, date(1980, 3, 14), "Phó Chủ tịch UBND xã", False, ()),
        (
            "van-hoa-xa-hoi",
            "Phạm Thu Uyên",
            _F,
            date(1991, 9, 9),
            "Chuyên viên Phòng Văn hóa - Xã hội",
            False,
            _YEARLY,
        ),
        (
            "hanh-chinh-cong",
            "Trần Đình Ưng",
            _M,
            date(1984, 1, 20),
            "Giám đốc Trung tâm",
            True,
            (*_YEARLY, *_FIGHTER),
        ),
        ("tram-y-te", "Lò Thị Dợn", _F, date(1986, 6, 2), "Trạm trưởng", True, _YEARLY),
        ("tieu-hoc", "Nông Thị Ẻn", _F, date(1979, 11, 20), "Hiệu trưởng", True, _YEARLY),
        ("tieu-hoc", "Đặng Thị Mỹ Lệ", _F, date(1995, 5, 5), "Giáo viên", False, ()),
        ("thcs", "Cao Bá Quýnh", _M, date(1976, 8, 30), "Hiệu trưởng", True, _YEARLY),
        ("htx", "Vi Văn Gừng", _M, date(1982, 2, 12), "Giám đốc hợp tác xã", True, ()),
        ("thon-1", "Đỗ Thị Nếp", _F, date(1969, 4, 17), "Nông dân", False, ()),
        ("thon-4", "Mã Văn Ổi", _M, date(1965, 12, 25), "Trưởng thôn", True, ()),
    ),
    "dong-kieu": (
        ("tram-y-te", "Bạch Thị Xuyến", _F, date(1990, 10, 1), "Điều dưỡng", False, ()),
        ("thon-4", "Kiều Văn Ghềnh", _M, date(1974, 7, 7), "Lái đò", False, ()),
    ),
    "suoi-nhan": (
        ("thcs", "Lù Thị Páo", _F, date(1988, 3, 3), "Hiệu trưởng", True, ()),
        ("thon-2", "Giàng A Sủ", _M, date(1971, 1, 1), "Trưởng bản", True, ()),
    ),
}


@cache
def people() -> tuple[DemoPerson, ...]:
    """Return 30 people of each commune; every unit's head is among them."""
    random = Random(2026)  # noqa: S311 - the same people every time, nothing secret
    found: list[DemoPerson] = []
    for office in COMMUNES:
        own = [unit for unit in units() if unit.commune == office.key]
        found += draw_people(own, _STORY[office.key], _EACH, random, YEARS)
    return tuple(found)


HOUSEHOLDS = (
    DemoHousehold(
        key="van-moc/ho-do-thi-nep",
        commune="van-moc",
        unit="van-moc/thon-1",
        head_name="Đỗ Thị Nếp",
        head_gender=_F,
        head_birth_year=1969,
        address="Thôn Mộc Thượng, xã Vân Mộc",
        members=5,
        contribution="Hiến 780 m² đất ruộng mở đường, 540 m² đất vườn làm điểm trường mầm non.",
    ),
    DemoHousehold(
        key="suoi-nhan/ho-giang-a-su",
        commune="suoi-nhan",
        unit="suoi-nhan/thon-2",
        head_name="Giàng A Sủ",
        head_gender=_M,
        head_birth_year=1971,
        address="Bản Pá Lầu, xã Suối Nhạn",
        members=7,
        contribution="Hiến 1.100 m² nương mở đường vào bản, cho 4 hộ mượn trâu cày.",
    ),
)
