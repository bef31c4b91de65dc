"""The demo's 30 nominations in their 4 dossiers, each with letter, minutes and decision."""

from __future__ import annotations

from datetime import date

from desktop.demo import dong_mo_own, dong_mo_to_district, neighbours
from desktop.demo.places import DISTRICT, DONG_MO, TOWN, TUONG_VAN
from desktop.demo.shapes import (
    DemoDecision,
    DemoDossier,
    DemoNomination,
    DemoOffice,
    prose,
)
from desktop.law.terms import AwardType

_COUNCIL = 9


def minutes_of(office: DemoOffice, held_on: str, matter: str, nominations: int) -> str:
    """Return the minutes of the meeting that proposed the nominations."""
    return prose(
        f"""Hồi 14 giờ 00 ngày {held_on}, tại hội trường {office.name}, Hội đồng Thi đua - Khen
        thưởng {office.area} họp xét {matter}.

        Thành phần: {_COUNCIL}/{_COUNCIL} thành viên có mặt, vắng 0. Chủ trì: {office.chair},
        {office.chair_title} Ủy ban nhân dân, Chủ tịch Hội đồng. Thư ký: {office.officer_name}.

        Thư ký đọc báo cáo thành tích của {nominations} trường hợp. Các thành viên thảo luận về
        thành tích, phạm vi ảnh hưởng, việc chấp hành chủ trương, pháp luật của từng trường hợp.

        Kết quả biểu quyết: phiếu phát ra {_COUNCIL}, thu về {_COUNCIL}, hợp lệ {_COUNCIL}; đồng ý
        {_COUNCIL}/{_COUNCIL} (100%) đối với cả {nominations} trường hợp.

        Hội đồng thống nhất đề nghị khen thưởng {nominations} trường hợp. Biên bản được thông qua
        hồi 16 giờ 30 cùng ngày."""
    )


def _dossier(
    key: str,
    office: DemoOffice,
    receiver: DemoOffice | None,
    title: str,
    award_type: AwardType,
    letter: tuple[str, date],
    held_on: str,
    opening: str,
    decision: tuple[str, date],
    nominations: tuple[DemoNomination, ...],
    campaign: str | None = None,
) -> DemoDossier:
    """Return a dossier; the chair of the office that decides signs the decision.

    What goes up is signed by the chair, what stays is put before the chair by the officer.
    """
    decider = receiver or office
    signs = (office.chair, office.chair_title) if receiver else _officer(office)
    return DemoDossier(
        key=key,
        office=office.key,
        receiver=receiver.key if receiver else None,
        title=title,
        award_type=award_type,
        campaign=campaign,
        letter_number=letter[0],
        letter_date=letter[1],
        signatory_name=signs[0],
        signatory_title=signs[1],
        opening=prose(opening),
        minutes=minutes_of(office, held_on, title[0].lower() + title[1:], len(nominations)),
        decision=DemoDecision(
            number=decision[0],
            decided_on=decision[1],
            signatory_name=decider.chair,
            signatory_title=decider.chair_title,
        ),
        nominations=nominations,
    )


def _officer(office: DemoOffice) -> tuple[str, str]:
    return office.officer_name, office.officer_post


DOSSIERS = (
    _dossier(
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
    _dossier(
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
    _dossier(
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
    _dossier(
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
    return tuple(nomination for dossier in DOSSIERS for nomination in dossier.nominations)
