"""An office's own reading of the law: from its day on, never backwards, and down to those below."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from desktop.errors import PackageRefused
from desktop.law.problems import Problem, ProblemCode, Severity
from desktop.law.terms import Gender, RecipientKind, UnitKind
from desktop.services.desk import Desk
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.law_drafts import CorrectionDraft
from desktop.services.law_rows import id_of
from desktop.services.people import PersonDraft
from desktop.services.units import UnitDraft
from desktop.views.messages import problem_sentence, sentence
from tests.e2e.conftest import Answer
from tests.e2e.law_offices import (
    REASON,
    Offices,
    attest_all,
    hold_session,
    of_code,
    offices,
    seat_council,
)
from tests.services.commune_dossier import saved
from tests.services.conftest import COMMUNE, DISTRICT
from tests.services.two_offices import contents, sealed

C = ProblemCode
DECIDER = "awards.GK_XA.deciders.R2003"
BONUS, QUOTA = "bonus.GK_XA.R2003", "quotas.CSTDCS.R2003"
OWN = "Quyết định số 08/2023/QĐ-UBND ngày 10 tháng 11 năm 2023"
ABOVE = "Hướng dẫn số 25/HD-UBND ngày 01 tháng 12 năm 2023"
CHANGE = date(2023, 11, 15)
BEFORE, AFTER = date(2023, 11, 14), date(2023, 11, 16)


@dataclass(repr=False)
class Two:
    """Both offices, and what the commune decided before it read anything differently."""

    offices: Offices
    person: UUID
    old_decision: UUID

    @property
    def commune(self) -> Desk:
        return self.offices.below

    @property
    def district(self) -> Desk:
        return self.offices.above


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("cách hiểu riêng")
    with offices(folder, COMMUNE, DISTRICT, date(2023, 11, 1)) as made:
        desk = made.below
        seat_council(desk, date(2021, 7, 12))
        school = saved(desk.units, UnitDraft(name="Trường Mầm non", kind=UnitKind.SCHOOL))
        person = PersonDraft(
            full_name="Đỗ Thị Ửng",
            gender=Gender.FEMALE,
            birth_date=date(1980, 5, 4),
            post="Giáo viên",
            unit_id=school,
        )
        known = saved(desk.people, person)
        made.clock.go_to(BEFORE)
        old = _decided(desk, known, BEFORE, 2021)
        made.clock.go_to(AFTER)
        saved(desk.law_corrections, correction(BONUS, {"coefficient": "0,25"}, holds_from=CHANGE))
        yield Two(made, known, old)


def correction(row: str, values: dict[str, object], **more: Any) -> CorrectionDraft:
    return CorrectionDraft(row_id=row, values=values, **{"basis": OWN, **more})


def _dossier(desk: Desk, person: UUID, on: date, year: int, **more: Any) -> UUID:
    draft = replace(
        desk.dossiers.new_draft(),
        title=f"Tặng Giấy khen vì thành tích năm {year}",
        receiver_office_id=None,
        letter_date=on,
    )
    dossier = saved(desk.dossiers, replace(draft, **more))
    begun = desk.nominations.draft_for(dossier, RecipientKind.INDIVIDUAL, person)
    filled = replace(
        begun,
        award_code="GK_XA",
        achievement="Đã có thành tích trong phong trào thi đua",
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        report="Đã hoàn thành tốt nhiệm vụ.",
    )
    saved(desk.nominations, filled)
    return dossier


def _decided(desk: Desk, person: UUID, on: date, year: int) -> UUID:
    dossier = _dossier(desk, person, on, year)
    hold_session(desk, dossier, on)
    attest_all(desk, dossier)
    report = desk.dossiers.mark_ready(dossier, REASON)
    assert report.ready, report.blocking
    draft = replace(desk.decisions.new_draft(dossier), decided_on=on)
    decided = desk.decisions.decide(dossier, draft)
    assert decided.decision_id is not None, decided.problems
    return decided.decision_id


@pytest.fixture
def ask(run: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Ask a command of an office with its password at hand."""
    monkeypatch.setenv("GUONGSANG_PASSWORD", COMMUNE.password)
    return run


