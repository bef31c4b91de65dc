"""Two tiers in 2026: a dossier received on 30/09 and decided on 02/10, when the law has changed.

The district is gone (ORG2025), so the province is directly above the commune. It reads for itself
who decides its Bằng khen from 01/10/2026, which tells the two regimes apart at the receiving end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.errors import MoveRefused
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Gender, Grade, RecipientKind, Tier, UnitKind, Verdict
from desktop.services.bases import BasisChoice
from desktop.services.decisions import DecisionReport
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.law_drafts import CorrectionDraft
from desktop.services.people import EvaluationLine, PersonDraft
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

C = ProblemCode
PROVINCE = replace(
    DISTRICT,
    name="Ủy ban nhân dân tỉnh Nam Lĩnh",
    tier=Tier.PROVINCE,
    parent_name="",
    parent_tier=None,
    place="Nam Lĩnh",
    superior_agency="",
    agency="ỦY BAN NHÂN DÂN TỈNH NAM LĨNH",
)
BELOW = replace(
    COMMUNE,
    name="Ủy ban nhân dân xã Vân Mộc",
    parent_name=PROVINCE.name,
    parent_tier=Tier.PROVINCE,
    place="Vân Mộc",
    superior_agency="",
    agency="ỦY BAN NHÂN DÂN XÃ VÂN MỘC",
)
LETTER, LAST_OLD, FIRST_NEW = date(2026, 9, 28), date(2026, 9, 30), date(2026, 10, 1)
DECIDED = date(2026, 10, 2)
ACHIEVED = (date(2024, 1, 1), date(2025, 12, 31))
TEACHER, SCHOOL = "Đặng Thị Ước", "Trường Tiểu học Vân Mộc"
OWN_READING = "Công văn số 12/SNV-TĐKT ngày 15 tháng 9 năm 2026"


@dataclass(repr=False)
class Story:
    """What was seen on the way."""

    two: Offices
    people: dict[str, UUID]
    first: UUID
    second: UUID
    papers: Path
    bases: BasisChoice | None = None
    checks: dict[date, list[Problem]] = field(default_factory=dict)
    decided: DecisionReport = field(default_factory=DecisionReport)
    refused: MoveRefused | None = None
    certificates: Path = Path()

    @property
    def decision(self) -> UUID:
        assert self.decided.decision_id is not None
        return self.decided.decision_id


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("hồ sơ 2026")
    with offices(folder, BELOW, PROVINCE, date(2026, 6, 20)) as two:
        people = _people(two)
        seat_council(two.below, date(2025, 7, 12))
        _pay_in_june_and_july(two, people)
        two.clock.go_to(LETTER)
        first, second = (_to_province(two, people, number) for number in ("95/TTr", "96/TTr"))
        told = Story(two, people, first, second, folder / "giấy tờ")
        _exchange(told)
        yield told


def _people(two: Offices) -> dict[str, UUID]:
    school = saved(two.below.units, UnitDraft(name=SCHOOL, kind=UnitKind.SCHOOL))
    grades = tuple(EvaluationLine(year=y, grade=Grade.EXCELLENT) for y in (2024, 2025))
    teacher = PersonDraft(
        full_name=TEACHER,
        gender=Gender.FEMALE,
        birth_date=date(1984, 3, 8),
        post="Giáo viên",
        unit_id=school,
        evaluations=grades,
    )
    other = replace(teacher, full_name="Vi Văn Gừng", gender=Gender.MALE, post="Bảo vệ")
    return {
        SCHOOL: school,
        TEACHER: saved(two.below.people, teacher),
        "Vi Văn Gừng": saved(two.below.people, other),
    }


def _dossier(two: Offices, on: date, **more: Any) -> UUID:
    draft = replace(
        two.below.dossiers.new_draft(), title="Đề nghị khen thưởng năm 2026", letter_date=on
    )
    return saved(two.below.dossiers, replace(draft, **more))


def _nominate(
    two: Offices, dossier: UUID, record: UUID, award: str, period: tuple[date, date], **more: Any
) -> UUID:
    kind = more.get("kind", RecipientKind.INDIVIDUAL)
    begun = two.below.nominations.draft_for(dossier, kind, record)
    filled = replace(
        begun,
        award_code=award,
        achievement="Đã có thành tích xuất sắc trong phong trào thi đua",
        period_from=period[0],
        period_to=period[1],
        report="Đã hoàn thành xuất sắc nhiệm vụ được giao.",
    )
    return saved(two.below.nominations, filled)


def _make_ready(two: Offices, dossier: UUID, met_on: date) -> None:
    hold_session(two.below, dossier, met_on)
    attest_all(two.below, dossier)
    report = two.below.dossiers.mark_ready(dossier, REASON)
    assert report.ready, report.blocking


def _to_province(two: Offices, people: dict[str, UUID], number: str) -> UUID:
    dossier = _dossier(two, LETTER, letter_number=f"{number}-UBND")
    if number == "95/TTr":
        _nominate(two, dossier, people[TEACHER], "BK_TINH", ACHIEVED)
    else:
        _nominate(two, dossier, people["Vi Văn Gừng"], "BK_TINH", ACHIEVED)
    kind = RecipientKind.COLLECTIVE
    if number == "95/TTr":
        _nominate(two, dossier, people[SCHOOL], "BK_TINH", ACHIEVED, kind=kind)
    _make_ready(two, dossier, date(2026, 9, 25))
    return dossier


def _pay_in_june_and_july(two: Offices, people: dict[str, UUID]) -> None:
    """The commune decides two giấy khen itself, on the two days the base salary differs."""
    for on, year in ((date(2026, 6, 30), 2022), (date(2026, 7, 1), 2023)):
        two.clock.go_to(on)
        dossier = _dossier(two, date(2026, 6, 20), receiver_office_id=None)
        period = (date(year, 1, 1), date(year, 12, 31))
        _nominate(two, dossier, people["Vi Văn Gừng"], "GK_XA", period)
        _make_ready(two, dossier, date(2026, 6, 19))
        draft = replace(two.below.decisions.new_draft(dossier), decided_on=on)
        decided = two.below.decisions.decide(dossier, draft)
        assert decided.decision_id is not None, decided.problems


def _exchange(story: Story) -> None:
    two = story.two
    story.papers.mkdir()
    story.bases = two.below.bases.of_dossier(story.first)
    correction = CorrectionDraft(
        row_id="awards.BK_TINH.deciders.R2025-R2026",
        values={"tiers": ["tw"]},
        basis=OWN_READING,
        holds_from=FIRST_NEW,
    )
    saved(two.above.law_corrections, correction)
    packages = [two.send(one) for one in (story.first, story.second)]
    two.hand_in(packages[0], LAST_OLD)
    story.checks[LAST_OLD] = two.above.dossiers.check(story.first)
    two.hand_in(packages[1], FIRST_NEW)
    story.checks[FIRST_NEW] = two.above.dossiers.check(story.second)
    two.clock.go_to(DECIDED)
    story.checks[DECIDED] = two.above.dossiers.check(story.first)
    story.decided = two.decide(story.first, DECIDED)
    try:
        two.decide(story.second, DECIDED)
    except MoveRefused as refused:
        story.refused = refused
    assert story.decided.package is not None
    assert two.below.inbox.receive(story.decided.package).result is ReceiveResult.NEW
    story.certificates = two.folder / "bang-khen.pdf"
    two.above.certificates.write_pdf(story.decision, story.certificates)


# --- the rules ----------------------------------------------------------------------------------


def test_what_was_received_on_the_last_day_of_the_old_law_is_decided_by_it(story: Story) -> None:
    assert story.checks[DECIDED] == story.checks[LAST_OLD]
    assert not of_code(story.checks[LAST_OLD], C.AWARD_DECIDED_ABOVE)
    assert (story.decided.awards, story.decided.problems) == (2, ())
    assert story.two.above.dossiers.state(story.first) is DossierState.DECIDED


def test_what_came_a_day_later_stands_under_the_new_reading_and_is_not_decided_here(
    story: Story,
) -> None:
    assert story.refused is not None
    assert story.refused.code is MoveRefused.Code.NOT_OURS_TO_DECIDE
    assert story.refused.data["citation"] == OWN_READING
    (told,) = of_code(story.checks[FIRST_NEW], C.AWARD_DECIDED_ABOVE)
    assert (told.severity, told.citation, told.verified) == (Severity.BLOCKING, OWN_READING, True)
    assert story.two.above.dossiers.state(story.second) is DossierState.APPRAISED
    verdicts = [n.verdict for n in story.two.above.appraisal.open(story.second).nominations]
    assert verdicts == [Verdict.MEETS]


def test_the_letters_day_chooses_the_standard_while_the_commune_still_writes(story: Story) -> None:
    two = story.two
    told = {}
    for on in (LAST_OLD, FIRST_NEW):
        dossier = _dossier(two, on, receiver_office_id=None)
        _nominate(two, dossier, story.people[TEACHER], "CSTDCS", (date(2026, 1, 1), on))
        told[on] = two.below.dossiers.check(dossier, DECIDED)
        two.below.dossiers.archive(dossier, "Chỉ để xem tiêu chuẩn")
    assert {name.split(".")[1] for name in conditions(told[LAST_OLD])} == {"R2022"}
    assert {name.split(".")[1] for name in conditions(told[FIRST_NEW])} == {"R2026"}
    # Law 06/2026 was not read (catalogue §1.1): it only warns, and cites nothing.
    for problem in told[FIRST_NEW]:
        assert problem.severity is not Severity.BLOCKING or not problem.data.get("condition")
        assert problem.verified or not problem.citation, problem


def test_a_letter_before_every_law_is_one_problem(story: Story) -> None:
    dossier = _dossier(story.two, date(1990, 10, 20), letter_number="99/TTr-UBND")
    period = (date(1990, 1, 1), date(1990, 10, 1))
    _nominate(story.two, dossier, story.people[SCHOOL], "BK_TINH", period, kind=_COLLECTIVE)
    problems = story.two.below.dossiers.check(dossier)
    (told,) = of_code(problems, C.NO_REGIME)
    assert [p for p in problems if p.severity is Severity.BLOCKING] == [told]


_COLLECTIVE = RecipientKind.COLLECTIVE


# --- the money ----------------------------------------------------------------------------------


def test_the_last_day_of_june_and_the_first_of_july_pay_by_two_salaries(story: Story) -> None:
    desk = story.two.below
    own = [d for d in desk.decisions.list_rows() if d.made_here]
    told = {}
    for decision in own:
        (line,) = desk.bonuses.of_decision(decision.id).lines
        told[decision.decided_on] = (line.base, line.amount, line.verified)
    # Catalogue §5.2: 2.340.000 until 30/06/2026, 2.530.000 since; GK_XA 0,15 is in dispute (§5.3).
    assert told == {
        date(2026, 6, 30): (2_340_000, 360_000, False),
        date(2026, 7, 1): (2_530_000, 380_000, False),
    }
    assert desk.bonuses.of_year(2026).total == 740_000


def test_the_decision_adds_up_what_it_gives_and_says_so_in_words(story: Story) -> None:
    bonuses = story.two.above.bonuses.of_decision(story.decision)
    assert {(line.name, line.amount) for line in bonuses.lines} == {
        (TEACHER, 3_800_000),
        (SCHOOL, 7_590_000),
    }
    assert (bonuses.total, bonuses.verified) == (11_390_000, False)
    (paper,) = story.decided.papers
    text = " ".join(pdf_words(paper))
    assert "11.390.000 đồng" in text
    assert "mười một triệu ba trăm chín mươi nghìn đồng" in text


# --- the papers ---------------------------------------------------------------------------------


def test_papers_cite_the_law_that_was_read_and_never_the_one_only_heard_of(story: Story) -> None:
    assert story.bases is not None
    assert [line.code for line in story.bases.automatic] == ["LAW_2022"]
    heard = {row.code for row in story.bases.offered if not row.verified}
    assert {"DECREE_152_2025", "LAW_2026"} <= heard
    (paper,) = story.decided.papers
    text = " ".join(pdf_words(paper))
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022" in text
    assert "huyện" not in text.lower()


def test_the_command_writes_every_paper_alike_in_both_formats(
    story: Story, run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_PASSWORD", BELOW.password)
    data = ("--data", story.two.root(story.two.below))
    words = ("papers", story.first, "--to", story.papers, "--format", "both")
    answer = run(*data, *words)
    assert answer.code == 0, answer
    pdf, docx = files(story.papers, ".pdf"), files(story.papers, ".docx")
    assert set(pdf) == set(docx)
    assert len(answer.data["files"]) == len(pdf) + len(docx)
    for stem, file in pdf.items():
        assert pdf_words(file) == docx_words(docx[stem]), stem
    letter = " ".join(pdf_words(pdf["to-trinh"]))
    assert f"Bà {TEACHER}" in letter
    assert "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Nam Lĩnh" in letter


# --- what follows -------------------------------------------------------------------------------


def test_the_next_clock_starts_where_the_last_achievement_ended_not_at_its_decision(
    story: Story,
) -> None:
    desk = story.two.below
    (held,) = desk.awards.of_recipient(person_id=story.people[TEACHER])
    assert (held.award_code, held.decided_on) == ("BK_TINH", DECIDED)
    told = []
    for begun in (ACHIEVED[1], date(2026, 1, 1)):
        dossier = _dossier(story.two, DECIDED, letter_number="99/TTr-UBND")
        _nominate(story.two, dossier, story.people[TEACHER], "BK_TINH", (begun, LAST_OLD))
        found = desk.dossiers.check(dossier)
        told.append([p.code for p in found if p.code in {C.ALREADY_HOLDS, C.INTERVAL_OVERLAPS}])
        desk.dossiers.archive(dossier, "Chỉ để xem mốc thời gian")
    # X4: from 01/01/2026, though the decision is of 02/10/2026.
    assert told == [[C.ALREADY_HOLDS], []]


def test_one_name_stands_in_request_decision_and_certificate(story: Story) -> None:
    for desk in (story.two.below, story.two.above):
        assert desk.names.pairs(story.first) == []
    printed = story.two.above.certificates.certificate_texts(story.decision)
    assert {text.name for text in printed} == {TEACHER, SCHOOL}
    (paper,) = story.decided.papers
    decision = " ".join(pdf_words(paper))
    for text, page in zip(printed, Pdf(story.certificates).texts, strict=True):
        assert text.name in decision
        assert text.name.upper() in page.upper()
