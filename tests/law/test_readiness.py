"""Problems of a dossier. Each case that rests on the law names its row of the legal catalogue."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from desktop.law.catalogue import Catalogue
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.readiness import (
    AttachmentFact,
    DossierFacts,
    NominationFacts,
    PriorAward,
    problems,
)
from desktop.law.recipient_facts import HoldFact, RecipientFacts
from desktop.law.terms import AwardType, HoldKind, RecipientKind, Tier

LAW = Catalogue.load()
TODAY = date(2023, 11, 20)
C, S = ProblemCode, Severity
MINUTES = AttachmentFact(item_code="BIEN_BAN", size=1_000)
MB = 1024 * 1024


def nominee(number: int = 1, **changes: object) -> NominationFacts:
    """A complete nomination of one person for the commune's giấy khen."""
    complete = NominationFacts(
        id=UUID(int=number),
        recipient_id=UUID(int=100 + number),
        recipient_kind=RecipientKind.INDIVIDUAL,
        name=f"Đỗ Thị Ước {number}",
        unit="Thôn Đông",
        birth_year=1970,
        award_code="GK_XA",
        award_type=AwardType.MERIT,
        achievement="Hiến 120 m² đất làm đường.",
        period_from=date(2023, 1, 1),
        period_to=date(2023, 12, 31),
        report="Báo cáo thành tích.",
    )
    return replace(complete, **changes)  # type: ignore[arg-type]


def sent(*nominations: NominationFacts, **changes: object) -> DossierFacts:
    """A complete dossier of a commune, on its way to the district."""
    complete = DossierFacts(
        office_tier=Tier.COMMUNE,
        receiver_tier=Tier.DISTRICT,
        letter_number="12/TTr-UBND",
        letter_date=date(2023, 11, 15),
        signatory_name="Vũ Đức Ơn",
        attachments=(MINUTES,),
        nominations=nominations,
    )
    return replace(complete, **changes)  # type: ignore[arg-type]


def here(*nominations: NominationFacts, **changes: object) -> DossierFacts:
    """A dossier the commune decides itself."""
    return replace(sent(*nominations, receiver_tier=None), **changes)  # type: ignore[arg-type]


def codes(facts: DossierFacts, today: date = TODAY) -> list[ProblemCode]:
    return [problem.code for problem in problems(facts, LAW, today)]


def one(facts: DossierFacts, code: ProblemCode) -> Problem:
    (found,) = [problem for problem in problems(facts, LAW, TODAY) if problem.code is code]
    return found


def test_a_complete_dossier_of_the_communes_own_power_has_no_problem() -> None:
    assert codes(here(nominee(1), nominee(2))) == []


def test_everything_missing_is_told_at_once_and_in_form_order() -> None:
    empty = NominationFacts(id=UUID(int=1), recipient_kind=RecipientKind.INDIVIDUAL, name="An")
    facts = DossierFacts(
        office_tier=Tier.COMMUNE, receiver_tier=Tier.DISTRICT, nominations=(empty,)
    )
    assert codes(facts) == [
        C.LETTER_NUMBER_MISSING,
        C.LETTER_DATE_MISSING,
        C.SIGNATORY_MISSING,
        C.AWARD_MISSING,
        C.REQUIRED,
        C.ACHIEVEMENT_MISSING,
        C.PERIOD_MISSING,
    ]


def test_a_dossier_without_nominations_is_no_dossier() -> None:
    assert codes(here()) == [C.NO_NOMINATIONS]


def test_a_dossier_decided_here_needs_no_letter() -> None:
    facts = here(nominee(), letter_number="", letter_date=None, signatory_name="")
    assert codes(facts) == []


def test_a_letter_dated_after_today_is_pointed_at() -> None:
    facts = sent(nominee(award_code="GK_HUYEN"), letter_date=date(2023, 11, 21))
    found = one(facts, C.LETTER_DATE_IN_FUTURE)
    assert found.severity is S.WARNING
    assert found.data == {"day": date(2023, 11, 21)}


def test_a_day_before_the_first_law_has_no_rules() -> None:
    facts = sent(nominee(), letter_date=date(1999, 1, 1))
    assert one(facts, C.NO_REGIME).severity is S.BLOCKING


