"""A commune's dossier of 2023, from the first check to the certificate, across two changes of law.

It is written under the law of 2003, received on 29/12/2023 and decided on 05/01/2024, when the law
of 2022 is in force (catalogue §1.1). The story is told once; the tests look at what it left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Gender, RecipientKind, UnitKind
from desktop.services.awards import PriorAwardLine
from desktop.services.bases import BasisLine
from desktop.services.campaigns import CampaignDraft, RegistrationLine
from desktop.services.decisions import DecisionReport
from desktop.services.dossiers import ReadyReport
from desktop.services.households import HouseholdDraft
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.initiatives import AuthorLine, InitiativeDraft
from desktop.services.papers import PaperFormat
from desktop.services.people import PersonDraft
from desktop.services.quotas import QuotaReport
from desktop.services.units import UnitDraft
from tests.documents.reading import Pdf
from tests.e2e.conftest import Answer
from tests.e2e.law_offices import (
    REASON,
    Offices,
    attest_all,
    conditions,
    docx_words,
    files,
    hold_session,
    of_code,
    offices,
    pdf_words,
    seat_council,
)
from tests.services.commune_dossier import saved
from tests.services.conftest import COMMUNE, DISTRICT

C, S = ProblemCode, Severity
ARTICLE_23 = "Luật Thi đua, khen thưởng năm 2003, Điều 23"
LETTER, RECEIVED, DECIDED = date(2023, 11, 17), date(2023, 12, 29), date(2024, 1, 5)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
TEACHER, SCHOOL, HOUSEHOLD = "Đặng Thị Ước", "Trường Tiểu học Đông An", "Nguyễn Văn Ơn"
OLD_LAW = BasisLine("LAW_2003", "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003")
NEW_LAW = BasisLine("LAW_2022", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
OWN_PLAN = BasisLine("", "Kế hoạch số 05/KH-UBND ngày 10 tháng 01 năm 2023")


@dataclass(repr=False)
class Story:
    """What was seen on the way, in the order it happened."""

    two: Offices
    dossier: UUID
    later: UUID
    people: dict[str, UUID]
    first: list[Problem] = field(default_factory=list)
    under_2024: list[Problem] = field(default_factory=list)
    over: QuotaReport | None = None
    exact: QuotaReport | None = None
    with_new_law: ReadyReport | None = None
    attested: int = 0
    ready: ReadyReport | None = None
    papers: Path = Path()
    received: dict[date, list[Problem]] = field(default_factory=dict)
    decided: DecisionReport = field(default_factory=DecisionReport)
    certificates: Path = Path()

    @property
    def decision(self) -> UUID:
        assert self.decided.decision_id is not None
        return self.decided.decision_id


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("hồ sơ 2023")
    with offices(folder, COMMUNE, DISTRICT, date(2023, 6, 1)) as two:
        two.clock.go_to(LETTER)
        people = _people(two)
        told = Story(two, _dossier(two, people), _dossier(two, people, "46/TTr-UBND"), people)
        _prepare(told)
        _exchange(told)
        yield told


def _people(two: Offices) -> dict[str, UUID]:
    """A school where seven hold LĐTT for 2023, one of them with an initiative, and a household."""
    desk = two.below
    school = saved(desk.units, UnitDraft(name=SCHOOL, kind=UnitKind.SCHOOL, headcount=7))
    names = (TEACHER, *(f"Giáo viên {n}" for n in "ABCDEĐ"))
    held = (PriorAwardLine(year=2023, award_code="LDTT"),)
    made = {
        name: saved(
            desk.people,
            PersonDraft(
                full_name=name,
                gender=Gender.FEMALE,
                birth_date=date(1984, 3, 8),
                post="Giáo viên",
                unit_id=school,
                prior_awards=held,
            ),
        )
        for name in names
    }
    home = HouseholdDraft(head_name=HOUSEHOLD, head_gender=Gender.MALE, unit_id=school)
    registered = (
        RegistrationLine(person_id=made[TEACHER], award_code="CSTDCS", registered_on=LETTER),
        RegistrationLine(unit_id=school, award_code="TTLDTT", registered_on=LETTER),
    )
    campaign = CampaignDraft(
        name="Thi đua năm 2023", starts_on=YEAR[0], ends_on=YEAR[1], registrations=registered
    )
    saved(desk.campaigns, campaign)
    idea = InitiativeDraft(
        title="Lớp học ba buổi tối",
        year=2023,
        recognised_on=date(2023, 10, 2),
        authors=(AuthorLine(person_id=made[TEACHER], share=100),),
    )
    saved(desk.initiatives, idea)
    return {**made, SCHOOL: school, HOUSEHOLD: saved(desk.households, home)}


def _dossier(two: Offices, people: dict[str, UUID], number: str = "45/TTr-UBND") -> UUID:
    draft = replace(
        two.below.dossiers.new_draft(),
        title="Đề nghị khen thưởng tổng kết năm 2023",
        letter_number=number,
        letter_date=LETTER,
    )
    dossier = saved(two.below.dossiers, draft)
    if number == "45/TTr-UBND":
        _nominate(two, dossier, RecipientKind.INDIVIDUAL, people[TEACHER], "CSTDCS")
        _nominate(two, dossier, RecipientKind.HOUSEHOLD, people[HOUSEHOLD], "GK_HUYEN")
    _nominate(two, dossier, RecipientKind.COLLECTIVE, people[SCHOOL], "TTLDTT")
    return dossier


def _nominate(
    two: Offices, dossier: UUID, kind: RecipientKind, record: UUID, award: str, **more: Any
) -> UUID:
    begun = two.below.nominations.draft_for(dossier, kind, record)
    filled = {
        "award_code": award,
        "achievement": "Đã có thành tích xuất sắc trong phong trào thi đua năm 2023",
        "period_from": YEAR[0],
        "period_to": YEAR[1],
        "report": "Năm 2023, đã hoàn thành xuất sắc nhiệm vụ được giao.",
    }
    return saved(two.below.nominations, replace(begun, **{**filled, **more}))


def _prepare(story: Story) -> None:
    """What the officer sees and does until the dossiers are ready."""
    desk, dossier = story.two.below, story.dossier
    story.first = desk.dossiers.check(dossier)
    letter = desk.dossiers.open_draft(dossier)
    saved(desk.dossiers, replace(letter, letter_date=date(2024, 1, 2)))
    story.under_2024 = desk.dossiers.check(dossier)
    saved(desk.dossiers, replace(desk.dossiers.open_draft(dossier), letter_date=LETTER))

    second = story.people["Giáo viên A"]
    extra = _nominate(story.two, dossier, RecipientKind.INDIVIDUAL, second, "CSTDCS")
    story.over = desk.quotas.live(dossier)
    desk.nominations.archive(extra, "Vượt tỷ lệ")
    story.exact = desk.quotas.live(dossier)

    seat_council(desk, date(2021, 7, 12))
    for one in (dossier, story.later):
        hold_session(desk, one, date(2023, 11, 16))
        story.attested += attest_all(desk, one)
    desk.bases.choose(dossier, [NEW_LAW], ())
    story.with_new_law = desk.dossiers.mark_ready(dossier, REASON)
    desk.bases.choose(dossier, [OWN_PLAN, OLD_LAW], [NEW_LAW])
    story.ready = desk.dossiers.mark_ready(dossier, REASON)
    assert desk.dossiers.mark_ready(story.later, REASON).ready
    story.papers = story.two.folder / "giấy tờ"
    story.papers.mkdir()
    desk.papers.save_dossier(dossier, story.papers, formats=list(PaperFormat))


def _exchange(story: Story) -> None:
    """Both packages go up, one before the law changes and one after; one is decided."""
    two, dossier = story.two, story.dossier
    packages = [two.send(one) for one in (dossier, story.later)]
    for package, one, on in zip(
        packages, (dossier, story.later), (RECEIVED, date(2024, 1, 2)), strict=True
    ):
        two.hand_in(package, on)
        story.received[on] = two.above.dossiers.check(one)
    two.clock.go_to(DECIDED)
    story.received[DECIDED] = two.above.dossiers.check(dossier)
    story.decided = two.decide(dossier, DECIDED)
    assert story.decided.package is not None
    assert two.below.inbox.receive(story.decided.package).result is ReceiveResult.NEW
    story.certificates = two.folder / "giay-khen.pdf"
    two.above.certificates.write_pdf(story.decision, story.certificates)


# --- the check ----------------------------------------------------------------------------------


def test_the_first_check_judges_by_the_law_of_2003_and_cites_only_what_was_read(
    story: Story,
) -> None:
    asked = conditions(story.first)
    assert asked
    assert not [name for name in asked if "R2022" in name]
    # Catalogue §2.2: what LĐTT, the initiative and the registration prove is not asked again.
    assert not {name for name in asked if name.startswith("CSTDCS")}
    assert "TTLDTT.R2003.tasks" in asked
    for problem in story.first:
        assert problem.verified or not problem.citation, problem
        assert problem.verified or problem.severity is not S.BLOCKING, problem
    (minutes,) = of_code(story.first, C.ITEM_MISSING)
    assert (minutes.severity, minutes.citation) == (S.BLOCKING, "Thủ tục hành chính mã 1.000843")


def test_the_command_tells_each_finding_with_its_article_and_whether_it_was_read(
    story: Story, run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_PASSWORD", COMMUNE.password)
    data = ("--data", story.two.root(story.two.below))
    answer = run(*data, "check", story.dossier, "--on", LETTER)
    found = story.two.below.dossiers.check(story.dossier, LETTER)
    told = [
        (p["code"], p["severity"], p["citation"], p["verified"]) for p in answer.data["problems"]
    ]
    assert told == [(p.code.value, p.severity.value, p.citation, p.verified) for p in found]
    assert {verified for *_, verified in told} == {True, False}
    for problem in answer.data["problems"]:
        assert ("chưa đối chiếu" in problem["message"]) is not problem["verified"], problem
        assert problem["citation"] in problem["message"]


def test_a_letter_of_2024_is_judged_by_the_law_of_2022(story: Story) -> None:
    asked = conditions(story.under_2024)
    assert "TTLDTT.R2003.tasks" not in asked
    cited = {p.citation for p in story.under_2024 if p.record is not None and p.citation}
    assert not [text for text in cited if "năm 2003" in text]
    # Who decides TTLĐTT was read for 2024 (catalogue §2.2) and only remembered for 2023.
    assert of_code(story.first, C.DECIDER_UNVERIFIED)
    assert not of_code(story.under_2024, C.DECIDER_UNVERIFIED)


def test_one_too_many_is_seen_while_the_list_is_built(story: Story) -> None:
    # R2003: 15 % of those reaching LĐTT, 7 here: one (catalogue §2.2).
    told = []
    for report in (story.over, story.exact):
        assert report is not None
        (group,) = [g for g in report.groups if g.rule.award == "CSTDCS"]
        (entry,) = group.entries
        told.append((entry.line.base, entry.line.allowed, entry.line.asked, entry.line.words))
    assert told == [(7, 1, 2, "thừa 1"), (7, 1, 1, "vừa đủ")]


def test_the_offices_word_answers_every_condition_it_was_asked_for(story: Story) -> None:
    assert story.ready is not None
    # Three of TTLĐTT (law of 2003, Điều 28) in each dossier, the household's contribution in one.
    assert story.attested == 7
    assert of_code(story.first, C.STANDARD_TO_ATTEST)
    assert not of_code(story.ready.problems, C.STANDARD_TO_ATTEST)
    words = story.two.below.attestations.of_dossier(story.dossier)
    assert {row.attested_by for rows in words.values() for row in rows} == {"Nguyễn Thị Mơ"}


def test_the_council_votes_on_everybody_and_its_minutes_fill_the_dossier(story: Story) -> None:
    desk = story.two.below
    session = desk.council_sessions.session_of(story.dossier)
    assert session is not None
    outcomes = desk.council_sessions.outcomes(session)
    assert [(o.vote.issued, o.vote.in_favour) for o in outcomes] == [(7, 7)] * 3
    assert False not in {outcome.passed for outcome in outcomes}
    assert story.ready is not None
    assert not of_code(story.ready.problems, C.ITEM_MISSING)


def test_a_law_not_yet_in_force_keeps_the_dossier_a_draft_and_the_right_one_lets_it_go(
    story: Story,
) -> None:
    assert story.with_new_law is not None
    assert not story.with_new_law.ready
    assert [p.code for p in story.with_new_law.blocking] == [C.BASIS_NOT_IN_FORCE]
    assert story.ready is not None
    assert (story.ready.ready, story.ready.blocking) == (True, ())


# --- the papers ---------------------------------------------------------------------------------


def test_every_paper_says_the_same_words_in_the_same_order_in_both_formats(story: Story) -> None:
    pdf, docx = files(story.papers, ".pdf"), files(story.papers, ".docx")
    assert set(pdf) == set(docx)
    assert {"to-trinh", "danh-sach", "bien-ban-hop-hoi-dong"} < set(pdf)
    assert len([stem for stem in pdf if stem.startswith("bao-cao")]) == 3
    for stem, file in pdf.items():
        assert pdf_words(file) == docx_words(docx[stem]), stem


def test_the_letter_cites_what_was_chosen_in_its_order_with_every_mark(story: Story) -> None:
    text = " ".join(pdf_words(story.papers / "to-trinh.pdf"))
    assert text.index(OWN_PLAN.cited_as) < text.index(OLD_LAW.cited_as)
    assert NEW_LAW.cited_as not in text
    for words in ("45/TTr-UBND", "ngày 17 tháng 11 năm 2023", f"Bà {TEACHER}", SCHOOL):
        assert words in text, words


# --- the exchange -------------------------------------------------------------------------------


def test_both_ends_tell_one_history_until_the_decision(story: Story) -> None:
    moves = ["create", "mark_ready", "receive", "appraise", "decide"]
    for desk in (story.two.below, story.two.above):
        assert desk.dossiers.state(story.dossier) is DossierState.DECIDED
        events = [e.event for e in desk.dossiers.history(story.dossier)]
        assert [event for event in events if event in moves] == moves
        assert desk.store.broken_event() is None


def test_what_was_received_in_2023_keeps_its_rules_when_it_is_decided_in_2024(
    story: Story,
) -> None:
    assert story.two.above.appraisal.open(story.dossier).received_on == RECEIVED
    assert story.received[DECIDED] == story.received[RECEIVED]
    assert of_code(story.received[DECIDED], C.DECIDER_UNVERIFIED)
    # The same request handed in four days later stands under the law of 2022.
    assert not of_code(story.received[date(2024, 1, 2)], C.DECIDER_UNVERIFIED)


def test_a_decided_dossier_cannot_be_decided_twice(story: Story) -> None:
    with pytest.raises(MoveRefused):
        story.two.decide(story.dossier, DECIDED)
    assert len(story.two.above.decisions.list_rows()) == 1


# --- the money ----------------------------------------------------------------------------------


def test_the_money_is_that_of_the_day_of_the_decision(story: Story) -> None:
    bonuses = story.two.above.bonuses.of_decision(story.decision)
    told = {line.award_code: (line.times_base, line.base, line.amount) for line in bonuses.lines}
    # Catalogue §5.2, §5.3: NĐ 98/2023 and 1.800.000 đồng on 05/01/2024; a household's 0,3 × 1,5.
    assert told == {
        "CSTDCS": (Decimal(1), 1_800_000, 1_800_000),
        "TTLDTT": (Decimal("0.8"), 1_800_000, 1_440_000),
        "GK_HUYEN": (Decimal("0.45"), 1_800_000, 810_000),
    }
    assert bonuses.total == 4_050_000
    assert story.two.above.bonuses.of_year(2024).total == bonuses.total
    assert story.two.above.bonuses.of_year(2023).total == 0
    (paper,) = story.decided.papers
    assert "4.050.000 đồng" in " ".join(pdf_words(paper))


@pytest.mark.parametrize(
    ("on", "base", "amount"),
    [  # GK_XA 0,15, rounded up to ten thousand (NĐ 91/2017 Điều 68); §5.2: two salaries in 2023
        (date(2023, 6, 30), 1_490_000, 230_000),
        (date(2023, 7, 1), 1_800_000, 270_000),
    ],
)
def test_the_last_day_of_june_and_the_first_of_july_pay_by_two_salaries(
    story: Story, on: date, base: int, amount: int
) -> None:
    desk = story.two.below
    blank = desk.dossiers.new_draft()
    draft = replace(
        blank,
        title=f"Tặng Giấy khen ngày {on:%d/%m/%Y}",
        receiver_office_id=None,
        letter_date=date(2023, 6, 20),
    )
    dossier = saved(desk.dossiers, draft)
    period = {"period_from": date(2022, 1, 1), "period_to": date(2022, 12, 31)}
    person = story.people["Giáo viên B"]
    _nominate(story.two, dossier, RecipientKind.INDIVIDUAL, person, "GK_XA", **period)
    hold_session(desk, dossier, date(2023, 6, 19))
    attest_all(desk, dossier)
    report = desk.dossiers.mark_ready(dossier, REASON)
    assert report.ready, report.blocking
    decided = desk.decisions.decide(
        dossier, replace(desk.decisions.new_draft(dossier), decided_on=on)
    )
    assert decided.decision_id is not None, decided.problems
    (line,) = desk.bonuses.of_decision(decided.decision_id).lines
    assert (line.base, line.amount, line.verified) == (base, amount, True)


# --- what follows -------------------------------------------------------------------------------


def test_the_next_clock_starts_where_the_last_achievement_ended_not_at_its_decision(
    story: Story,
) -> None:
    desk = story.two.below
    household = story.people[HOUSEHOLD]
    (held,) = desk.awards.of_recipient(household_id=household)
    assert (held.award_code, held.decided_on) == ("GK_HUYEN", DECIDED)
    draft = replace(
        desk.dossiers.new_draft(),
        title="Đề nghị tặng Giấy khen đợt tiếp theo",
        letter_number="07/TTr-UBND",
        letter_date=DECIDED,
    )
    dossier = saved(desk.dossiers, draft)
    told = []
    kind = RecipientKind.HOUSEHOLD
    for begun in (date(2023, 12, 31), date(2024, 1, 1)):
        asked = {"period_from": begun, "period_to": DECIDED}
        one = _nominate(story.two, dossier, kind, household, "GK_HUYEN", **asked)
        problems = desk.dossiers.check(dossier)
        told.append([p.code for p in problems if p.code in {C.ALREADY_HOLDS, C.INTERVAL_OVERLAPS}])
        desk.nominations.archive(one, "Thử ngày khác")
    # X4: 01/01/2024 is before the decision of 05/01/2024 and after the achievement it rewards.
    assert told == [[C.ALREADY_HOLDS], []]


def test_one_name_stands_in_request_minutes_decision_and_certificate(story: Story) -> None:
    two = story.two
    for desk in (two.below, two.above):
        assert desk.names.pairs(story.dossier) == []
    (decision,) = story.decided.papers
    request, minutes = (story.papers / f"{s}.pdf" for s in ("to-trinh", "bien-ban-hop-hoi-dong"))
    for paper in (request, minutes, decision):
        text = " ".join(pdf_words(paper))
        for name in (TEACHER, SCHOOL, HOUSEHOLD):
            assert name in text, (paper.name, name)
    printed = two.above.certificates.certificate_texts(story.decision)
    pages = Pdf(story.certificates).texts
    assert len(pages) == len(printed)
    for one, page in zip(printed, pages, strict=True):
        assert one.name in {TEACHER, SCHOOL, HOUSEHOLD}
        assert one.name.upper() in page.upper()


def test_a_certificate_goes_with_each_award_that_has_one(story: Story) -> None:
    # Catalogue §6.1, S12: from 2024 TTLĐTT is money only.
    printed = story.two.above.certificates.certificate_texts(story.decision)
    assert {text.name for text in printed} == {TEACHER, HOUSEHOLD}
