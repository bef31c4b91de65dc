"""The dossiers of the demo of 2026: three that went all the way, two still on their way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.demo import neighbours_2026, van_moc
from desktop.demo.places_2026 import DONG_KIEU, PROVINCE, SUOI_NHAN, VAN_MOC
from desktop.demo.shapes import DemoNomination
from desktop.demo.telling import dossier
from desktop.law.terms import AwardType


def _in_2026(
    nominations: tuple[DemoNomination, ...],
    since: date = date(2026, 1, 1),
    until: date = date(2026, 10, 31),
) -> tuple[DemoNomination, ...]:
    """Return nominations with the time their achievement took."""
    return tuple(replace(n, period_from=since, period_to=until) for n in nominations)


SUDDEN = dossier(
    "dong-kieu-dot-xuat",
    DONG_KIEU,
    None,
    "Khen thưởng thành tích đột xuất cứu người bị đuối nước",
    AwardType.SUDDEN,
    ("27/TTr-VHXH", date(2026, 10, 1)),
    "01/10/2026",
    """Phòng Văn hóa - Xã hội kính trình Chủ tịch Ủy ban nhân dân phường xét khen thưởng ngay đối
    với hai cá nhân có hành động dũng cảm cứu người.""",
    ("418/QĐ-UBND", date(2026, 10, 2)),
    _in_2026(neighbours_2026.DONG_KIEU, date(2026, 9, 30), date(2026, 9, 30)),
)
OWN = dossier(
    "van-moc-tu-quyet",
    VAN_MOC,
    None,
    "Tặng danh hiệu thi đua và Giấy khen năm 2026",
    AwardType.MERIT,
    ("62/TTr-VHXH", date(2026, 11, 6)),
    "05/11/2026",
    """Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng xã ngày 05/11/2026, Phòng Văn hóa - Xã hội
    kính trình Chủ tịch Ủy ban nhân dân xã xét, quyết định.""",
    ("533/QĐ-UBND", date(2026, 11, 11)),
    _in_2026(van_moc.OWN),
    campaign="nhiem-vu-2026",
)
TO_PROVINCE = dossier(
    "van-moc-len-tinh",
    VAN_MOC,
    PROVINCE,
    "Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2026",
    AwardType.MERIT,
    ("118/TTr-UBND", date(2026, 11, 9)),
    "05/11/2026",
    """Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng xã ngày 05/11/2026, Ủy ban nhân dân xã Vân
    Mộc kính trình Chủ tịch Ủy ban nhân dân tỉnh xét tặng Bằng khen.""",
    ("2291/QĐ-UBND", date(2026, 11, 19)),
    # The household's deed is an earlier one: the other is rewarded at home.
    (*_in_2026(van_moc.TO_PROVINCE[:2], date(2024, 1, 1)), van_moc.TO_PROVINCE[2]),
)
DOSSIERS = (SUDDEN, OWN, TO_PROVINCE)

RECEIVED = replace(
    dossier(
        "suoi-nhan-len-tinh",
        SUOI_NHAN,
        PROVINCE,
        "Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh năm 2026",
        AwardType.MERIT,
        ("95/TTr-UBND", date(2026, 11, 13)),
        "12/11/2026",
        """Ủy ban nhân dân xã Suối Nhạn kính trình Chủ tịch Ủy ban nhân dân tỉnh xét tặng Bằng khen
        cho một tập thể và một hộ gia đình.""",
        ("", date(2026, 11, 13)),
        _in_2026(neighbours_2026.SUOI_NHAN, date(2025, 1, 1)),
    ),
    decision=None,
)
DRAFT = replace(
    dossier(
        "suoi-nhan-tu-quyet",
        SUOI_NHAN,
        None,
        "Tặng Giấy khen phong trào xóa mù chữ năm 2026",
        AwardType.CAMPAIGN,
        ("41/TTr-VHXH", date(2026, 11, 19)),
        "18/11/2026",
        """Phòng Văn hóa - Xã hội kính trình Chủ tịch Ủy ban nhân dân xã xét, quyết định.""",
        ("", date(2026, 11, 19)),
        _in_2026((replace(neighbours_2026.SUOI_NHAN[0], award_code="GK_XA", report=""),)),
    ),
    decision=None,
    minutes="",
)
