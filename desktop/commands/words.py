"""The command's own grammar in Vietnamese: what argparse says in English when words are wrong."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from desktop.overrides import override

_SENTENCES = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "xem hướng dẫn này",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "thiếu tham số: %s",
    "one of the arguments %s is required": "cần một trong các tùy chọn: %s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có lựa chọn %(value)r "
    "(chọn một trong: %(choices)s)",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": "không có "
    "lựa chọn %(value)r (chọn một trong: %(choices)s)",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có lệnh %(parser_name)r "
    "(chọn một trong: %(choices)s)",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không dùng được",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "not allowed with argument %s": "không dùng cùng %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s chưa rõ, có thể là: "
    "%(matches)s",
}


class WrongUsageError(Exception):
    """The words of a command do not fit its grammar; the text is Vietnamese."""

    def __init__(self, usage: str, reason: str) -> None:
        self.usage = usage
        self.reason = reason
        super().__init__(reason)


class Parser(argparse.ArgumentParser):
    """A parser that leaves it to the caller how wrong usage is told."""

    @override
    def error(self, message: str) -> NoReturn:
        raise WrongUsageError(self.format_usage(), message)


@contextmanager
def vietnamese() -> Iterator[None]:
    """Let argparse speak Vietnamese for the time of the block.

    WORKAROUND: argparse offers no other way than its own ``_`` and ``ngettext``; real message
    catalogues would depend on the language of the machine, and the program's is Vietnamese.
    """
    module: Any = argparse
    kept = module._, module.ngettext
    module._ = lambda text: _SENTENCES.get(text, text)
    module.ngettext = lambda one, many, count: module._(one if count == 1 else many)
    try:
        yield
    finally:
        module._, module.ngettext = kept