def test_an_award_unknown_to_the_law_data_counts_as_missing() -> None:
    assert codes(here(nominee(award_code="GK_TREN_TROI"))) == [C.AWARD_MISSING]


def test_a_title_for_people_cannot_go_to_a_household() -> None:
    facts = here(nominee(award_code="LDTT", recipient_kind=RecipientKind.HOUSEHOLD))
    found = one(facts, C.AWARD_NOT_FOR_RECIPIENT)
    assert (found.severity, found.record) == (S.BLOCKING, UUID(int=1))
    assert found.data == {"name": "Đỗ Thị Ước 1", "award": "Lao động tiên tiến"}


# --- in force, who decides ---------------------------------------------------------------------


def test_a_title_that_does_not_exist_yet_blocks_where_its_start_is_found() -> None:
    # XATB: Luật 2022 Điều 29, FOUND[S5], from 2024.
    facts = sent(nominee(award_code="XATB", recipient_kind=RecipientKind.COLLECTIVE))
    found = one(facts, C.AWARD_NOT_IN_FORCE)
    assert (found.severity, found.verified) == (S.BLOCKING, True)
    assert found.citation == "Luật Thi đua, khen thưởng năm 2022, Điều 29"


def test_the_districts_giay_khen_after_the_district_only_warns_because_its_end_is_unread() -> None:
    # GK_HUYEN ceases 2025-07-01, MEM-H.
    day = date(2025, 8, 1)
    facts = sent(nominee(award_code="GK_HUYEN"), receiver_tier=Tier.PROVINCE, letter_date=day)
    found = [p for p in problems(facts, LAW, day) if p.code is C.AWARD_NOT_IN_FORCE]
    assert [(p.severity, p.verified, p.citation) for p in found] == [(S.WARNING, False, "")]


def test_sending_up_what_this_office_may_decide_recalls_who_launches_rewards() -> None:
    # P:II.2.1 and X10, FOUND[S0]; LDTT xã R2003, FOUND[S9].
    found = one(sent(nominee(award_code="LDTT")), C.AWARD_DECIDED_HERE)
    assert (found.severity, found.verified) == (S.WARNING, True)
    assert found.citation == (
        "Nghị định số 91/2017/NĐ-CP, Điều 43; "
        "Kế hoạch công tác thi đua, khen thưởng năm 2023 của UBND huyện, mục II.2.1"
    )
    assert found.data["tiers"] == ["Cấp xã", "Cấp huyện"]


def test_the_reminder_is_marked_unverified_where_the_rule_of_the_time_was_not_read() -> None:
    day = date(2025, 8, 1)
    facts = sent(nominee(award_code="LDTT"), receiver_tier=Tier.PROVINCE, letter_date=day)
    (found,) = [p for p in problems(facts, LAW, day) if p.code is C.AWARD_DECIDED_HERE]
    assert (found.severity, found.verified, found.citation) == (S.WARNING, False, "")


@pytest.mark.parametrize(
    ("award", "kind", "severity", "verified"),
    [
        ("CSTDCS", RecipientKind.INDIVIDUAL, S.BLOCKING, True),  # huyện, FOUND[S9]
        ("GK_HUYEN", RecipientKind.INDIVIDUAL, S.BLOCKING, True),  # FOUND[S23]
        ("TTLDTT", RecipientKind.COLLECTIVE, S.WARNING, False),  # huyện, MEM-H
    ],
)
def test_deciding_here_what_belongs_above_is_stopped_as_far_as_the_law_was_read(
    award: str, kind: RecipientKind, severity: Severity, *, verified: bool
) -> None:
    found = one(here(nominee(award_code=award, recipient_kind=kind)), C.AWARD_DECIDED_ABOVE)
    assert (found.severity, found.verified) == (severity, verified)
    assert found.data["tiers"] == ["Cấp huyện"]


def test_what_belongs_above_may_be_sent_there() -> None:
    assert codes(sent(nominee(award_code="GK_HUYEN"))) == []


@pytest.mark.parametrize("award", ["GK_XA", "GK_DN"])
def test_a_district_cannot_give_or_forward_what_communes_or_enterprises_give(award: str) -> None:
    facts = here(nominee(award_code=award), office_tier=Tier.DISTRICT)
    assert one(facts, C.AWARD_DECIDED_ELSEWHERE).data["award"] == LAW.award(award).name