@pytest.fixture
def copies(two: Two, tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the commune's and the district's data folders, to be changed by commands."""
    made = []
    for name, desk in (("xã", two.commune), ("huyện", two.district)):
        desk.engine.dispose()
        made.append(Path(shutil.copytree(two.offices.root(desk), tmp_path / name)))
    return made[0], made[1]


# --- what counts from when ----------------------------------------------------------------------


def test_a_decision_already_made_keeps_its_money_and_the_next_one_gets_the_new(two: Two) -> None:
    desk = two.commune
    (old,) = desk.bonuses.of_decision(two.old_decision).lines
    new = _decided(desk, two.person, AFTER, 2022)
    (line,) = desk.bonuses.of_decision(new).lines
    # GK_XA 0,15 × 1.800.000 before; 0,25 by the office's own reading.
    assert (old.amount, line.amount) == (270_000, 450_000)
    assert (line.verified, line.citation.startswith(OWN)) == (True, True)
    assert "0.25" not in old.citation
    assert old.raw == 270_000
    assert old.verified


def test_the_check_changes_from_the_corrections_day_and_not_before(two: Two) -> None:
    desk = two.commune
    made = saved(desk.law_corrections, correction(DECIDER, {"tiers": ["huyen"]}, holds_from=CHANGE))
    told: dict[date, list[Problem]] = {}
    for on in (BEFORE, CHANGE):
        dossier = _dossier(desk, two.person, on, 2019)
        told[on] = of_code(desk.dossiers.check(dossier), C.AWARD_DECIDED_ABOVE)
        desk.dossiers.archive(dossier, "Chỉ để xem")
    desk.law_corrections.withdraw(made, "Đọc nhầm")
    assert told[BEFORE] == []
    (found,) = told[CHANGE]
    assert (found.severity, found.citation, found.verified) == (Severity.BLOCKING, OWN, True)
    again = _dossier(desk, two.person, CHANGE, 2018)
    assert of_code(desk.dossiers.check(again), C.AWARD_DECIDED_ABOVE) == []
    desk.dossiers.archive(again, "Chỉ để xem")
    events = [e.event for e in desk.law_corrections.open(id_of(DECIDER)).events]
    assert events == ["created", "archived"]


def test_a_reading_that_contradicts_the_law_is_refused_in_a_sentence(two: Two) -> None:
    service = two.commune.law_corrections
    before = {line.row_id: line.says for line in service.list_rows()}
    longer = correction("regimes.R2022.2024", {"to": "31/12/2025"}, whole_time=True)
    report = service.save_draft(longer)
    assert not report.saved
    assert {p.code for p in report.problems} <= {
        C.CORRECTION_CONTRADICTS,
        C.CORRECTION_CONTRADICTS_MORE,
    }
    assert "Luật Thi đua, khen thưởng năm 2022" in problem_sentence(report.problems[0])
    assert before == {line.row_id: line.says for line in service.list_rows()}


def test_a_circle_of_quotas_is_refused_whether_typed_or_sent_from_above(two: Two) -> None:
    circle = {"base_award": "CSTDCS"}
    typed = correction(QUOTA, dict(circle), holds_from=CHANGE)
    report = two.commune.law_corrections.save_draft(typed)
    assert (report.saved, [p.code for p in report.problems]) == (False, [C.CORRECTION_BREAKS])
    assert "base_award" in problem_sentence(report.problems[0])

    row = correction(QUOTA, {"percent": "20"}, holds_from=CHANGE)
    saved(two.district.law_corrections, row)
    (file,) = two.district.bulletins.export(two.offices.stick).files
    header, files = contents(file, two.commune)
    (name,) = (name for name in files if name.endswith(".json"))
    document = json.loads(files[name])
    (told,) = (c for c in document["corrections"] if c["row_id"] == QUOTA)
    told["changes"] = circle
    other = replace(header, package_id=uuid4(), sequence=header.sequence + 1)
    files[name] = json.dumps(document, ensure_ascii=False).encode()
    bad = sealed(two.offices.stick / "vòng.asice", two.district, other, files)
    taken = two.commune.inbox.receive(bad)
    assert (taken.result, taken.code) == (ReceiveResult.REFUSED, PackageRefused.Code.DATA_BAD)
    assert taken.refusal is not None
    assert sentence(taken.refusal).what
    assert two.commune.law_corrections.open(id_of(QUOTA)).corrections == ()


def test_two_readings_of_one_row_on_one_day_are_refused_in_a_sentence(two: Two) -> None:
    again = correction(BONUS, {"coefficient": "0,5"}, holds_from=date(2023, 12, 1))
    report = two.commune.law_corrections.save_draft(again)
    assert [p.code for p in report.problems] == [C.CORRECTION_TWICE]
    assert OWN in problem_sentence(report.problems[0])


def test_a_day_outside_every_law_is_one_problem_whatever_the_office_reads(two: Two) -> None:
    desk = two.commune
    dossier = _dossier(desk, two.person, date(1975, 4, 30), 1974)
    found = desk.dossiers.check(dossier)
    desk.dossiers.archive(dossier, "Chỉ để xem")
    (told,) = of_code(found, C.NO_REGIME)
    assert [p for p in found if p.severity is Severity.BLOCKING] == [told]


# --- by commands, and by file -------------------------------------------------------------------


def test_the_law_commands_answer_with_the_offices_reading_or_with_the_shipped_one(
    ask: Callable[..., Answer], copies: tuple[Path, Path], tmp_path: Path
) -> None:
    words = ("law", "bonus", "GK_XA", "--recipient", "individual", "--on")
    told = {}
    for data in (copies[0], copies[1], tmp_path / "không có cơ quan"):
        for on in (BEFORE, CHANGE):
            answer = ask("--data", data, *words, on)
            assert answer.code == 0, answer
            told[data.name, on] = (answer.data["amount"], answer.data["office"])
    commune, district = COMMUNE.name, DISTRICT.name
    assert told == {
        ("xã", BEFORE): (270_000, commune),
        ("xã", CHANGE): (450_000, commune),
        ("huyện", BEFORE): (270_000, district),
        ("huyện", CHANGE): (270_000, district),
        ("không có cơ quan", BEFORE): (270_000, ""),
        ("không có cơ quan", CHANGE): (270_000, ""),
    }


def test_the_list_of_the_law_shows_the_offices_row_with_its_basis(
    ask: Callable[..., Answer], copies: tuple[Path, Path], tmp_path: Path
) -> None:
    def rows(data: Path) -> list[tuple[str, str, bool]]:
        listed = ask("--data", data, "law", "list", "--of", "bonuses").data
        return [
            (row["coefficient"], row["citation"], row["verified"])
            for row in listed
            if row["id"] == BONUS
        ]

    shipped = "Nghị định số 91/2017/NĐ-CP, Điều 73 khoản 1 điểm d"
    assert rows(tmp_path / "không có") == [("0.15", shipped, True)]
    assert rows(copies[0]) == [("0.15", shipped, True), ("0.25", OWN, True)]


def test_what_the_office_above_reads_goes_down_by_file_and_shows_there_as_its_reading(
    two: Two, ask: Callable[..., Answer], copies: tuple[Path, Path]
) -> None:
    commune, district = copies
    row = "awards.LDTT.deciders.R2003"
    reading = CorrectionDraft(
        row_id=row, values={"tiers": ["huyen"]}, basis=ABOVE, holds_from=date(2023, 12, 1)
    )
    saved(two.district.law_corrections, reading)
    sent = two.district.bulletins.export(two.offices.stick)
    (file,) = sent.files
    who = ("law", "who-decides", "LDTT", "--on")
    for result in ("new", "already received"):
        (taken,) = ask("--data", commune, "receive", file).data["results"]
        assert (taken["result"], taken["kind"]) == (result, "bulletin")
    before, after = (ask("--data", commune, *who, on).data for on in ("2023-11-30", "2023-12-01"))
    assert "xa" in before["tiers"]
    assert (after["tiers"], after["citation"], after["verified"]) == (["huyen"], ABOVE, True)
    # The copy of the district was taken before it read anything.
    assert "xa" in ask("--data", district, *who, "2023-12-01").data["tiers"]

    assert two.commune.inbox.receive(file).result is ReceiveResult.NEW
    (shown,) = two.commune.law_corrections.open(id_of(row)).corrections
    assert (shown.origin_office, shown.basis, shown.counts) == (DISTRICT.name, ABOVE, True)
    mine = two.commune.law_corrections.open_draft(shown.id)
    report = two.commune.law_corrections.save_draft(replace(mine, note="Sửa của cấp trên"))
    assert [p.code for p in report.problems] == [C.CORRECTION_RECEIVED]
    assert DISTRICT.name in problem_sentence(report.problems[0])


def test_a_date_before_every_law_is_refused_by_the_command_in_a_sentence(
    ask: Callable[..., Answer], copies: tuple[Path, Path]
) -> None:
    answer = ask("--data", copies[0], "law", "regime", "--on", "1975-04-30")
    assert answer.code == 3
    assert "1975" in answer.told
