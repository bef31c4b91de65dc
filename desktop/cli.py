"""The command ``guongsang``: the same services as the window, without it.

Exit codes and names are the contract listed in the README. Standard output carries the answer (with
``--json`` one JSON document and nothing else); progress and messages go to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from desktop import __version__
from desktop.commands import window
from desktop.commands.answer import Answer, Context
from desktop.commands.words import Parser, WrongUsageError, vietnamese
from desktop.errors import AppError

_OPTIONS_WITH_VALUE = {"--data", "--database", "--password-file", "--officer"}
_WRONG_USAGE, _BUG, _STOPPED = 2, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        with vietnamese():
            arguments = _parser(words).parse_args(words)
    except WrongUsageError as wrong:
        return _misused(wrong, quiet="--json" in words)
    except SystemExit as done:  # --help and --version have said what they had to say
        return int(done.code or 0)
    context = Context(arguments)
    try:
        return _run(context)
    except BrokenPipeError:
        # Whoever read our answer has seen enough, as in «guongsang list people | head».
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(context: Context) -> int:
    run: Callable[[Context], Answer] = context.arguments.run
    try:
        answer = run(context)
    except AppError as error:
        return _refused(context, error)
    except WrongUsageError as wrong:
        # Some words are judged only together.
        return _misused(wrong, quiet=context.quiet)
    except KeyboardInterrupt:
        return _stopped(context)
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 - the last boundary: whatever reaches it is our own mistake
        return _bug(context)
    _print(context, answer)
    return answer.code


def _print(context: Context, answer: Answer) -> None:
    if context.quiet:
        _document(answer.data)
        return
    for line in answer.lines:
        print(line)
    sys.stdout.flush()


def _document(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))
    sys.stdout.flush()


def _misused(wrong: WrongUsageError, *, quiet: bool) -> int:
    sys.stderr.write(f"{wrong.usage}{wrong.reason}\n")
    if quiet:
        _document({"error": "WRONG_USAGE", "message": wrong.reason})
    return _WRONG_USAGE


def _refused(context: Context, error: AppError) -> int:
    from desktop.views.messages import sentence

    text = sentence(error).text
    sys.stderr.write(f"{text}\n")
    if context.quiet:
        _document({"error": str(error.code), "message": text})
    return error.exit_code


def _stopped(context: Context) -> int:
    text = "Đã dừng theo yêu cầu."
    sys.stderr.write(f"\n{text}\n")
    if context.quiet:
        _document({"error": "STOPPED", "message": text})
    return _STOPPED


def _bug(context: Context) -> int:
    log = context.paths.log
    kind, _error, trace = sys.exc_info()
    # Places only: an exception's text may hold a citizen's name.
    text = f"{''.join(traceback.format_tb(trace))}{kind.__name__ if kind else ''}\n"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(text)
        where = f"Nhật ký: {log}"
    except OSError:
        sys.stderr.write(text)
        where = "Không ghi được nhật ký."
    message = f"Chương trình gặp lỗi ngoài dự kiến. {where}"
    sys.stderr.write(f"{message}\n")
    if context.quiet:
        _document({"error": "BUG", "message": message, "log": str(log)})
    return _BUG


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A file's name need not be text; escaped, JSON reads it back as it was.
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    shared = Parser(add_help=False)
    _global_options(shared, argparse.SUPPRESS)
    parser = Parser(
        prog="guongsang",
        description="Gương Sáng: thi đua, khen thưởng của xã, không cần mạng. "
        "Không có lệnh thì mở cửa sổ.",
    )
    _global_options(parser, None)
    version = f"guongsang {__version__}"
    parser.add_argument("--version", action="version", version=version, help="xem số phiên bản")
    parser.set_defaults(run=window.window)
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH", parser_class=Parser)

    def add(group: Any, name: str, text: str, run: Callable[[Context], Answer]) -> Any:
        made = group.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(run=run)
        return made

    for part in _parts(words):
        part.register(commands, add)
    return parser


def _parts(words: Sequence[str]) -> tuple[Any, ...]:
    """Return the files of commands that may be meant; the window must paint before all else."""
    if _command(words) in {"", "window"} and not {"-h", "--help"} & set(words):
        return (window,)
    from desktop.commands import (
        bulletins,
        cancelling,
        certificates,
        changes,
        conflicts,
        consolidating,
        database,
        deciding,
        enrolling,
        exchanging,
        handing_over,
        law,
        layouts,
        officers,
        offices,
        papers,
        recalling,
        receiving,
        records,
        registers,
        reporting,
        returning,
        sending,
        tokens,
    )

    return (
        offices,
        window,
        records,
        sending,
        papers,
        recalling,
        receiving,
        returning,
        changes,
        cancelling,
        conflicts,
        consolidating,
        deciding,
        certificates,
        layouts,
        law,
        bulletins,
        enrolling,
        exchanging,
        tokens,
        registers,
        reporting,
        handing_over,
        officers,
        database,
    )


def _command(words: Sequence[str]) -> str:
    """Return the first word that is neither an option nor an option's value, "" for none."""
    previous = ""
    for word in words:
        if not word.startswith("-") and previous not in _OPTIONS_WITH_VALUE:
            return word
        previous = word
    return ""


def _global_options(parser: argparse.ArgumentParser, default: Any) -> None:
    """Options that may stand before or after the command's name."""
    off = default if default is argparse.SUPPRESS else False

    def add(name: str, text: str, **more: Any) -> None:
        parser.add_argument(name, help=text, **more)

    add("--data", "thư mục dữ liệu của cơ quan", default=default, metavar="THƯ_MỤC")
    text = "cơ sở dữ liệu PostgreSQL của cơ quan nhiều người (hoặc biến GUONGSANG_DATABASE)"
    add("--database", text, default=default, metavar="ĐỊA_CHỈ")
    add("--json", "in đúng một tài liệu JSON", action="store_true", default=off)
    add("--yes", "không hỏi gì", action="store_true", default=off)
    text = "tệp chứa mật khẩu (hoặc biến GUONGSANG_PASSWORD)"
    add("--password-file", text, default=default, metavar="TỆP")
    add("--officer", "tên đăng nhập, khi có nhiều người", default=default, metavar="TÊN")


if __name__ == "__main__":
    sys.exit(main())
