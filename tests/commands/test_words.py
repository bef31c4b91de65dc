"""Wrong usage is told in Vietnamese, down to argparse's own words."""

from __future__ import annotations

import argparse
import re

import pytest

from desktop.commands.words import Parser, WrongUsageError, vietnamese
from tests.commands.conftest import Run


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("decide",), "thiếu tham số: --date"),
        (("xóa",), "không có lựa chọn 'xóa'"),
        (("list", "người"), "MẢNG: không có lựa chọn 'người'"),
        (("show", "people", "abc"), "«abc» không phải mã bản ghi"),
        (("list", "people", "thừa"), "không hiểu: thừa"),
        (("list", "people", "--where"), "--where: cần một giá trị"),
        (("receive",), "thiếu tham số: TỆP"),
        (("--data",), "--data: cần một giá trị"),
        (
            ("appraise", "00000000-0000-4000-8000-000000000001"),
            "cần một trong các tùy chọn: --verdicts --all",
        ),
        (
            ("check", "00000000-0000-4000-8000-000000000001", "--on", "2023-02-30"),
            "«2023-02-30» không phải ngày có thật",
        ),
        (
            ("decide", "00000000-0000-4000-8000-000000000001", "--number", "một"),
            "«một» không phải số",
        ),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(run: Run, words: tuple[str, ...], message: str) -> None:
    said = run("--json", *words)
    assert said.code == 2
    assert message in said.data["message"]
    assert said.told.startswith("cách dùng: guongsang")
    assert "error" not in said.told


def test_verdicts_exclude_one_another(run: Run) -> None:
    record = "00000000-0000-4000-8000-000000000001"
    said = run("--json", "appraise", record, "--all", "meets", "--verdicts", "x.json")
    assert (said.code, said.data["error"]) == (2, "WRONG_USAGE")
    assert "không dùng cùng" in said.data["message"]


def test_help_is_vietnamese_and_lists_only_what_exists(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    for english in ("usage", "options", "positional", "show ", "exit"):
        assert english not in said.out.replace("show      ", "")
    listed = re.findall(r"^    ([a-z][a-z-]*)(?:  |$)", said.out, re.MULTILINE)
    wanted = """init demo window list show history check ready export papers recall inspect
        unseal receive return changes cancel-award conflicts consolidate forward hand-down appraise
        decide certificates layout law export-bulletin enrol sync carry token register letter-number
        reserve-number void-number spoil-number fund report report-send handover
        officers database"""
    assert listed == wanted.split()


def test_every_command_explains_itself(run: Run) -> None:
    for name in ("init", "demo", "list", "export", "receive", "decide", "certificates"):
        said = run(name, "--help")
        assert said.code == 0
        assert said.out.startswith(f"cách dùng: guongsang {name}")


def test_argparse_keeps_its_own_words_outside() -> None:
    plain = argparse.ArgumentParser
    with vietnamese(), pytest.raises(WrongUsageError):
        Parser(prog="x").parse_args(["--gì"])
    assert plain(prog="x").format_usage().startswith("usage")
