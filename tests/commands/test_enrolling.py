"""The command ``enrol``: its documents, its exit codes, and what it says to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run

PASSPHRASE = "mật khẩu của két"


@pytest.fixture
def offices(run: Run, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A fresh commune, its district, and a stick."""
    commune, district, stick = tmp_path / "xa", tmp_path / "huyen", tmp_path / "usb"
    stick.mkdir()
    above = "Ủy ban nhân dân huyện Thanh Bình"
    run("--data", district, "init", "--name", above, "--tier", "huyen", "--seat", "receiving")
    words = ("init", "--name", "Ủy ban nhân dân xã Đông An", "--tier", "xa", "--seat", "sending")
    run("--data", commune, *words, "--parent", above)
    return commune, district, stick


def test_a_request_and_its_code_are_told(run: Run, offices: tuple[Path, Path, Path]) -> None:
    commune, _, stick = offices
    words = ("--json", "--data", commune, "enrol", "request", "--to", stick)
    first, again = run(*words, "--person", "Đỗ Văn Ước"), run(*words, "--person", "Đỗ Văn Ước")
    assert first.code == again.code == 0
    assert first.data["code"] == again.data["code"]
    assert Path(first.data["package"]).parent == stick
    state = run("--json", "--data", commune, "enrol", "list").data["up"]
    assert (state["stage"], state["code"]) == ("WAITING", first.data["code"])


def test_refusals_have_the_codes_of_the_contract(
    run: Run, offices: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    commune, district, stick = offices
    asked = run("--json", "--data", commune, "enrol", "request", "--to", stick).data
    at = ("--json", "--data", district, "enrol")
    for words, code, error in (
        (("grant", asked["package"], "--to", stick), 4, "CODE_NOT_READ"),
        (("grant", asked["package"], "--to", stick, "--code", "AAAA"), 4, "CODE_DIFFERS"),
        (("show", tmp_path / "absent.asice"), 6, "FILE_MISSING"),
        (("root-export", "--to", stick), 2, "NO_PASSWORD"),
        (("accept", asked["package"], "--code", "X"), 4, "WRONG_KIND"),
    ):
        said = run(*at, *words)
        assert (said.code, said.data["error"]) == (code, error)
    assert run("--data", commune, "enrol", "show", asked["package"]).code == 4
    assert run("--data", district, "enrol").code == 2
    assert run("--data", district, "enrol", "grant", asked["package"]).code == 2


def test_a_refused_request_is_told_with_its_reason(
    run: Run, offices: tuple[Path, Path, Path]
) -> None:
    commune, district, stick = offices
    asked = run("--json", "--data", commune, "enrol", "request", "--to", stick).data
    words = ("enrol", "refuse", asked["package"], "--reason", "Mã không khớp")
    assert run("--json", "--data", district, *words).data["state"] == "REFUSED"
    words = ("enrol", "grant", asked["package"], "--to", stick, "--code", asked["code"])
    said = run("--data", district, *words)
    assert said.code == 4
    assert "Mã không khớp" in said.told


def test_people_are_told_what_was_done(
    run: Run, offices: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commune, district, stick = offices
    asked = run("--json", "--data", commune, "enrol", "request", "--to", stick).data
    shown = run("--data", district, "enrol", "show", asked["package"])
    assert asked["code"] in shown.out
    assert "Gọi cho cơ quan ấy" in shown.out
    host_key = tmp_path / "ssh_host_ed25519_key.pub"
    host_key.write_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBB may-chu\n")
    line = ("--way", "sftp", "--address", "sftp://hop.example/hop", "--user", "dong-an")
    words = ("enrol", "grant", asked["package"], "--to", stick, "--code", asked["code"])
    granted = run("--data", district, *words, *line, "--host-key", host_key)
    assert (granted.code, "chứng thư có hạn đến" in granted.out) == (0, True)
    monkeypatch.setenv("GUONGSANG_KEY_PASSWORD", PASSPHRASE)
    copied = run("--json", "--data", district, "enrol", "root-export", "--to", stick)
    assert (copied.code, copied.data["copies"], copied.data["verified"]) == (0, 1, True)
    restored = run("--data", district, "enrol", "root-restore", copied.data["file"])
    assert (restored.code, "Đã khôi phục khóa gốc" in restored.out) == (0, True)
    listed = run("--data", district, "enrol", "list")
    assert "Ủy ban nhân dân xã Đông An" in listed.out


def test_a_foreign_root_is_known_by_its_digest(
    run: Run, offices: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    _, district, _ = offices
    broken = tmp_path / "goc.pem"
    broken.write_text("không phải chứng thư")
    words = ("--json", "--data", district, "enrol")
    said = run(*words, "trust-root", broken, "--sha256", "00")
    assert (said.code, said.data["error"]) == (4, "AUTHORITY_BAD")
    said = run(*words, "crl", broken)
    assert (said.code, said.data["error"]) == (4, "CRL_BAD")


def test_what_a_server_needs_is_written_once_somebody_was_granted(
    run: Run, offices: tuple[Path, Path, Path]
) -> None:
    commune, district, stick = offices
    words = ("--json", "--data", district, "enrol", "server-files", "--to", stick)
    none = run(*words)
    assert (none.code, none.data["error"]) == (4, "ROOT_MISSING")
    asked = run("--json", "--data", commune, "enrol", "request", "--to", stick).data
    grant = ("grant", asked["package"], "--to", stick, "--code", asked["code"])
    assert run("--data", district, "enrol", *grant).code == 0
    made = run(*words)
    assert made.code == 0
    assert [one["office_id"] is None for one in made.data["offices"]] == [True, False]
    for one in made.data["offices"]:
        assert Path(one["certificate"]).read_text().startswith("-----BEGIN CERTIFICATE-----")
