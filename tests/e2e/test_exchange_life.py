"""The whole life of an exchange by the command, through everything that happens to packages.

Receipts lost, packages twice and in the wrong order, a data folder copied to a second machine, a
database restored from a backup, a clock a year off: nothing is lost, nothing doubled, and where two
sides cannot both be so a person chooses.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from desktop.commands import answer as commands
from desktop.sealing.header import PackageHeader
from tests.e2e.conftest import CHAIR, COMMUNE_NAME, Answer, World, now, opened
from tests.services.two_offices import contents


def outbox(world: World, office: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = world.at(office, "list", "packages").data
    return [row for row in rows if "receiver" in row]


def file_of(office: Path, row: dict[str, Any]) -> Path:
    return office / str(row["file_name"])


def latest(world: World, office: Path, kind: str) -> dict[str, Any]:
    rows = [row for row in outbox(world, office) if row["kind"] == kind]
    return max(rows, key=lambda row: str(row["created_at"]))


def receive(world: World, office: Path, *files: Path) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = world.at(office, "receive", *files).data["results"]
    return results


def received(world: World, office: Path, file: Path) -> dict[str, Any]:
    (result,) = receive(world, office, file)
    return result


def carry_all(world: World, sender: Path, receiver: Path) -> list[str]:
    """Carry everything in an outbox, oldest first; return what came of each."""
    rows = sorted(outbox(world, sender), key=lambda row: str(row["created_at"]))
    files = [file_of(sender, row) for row in rows if row["state"] != "RECALLED"]
    return [result["result"] for result in receive(world, receiver, *files)] if files else []


def decided(world: World) -> None:
    assert world.at(world.district, "appraise", world.dossier, "--all", "meets").code == 0
    today = now().date().isoformat()
    words = ("decide", world.dossier, "--date", today, "--signer", CHAIR)
    answer = world.at(world.district, *words)
    assert answer.code == 0, answer


def conflicts(world: World, office: Path) -> list[dict[str, Any]]:
    answer = world.at(office, "conflicts")
    waiting = [row for row in answer.data["conflicts"] if not row["choice"]]
    assert answer.code == (5 if waiting else 0)
    return waiting


def choose(world: World, office: Path, side: str) -> Answer:
    (row,) = conflicts(world, office)
    words = ("conflicts", row["id"], "--choose", side, "--reason", "Đã gọi điện hỏi")
    return world.at(office, *words)


def counts(world: World, office: Path) -> tuple[int, int]:
    """Return how many dossiers and awards an office has."""
    return tuple(len(world.at(office, "list", s).data) for s in ("dossiers", "awards"))  # type: ignore[return-value]


def awards_of(world: World) -> int:
    return counts(world, world.district)[1]


def test_every_package_twice_in_any_order_with_receipts_lost_ends_in_the_same_place(
    sent: World,
) -> None:
    lost = received(sent, sent.district, sent.package)["receipt"]
    assert Path(lost).exists()
    decided(sent)
    rows = outbox(sent, sent.district)
    backwards = sorted(rows, key=lambda row: str(row["created_at"]), reverse=True)
    files = [file_of(sent.district, row) for row in backwards if row["kind"] != "receipt"]
    first = receive(sent, sent.commune, *files, *files)
    assert [r["result"] for r in first] == ["new", "already received"]
    assert sent.state(sent.commune) == "DECIDED"
    late = received(sent, sent.commune, Path(lost))
    assert late["result"] == "new"
    for _ in range(2):
        carry_all(sent, sent.commune, sent.district)
        carry_all(sent, sent.district, sent.commune)
    assert counts(sent, sent.commune) == (1, awards_of(sent))
    assert counts(sent, sent.district) == (1, awards_of(sent))
    assert latest(sent, sent.district, "decision")["state"] == "RECEIVED"
    assert latest(sent, sent.commune, "submission")["state"] == "RECEIVED"
    assert conflicts(sent, sent.commune) == conflicts(sent, sent.district) == []


def test_a_recall_that_overtakes_its_dossier_keeps_it_out_and_the_next_revision_comes_in(
    sent: World,
) -> None:
    recall = sent.at(sent.commune, "recall", sent.dossier, "--reason", "Nhầm danh sách")
    assert (recall.code, recall.data["revision"]) == (0, 2)
    assert received(sent, sent.district, Path(recall.data["package"]))["result"] == "new"
    late = received(sent, sent.district, sent.package)
    assert (late["result"], late["code"]) == ("refused", "RECALLED")
    assert sent.state(sent.district) == ""
    assert received(sent, sent.commune, Path(late["receipt"]))["result"] == "new"
    assert sent.at(sent.commune, "ready", sent.dossier, "--reason", "Đã sửa").code == 0
    again = sent.at(sent.commune, "export", sent.dossier, "--to", sent.stick)
    assert received(sent, sent.district, Path(again.data["package"]))["result"] == "new"
    assert sent.state(sent.district) == "RECEIVED"


def test_a_recall_that_comes_too_late_waits_for_the_districts_choice(sent: World) -> None:
    receipt = received(sent, sent.district, sent.package)["receipt"]
    recall = sent.at(sent.commune, "recall", sent.dossier, "--reason", "Nhầm", "--to", sent.stick)
    answer = sent.at(sent.district, "receive", recall.data["package"])
    assert answer.code == 5
    assert answer.data["results"][0]["code"] == "RECALL_TOO_LATE"
    assert "Mâu thuẫn" in answer.data["results"][0]["message"]
    denied = choose(sent, sent.district, "left")
    assert denied.code == 0
    assert received(sent, sent.commune, Path(denied.data["answer"]))["result"] == "new"
    assert received(sent, sent.commune, Path(receipt))["result"] == "conflict"
    assert choose(sent, sent.commune, "right").code == 0
    decided(sent)
    carry_all(sent, sent.district, sent.commune)
    assert sent.state(sent.commune) == "DECIDED"
    assert counts(sent, sent.commune) == (1, awards_of(sent))


def _retitle(office: Path, dossier: str, title: str) -> None:
    """Change a ready dossier as an officer does at another machine."""
    with opened(office) as desk:
        desk.dossiers.reopen(UUID(dossier))
        draft = desk.dossiers.open_draft(UUID(dossier))
        assert desk.dossiers.save_draft(replace(draft, title=title)).saved
        assert desk.dossiers.mark_ready(UUID(dossier), "Đã đối chiếu.").ready


def header_of(world: World, office: Path, package: Path) -> PackageHeader:
    """Return a package's label as an office that has a key to it reads it."""
    with opened(office) as desk:
        return contents(package, desk)[0]


