"""recall."""

from __future__ import annotations

from pathlib import Path

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run

SENT = "dong-mo-dot-xuat"


def test_a_sent_dossier_is_taken_back_with_its_reason_and_copied_to_a_stick(
    run: Run, commune_copy: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    words = ("recall", dossier_id(SENT), "--reason", "Gửi nhầm", "--to", stick)
    said = run("--json", "--data", commune_copy, *words)
    assert (said.code, said.data["state"], said.data["revision"]) == (0, "DRAFT", 2)
    assert Path(said.data["package"]).parent == stick
    seen = run("--json", "--data", commune_copy, "inspect", said.data["package"])
    assert seen.data["kind"] == "recall"
    again = run("--json", "--data", commune_copy, *words)
    assert (again.code, again.data["error"]) == (4, "NOT_FROM_HERE")
    told = run("--data", commune_copy, "recall", dossier_id(SENT), "--reason", " ")
    assert (told.code, told.told != "") == (4, True)
    assert run("recall", dossier_id(SENT)).code == 2
