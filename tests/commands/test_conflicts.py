"""conflicts: listed, opened and settled, with the exit code that says whether one waits."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run
from tests.demo.made_demo import demo_folder

SENT = "dong-mo-dot-xuat"


def test_there_is_nothing_to_choose_while_nothing_contradicts(run: Run, district: Path) -> None:
    said = run("--json", "--data", district, "conflicts")
    assert (said.code, said.data["conflicts"]) == (0, [])
    assert "Không có mâu thuẫn nào." in run("--data", district, "conflicts").out
    unknown = run("--json", "--data", district, "conflicts", uuid4())
    assert (unknown.code, unknown.data["error"]) == (4, "RECORD")
    assert run("--data", district, "conflicts", "--choose", "left").code == 2


def test_a_recall_that_came_too_late_is_shown_from_both_sides_and_settled(
    run: Run, district_copy: Path, commune_copy: Path
) -> None:
    package = demo_folder() / "out" / f"ho-so-{SENT}.asice.p7m"
    assert run("--data", district_copy, "receive", package).code == 0
    words = ("recall", dossier_id(SENT), "--reason", "Gửi nhầm danh sách")
    recall = run("--json", "--data", commune_copy, *words).data["package"]
    assert run("--data", district_copy, "receive", recall).code == 5
    listed = run("--json", "--data", district_copy, "conflicts")
    (row,) = listed.data["conflicts"]
    assert (listed.code, row["kind"], row["choice"]) == (5, "RECALL_TOO_LATE", "")
    shown = run("--data", district_copy, "conflicts", row["id"])
    assert shown.code == 5
    assert "Bên trái: Hồ sơ đã tiếp nhận ở đây" in shown.out
    assert "Gửi nhầm danh sách" in shown.out
    assert "--choose right: Trả lại theo thu hồi." in shown.out
    settle = ("conflicts", row["id"], "--choose", "right")
    assert run("--json", "--data", district_copy, *settle).data["error"] == "NEEDS_REASON"
    said = run("--json", "--data", district_copy, *settle, "--reason", "Xã gọi điện xin lại")
    assert (said.code, said.data["choice"]) == (0, "right")
    assert Path(said.data["answer"]).exists()
    done = run("--data", district_copy, "conflicts")
    assert done.code == 0
    assert "đã chọn right" in done.out
    state = run("--json", "--data", district_copy, "show", "dossiers", dossier_id(SENT)).data
    assert state["state"] == "RETURNED"
