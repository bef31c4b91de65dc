"""The demo as a user meets it: made by services, whole, the same every time."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from desktop.demo.nominations_2023 import DOSSIERS
from desktop.demo.scene_dossiers import dossier_id
from desktop.demo.scene_making import make
from desktop.demo.scene_offices import PASSWORD, id_of
from desktop.demo.scenes import story
from desktop.errors import StorageError
from desktop.law.terms import NumberState
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.certificate_pages import Look
from desktop.services.desk import Desk, open_desk
from desktop.services.registers import NumberSeries
from tests.demo.made_demo import SAID, demo_folder, made_demo


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def opened(key: str) -> Iterator[Desk]:
    paths = OfficePaths(made_demo().offices[key])
    desk = open_desk(paths, unlock(paths, "", PASSWORD, now), now)
    try:
        yield desk
    finally:
        desk.close()


def text_of(pdf: Path) -> str:
    with PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_one_district_and_three_communes_open_with_the_demo_password() -> None:
    assert list(made_demo().offices) == ["thanh-lam", "dong-mo", "tuong-van", "tt-thanh-lam"]
    for key in made_demo().offices:
        with opened(key) as desk:
            assert desk.store.broken_event() is None


def test_communes_hold_units_people_households_and_movements() -> None:
    counted: Counter[str] = Counter()
    for key in ("dong-mo", "tuong-van", "tt-thanh-lam"):
        with opened(key) as desk:
            units = desk.units.list_rows()
            assert len(units) == 24
            assert all(unit.head for unit in units)
            assert len(desk.campaigns.list_rows()) == 16
            counted["people"] += len(desk.people.list_rows())
            counted["households"] += len(desk.households.list_rows())
            counted["exemplars"] += len(desk.exemplars.list_rows())
    assert counted == {"people": 200, "households": 8, "exemplars": 6}


def test_thirty_nominations_went_all_the_way() -> None:
    assert (made_demo().nominations, made_demo().awards) == (30, 30)
    for told in DOSSIERS:
        for key in {told.office, told.receiver or told.office}:
            with opened(key) as desk:
                rows = desk.dossiers.list_rows()
                states = {r.id: r.state.value for r in rows}
                assert states[dossier_id(told.key)] == "DECIDED"
                numbers = {d.number for d in desk.decisions.list_rows()}
                assert told.decision is not None
                assert told.decision.number in numbers


def test_the_history_of_a_decided_dossier_shows_both_ends_in_2023() -> None:
    with opened("dong-mo") as desk:
        events = desk.dossiers.history(dossier_id("dong-mo-len-huyen"))
    assert len({e.office_name for e in events}) == 2
    assert {e.at.year for e in events} == {2023}
    assert [e.at for e in events] == sorted(e.at for e in events)


@pytest.mark.parametrize(
    ("key", "states"),
    [
        ("dong-mo", {"DRAFT": 1, "READY": 1, "SENT": 1, "DECIDED": 2}),
        ("tuong-van", {"RECEIVED": 1, "DECIDED": 1}),
        ("tt-thanh-lam", {"RETURNED": 1, "RECEIVED": 1, "DECIDED": 1}),
        ("thanh-lam", {"DRAFT": 1, "RETURNED": 1, "RECEIVED": 1, "APPRAISED": 1, "DECIDED": 2}),
    ],
)
def test_every_office_has_work_waiting(key: str, states: dict[str, int]) -> None:
    with opened(key) as desk:
        assert Counter(r.state.value for r in desk.dossiers.list_rows()) == states


def test_the_district_has_something_on_each_page_of_its_own() -> None:
    with opened("thanh-lam") as desk:
        register = desk.registers.open(NumberSeries.DECISION, 2023)
        states = Counter(line.state for line in register.lines)
        assert (states[NumberState.RESERVED], states[NumberState.VOID]) == (1, 25)
        assert register.next_number == 3215
        fund = desk.fund.of_year(2023)
        assert fund.income > fund.committed > fund.spent > 0
        (gathered,) = desk.consolidation.list_rows()
        assert len(desk.consolidation.open(gathered.id).lines) == 2
        decision = next(d for d in desk.decisions.list_rows() if d.number == "3214/QĐ-UBND")
        look = Look(desk.certificates.default_layout(), overlay=True)
        assert desk.certificate_proofs.state(decision.id, look).is_signed
        assert desk.handler_notes.of_dossier(dossier_id("tuong-van-vi-nguoi-ngheo"))
        assert [row.tray for row in desk.calibrations.list_rows()] == ["đa năng"]


def test_the_draft_lacks_what_an_officer_is_to_find() -> None:
    with opened("dong-mo") as desk:
        problems = desk.dossiers.check(dossier_id("dong-mo-chuyen-doi-so"))
    codes = {p.code.value for p in problems if p.severity.value == "blocking"}
    assert {"LETTER_NUMBER_MISSING", "ITEM_MISSING", "REPORT_MISSING"} <= codes


def test_results_are_where_the_answer_says() -> None:
    made = made_demo()
    files = (made.package, made.receipt, made.decision_package, made.certificates)
    for file in (*files, *made.packages, *made.certificate_files, *made.papers, *made.trust):
        assert file.stat().st_size > 100
        assert file.is_relative_to(demo_folder() / "out")
    with PdfDocument(made.certificates) as certificates:
        assert len(certificates) == 14
    assert "Công Tằng Tôn Nữ Hoàng Ngọc Phương Thảo Uyên" in text_of(made.certificates)
    letter = next(p for p in made.papers if p.name == "to-trinh.pdf" and "dong-mo" in str(p))
    assert "96/TTr-UBND" in text_of(letter)


def test_minutes_made_from_a_session_reach_the_office_above_as_the_file_it_asks_for(
    tmp_path: Path,
) -> None:
    with opened("dong-mo") as desk:
        assert not desk.attachments.list_for("dossiers", dossier_id("dong-mo-len-huyen"))
    with opened("thanh-lam") as desk:
        files = desk.attachments.list_for("dossiers", dossier_id("dong-mo-len-huyen"))
        (minutes,) = (f for f in files if f.item_code == "BIEN_BAN")
        with desk.attachments.open(minutes.id) as content:
            (tmp_path / "b.pdf").write_bytes(content.read())
    text = text_of(tmp_path / "b.pdf")
    assert "BIÊN BẢN" in text
    assert "Phạm Quang Đẳng" in text


def test_pictures_and_launch_plans_hang_where_they_are_named() -> None:
    with opened("dong-mo") as desk:
        for example in desk.exemplars.list_rows():
            named = {e.content for e in desk.exemplars.open_draft(example.id).evidence}
            files = desk.attachments.list_for("exemplars", example.id)
            assert {f.file_name for f in files} == {n for n in named if n.endswith(".jpg")}
        plan = desk.attachments.list_for("campaigns", id_of("campaigns", "dong-mo-chung-suc"))
        assert [f.media_type for f in plan] == ["application/pdf"]


def test_ids_are_the_same_every_time() -> None:
    with opened("dong-mo") as desk:
        assert desk.offices.own().id == id_of("offices", "dong-mo")
        assert id_of("people", "dong-mo/luong-the-on") in {p.id for p in desk.people.list_rows()}


def test_each_step_was_told() -> None:
    made_demo()
    assert SAID[0].startswith("Lập các cơ quan mẫu")
    assert any("200 cá nhân" in line for line in SAID)
    assert SAID[-1].lstrip().startswith("[11/11]")


def test_a_complete_demo_is_told_again_and_not_remade() -> None:
    before = {p: p.stat().st_mtime_ns for p in demo_folder().rglob("*") if p.is_file()}
    said: list[str] = []
    assert make(story("2023"), demo_folder(), said.append) == made_demo()
    assert len(said) == 1
    assert "không lập lại" in said[0]
    assert {p: p.stat().st_mtime_ns for p in demo_folder().rglob("*") if p.is_file()} == before


def test_a_moved_demo_tells_where_it_is_now(tmp_path: Path) -> None:
    moved = Path(shutil.copytree(demo_folder(), tmp_path / "chỗ khác"))
    made = make(story("2023"), moved, lambda _: None)
    assert made.package.is_relative_to(moved)
    assert made.package.exists()


def test_what_somebody_else_put_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "offices").mkdir()
    (tmp_path / "offices" / "của tôi.txt").write_text("giữ")
    with pytest.raises(StorageError) as refused:
        make(story("2023"), tmp_path, lambda _: None)
    assert refused.value.code is StorageError.Code.FILE_EXISTS
    assert [p.name for p in tmp_path.rglob("*")] == ["offices", "của tôi.txt"]


def test_lines_for_people_name_every_office_and_result() -> None:
    text = "\n".join(made_demo().lines())
    for part in ("noivu", "canbo", "30 đề nghị", str(made_demo().certificates)):
        assert part in text


def test_what_a_dossier_brought_is_no_award_held_before_it() -> None:
    for key in ("dong-mo", "thanh-lam"):
        with opened(key) as desk:
            codes = {p.code.value for p in desk.dossiers.check(dossier_id("dong-mo-len-huyen"))}
        assert "ALREADY_HOLDS" not in codes
