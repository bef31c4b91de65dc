"""What the law data answers. Each case names the row of the legal catalogue it comes from."""

from datetime import date

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.rows import AwardNature, MadeBy
from desktop.law.terms import AwardType, RecipientKind, Tier

LAW = Catalogue.load()
Y2023, Y2024, Y2026 = date(2023, 11, 15), date(2024, 11, 15), date(2026, 3, 1)
XA, HUYEN, TINH = Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE


@pytest.mark.parametrize(
    ("day", "code", "verified"),
    [  # catalogue §1.1
        (date(2004, 6, 30), None, False),
        (date(2004, 7, 1), "R2003", False),  # start MEM-M
        (date(2017, 10, 1), "R2003", True),  # NĐ 91/2017, FOUND[S9]
        (date(2023, 12, 31), "R2003", True),  # FOUND[S22]
        (date(2024, 1, 1), "R2022", True),  # FOUND[S1,S6]
        (date(2025, 6, 30), "R2022", True),
        (date(2025, 7, 1), "R2025", False),  # FOUND*[S18]
        (date(2026, 9, 30), "R2025", False),
        (date(2026, 10, 1), "R2026", False),  # FOUND*[S19]
    ],
)
def test_the_day_chooses_the_regime(day: date, code: str | None, *, verified: bool) -> None:
    regime = LAW.regime_on(day)
    assert (regime.code if regime else None) == code
    assert (regime.verified if regime else False) is verified


