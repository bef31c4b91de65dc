"""The demo's 30 nominations in their 4 dossiers, each with letter, minutes and decision."""

from __future__ import annotations

from datetime import date

from desktop.demo import dong_mo_own, dong_mo_to_district, neighbours
from desktop.demo.places import DISTRICT, DONG_MO, TOWN, TUONG_VAN
from desktop.demo.shapes import DemoNomination
from desktop.demo.telling import dossier
from desktop.law.terms import AwardType

DOSSIERS = (
    dossier(
        "dong-mo-len-huyen",
        DONG_MO,
        DISTRICT,
        "Khen thưởng công trạng và thành tích năm 2023",
        AwardType.MERIT,
        ("96/TTr-UBND", date(2023, 12, 4)),
        "30/11/2023",
        """Thực hiện Kế hoạch công tác thi đua, khen thưởng năm 2023 của Ủy ban nhân dân huyện; căn
        cứ kết quả họp Hội đồng Thi đua - Khen thưởng xã ngày 30/11/2023, Ủy ban nhân dân xã Đồng Mơ
        kính trình Ủy ban nhân dân huyện xét tặng Giấy khen, danh hiệu “Tập thể lao động tiên tiến”
        và “Chiến sĩ thi đua cơ sở” năm 2023.""",
        ("3214/QĐ-UBND", date(2023, 12, 22)),
        dong_mo_to_district.PRAISE + dong_mo_to_district.TITLES,
    ),
    dossier(
        "dong-mo-tu-quyet",
        DONG_MO,
        None,
        "Tặng danh hiệu Lao động tiên tiến và Giấy khen năm 2023",
        AwardType.MERIT,
        ("97/TTr-VP", date(2023, 12, 5)),
        "01/12/2023",
        """Căn cứ kết quả họp Hội đồng Thi đua - Khen thưởng xã ngày 01/12/2023, bộ phận Văn phòng
        kính trình Chủ tịch Ủy ban nhân dân xã xét, quyết định.""",
        ("182/QĐ-UBND", date(2023, 12, 8)),
        dong_mo_own.NOMINATIONS,
    ),
    dossier(
        "tuong-van-len-huyen",
        TUONG_VAN,
        DISTRICT,
        "Khen thưởng phong trào xây dựng nông thôn mới năm 2023",
        AwardType.CAMPAIGN,
        ("71/TTr-UBND", date(2023, 11, 27)),
        "24/11/2023",
        """Thực hiện phong trào thi đua “Cả nước chung sức xây dựng nông thôn mới”, Ủy ban nhân dân
        xã Tường Vân kính trình Ủy ban nhân dân huyện xét tặng Giấy khen cho các tập thể, hộ gia
        đình, cá nhân có thành tích xuất sắc.""",
        ("3187/QĐ-UBND", date(2023, 12, 15)),
        neighbours.TUONG_VAN,
        campaign="nong-thon-moi",
    ),
    dossier(
        "thi-tran-dot-xuat",
        TOWN,
        None,
        "Khen thưởng thành tích đột xuất quý III năm 2023",
        AwardType.SUDDEN,
        ("58/TTr-VP", date(2023, 9, 15)),
        "14/9/2023",
        """Kính trình Chủ tịch Ủy ban nhân dân thị trấn xét khen thưởng ngay đối với các tập thể, hộ
        gia đình, cá nhân có thành tích đột xuất.""",
        ("141/QĐ-UBND", date(2023, 9, 18)),
        neighbours.TOWN,
    ),
)


def nominations() -> tuple[DemoNomination, ...]:
    """Return all 30 nominations."""
    return tuple(nomination for told in DOSSIERS for nomination in told.nominations)
