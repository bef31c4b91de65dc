"""check, ready, export."""

from __future__ import annotations

import hashlib
from pathlib import Path

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run

DRAFT = dossier_id("dong-mo-chuyen-doi-so")
SENT = dossier_id("dong-mo-dot-xuat")
OWN = dossier_id("dong-mo-lam-dep-duong-lang")


def test_check_lists_every_problem_with_its_article(run: Run, commune: Path) -> None:
    said = run("--json", "--data", commune, "check", DRAFT)
    problems = said.data["problems"]
    assert said.code == 3
    keys = {"code", "severity", "nomination", "message", "citation", "verified"}
    assert all(keys <= set(p) for p in problems)
    by_code = {p["code"]: p for p in problems}
    assert by_code["LETTER_NUMBER_MISSING"]["severity"] == "blocking"
    assert by_code["REPORT_MISSING"]["nomination"]
    assert "Thủ tục hành chính" in by_code["ITEM_MISSING"]["citation"]


def test_check_tells_people_in_lines(run: Run, commune: Path) -> None:
    said = run("--data", commune, "check", DRAFT)
    assert all(line.startswith("[") for line in said.out.splitlines())


def test_a_dossier_with_gaps_stays_a_draft(run: Run, commune_copy: Path) -> None:
    said = run("--json", "--data", commune_copy, "ready", DRAFT, "--reason", "Gấp")
    assert (said.code, said.data["state"]) == (3, "DRAFT")
    assert said.data["problems"]


def test_ready_is_refused_for_what_is_ready_already(run: Run, commune_copy: Path) -> None:
    said = run("--json", "--data", commune_copy, "ready", OWN)
    assert (said.code, said.data["error"]) == (4, "NOT_FROM_HERE")


def test_a_sent_dossier_is_exported_again_as_the_same_package(
    run: Run, commune_copy: Path, tmp_path: Path
) -> None:
    said = run("--json", "--data", commune_copy, "export", SENT, "--to", tmp_path)
    package = Path(said.data["package"])
    assert (said.code, package.parent) == (0, tmp_path)
    assert said.data["sha256"] == hashlib.sha256(package.read_bytes()).hexdigest()
    assert said.data["bytes"] == package.stat().st_size
    again = run("--json", "--data", commune_copy, "export", SENT, "--to", tmp_path)
    assert again.data["package_id"] == said.data["package_id"]


def test_what_this_office_decides_is_not_exported(
    run: Run, commune_copy: Path, tmp_path: Path
) -> None:
    said = run("--json", "--data", commune_copy, "export", OWN, "--to", tmp_path)
    assert (said.code, said.data["error"]) == (4, "GUARD")


def test_a_key_that_is_none_is_refused(run: Run, commune_copy: Path, tmp_path: Path) -> None:
    key = tmp_path / "khóa.p12"
    key.write_bytes(b"x")
    secret = tmp_path / "mật khẩu khóa"
    secret.write_text("bí mật", encoding="utf-8")
    words = ("export", SENT, "--to", tmp_path, "--key", key, "--key-password-file", secret)
    said = run("--json", "--data", commune_copy, *words)
    assert (said.code, said.data["error"]) == (4, "KEY_UNREADABLE")


def test_a_key_needs_its_own_password(run: Run, commune_copy: Path, tmp_path: Path) -> None:
    key = tmp_path / "khóa.p12"
    key.write_bytes(b"x")
    words = ("--yes", "export", SENT, "--to", tmp_path, "--key", key)
    said = run("--json", "--data", commune_copy, *words)
    assert (said.code, said.data["error"]) == (2, "NO_PASSWORD")


def test_a_dossier_that_is_not_there_is_refused(run: Run, commune: Path) -> None:
    said = run("--json", "--data", commune, "check", dossier_id("không có"))
    assert (said.code, said.data["error"]) == (4, "RECORD")