@pytest.mark.parametrize(
    ("award", "day", "tiers", "verified", "citation"),
    [  # catalogue §2.1
        ("LDTT", Y2023, (XA, HUYEN), True, "Nghị định số 91/2017/NĐ-CP, Điều 43"),  # FOUND[S9]
        ("LDTT", Y2024, (XA, HUYEN), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80"),
        ("LDTT", Y2026, (XA,), False, ""),  # MEM-H
        ("CSTDCS", Y2023, (HUYEN,), True, "Nghị định số 91/2017/NĐ-CP, Điều 43"),
        ("CSTDCS", Y2024, (HUYEN,), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80 khoản 2"),
        ("CSTDCS", date(2025, 7, 1), (XA,), False, ""),  # district power moved down, MEM-H
        ("TTLDTT", Y2023, (HUYEN,), False, ""),  # MEM-H
        ("TTLDTT", Y2024, (HUYEN,), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80"),
        ("TTLDTT", Y2026, (XA,), False, ""),
        ("TTLDXS", Y2023, (TINH,), False, ""),
        ("CSTDT", Y2023, (TINH,), False, ""),
        ("COTDT", Y2023, (TINH,), False, ""),
        ("GDVH", Y2023, (XA,), False, ""),
        ("GDVH", Y2024, (XA,), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80 khoản 3"),
        ("TDPVH", Y2024, (HUYEN,), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80 khoản 2"),
        ("XATB", Y2024, (TINH,), False, ""),
        ("GK_XA", Y2024, (XA,), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80 khoản 3"),
        ("GK_HUYEN", Y2024, (HUYEN,), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80 khoản 2"),
        ("GK_HUYEN", Y2026, (), False, ""),  # ceases 2025-07-01
        ("GK_DN", Y2024, (), True, "Luật Thi đua, khen thưởng năm 2022, Điều 80 khoản 4"),
        ("XATB", Y2023, (), False, ""),  # n/a under R2003
    ],
)
def test_who_decides_depends_on_the_day(
    award: str, day: date, tiers: tuple[Tier, ...], *, verified: bool, citation: str
) -> None:
    rule = LAW.decider(award, day)
    assert LAW.deciding_tiers(award, day) == tiers
    assert (rule.verified if rule else False) is verified
    assert (rule.citation if rule else "") == citation


@pytest.mark.parametrize(
    ("kind", "day", "tier", "codes"),
    [
        (RecipientKind.INDIVIDUAL, Y2023, XA, ["LDTT", "GK_XA"]),
        (RecipientKind.COLLECTIVE, Y2023, XA, ["GK_XA"]),
        (RecipientKind.HOUSEHOLD, Y2023, XA, ["GDVH", "GK_XA"]),
        (RecipientKind.INDIVIDUAL, Y2023, HUYEN, ["LDTT", "CSTDCS", "GK_HUYEN"]),
        (RecipientKind.COLLECTIVE, Y2023, HUYEN, ["TTLDTT", "TDPVH", "GK_HUYEN"]),
        (RecipientKind.INDIVIDUAL, Y2026, XA, ["LDTT", "CSTDCS", "GK_XA"]),
        (RecipientKind.COLLECTIVE, Y2024, TINH, ["TTLDXS", "COTDT", "XATB", "BK_TINH"]),
        (
            RecipientKind.HOUSEHOLD,
            Y2024,
            None,
            ["GDVH", "GK_XA", "GK_HUYEN", "BK_TINH", "BK_TTG"],
        ),
    ],
)
def test_awards_are_offered_by_recipient_day_and_tier(
    kind: RecipientKind, day: date, tier: Tier | None, codes: list[str]
) -> None:
    assert [award.code for award in LAW.awards_for(kind, day, tier)] == codes


def test_titles_and_forms_are_told_apart() -> None:
    assert LAW.award("CSTDCS").nature is AwardNature.EMULATION_TITLE
    assert LAW.award("GK_XA").nature is AwardNature.COMMENDATION_FORM


def test_a_decision_names_who_gives_the_giay_khen() -> None:
    chair = "Chủ tịch Ủy ban nhân dân huyện Thanh Lâm"
    assert LAW.award("GK_HUYEN").phrase_for(chair) == f"Giấy khen của {chair}"
    assert LAW.award("LDTT").phrase_for(chair) == "danh hiệu “Lao động tiên tiến”"


@pytest.mark.parametrize(
    ("award", "day", "has", "verified"),
    [  # catalogue §6.1
        ("CSTDCS", Y2023, True, True),  # FOUND[S26]
        ("CSTDCS", Y2024, True, True),  # FOUND[S12]
        ("LDTT", Y2024, False, True),  # money only, FOUND[S12]
        ("TTLDTT", Y2024, False, True),
        ("LDTT", Y2023, True, False),  # LOCAL
        ("GK_XA", Y2023, True, True),
        ("COTDT", Y2023, False, False),  # a flag
    ],
)
def test_whether_a_certificate_goes_with_an_award(
    award: str, day: date, *, has: bool, verified: bool
) -> None:
    rule = LAW.certificate(award, day)
    assert rule is not None
    assert (rule.has_certificate, rule.verified) == (has, verified)


def test_an_award_of_no_regime_has_no_certificate_and_no_decider() -> None:
    assert LAW.certificate("GK_XA", date(1990, 1, 1)) is None
    assert LAW.decider("GK_XA", date(1990, 1, 1)) is None
    assert LAW.award_types(date(1990, 1, 1)) == ()
    assert LAW.items_for("GK_XA", AwardType.MERIT, date(1990, 1, 1), RecipientKind.HOUSEHOLD) == ()


def test_award_types_carry_the_name_of_their_time() -> None:
    def names(day: date) -> dict[AwardType, str]:
        return {row.award_type: row.name for row in LAW.award_types(day)}

    assert names(Y2023)[AwardType.CAMPAIGN] == "Theo đợt hoặc chuyên đề"  # catalogue §3
    assert names(Y2024)[AwardType.CAMPAIGN] == "Phong trào thi đua"
    local = [row.award_type for row in LAW.award_types(Y2023) if row.local]
    assert local == [AwardType.MERIT, AwardType.CAMPAIGN, AwardType.SUDDEN]


FULL = ["TO_TRINH", "DANH_SACH", "BAO_CAO", "BIEN_BAN"]
CT, PT, DX = AwardType.MERIT, AwardType.CAMPAIGN, AwardType.SUDDEN
CN, TT, HGD = RecipientKind.INDIVIDUAL, RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD


@pytest.mark.parametrize(
    ("award", "award_type", "day", "kind", "items", "verified"),
    [  # catalogue §4.1
        ("GK_XA", CT, Y2023, CN, FULL, FULL),
        ("GK_XA", PT, Y2024, HGD, FULL, FULL),
        ("GK_XA", DX, Y2023, CN, ["TO_TRINH", "DANH_SACH", "BAO_CAO_TOM_TAT"], None),
        ("GK_XA", CT, Y2026, CN, FULL, []),  # nobody read the new procedure
        ("GK_HUYEN", CT, Y2023, HGD, FULL, FULL),  # Tứ Kỳ, FOUND[S24]
        ("GK_HUYEN", CT, Y2023, CN, FULL, []),
        ("LDTT", CT, Y2023, CN, ["TO_TRINH", "DANH_SACH", "BIEN_BAN"], None),  # no report
        ("LDTT", CT, Y2024, CN, FULL, ["TO_TRINH", "DANH_SACH", "BIEN_BAN"]),  # report LOCAL, C8
        ("CSTDCS", CT, Y2023, CN, [*FULL, "SANG_KIEN"], ["BIEN_BAN"]),
        ("TTLDTT", CT, Y2023, TT, FULL, []),  # MEM-M
        ("BK_TINH", DX, Y2023, CN, ["TO_TRINH", "DANH_SACH", "BAO_CAO_TOM_TAT"], None),
        ("GDVH", CT, Y2023, HGD, ["DANH_SACH", "BIEN_BAN", "BAN_DANG_KY"], []),  # MEM-L
        ("GDVH", CT, Y2024, HGD, ["DANH_SACH", "BIEN_BAN", "TU_DANH_GIA"], []),
        ("LDTT", CT, Y2023, TT, [], []),  # not for collectives
    ],
)
def test_the_papers_of_a_dossier(
    award: str,
    award_type: AwardType,
    day: date,
    kind: RecipientKind,
    items: list[str],
    verified: list[str] | None,
) -> None:
    needs = LAW.items_for(award, award_type, day, kind)
    assert [need.item.code for need in needs] == items
    found = items if verified is None else verified
    assert [need.item.code for need in needs if need.verified] == found


def test_tax_papers_are_asked_of_enterprises_only() -> None:
    def codes(*, enterprise: bool) -> set[str]:
        needs = LAW.items_for("BK_TINH", CT, Y2023, TT, enterprise=enterprise)
        return {need.item.code for need in needs}

    assert codes(enterprise=True) - codes(enterprise=False) == {"XAC_NHAN_THUE"}


def test_an_item_says_who_makes_it() -> None:
    assert LAW.item("TO_TRINH").made_by is MadeBy.PROGRAM
    assert LAW.item("BIEN_BAN").made_by is MadeBy.ATTACHED


def test_papers_of_2023_cite_the_law_of_2003_and_its_decree_only_from_sources() -> None:
    amended = (
        "Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng "
        "ngày 14 tháng 6 năm 2005 và ngày 16 tháng 11 năm 2013"
    )
    decree = (
        "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ "
        "quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng"
    )
    law = "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"
    assert [basis.cited_as for basis in LAW.bases_for(Y2023)] == [law, amended, decree]
    everything = [basis.code for basis in LAW.bases_for(Y2023, verified_only=False)]
    assert "CIRCULAR_12_2019" in everything  # in force from 2020 is MEM-M


def test_a_basis_for_culture_titles_is_offered_for_them_only() -> None:
    plain = {basis.code for basis in LAW.bases_for(Y2023, verified_only=False)}
    culture = {basis.code for basis in LAW.bases_for(Y2023, ["GDVH"], verified_only=False)}
    assert culture - plain == {"DECREE_122_2018"}


def test_annual_titles_and_general_rules_are_dated_too() -> None:
    rule = LAW.annual("LDTT", Y2024)
    assert rule is not None
    assert rule.citation == "Luật Thi đua, khen thưởng năm 2022, Điều 24"  # X6, FOUND[S3]
    assert LAW.annual("GK_XA", Y2024) is None
    one = LAW.principle("X2", Y2024)
    assert one is not None
    assert one.citation == "Luật Thi đua, khen thưởng năm 2022, Điều 5 khoản 2"  # D2
    assert LAW.principle("X99", Y2024) is None


def test_an_unknown_code_is_refused_or_looked_for_in_vain() -> None:
    assert LAW.find_award("XYZ") is None
    with pytest.raises(LookupError, match="XYZ"):
        LAW.award("XYZ")
    with pytest.raises(LookupError, match="XYZ"):
        LAW.item("XYZ")


def test_the_data_is_read_once() -> None:
    assert Catalogue.load() is LAW
