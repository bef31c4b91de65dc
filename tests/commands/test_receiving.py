"""inspect and receive; hostile packages are in tests/e2e/test_loop_by_command.py."""

from __future__ import annotations

from pathlib import Path

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run
from tests.demo.made_demo import demo_folder, made_demo


def waiting() -> Path:
    """Return the package no receipt has come for yet."""
    return demo_folder() / "out" / "ho-so-dong-mo-dot-xuat.asice"


def test_inspect_describes_for_programs(run: Run, district: Path) -> None:
    said = run("--json", "--data", district, "inspect", made_demo().package)
    assert (said.code, said.data["outcome"], said.data["reasons"]) == (0, "valid", [])
    assert said.data["kind"] == "submission"
    assert said.data["signed_at"].startswith("2023-12-04T")
    assert {"name", "size"} == set(said.data["entries"][0])


def test_inspect_describes_for_people(run: Run, tmp_path: Path) -> None:
    trust = next(p for p in made_demo().trust if p.stem == "dong-mo")
    said = run("--data", tmp_path / "x", "inspect", made_demo().package, "--trust", trust)
    assert "Kết luận: Hợp lệ" in said.out
    assert "papers/to-trinh.pdf" in said.out


def test_the_certificate_of_another_office_does_not_speak_for_this_one(
    run: Run, tmp_path: Path
) -> None:
    trust = next(p for p in made_demo().trust if p.stem == "tuong-van")
    said = run("--json", "--data", tmp_path, "inspect", made_demo().package, "--trust", trust)
    assert (said.code, said.data["outcome"]) == (5, "undecided")


def test_what_is_no_certificate_is_said(run: Run, tmp_path: Path) -> None:
    said = run("--json", "inspect", made_demo().package, "--trust", made_demo().certificates)
    assert (said.code, said.data["error"]) == (4, "CERTIFICATE_UNREADABLE")


def test_a_missing_file_is_said(run: Run, tmp_path: Path) -> None:
    said = run("--json", "--data", tmp_path, "inspect", tmp_path / "không có.asice")
    assert (said.code, said.data["error"]) == (6, "FILE_MISSING")


def test_receive_gives_a_receipt_where_it_is_asked_for(
    run: Run, district_copy: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    words = ("receive", waiting(), "--receipts", stick)
    (result,) = run("--json", "--data", district_copy, *words).data["results"]
    assert result["result"] == "new"
    assert result["dossier"] == str(dossier_id("dong-mo-dot-xuat"))
    assert [p.name for p in stick.iterdir()] == [Path(result["receipt"]).name]


def test_receive_tells_people_each_outcome(run: Run, district_copy: Path) -> None:
    said = run("--data", district_copy, "receive", made_demo().package, waiting())
    assert said.code == 0
    assert [line.rpartition(": ")[2] for line in said.out.splitlines()] == [
        "Đã tiếp nhận từ trước.",
        "Đã tiếp nhận.",
    ]