def test_an_unread_rule_on_who_decides_is_noted_once_per_award() -> None:
    group = RecipientKind.COLLECTIVE
    facts = sent(
        nominee(1, award_code="TTLDTT", recipient_kind=group),
        nominee(2, award_code="TTLDTT", recipient_kind=group),
    )
    found = one(facts, C.DECIDER_UNVERIFIED)
    assert (found.severity, found.verified, found.record) == (S.INFO, False, None)


# --- prior awards ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "year", "expected"),
    [  # X6: hằng năm, FOUND[S3] for Luật 2022, MEM-H before
        (date(2024, 11, 1), 2024, (S.BLOCKING, True)),
        (date(2023, 11, 1), 2023, (S.WARNING, False)),
        (date(2024, 11, 1), 2023, None),
    ],
)
def test_a_yearly_title_is_held_once_a_year(
    letter: date, year: int, expected: tuple[Severity, bool] | None
) -> None:
    person = nominee(
        award_code="LDTT",
        period_from=date(letter.year, 1, 1),
        period_to=date(letter.year, 12, 31),
        prior_awards=(
            PriorAward(award_code="GK_XA", year=letter.year),
            PriorAward(award_code="LDTT", year=year, decision="88/QĐ-UBND"),
        ),
    )
    found = [
        (p.severity, p.verified)
        for p in problems(here(person, letter_date=letter), LAW, letter)
        if p.code is C.ALREADY_HOLDS
    ]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("period", "warned"),
    [
        ((date(2023, 6, 1), date(2023, 6, 30)), True),
        ((date(2022, 1, 1), date(2022, 12, 31)), False),
        ((None, None), False),
    ],
)
def test_the_same_giay_khen_for_the_same_months_is_pointed_at(
    period: tuple[date | None, date | None], *, warned: bool
) -> None:
    # X2: not several forms for one achievement, FOUND[S22]; same months need not be the same deed.
    prior = PriorAward(award_code="GK_XA", year=2023, period_from=period[0], period_to=period[1])
    found = problems(here(nominee(prior_awards=(prior,))), LAW, TODAY)
    assert [(p.code, p.severity) for p in found] == (
        [(C.ALREADY_HOLDS, S.WARNING)] if warned else []
    )


def test_a_flag_of_an_earlier_year_is_no_problem() -> None:
    # COTDT is neither yearly in the law data nor a form of commendation.
    prior = PriorAward(award_code="COTDT", year=2023)
    group = nominee(
        award_code="COTDT", recipient_kind=RecipientKind.COLLECTIVE, prior_awards=(prior,)
    )
    assert C.ALREADY_HOLDS not in codes(sent(group))


def test_without_a_period_a_yearly_title_cannot_be_compared() -> None:
    prior = PriorAward(award_code="LDTT", year=2023)
    person = nominee(award_code="LDTT", period_to=None, prior_awards=(prior,))
    found = one(here(person), C.PERIOD_MISSING)
    assert found.field == "period_to"
    assert C.ALREADY_HOLDS not in codes(here(person))


def test_under_no_regime_the_same_form_is_still_pointed_at_but_unverified() -> None:
    prior = PriorAward(
        award_code="GK_XA", period_from=date(1999, 1, 1), period_to=date(1999, 12, 31)
    )
    old = nominee(period_from=date(1999, 1, 1), period_to=date(1999, 12, 31), prior_awards=(prior,))
    found = one(here(old, letter_date=date(1999, 6, 1)), C.ALREADY_HOLDS)
    assert (found.severity, found.verified, found.citation) == (S.WARNING, False, "")


# --- content and papers ------------------------------------------------------------------------


def test_the_achievement_and_its_period_are_asked_for() -> None:
    blank = nominee(achievement="  ", period_from=None)
    assert codes(here(blank)) == [C.ACHIEVEMENT_MISSING, C.PERIOD_MISSING]


def test_a_period_that_ends_before_it_begins_is_pointed_at() -> None:
    turned = nominee(period_from=date(2023, 12, 31), period_to=date(2023, 1, 1))
    assert one(here(turned), C.DATE_ORDER).field == "period_to"


