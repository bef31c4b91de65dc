"""sync and carry: what they do, what they say to people, what a script reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def carry(run: Run, office: Path, stick: Path, *more: object) -> object:
    said = run("--data", office, "--json", "carry", stick, *more)
    assert said.code == 0, said.told
    return said.data


def test_a_dry_run_says_what_would_be_carried_and_writes_nothing(
    run: Run, commune: Path, stick: Path
) -> None:
    said = run("--data", commune, "carry", stick, "--dry-run")
    assert said.code == 0
    assert (
        "Chép vào USB: Hồ sơ đề nghị khen thưởng, gửi Ủy ban nhân dân huyện Thanh Lâm" in said.out
    )
    assert list(stick.iterdir()) == []


def test_one_carry_at_each_end_settles_what_waited(
    run: Run, commune_copy: Path, district_copy: Path, stick: Path
) -> None:
    there = carry(run, commune_copy, stick)
    at_district = carry(run, district_copy, stick)
    back = carry(run, commune_copy, stick)
    again = carry(run, commune_copy, stick)
    assert there["sent"] == there["waiting"] > 0
    kinds = [(one["kind"], one["result"]) for one in at_district["received"]]
    assert ("submission", "new") in kinds
    assert all(result == "new" for _, result in kinds)
    assert back["removed"] >= 1
    assert {one["result"] for one in back["received"]} <= {"new", "already received"}
    assert (again["sent"], again["received"], again["bytes_sent"]) == (0, [], 0)


def test_a_stick_that_is_gone_has_its_own_exit_code_and_sentence(
    run: Run, commune_copy: Path, stick: Path
) -> None:
    said = run("--data", commune_copy, "--json", "carry", stick / "none")
    assert said.code != 0
    (failed,) = said.data["failed"]
    assert failed["code"] == "STICK_GONE"
    assert "đã bị rút ra" in failed["message"]


def test_without_a_line_sync_says_that_packages_go_by_stick(run: Run, commune_copy: Path) -> None:
    said = run("--data", commune_copy, "sync", "--once")
    assert said.code == 0
    assert "Chưa đặt đường truyền nào" in said.out


def test_a_package_refused_on_the_way_in_is_explained_and_gives_the_exit_code(
    run: Run, commune_copy: Path, district_copy: Path, stick: Path
) -> None:
    carry(run, commune_copy, stick)
    (folder,) = (stick / "guong-sang").iterdir()
    (folder / "rac.asice.p7m").write_bytes(b"0 rac")
    said = run("--data", district_copy, "--json", "carry", stick)
    (refused,) = [one for one in said.data["received"] if one["result"] == "refused"]
    assert refused["code"] == "NOT_A_PACKAGE"
    assert "Không dùng gì từ gói này" in refused["message"]
    assert said.code == 4
    (folder / "nua.asice.p7m").write_bytes(b"0 them")
    again = run("--data", district_copy, "carry", stick)
    assert "nua.asice.p7m: Từ chối. " in again.out
    assert "rac.asice.p7m" not in again.out
