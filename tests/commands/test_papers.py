"""papers: both formats by default, one when asked, of a dossier and of a decision."""

from __future__ import annotations

from pathlib import Path

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run

SENT = dossier_id("dong-mo-dot-xuat")
DRAFT = dossier_id("dong-mo-chuyen-doi-so")


def test_papers_come_in_both_formats_under_plain_names(
    run: Run, commune: Path, tmp_path: Path
) -> None:
    out = tmp_path / "giấy tờ" / "mới"
    said = run("--json", "--data", commune, "papers", SENT, "--to", out)
    files = [Path(f) for f in said.data["files"]]
    assert said.code == 0
    assert all(f.exists() and f.name.isascii() for f in files)
    assert {f.suffix for f in files} == {".pdf", ".docx"}
    assert {f.stem for f in files if f.suffix == ".pdf"} == {
        f.stem for f in files if f.suffix == ".docx"
    }
    assert {"to-trinh.pdf", "danh-sach.docx"} <= {f.name for f in files}
    assert said.data["missing"] == {}


def test_one_format_can_be_asked_for(run: Run, commune: Path, tmp_path: Path) -> None:
    said = run("--json", "--data", commune, "papers", SENT, "--to", tmp_path, "--format", "docx")
    assert {Path(f).suffix for f in said.data["files"]} == {".docx"}
    wrong = run("--json", "--data", commune, "papers", SENT, "--to", tmp_path, "--format", "odt")
    assert wrong.code == 2


def test_what_is_missing_on_a_draft_is_told(run: Run, commune: Path, tmp_path: Path) -> None:
    said = run("--json", "--data", commune, "papers", DRAFT, "--to", tmp_path, "--format", "pdf")
    assert said.code == 0
    assert "số, ký hiệu tờ trình" in said.data["missing"]["to-trinh"]
    lines = run("--data", commune, "papers", DRAFT, "--to", tmp_path, "--format", "pdf").out
    assert "Còn thiếu trên to-trinh: số, ký hiệu tờ trình" in lines


def test_a_decision_has_its_papers_too(run: Run, commune: Path, tmp_path: Path) -> None:
    decisions = run("--json", "--data", commune, "list", "decisions").data
    own = next(d for d in decisions if d["made_here"])
    said = run("--json", "--data", commune, "papers", own["id"], "--to", tmp_path)
    assert said.code == 0
    assert any(Path(f).name.startswith("quyet-dinh-") for f in said.data["files"])


def test_a_folder_that_was_not_named_is_wrong_usage(run: Run, commune: Path) -> None:
    said = run("--json", "--data", commune, "papers", SENT, "--to", "")
    assert (said.code, said.data["error"]) == (2, "WRONG_USAGE")
    assert "để trống" in said.data["message"]


def test_a_folder_that_cannot_be_one_is_named(run: Run, commune: Path, tmp_path: Path) -> None:
    file = tmp_path / "tệp"
    file.write_text("một tệp")
    for target, error in (
        (file, "NOT_A_FOLDER"),
        (file / "trong tệp", "NOT_A_FOLDER"),
        (tmp_path / ("x" * 300), "NAME_TOO_LONG"),
    ):
        said = run("--json", "--data", commune, "papers", SENT, "--to", target)
        assert (said.code, said.data["error"]) == (6, error)
        assert str(target) in said.data["message"]


def test_an_unknown_id_is_refused(run: Run, commune: Path, tmp_path: Path) -> None:
    unknown = "00000000-0000-4000-8000-00000000ffff"
    said = run("--json", "--data", commune, "papers", unknown, "--to", tmp_path)
    assert (said.code, said.data["error"]) == (4, "RECORD")
