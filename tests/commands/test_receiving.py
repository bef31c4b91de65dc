"""inspect, unseal and receive; hostile packages are in tests/e2e/test_loop_by_command.py."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.demo.scene_dossiers import dossier_id
from tests.commands.conftest import Run
from tests.demo.made_demo import demo_folder, made_demo


def waiting() -> Path:
    """Return the package no receipt has come for yet."""
    return demo_folder() / "out" / "ho-so-dong-mo-dot-xuat.asice.p7m"


def clear() -> Path:
    """Return the told package as any standard tool can verify it."""
    return next(p for p in made_demo().plain if p.name == made_demo().package.stem)


def test_inspect_describes_for_programs(run: Run, district: Path) -> None:
    said = run("--json", "--data", district, "inspect", made_demo().package)
    assert (said.code, said.data["outcome"], said.data["reasons"]) == (0, "valid", [])
    assert said.data["kind"] == "submission"
    assert said.data["signed_at"].startswith("2023-12-04T")
    assert said.data["encrypted"] is True
    assert {"name", "size"} == set(said.data["entries"][0])


def test_inspect_describes_for_people(run: Run, tmp_path: Path) -> None:
    trust = next(p for p in made_demo().trust if p.stem == "dong-mo")
    said = run("--data", tmp_path / "x", "inspect", clear(), "--trust", trust)
    assert "Kết luận: Hợp lệ" in said.out
    assert "papers/to-trinh.pdf" in said.out


def test_the_certificate_of_another_office_does_not_speak_for_this_one(
    run: Run, tmp_path: Path
) -> None:
    trust = next(p for p in made_demo().trust if p.stem == "tuong-van")
    said = run("--json", "--data", tmp_path, "inspect", clear(), "--trust", trust)
    assert (said.code, said.data["outcome"]) == (5, "undecided")
    assert said.data["encrypted"] is False


def test_inspect_tells_the_outside_of_what_is_encrypted_for_somebody_else(run: Run) -> None:
    other = made_demo().offices["tuong-van"]
    said = run("--json", "--data", other, "inspect", made_demo().package)
    assert (said.code, said.data["outcome"]) == (5, "undecided")
    assert (said.data["reasons"], said.data["encrypted"]) == (["NOT_FOR_OUR_KEY"], True)
    assert said.data["sender"] == "Ủy ban nhân dân xã Đồng Mơ"
    assert said.data["receiver"] == "Ủy ban nhân dân huyện Thanh Lâm"
    assert said.data["kind"] == "submission"
    assert said.data["bytes"] == made_demo().package.stat().st_size
    assert (said.data["package_id"], said.data["entries"]) == (None, [])
    told = run("--data", other, "inspect", made_demo().package)
    assert "Bên gửi: Ủy ban nhân dân xã Đồng Mơ" in told.out
    assert "chỉ bên nhận và bên gửi mở được" in told.out


@pytest.mark.parametrize("key", ["thanh-lam", "dong-mo"])
def test_receiver_and_sender_unseal_a_package_for_other_tools(
    run: Run, tmp_path: Path, key: str
) -> None:
    target, office = tmp_path / "gói.asice", made_demo().offices[key]
    said = run("--json", "--data", office, "unseal", made_demo().package, "--to", target)
    assert (said.code, said.data["outcome"]) == (0, "valid")
    assert target.read_bytes() == clear().read_bytes()
    assert said.data["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert said.data["bytes"] == target.stat().st_size
    assert (said.data["kind"], said.data["sender"]) == ("submission", "Ủy ban nhân dân xã Đồng Mơ")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None


def test_unseal_replaces_nothing(run: Run, district: Path, tmp_path: Path) -> None:
    target = tmp_path / "gói.asice"
    target.write_bytes(b"somebody's")
    said = run("--json", "--data", district, "unseal", made_demo().package, "--to", target)
    assert (said.code, said.data["error"]) == (6, "FILE_EXISTS")
    assert target.read_bytes() == b"somebody's"
    assert [p.name for p in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("key", "spoil", "error"),
    [
        ("tuong-van", lambda data: data, "NOT_FOR_OUR_KEY"),
        ("thanh-lam", lambda data: data[:-1] + bytes([data[-1] ^ 1]), "ENVELOPE_TAMPERED"),
        ("thanh-lam", lambda data: data[:9000] + b"x" + data[9001:], "ENVELOPE_TAMPERED"),
        ("thanh-lam", lambda data: data[:-1], "TRUNCATED"),
        ("thanh-lam", lambda _data: clear().read_bytes(), "NOT_ENCRYPTED"),
    ],
    ids=["another office", "tag", "content", "cut", "in the clear"],
)
def test_unseal_writes_nothing_of_what_it_refuses(
    run: Run, tmp_path: Path, key: str, spoil: Callable[[bytes], bytes], error: str
) -> None:
    package = tmp_path / "gói.asice.p7m"
    package.write_bytes(spoil(made_demo().package.read_bytes()))
    words = ("unseal", package, "--to", tmp_path / "gói.asice")
    said = run("--json", "--data", made_demo().offices[key], *words)
    assert (said.code, said.data["error"]) == (4, error)
    assert [p.name for p in tmp_path.iterdir()] == [package.name]


def test_unseal_into_a_folder_that_is_gone_is_said(
    run: Run, district: Path, tmp_path: Path
) -> None:
    words = ("unseal", made_demo().package, "--to", tmp_path / "usb" / "gói.asice")
    said = run("--json", "--data", district, *words)
    assert (said.code, said.data["error"]) == (6, "FILE_MISSING")


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
    first, second = said.out.splitlines()
    assert first.endswith(": Đã tiếp nhận từ trước.")
    # The demo's packages were signed in its own year.
    assert ": Đã tiếp nhận. Gói ghi ký lúc " in second
    assert "đồng hồ máy gửi chạy chậm" in second
