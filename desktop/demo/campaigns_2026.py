"""The movements of the demo of 2026 and who registered, invented."""

from __future__ import annotations

from datetime import date

from desktop.demo.places_2026 import COMMUNES, PROVINCE, units
from desktop.demo.shapes import DemoCampaign, DemoCriterion, DemoRegistration
from desktop.law.terms import CampaignKind, CampaignLevel, RecipientKind, UnitKind

_OFFICES = tuple(office.key for office in (PROVINCE, *COMMUNES))

CAMPAIGNS = (
    DemoCampaign(
        key="nhiem-vu-2026",
        offices=_OFFICES,
        plan_reference="",
        name="Thi đua hoàn thành thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2026",
        level=CampaignLevel.PROVINCE,
        kind=CampaignKind.REGULAR,
        launched_by=PROVINCE.name,
        launch_number="04/KH-UBND",
        launched_on=date(2026, 1, 8),
        starts_on=date(2026, 1, 8),
        ends_on=date(2026, 12, 31),
        targets="Hoàn thành các chỉ tiêu phát triển kinh tế - xã hội được giao năm 2026.",
        criteria=(
            DemoCriterion("Hoàn thành chỉ tiêu được giao", "100%", RecipientKind.COLLECTIVE),
            DemoCriterion("Hoàn thành tốt nhiệm vụ trở lên", "", RecipientKind.INDIVIDUAL),
        ),
    ),
    DemoCampaign(
        key="hien-dat-mo-duong-2026",
        offices=("van-moc",),
        plan_reference="",
        name="Mỗi thôn một công trình vì trẻ em",
        level=CampaignLevel.COMMUNE,
        kind=CampaignKind.THEMATIC,
        launched_by="Ủy ban nhân dân xã Vân Mộc",
        launch_number="11/KH-UBND",
        launched_on=date(2026, 2, 25),
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 10, 31),
        targets="Bốn thôn có điểm vui chơi hoặc điểm trường được xây mới, sửa chữa.",
        upper="nhiem-vu-2026",
        criteria=(DemoCriterion("Có công trình đưa vào sử dụng trong năm", "1 công trình"),),
    ),
)

REGISTRATIONS = tuple(
    DemoRegistration(
        campaign="nhiem-vu-2026",
        unit=unit.key,
        award_code="TTLDTT",
        registered_on=date(2026, 2, 10),
        content="Đăng ký danh hiệu Tập thể lao động tiên tiến năm 2026.",
    )
    for unit in units()
    if unit.kind in {UnitKind.SCHOOL, UnitKind.HEALTH}
)