@pytest.mark.parametrize(
    ("award", "kind", "severity"),
    [
        ("GK_XA", RecipientKind.INDIVIDUAL, S.BLOCKING),  # FOUND[S23]
        ("GK_HUYEN", RecipientKind.HOUSEHOLD, S.BLOCKING),  # Tứ Kỳ, FOUND[S24]
        ("GK_HUYEN", RecipientKind.INDIVIDUAL, S.WARNING),  # not read
    ],
)
def test_a_missing_report_blocks_only_where_the_procedure_was_read(
    award: str, kind: RecipientKind, severity: Severity
) -> None:
    facts = sent(nominee(award_code=award, recipient_kind=kind, report=""))
    found = one(facts, C.REPORT_MISSING)
    assert (found.severity, found.verified) == (severity, severity is S.BLOCKING)
    assert found.data == {"name": "Đỗ Thị Ước 1", "item": "Báo cáo thành tích"}


def test_a_report_may_also_be_attached() -> None:
    report = AttachmentFact(item_code="BAO_CAO")
    assert codes(here(nominee(report="", attachments=(report,)))) == []


def test_the_old_law_asks_no_report_for_lao_dong_tien_tien() -> None:
    assert codes(here(nominee(award_code="LDTT", report=""))) == []  # FOUND[S23], R2003


def test_missing_minutes_are_told_once_for_the_whole_dossier() -> None:
    found = one(here(nominee(1), nominee(2), attachments=()), C.ITEM_MISSING)
    assert (found.severity, found.record) == (S.BLOCKING, None)
    assert found.data == {"name": "Hồ sơ", "item": "Biên bản xét khen thưởng"}
    assert found.citation.startswith("Thủ tục hành chính tặng Giấy khen")


def test_minutes_a_session_held_here_makes_need_not_be_attached() -> None:
    assert codes(here(nominee(), attachments=(), has_minutes=True)) == []


def test_who_is_under_inspection_today_waits_whatever_the_letter_says() -> None:
    # X1, FOUND[S22]; the letter is of before it began.
    hold = HoldFact(kind=HoldKind.INSPECTION, since=date(2023, 11, 19))
    facts = RecipientFacts(kind=RecipientKind.INDIVIDUAL, holds=(hold,))
    found = one(here(nominee(recipient=facts)), C.ON_HOLD)
    assert (found.severity, found.record) == (S.BLOCKING, UUID(int=1))


def test_missing_minutes_only_warn_where_no_source_was_read() -> None:
    facts = sent(nominee(award_code="GK_HUYEN"), attachments=())
    found = one(facts, C.ITEM_UNVERIFIED)
    assert (found.severity, found.verified) == (S.WARNING, False)


def test_the_most_certain_rule_speaks_for_a_paper_several_nominations_need() -> None:
    facts = sent(
        nominee(1, award_code="GK_HUYEN"),
        nominee(2, award_code="GK_HUYEN", recipient_kind=RecipientKind.HOUSEHOLD),
        nominee(3, award_code="GK_HUYEN"),
        attachments=(),
    )
    assert one(facts, C.ITEM_MISSING).severity is S.BLOCKING  # Tứ Kỳ, FOUND[S24]


def test_minutes_attached_to_each_nomination_serve_as_well() -> None:
    facts = here(nominee(1, attachments=(MINUTES,)), attachments=())
    assert codes(facts) == []


def test_the_certificate_of_an_initiative_is_asked_of_each_fighter_of_emulation() -> None:
    facts = sent(nominee(award_code="CSTDCS"))
    found = one(facts, C.ITEM_UNVERIFIED)  # MEM-H
    assert (found.record, found.severity) == (UUID(int=1), S.WARNING)
    initiative = AttachmentFact(item_code="SANG_KIEN")
    assert codes(sent(nominee(award_code="CSTDCS", attachments=(initiative,)))) == []


def test_more_than_200_mb_is_too_much() -> None:
    exactly = AttachmentFact(size=200 * MB - MINUTES.size)
    assert codes(here(nominee(attachments=(exactly,)))) == []
    found = one(here(nominee(attachments=(exactly, AttachmentFact(size=1)))), C.TOO_MUCH_ATTACHED)
    assert found.data == {"limit_mb": 200}
