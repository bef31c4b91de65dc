"""What every command gets: the office's folder, its password, values as JSON holds them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop.commands.answer import Context, day, number, plain, read_json, read_text
from desktop.errors import UsageError
from desktop.law.terms import Tier
from desktop.views.messages import sentence
from tests.commands.conftest import Run


@dataclass(frozen=True)
class Row:
    id: UUID
    when: datetime
    tier: Tier
    search_key: str = "ẩn"


def context(**words: object) -> Context:
    known = {"data": None, "database": None, "json": False, "yes": True}
    known |= {"password_file": None, "officer": None, "key_password_file": None, "pin_file": None}
    return Context(argparse.Namespace(**{**known, **words}))


def test_values_become_what_json_holds() -> None:
    row = Row(UUID(int=1), datetime(2023, 12, 22, 8, tzinfo=UTC), Tier.COMMUNE)
    assert plain([row, {"ngày": date(2023, 12, 22), "tệp": Path("a")}, {1}]) == [
        {"id": str(UUID(int=1)), "when": "2023-12-22T08:00:00+00:00", "tier": "xa"},
        {"ngày": "2023-12-22", "tệp": "a"},
        [1],
    ]


def test_the_password_comes_from_file_then_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mật khẩu.txt"
    file.write_text("\ufefftừ tệp\n", encoding="utf-8")
    monkeypatch.setenv("GUONGSANG_PASSWORD", "từ biến")
    assert context(password_file=str(file)).password() == "từ tệp"
    assert context().password() == "từ biến"


def test_nobody_to_ask_is_wrong_usage() -> None:
    with pytest.raises(UsageError) as refused:
        context().password()
    assert refused.value.code is UsageError.Code.NO_PASSWORD


@pytest.mark.parametrize(
    ("ask", "option"),
    [
        (Context.password, " hoặc dùng --password-file."),
        (Context.key_password, " hoặc dùng --key-password-file."),
        (Context.pin, " hoặc dùng --pin-file."),
        (lambda given: given.secret("GUONGSANG_X", "?"), "GUONGSANG_X."),
        (lambda given: given.secret("GUONGSANG_X", "?", "--x-file"), " hoặc dùng --x-file."),
    ],
)
def test_whoever_gave_no_secret_is_led_to_the_option_of_that_one(
    ask: Callable[[Context], str], option: str
) -> None:
    with pytest.raises(UsageError) as refused:
        ask(context())
    assert sentence(refused.value).text.endswith(option)


def test_the_prompt_is_used_where_somebody_sits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: f"gõ vào {prompt}")
    assert context(yes=False).password("Mật khẩu: ") == "gõ vào Mật khẩu: "


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "xấu").write_bytes(b"\xff\xfe\xff")
    for name in ("không có", "xấu"):
        with pytest.raises(UsageError):
            read_text(tmp_path / name)
    (tmp_path / "json").write_text("{")
    with pytest.raises(UsageError):
        read_json(tmp_path / "json")


def test_json_nested_without_end_is_no_readable_file(tmp_path: Path) -> None:
    file = tmp_path / "sâu.json"
    file.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_json(file)
    assert refused.value.code is UsageError.Code.FILE_UNREADABLE


def test_progress_is_shown_only_on_a_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    context().report(1, 2, "Ký")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    context().report(2, 2, "Ký")
    assert capsys.readouterr().err.endswith("100 % Ký\n")


def test_a_wrong_password_opens_nothing(
    run: Run, commune_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUONGSANG_PASSWORD", "sai rồi")
    said = run("--json", "--data", commune_copy, "list", "people")
    assert (said.code, said.data["error"]) == (4, "WRONG_PASSWORD")


def test_a_folder_without_an_office_is_said(run: Run, tmp_path: Path) -> None:
    said = run("--json", "--data", tmp_path / "x", "list", "people")
    assert (said.code, said.data["error"]) == (6, "NO_OFFICE")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("typed", ["20230101", "2023-W01-1", "2023-1-1", "2023-2-3", "٢٠٢٣-01-01"])
def test_a_day_is_read_only_as_it_is_asked_for(typed: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        day(typed)
    assert day("2023-12-22") == date(2023, 12, 22)


@pytest.mark.parametrize("typed", ["1_0", "٣", "１", " 1", "+1", "9" * 5000, ""])
def test_a_number_is_read_only_in_plain_digits(typed: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        number(typed)
    assert number("-5") == -5
