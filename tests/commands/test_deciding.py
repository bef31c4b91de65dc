"""appraise, decide, certificates."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from desktop.commands.answer import now
from desktop.demo.scene_dossiers import dossier_id, nomination_id
from desktop.demo.scene_offices import PASSWORD
from desktop.models import Attachment, Decision, PackageRecord
from desktop.paths import OfficePaths
from desktop.services.access import unlock
from desktop.services.desk import open_desk
from tests.commands.conftest import Run

RECEIVED, APPRAISED = "tuong-van-vi-nguoi-ngheo", "thi-tran-quoc-phong"
ON = ("--date", "2023-12-29", "--signer", "Đinh Quang Thưởng")


def test_verdicts_come_from_a_file(run: Run, district_copy: Path, tmp_path: Path) -> None:
    file = tmp_path / "kết quả.json"
    verdicts = {
        str(nomination_id(RECEIVED, 1)): "meets",
        str(nomination_id(RECEIVED, 2)): {"verdict": "hold", "reason": "Chờ xác minh."},
    }
    file.write_text(json.dumps(verdicts, ensure_ascii=False), encoding="utf-8")
    words = ("appraise", dossier_id(RECEIVED), "--verdicts", file)
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["state"]) == (0, "APPRAISED")
    decided = run("--json", "--data", district_copy, "decide", dossier_id(RECEIVED), *ON)
    assert (decided.data["awards"], decided.data["left_out"]) == (1, ["Trần Thị Chè"])


def test_a_nomination_without_a_verdict_keeps_the_appraisal_open(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    file = tmp_path / "v.json"
    file.write_text(json.dumps({str(nomination_id(RECEIVED, 1)): "meets"}))
    words = ("appraise", dossier_id(RECEIVED), "--verdicts", file)
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["state"]) == (3, "RECEIVED")
    assert [p["code"] for p in said.data["problems"]] == ["VERDICT_MISSING"]


def test_a_refusal_needs_its_reason(run: Run, district_copy: Path) -> None:
    words = ("appraise", dossier_id(RECEIVED), "--all", "does_not")
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["state"]) == (3, "RECEIVED")
    said = run("--data", district_copy, *words, "--reason", "Thiếu số liệu.")
    assert said.out.strip() == "Trạng thái: Đã thẩm định"


@pytest.mark.parametrize("content", ["[]", '{"x": "meets"}', "{", '{"%s": "có"}'])
def test_a_file_of_something_else_is_wrong_usage(
    run: Run, district: Path, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "v.json"
    file.write_text(content.replace("%s", str(nomination_id(RECEIVED, 1))), encoding="utf-8")
    words = ("appraise", dossier_id(RECEIVED), "--verdicts", file)
    said = run("--json", "--data", district, *words)
    assert (said.code, said.data["error"]) == (2, "FILE_UNREADABLE")


def test_a_nomination_of_another_dossier_changes_nothing(
    run: Run, district: Path, tmp_path: Path
) -> None:
    file = tmp_path / "v.json"
    file.write_text(json.dumps({str(nomination_id(APPRAISED, 1)): "meets"}))
    words = ("appraise", dossier_id(RECEIVED), "--verdicts", file)
    said = run("--json", "--data", district, *words)
    assert (said.code, said.data["error"]) == (4, "RECORD")


def test_deciding_numbers_papers_and_packs(run: Run, district_copy: Path, tmp_path: Path) -> None:
    said = run("--json", "--data", district_copy, "decide", dossier_id(APPRAISED), *ON)
    assert said.code == 0
    assert said.data["number"] == "3215/QĐ-UBND"
    assert (said.data["awards"], len(said.data["left_out"])) == (1, 1)
    for file in (said.data["package"], *said.data["papers"]):
        assert Path(file).is_relative_to(district_copy)
    target = tmp_path / "giấy khen.pdf"
    words = ("certificates", said.data["decision"], "--to", target, "--calibration", "1.5,-0.8")
    printed = run("--json", "--data", district_copy, *words)
    assert (printed.data["pages"], len(printed.data["numbers"])) == (1, 1)


def test_a_decision_whose_paper_cannot_be_written_yet_stands(run: Run, district_copy: Path) -> None:
    outbox = district_copy / "outbox"
    outbox.rename(district_copy / "để đâu đó")
    outbox.write_text("một tệp nằm ở chỗ của thư mục")
    words = ("--json", "--data", district_copy, "decide", dossier_id(APPRAISED), *ON)
    said = run(*words)
    assert (said.code, said.data["number"]) == (6, "3215/QĐ-UBND")
    assert "đã được ghi" in said.data["message"]
    outbox.unlink()
    (district_copy / "để đâu đó").rename(outbox)
    again = run(*words)
    assert (again.code, again.data["error"]) == (4, "ALREADY_DECIDED")
    packages = run("--json", "--data", district_copy, "list", "packages").data
    answered = [p["dossier_id"] for p in packages if p["kind"] == "decision"]
    assert str(dossier_id(APPRAISED)) in answered


def test_a_number_used_before_is_said(run: Run, district_copy: Path) -> None:
    words = ("decide", dossier_id(APPRAISED), *ON, "--number", "3214")
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["decision"]) == (3, None)
    assert "NUMBER_TAKEN" in [p["code"] for p in said.data["problems"]]


def test_a_number_nobody_gives_is_a_problem(run: Run, district_copy: Path) -> None:
    words = ("decide", dossier_id(APPRAISED), *ON, "--number", "9" * 9)
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, said.data["decision"]) == (3, None)
    assert [p["code"] for p in said.data["problems"]] == ["OUT_OF_RANGE"]


def test_a_signatory_no_font_can_print_is_a_problem_and_keeps_no_later_decision(
    run: Run, district_copy: Path
) -> None:
    words = ("decide", dossier_id(APPRAISED), "--date", "2023-12-29", "--signer")
    said = run("--json", "--data", district_copy, *words, "漢")
    assert (said.code, said.data["decision"]) == (3, None)
    (problem,) = said.data["problems"]
    assert (problem["code"], problem["field"]) == ("LETTER_UNPRINTABLE", "signatory_name")
    again = run("--json", "--data", district_copy, *words, "Đinh Quang Thưởng")
    assert (again.code, again.data["number"]) == (0, "3215/QĐ-UBND")


def test_a_day_to_come_is_a_problem(run: Run, district_copy: Path) -> None:
    words = ("decide", dossier_id(APPRAISED), "--date", "2099-01-01", "--signer", "Đinh Văn A")
    said = run("--json", "--data", district_copy, *words)
    assert (said.code, [p["code"] for p in said.data["problems"]]) == (3, ["DATE_IN_FUTURE"])


def test_what_still_cannot_be_drawn_is_told_and_holds_up_no_other(
    run: Run, district_copy: Path
) -> None:
    said = run("--json", "--data", district_copy, "decide", dossier_id(APPRAISED), *ON)
    paths = OfficePaths(district_copy)
    desk = open_desk(paths, unlock(paths, "", PASSWORD, now), now)
    with desk.store.writing() as session:
        decision = session.get(Decision, UUID(said.data["decision"]))
        assert decision is not None
        decision.signatory_name = "漢"
        session.execute(sa.delete(Attachment).where(Attachment.owner_id == decision.id))
        session.execute(sa.delete(PackageRecord).where(PackageRecord.kind == "decision"))
        session.commit()
    desk.close()
    said = run("--data", district_copy, "appraise", dossier_id(RECEIVED), "--all", "meets")
    assert (said.code, said.out.strip()) == (0, "Trạng thái: Đã thẩm định")
    assert "Quyết định số 3215/QĐ-UBND: Phông chữ không có chữ «漢»." in said.told
    assert said.told.count("Chưa lập được") == 1


def test_what_was_not_appraised_is_not_decided(run: Run, district: Path) -> None:
    said = run("--json", "--data", district, "decide", dossier_id(RECEIVED), *ON)
    assert (said.code, said.data["error"]) == (4, "NOT_FROM_HERE")


def test_people_read_what_came_of_a_decision(run: Run, commune_copy: Path) -> None:
    words = ("decide", dossier_id("dong-mo-lam-dep-duong-lang"), *ON)
    lines = run("--data", commune_copy, *words).out.splitlines()
    assert lines[0] == "Quyết định số 183/QĐ-UBND: 2 lượt khen thưởng"
    assert lines[1].startswith("Giấy tờ: ")


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("--layout", "không-có"), 4, "LAYOUT_BAD"),
        (("--range", "9-99"), 2, "BAD_VALUE"),
        (("--to", "/không/có/g.pdf"), 6, "FILE_MISSING"),
    ],
)
def test_certificates_that_cannot_be_printed_are_said(
    run: Run, district: Path, tmp_path: Path, words: tuple[str, ...], code: int, error: str
) -> None:
    decision = run("--json", "--data", district, "list", "decisions").data[0]["id"]
    said = run(
        *("--json", "--data", district, "certificates", decision),
        *("--to", tmp_path / "g.pdf", *words),
    )
    assert (said.code, said.data["error"]) == (code, error)
    assert not (tmp_path / "g.pdf").exists()


@pytest.mark.parametrize("calibration", ["a,b", "1", "1,2,3,4,5"])
def test_a_calibration_nobody_understands_is_wrong_usage(run: Run, calibration: str) -> None:
    words = ("certificates", dossier_id("x"), "--to", "g.pdf", "--calibration", calibration)
    said = run("--json", *words)
    assert (said.code, said.data["error"]) == (2, "WRONG_USAGE")
    assert "mm" in said.data["message"]
