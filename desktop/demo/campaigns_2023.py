"""The movements of the district's plan for 2023, by the names and words the plan gives them.

``plan_reference`` is the paragraph of the plan (P:II.1.1-1.7). The plan names few dates; windows it
leaves open are the year 2023.
"""

from __future__ import annotations

from datetime import date

from desktop.demo.places import COMMUNES, OFFICES
from desktop.demo.shapes import DemoCampaign, DemoCriterion, prose
from desktop.law.terms import CampaignKind, CampaignLevel, RecipientKind

THEME = (
    "Nêu cao tinh thần đoàn kết, ý chí quyết tâm, phấn đấu thực hiện thắng lợi mục tiêu "
    "phát triển kinh tế - xã hội năm 2023"
)
_EVERYWHERE = tuple(office.key for office in OFFICES)
_NEW_YEAR, _YEAR_END = date(2023, 1, 1), date(2023, 12, 31)
_PLAN_END = date(2025, 12, 31)
_DOSSIERS_BY = date(2023, 12, 29)
_DISTRICT = "Ủy ban nhân dân huyện Thanh Lâm"
_PRIME_MINISTER = "Thủ tướng Chính phủ"
_L, _K = CampaignLevel, CampaignKind
_CN, _TT, _HGD = RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD


def _campaign(
    key: str,
    reference: str,
    name: str,
    targets: str,
    *criteria: DemoCriterion,
    level: CampaignLevel = _L.DISTRICT,
    kind: CampaignKind = _K.THEMATIC,
    by: str = _DISTRICT,
    number: str = "",
    on: date | None = None,
    theme: str = THEME,
    window: tuple[date, date] = (_NEW_YEAR, _YEAR_END),
    upper: str | None = "kt-xh-2023",
    due: date | None = None,
    offices: tuple[str, ...] = _EVERYWHERE,
) -> DemoCampaign:
    return DemoCampaign(
        key=key,
        offices=offices,
        plan_reference=reference,
        name=name,
        level=level,
        kind=kind,
        launched_by=by,
        launch_number=number,
        launched_on=on,
        theme=theme,
        starts_on=window[0],
        ends_on=window[1],
        targets=prose(targets),
        upper=upper,
        dossiers_due_on=due,
        criteria=criteria,
    )