def test_a_copied_data_folder_on_a_second_machine_never_forks_a_sequence(world: World) -> None:
    twin = Path(shutil.copytree(world.commune, world.folder / "máy hai"))
    _retitle(twin, world.dossier, "Hồ sơ sửa ở máy thứ hai")
    sticks = [world.folder / name for name in ("USB 1", "USB 2")]
    packages = []
    for office, stick in zip((world.commune, twin), sticks, strict=True):
        stick.mkdir()
        answer = world.at(office, "export", world.dossier, "--to", stick)
        packages.append(Path(answer.data["package"]))
    labels = [header_of(world, world.district, package) for package in packages]
    assert len({label.package_id for label in labels}) == 1
    assert len({label.database_id for label in labels}) == 2
    results = receive(world, world.district, *packages)
    assert [r["result"] for r in results] == ["new", "conflict"]
    (row,) = conflicts(world, world.district)
    detail = world.run("--data", world.district, "conflicts", row["id"])
    assert detail.code == 5
    assert "Tên hồ sơ" in {d["field"] for d in detail.data["differences"]}
    refused = choose(world, world.district, "left").data["answer"]
    assert received(world, twin, Path(refused))["result"] == "new"
    assert latest(world, twin, "submission")["state"] == "REFUSED"
    assert received(world, world.commune, Path(refused))["code"] == "UNKNOWN_PACKAGE"
    assert received(world, world.commune, Path(results[0]["receipt"]))["result"] == "new"
    assert world.state(world.commune) == "RECEIVED"
    assert world.state(twin) == "SENT"


def test_a_database_restored_from_before_it_sent_is_told_by_the_answers_and_counts_anew(
    world: World,
) -> None:
    database = world.commune / "office.db"
    with opened(world.commune) as desk:
        desk.keys.encryption_certificate()
    backup = shutil.copyfile(database, world.folder / "sao lưu.db")
    sent = world.at(world.commune, "export", world.dossier, "--to", world.stick)
    before = header_of(world, world.district, Path(sent.data["package"]))
    assert received(world, world.district, Path(sent.data["package"]))["result"] == "new"
    decided(world)
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(backup, database)
    assert world.state(world.commune) == "READY"
    assert carry_all(world, world.district, world.commune) == ["conflict", "conflict"]
    assert world.state(world.commune) == "READY"
    for row in sorted(conflicts(world, world.commune), key=lambda row: str(row["found_at"])):
        words = ("conflicts", row["id"], "--choose", "right", "--reason", "Dữ liệu khôi phục")
        assert world.at(world.commune, *words).code == 0
    assert world.state(world.commune) == "DECIDED"
    assert counts(world, world.commune) == (1, awards_of(world))
    receipt = file_of(world.commune, latest(world, world.commune, "receipt"))
    after = header_of(world, world.district, receipt)
    assert after.database_id != before.database_id
    assert after.sequence == 1
    carry_all(world, world.commune, world.district)
    assert latest(world, world.district, "decision")["state"] == "RECEIVED"


@pytest.mark.parametrize("years", [1, -1])
def test_a_sender_whose_clock_is_a_year_off_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(commands, "now", lambda: now() + timedelta(days=365 * years))
        answer = world.at(world.commune, "export", world.dossier, "--to", world.stick)
    if answer.code:
        # Before the first day of the receiver's key nothing is sent; the dossier waits as it is.
        assert answer.data["error"] == "RECEIVER_KEY_EXPIRED", answer
        assert "ngày giờ của máy" in answer.data["message"]
        assert world.state(world.commune) == "READY"
        answer = world.at(world.commune, "export", world.dossier, "--to", world.stick)
    package = Path(answer.data["package"])
    taken = received(world, world.district, package)
    if taken["result"] == "undecided":
        assert taken["message"]
        assert world.state(world.district) == ""
        code = world.codes[COMMUNE_NAME]
        (taken,) = world.at(world.district, "receive", package, "--accept", code).data["results"]
    assert taken["result"] == "new", taken
    assert received(world, world.commune, Path(taken["receipt"]))["result"] == "new"
    assert world.state(world.commune) == "RECEIVED"
