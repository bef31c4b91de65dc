"""The demo's 200 people: those the story needs by name, the rest drawn with a fixed seed.

No name is a living person's; together they hold every Vietnamese letter, several homonyms and one
name that no certificate was drawn for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from random import Random

from desktop.demo.places import COMMUNES, units
from desktop.demo.shapes import DemoPerson, DemoPriorAward, DemoUnit
from desktop.demo.story_people import STORY, StoryRow
from desktop.law.terms import Gender, Grade, RankGroup, UnitKind
from desktop.vietnamese.text import fold

YEARS = (2021, 2022, 2023)
PEOPLE = {"dong-mo": 90, "tuong-van": 55, "tt-thanh-lam": 55}

_F, _M = Gender.FEMALE, Gender.MALE
# Family names as often as in the Red River delta; the rare ones bring rare letters.
_FAMILIES = (
    "Nguyễn " * 30 + "Trần " * 11 + "Lê " * 9 + "Phạm " * 9 + "Vũ " * 7 + "Hoàng " * 4 + "Đỗ " * 4
) + "Bùi Bùi Bùi Đặng Đặng Đặng Ngô Ngô Dương Dương Hồ Lý Đinh Mai Phan Tạ Cù Đào Quách Ứng"
_MIDDLES = {
    _F: "Thị Thị Thị Thị Thị Thu Ngọc Thanh Minh Hồng Kim Bích Phương Mỹ Thùy Diệu Khánh Hải",
    _M: "Văn Văn Văn Văn Đức Hữu Đình Xuân Quang Minh Quốc Mạnh Trọng Thế Viết Công Bá Ngọc Đăng",
}
_GIVEN = {
    _F: (
        "Hương Hường Hằng Hạnh Huệ Hiền Hoa Hòa Lan Liên Loan Lý Mai Mận Nga Ngân Nguyệt Nhung "
        "Oanh Phượng Quỳnh Tâm Thảo Thắm Thủy Thúy Tuyết Tươi Uyên Vân Vỹ Xuân Yến Ánh Ẩn Ước "
        "Dịu Đào Điệp Duyên Én Lệ Mến Nụ Nở Sáu Thơm Trẻ Vẻ"
    ),
    _M: (
        "Hùng Dũng Cường Tuấn Sơn Hải Long Thắng Chiến Quyết Thành Đạt Đông Đức Giang Hưng Khoa "
        "Lâm Lợi Nam Nghĩa Phong Phúc Quân Sáng Tài Tấn Thịnh Tiến Toàn Trường Tú Vinh Ý Ổn Ơn "
        "Bằng Bổng Cẩn Chỉnh Cử Dưỡng Hợp Kỷ Lượng Mẫu Nhật Sử Thưởng Tỵ"
    ),
}
_STAFF = {
    "van-phong": (
        "Công chức Tài chính - Kế toán",
        "Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường",
        "Công chức Văn hóa - Xã hội",
    ),
    "dang-uy": ("Phó Bí thư Thường trực Đảng ủy", "Cán bộ Văn phòng Đảng ủy"),
    "mat-tran": ("Phó Chủ tịch Ủy ban MTTQ", "Ủy viên Ban Thường trực"),
    "doan": ("Phó Bí thư Đoàn", "Ủy viên Ban Chấp hành"),
    "nguoi-cao-tuoi": ("Phó Chủ tịch Hội", "Chi hội trưởng"),
    "chu-thap-do": ("Phó Chủ tịch Hội", "Chi hội trưởng"),
    "cong-an": ("Phó Trưởng Công an", "Cán bộ Công an"),
    "quan-su": ("Phó Chỉ huy trưởng", "Trợ lý dân quân"),
    "tram-y-te": ("Y sĩ", "Điều dưỡng"),
    "mam-non": ("Giáo viên", "Tổ trưởng chuyên môn", "Nhân viên nuôi dưỡng"),
    "tieu-hoc": ("Giáo viên", "Tổ trưởng chuyên môn", "Nhân viên thư viện"),
    "thcs": ("Giáo viên", "Tổ trưởng chuyên môn", "Nhân viên kế toán"),
    "htx": ("Xã viên", "Kế toán hợp tác xã", "Tổ trưởng tổ dịch vụ thủy lợi"),
    "doanh-nghiep": ("Công nhân", "Tổ trưởng sản xuất", "Nhân viên kỹ thuật"),
    "kinh-te": ("Chuyên viên",),
    "van-hoa-xa-hoi": ("Chuyên viên",),
    "hanh-chinh-cong": ("Chuyên viên", "Viên chức"),
}
_ASSOCIATION_STAFF = ("Phó Chủ tịch Hội", "Ủy viên Ban Chấp hành")
_VILLAGERS = {
    _F: ("Nông dân", "Chi hội trưởng Chi hội Phụ nữ", "Tiểu thương", "Cộng tác viên dân số"),
    _M: ("Nông dân", "Bí thư Chi bộ", "Thợ mộc", "Chi hội trưởng Chi hội Nông dân", "Thợ xây"),
}
_EDUCATION = {
    UnitKind.VILLAGE: "Trung học phổ thông",
    UnitKind.COOPERATIVE: "Trung cấp",
    UnitKind.ENTERPRISE: "Trung học phổ thông",
}
_ALL_WOMEN, _LED_BY_MEN = {"phu-nu", "mam-non"}, {"quan-su", "cong-an", "cuu-chien-binh"}
_BIRTH_YEARS = {
    "doan": (1990, 2002),
    "nguoi-cao-tuoi": (1958, 1963),
    "cuu-chien-binh": (1958, 1972),
}
_CHIEFS = {UnitKind.OFFICE, UnitKind.PARTY, UnitKind.SCHOOL, UnitKind.HEALTH}


@cache
def people() -> tuple[DemoPerson, ...]:
    """Return the 200 people, each commune's together; every unit's head is among them."""
    random = Random(2023)  # noqa: S311 - the same people every time, nothing secret
    found: list[DemoPerson] = []
    for office in COMMUNES:
        own = [unit for unit in units() if unit.commune == office.key]
        found += draw_people(own, STORY[office.key], PEOPLE[office.key], random, YEARS)
    return tuple(found)


def draw_people(
    own: Sequence[DemoUnit],
    story: Sequence[StoryRow],
    count: int,
    random: Random,
    years: tuple[int, ...],
) -> Iterator[DemoPerson]:
    """Yield a commune's people: those the story needs, heads still missing, then others in turn.

    Args:
        own: the commune's units; each gets a head.
        story: people told by name.
        count: how many in all.
        random: seeded, so that they are the same in every run.
        years: the years state employees are graded in.
    """
    commune = own[0].commune
    keys: Counter[str] = Counter()
    by_key = {unit.key: unit for unit in own}
    headless = dict(by_key)
    made = 0
    for slug, name, gender, birth, post, leads, awards in story:
        unit = by_key[f"{commune}/{slug}"]
        if leads:
            del headless[unit.key]
        yield _person(
            unit, _key(name, keys), name, gender, birth, post, leads, awards, random, years
        )
        made += 1
    members = cycle(unit for unit in own if not unit.key.endswith("/mot-cua"))
    while made < count:
        leads = bool(headless)
        unit = headless.pop(next(iter(headless))) if leads else next(members)
        gender = _gender(unit, random, leads=leads)
        name = _name(gender, random)
        post = unit.head_title if leads else random.choice(_posts(unit, gender))
        birth = _birth(unit, random, leads=leads)
        yield _person(unit, _key(name, keys), name, gender, birth, post, leads, (), random, years)
        made += 1


def _key(name: str, keys: Counter[str]) -> str:
    """Return «pham-thi-nho», and «pham-thi-nho-2» for the second of that name in the commune."""
    slug = fold(name).replace(" ", "-")
    keys[slug] += 1
    return slug if keys[slug] == 1 else f"{slug}-{keys[slug]}"


def _slug(unit: DemoUnit) -> str:
    return unit.key.partition("/")[2]


def _gender(unit: DemoUnit, random: Random, *, leads: bool) -> Gender:
    if _slug(unit) in _ALL_WOMEN:
        return _F
    return _M if leads and _slug(unit) in _LED_BY_MEN else random.choice((_F, _M))


def _posts(unit: DemoUnit, gender: Gender) -> tuple[str, ...]:
    """Return the posts a member of a unit may have."""
    if unit.kind is UnitKind.VILLAGE:
        return _VILLAGERS[gender]
    return _STAFF.get(_slug(unit), _ASSOCIATION_STAFF)


def _name(gender: Gender, random: Random) -> str:
    parts = (_FAMILIES.split(), _MIDDLES[gender].split(), _GIVEN[gender].split())
    return " ".join(random.choice(part) for part in parts)


def _birth(unit: DemoUnit, random: Random, *, leads: bool) -> date:
    """Return a birthday between 1958 and 2004 that suits the unit."""
    usual = (1958, 2004) if unit.kind is UnitKind.VILLAGE else (1966, 1999)
    first, last = _BIRTH_YEARS.get(_slug(unit), (1963, 1984) if leads else usual)
    span = (date(last, 12, 31) - date(first, 1, 1)).days
    return date(first, 1, 1) + timedelta(days=random.randrange(span + 1))


def _person(
    unit: DemoUnit,
    slug: str,
    name: str,
    gender: Gender,
    birth: date,
    post: str,
    leads: bool,
    awards: tuple[DemoPriorAward, ...],
    random: Random,
    years: tuple[int, ...],
) -> DemoPerson:
    return DemoPerson(
        key=f"{unit.commune}/{slug}",
        commune=unit.commune,
        unit=unit.key,
        full_name=name,
        gender=gender,
        birth_date=birth,
        post=post,
        rank_group=_rank_group(unit, post, leads=leads),
        leads=leads,
        education=_EDUCATION.get(unit.kind, "Đại học"),
        evaluations=_evaluations(unit, random, years, excellent=bool(awards)),
        prior_awards=awards,
    )


def _rank_group(unit: DemoUnit, post: str, *, leads: bool) -> RankGroup:
    """Return the statistics class: directors are «doanh nhân», chiefs and deputies «lãnh đạo»."""
    if leads and unit.kind.is_enterprise:
        return RankGroup.BUSINESS
    if unit.kind in _CHIEFS and (leads or post.startswith("Phó ")):
        return RankGroup.LEADER
    return RankGroup.DIRECT


def _evaluations(
    unit: DemoUnit, random: Random, years: tuple[int, ...], *, excellent: bool
) -> tuple[tuple[int, Grade], ...]:
    """Return the grades of the years; villagers and workers are not graded by the state."""
    if unit.kind not in _CHIEFS:
        return ()
    grades = (Grade.EXCELLENT,) if excellent else (Grade.EXCELLENT, Grade.GOOD, Grade.GOOD)
    return tuple((year, random.choice(grades)) for year in years)