_PLAN = (
    _campaign(
        "kt-xh-5-nam",
        "P:II.1.1",
        "Thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội hằng năm "
        "và Kế hoạch 5 năm (2021 - 2025)",
        """Thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội hằng năm và Kế hoạch 5 năm
        (2021 - 2025) theo Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng.""",
        DemoCriterion("Cụ thể hóa và phát động thi đua thực hiện chỉ tiêu, nhiệm vụ được giao"),
        level=_L.CENTRAL,
        kind=_K.REGULAR,
        by=_PRIME_MINISTER,
        number="19/CT-TTg",
        on=date(2021, 7, 16),
        theme="",
        window=(date(2021, 7, 16), _PLAN_END),
        upper=None,
    ),
    _campaign(
        "kt-xh-tinh",
        "P:II.3.2",
        "Thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm 2021 "
        "và Kế hoạch 5 năm (2021 - 2025) của tỉnh Hải Dương",
        """Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh Hải Dương lần thứ XVII.""",
        DemoCriterion("Thực hiện các nội dung của Chỉ thị với tinh thần chủ động, sáng tạo"),
        level=_L.PROVINCE,
        kind=_K.REGULAR,
        by="Ủy ban nhân dân tỉnh Hải Dương",
        number="13/CT-UBND",
        on=date(2021, 8, 25),
        theme="",
        window=(date(2021, 8, 25), _PLAN_END),
        upper="kt-xh-5-nam",
    ),
    _campaign(
        "kt-xh-2023",
        "P:II.1.1",
        "Thi đua thực hiện thắng lợi các chỉ tiêu, nhiệm vụ phát triển kinh tế - xã hội năm 2023",
        """Thực hiện các chỉ tiêu, nhiệm vụ theo Quyết định của UBND tỉnh giao chỉ tiêu phát triển
        kinh tế - xã hội và dự toán ngân sách Nhà nước năm 2023.""",
        DemoCriterion("Hoàn thành chỉ tiêu kinh tế - xã hội được giao", "100% chỉ tiêu", _TT),
        DemoCriterion("Hoàn thành tốt nhiệm vụ trở lên", "", _CN),
        kind=_K.REGULAR,
        upper="kt-xh-tinh",
    ),
    _campaign(
        "ngay-le-lon",
        "P:II.1.2",
        "Thi đua chào mừng các ngày lễ lớn và kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh "
        "ra Lời kêu gọi thi đua ái quốc (11/6/1948 - 11/6/2023)",
        """Tăng cường công tác tuyên truyền, tổ chức tọa đàm, giao lưu gặp mặt và biểu dương gương
        điển hình tiên tiến, người tốt, việc tốt trong các phong trào thi đua yêu nước.""",
        DemoCriterion("Có hoạt động thiết thực chào mừng các ngày lễ lớn", "", _TT),
        DemoCriterion("Gương người tốt, việc tốt được biểu dương", "", _CN),
        kind=_K.PERIOD,
        window=(_NEW_YEAR, date(2023, 9, 2)),
    ),
    _campaign(
        "xay-dung-dang",
        "P:II.1.3",
        "Thi đua trong lĩnh vực xây dựng Đảng trong sạch, vững mạnh",
        """Gắn với chỉnh đốn Đảng và thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học
        tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; nâng cao hiệu lực, hiệu quả lãnh
        đạo, chỉ đạo, điều hành.""",
        DemoCriterion("Nâng cao năng lực và sức chiến đấu của tổ chức cơ sở Đảng", "", _TT),
        DemoCriterion("Phát huy vai trò nòng cốt của Mặt trận Tổ quốc và các đoàn thể", "", _TT),
    ),
    _campaign(
        "van-hoa-xa-hoi",
        "P:II.1.4",
        "Thi đua phát triển văn hóa - xã hội đồng bộ với phát triển kinh tế; cuộc vận động "
        "“Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”",
        """Thực hiện có hiệu quả chương trình giáo dục ở các cấp học; nâng cao chất lượng khám, chữa
        bệnh; thực hiện tốt chính sách đối với người có công, bảo đảm an sinh xã hội, tạo việc làm,
        giảm nghèo bền vững; xây dựng kinh tế số, xã hội số.""",
        DemoCriterion("Chất lượng giáo dục, khám chữa bệnh được nâng lên", "", _TT),
        DemoCriterion("Bảo đảm an sinh xã hội, giảm nghèo bền vững"),
    ),
    _campaign(
        "quoc-phong-an-ninh",
        "P:II.1.5",
        "Thi đua trong lĩnh vực quốc phòng, an ninh, thanh tra, tư pháp và đối ngoại",
        """Củng cố thế trận quốc phòng toàn dân gắn với thế trận an ninh nhân dân; giữ vững an ninh
        chính trị, trật tự an toàn xã hội; thực hiện tốt công tác tiếp công dân và giải quyết đơn
        thư khiếu nại, tố cáo; thực hành tiết kiệm, chống lãng phí.""",
        DemoCriterion("Giải quyết kịp thời, dứt điểm khiếu nại, tố cáo ngay tại cơ sở", "", _TT),
        DemoCriterion("Giữ vững trật tự, an toàn xã hội trên địa bàn", "", _TT),
    ),
    _campaign(
        "moi-nguoi-bang-hai",
        "P:II.1.6",
        "Thi đua với tinh thần “Mỗi người làm việc bằng hai”",
        """“Người người thi đua, nhà nhà thi đua, ngành ngành thi đua” để bù lại suy giảm kinh tế do
        ảnh hưởng bởi dịch Covid-19.""",
        DemoCriterion("Bám sát nhiệm vụ chính trị, mục tiêu, chỉ tiêu của đơn vị"),
        kind=_K.PERIOD,
    ),
    _campaign(
        "van-hoa-cong-so",
        "P:II.1.6",
        "Cán bộ, công chức, viên chức, người lao động thi đua thực hiện văn hóa công sở",
        "Cán bộ, công chức, viên chức, người lao động thực hiện văn hóa công sở.",
        DemoCriterion("Giải quyết thủ tục hành chính đúng hạn", "", _TT),
        DemoCriterion("Tận tụy, đúng mực với người dân", "", _CN),
        upper="moi-nguoi-bang-hai",
    ),
    _campaign(
        "doi-song-van-hoa",
        "P:II.1.6",
        "Toàn dân đoàn kết xây dựng đời sống văn hóa",
        "Đẩy mạnh thực hiện phong trào “Toàn dân đoàn kết xây dựng đời sống văn hóa”.",
        DemoCriterion("Gia đình văn hóa", "", _HGD),
        DemoCriterion("Thôn, khu dân cư văn hóa", "", _TT),
        upper="moi-nguoi-bang-hai",
    ),
    _campaign(
        "nong-thon-moi",
        "P:II.1.6",
        "Cả nước chung sức xây dựng nông thôn mới",
        "Đẩy mạnh xây dựng nông thôn mới, huy động người dân tham gia.",
        DemoCriterion("Hiến đất, góp công, góp của làm đường, công trình chung", "", _HGD),
        DemoCriterion("Đường làng, ngõ xóm sáng, xanh, sạch, đẹp", "", _TT),
        upper="moi-nguoi-bang-hai",
        due=_DOSSIERS_BY,
    ),
    _campaign(
        "vi-nguoi-ngheo",
        "P:II.1.6",
        "Vì người nghèo - không để ai bị bỏ lại phía sau",
        "Giảm nghèo bền vững, giúp đỡ hộ nghèo, hộ cận nghèo.",
        DemoCriterion("Nhận giúp đỡ hộ nghèo, hộ cận nghèo"),
        upper="moi-nguoi-bang-hai",
    ),
    _campaign(
        "chong-covid-19",
        "P:II.1.6",
        "Đoàn kết, chung sức, đồng lòng thi đua cùng cả nước phòng, chống và chiến thắng "
        "đại dịch Covid-19",
        "Phòng, chống dịch, phục hồi sản xuất, ổn định đời sống.",
        DemoCriterion("Tham gia phòng, chống dịch tại cơ sở"),
        upper="moi-nguoi-bang-hai",
    ),
    _campaign(
        "chuyen-doi-so",
        "P:II.1.6",
        "Chuyển đổi số giai đoạn 2021 - 2025",
        "Dùng chuyển đổi số làm nền tảng và đòn bẩy thúc đẩy phát triển.",
        DemoCriterion("Dịch vụ công trực tuyến, tổ công nghệ số cộng đồng", "", _TT),
        DemoCriterion("Ứng dụng công nghệ thông tin vào công việc được giao", "", _CN),
        window=(date(2021, 1, 1), _PLAN_END),
        upper="moi-nguoi-bang-hai",
    ),
    _campaign(
        "ket-cau-ha-tang",
        "P:II.1.7",
        "Đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại; "
        "thực hành tiết kiệm, chống lãng phí",
        """Huy động hiệu quả các nguồn lực đầu tư kết cấu hạ tầng kinh tế - xã hội; thực hiện tốt
        công tác giải phóng mặt bằng, hoàn thành sớm và đảm bảo chất lượng các dự án trọng điểm,
        công trình giao thông, hạ tầng kỹ thuật, an sinh xã hội.""",
        DemoCriterion("Bàn giao mặt bằng đúng hạn", "", _HGD),
        DemoCriterion("Thực hành tiết kiệm, chống lãng phí trong công việc hằng ngày"),
    ),
)

_OWN = tuple(
    _campaign(
        f"{office.key}-chung-suc",
        "",
        f"Nhân dân {office.area} chung sức làm đẹp đường làng, ngõ xóm năm 2023"
        if office.area.startswith("xã")
        else f"Nhân dân {office.area} chung sức xây dựng đô thị văn minh năm 2023",
        """Mỗi khu dân cư có ít nhất một tuyến đường tự quản; mỗi hộ một việc làm cụ thể cho nơi
        mình ở.""",
        DemoCriterion("Tuyến đường tự quản", "1 tuyến trở lên mỗi khu dân cư", _TT),
        DemoCriterion("Việc làm cụ thể của hộ gia đình", "1 việc trở lên", _HGD),
        level=_L.COMMUNE,
        kind=_K.PERIOD,
        by=office.name,
        number="02/KH-UBND",
        on=date(2023, 1, 30),
        window=(date(2023, 2, 1), date(2023, 11, 30)),
        upper="nong-thon-moi" if office.area.startswith("xã") else "doi-song-van-hoa",
        offices=(office.key,),
    )
    for office in COMMUNES
)

CAMPAIGNS = (*_PLAN, *_OWN)
