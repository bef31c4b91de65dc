"""Who registered for the movements of 2023, invented."""

from __future__ import annotations

from datetime import date

from desktop.demo.places import units
from desktop.demo.shapes import DemoRegistration
from desktop.law.terms import UnitKind


def _registrations() -> tuple[DemoRegistration, ...]:
    """Return who registered: villages for the own campaign, schools and stations for titles."""
    found: list[DemoRegistration] = []
    for unit in units():
        if unit.kind is UnitKind.VILLAGE:
            content = "Đăng ký một tuyến đường tự quản, vệ sinh chung vào sáng thứ Bảy hằng tuần."
            key, award, day = f"{unit.commune}-chung-suc", "GK_XA", date(2023, 2, 10)
        elif unit.kind in {UnitKind.SCHOOL, UnitKind.HEALTH}:
            content = "Đăng ký danh hiệu Tập thể lao động tiên tiến năm 2023."
            key, award, day = "kt-xh-2023", "TTLDTT", date(2023, 2, 17)
        else:
            continue
        found.append(
            DemoRegistration(
                campaign=key, unit=unit.key, award_code=award, registered_on=day, content=content
            )
        )
    return (*found, *_PERSONAL)


_PERSONAL = tuple(
    DemoRegistration(
        campaign=campaign, person=person, award_code=award, registered_on=day, content=content
    )
    for campaign, person, award, day, content in (
        (
            "kt-xh-2023",
            "dong-mo/duong-thi-ky",
            "CSTDCS",
            date(2023, 2, 17),
            "Đăng ký danh hiệu Chiến sĩ thi đua cơ sở, một sáng kiến về văn hóa đọc.",
        ),
        (
            "kt-xh-2023",
            "dong-mo/dang-thi-uoc",
            "CSTDCS",
            date(2023, 2, 20),
            "Đăng ký danh hiệu Chiến sĩ thi đua cơ sở, một sáng kiến về phân loại rác.",
        ),
        (
            "chuyen-doi-so",
            "dong-mo/nguyen-thi-huong",
            "CSTDCS",
            date(2023, 2, 20),
            "Đăng ký 90% hồ sơ hộ tịch nộp trực tuyến.",
        ),
        (
            "kt-xh-2023",
            "dong-mo/khong-thi-su",
            "CSTDCS",
            date(2023, 2, 20),
            "Đăng ký danh hiệu Chiến sĩ thi đua cơ sở, một sáng kiến dạy lịch sử địa phương.",
        ),
        *(
            (
                "kt-xh-2023",
                f"dong-mo/{slug}",
                "LDTT",
                date(2023, 2, 20),
                "Đăng ký danh hiệu Lao động tiên tiến năm 2023.",
            )
            for slug in (
                "bui-thi-my-duyen",
                "nguyen-van-hung",
                "dao-thi-thuy-duong",
                "nguyen-thi-thu-huyen",
            )
        ),
        (
            "dong-mo-chung-suc",
            "dong-mo/luong-the-on",
            "GK_XA",
            date(2023, 2, 10),
            "Đăng ký vận động 40 hộ hiến đất mở đường trục thôn Ưng Lộ.",
        ),
    )
)

REGISTRATIONS = _registrations()
