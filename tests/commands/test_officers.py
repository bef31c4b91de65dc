"""officers: who unlocks the office and what each may do, by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run


def _roles(said: object) -> dict[str, str]:
    return {row["login"]: row["role"] for row in said.data["officers"]}  # type: ignore[attr-defined]


def test_an_officer_is_added_given_a_role_and_removed(
    run: Run, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_NEW_PASSWORD", "mật khẩu đầu")
    words = ("--json", "--data", district_copy, "--officer", "noivu", "officers")

    added = run(*words, "add", "vanthu", "--name", "Lê Văn Tám", "--role", "clerk")
    assert _roles(added) == {"noivu": "head", "vanthu": "clerk"}
    changed = run(*words, "role", "vanthu", "--role", "viewer")
    assert _roles(changed) == {"noivu": "head", "vanthu": "viewer"}
    assert _roles(run(*words, "remove", "vanthu")) == {"noivu": "head"}
    assert _roles(run(*words, "list")) == {"noivu": "head"}


def test_a_clerk_writes_no_record_and_is_told_why(
    run: Run, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_NEW_PASSWORD", "demo")
    head = ("--data", district_copy, "--officer", "noivu", "officers")
    assert run(*head, "add", "vanthu", "--name", "Lê Văn Tám", "--role", "clerk").code == 0

    refused = run(
        "--data",
        district_copy,
        "--officer",
        "vanthu",
        "officers",
        "role",
        "vanthu",
        "--role",
        "head",
    )

    assert refused.code == 4
    assert "Vai trò «Văn thư» không được sửa cơ quan" in refused.told


def test_among_several_officers_a_command_asks_for_the_one_at_work(
    run: Run, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_NEW_PASSWORD", "demo")
    words = ("--json", "--data", district_copy)
    adding = ("officers", "add", "vanthu", "--name", "Lê Văn Tám", "--role", "clerk")
    assert run(*words, *adding).code == 0

    refused = run(*words, "officers", "list")

    assert (refused.code, refused.data["error"]) == (2, "OFFICER_NEEDED")
    assert "noivu, vanthu" in refused.told
    assert "--officer TÊN" in refused.told
    assert run(*words, "--officer", "vanthu", "officers", "list").code == 0


def test_an_unknown_login_is_refused(run: Run, district_copy: Path) -> None:
    words = ("--data", district_copy, "officers", "role", "khongco", "--role", "head")

    assert run(*words).code == 4


def test_nobody_is_added_under_a_name_no_package_could_hold(
    run: Run, district_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_NEW_PASSWORD", "mật khẩu mới")
    words = ("--json", "--data", district_copy, "officers")
    long = "N" + "\u0323\u0302" * 600
    said = run(*words, "add", "vt", "--name", long, "--role", "viewer")
    assert (said.code, said.data["error"]) == (2, "BAD_VALUE")
    assert len(run(*words, "list").data["officers"]) == 1


@pytest.mark.parametrize(
    ("login", "name"), [("", "Lê Văn Tám"), ("  ", "Lê Văn Tám"), ("vt\udcff", "Tám"), ("vt", " ")]
)
def test_nobody_is_added_without_a_login_and_a_name(
    run: Run, district: Path, login: str, name: str
) -> None:
    words = ("officers", "add", login, "--name", name, "--role", "viewer")
    assert run("--json", "--data", district, *words).data["error"] == "WRONG_USAGE"
