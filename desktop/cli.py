"""The command ``guongsang``: the same services as the window, without it.

Exit codes and names are the contract listed in the README. Standard output carries the answer (with
``--json`` one JSON document and nothing else); progress and messages go to standard error.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from desktop import __version__
from desktop.commands import offices, receiving, records, sending
from desktop.commands.answer import Answer, Context
from desktop.errors import AppError

_BUG = 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _speak_utf8()
    parser = _parser()
    arguments = parser.parse_args(argv)
    context = Context(arguments)
    run: Callable[[Context], Answer] = arguments.run
    try:
        answer = run(context)
    except AppError as error:
        return _refused(context, error)
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng.\n")
        return 130
    except Exception:  # noqa: BLE001 - the last boundary: whatever reaches it is our own mistake
        return _bug(context)
    if answer.data is not None or answer.lines:
        _print(context, answer)
    return answer.code


def _print(context: Context, answer: Answer) -> None:
    if context.quiet:
        print(json.dumps(answer.data, ensure_ascii=False, indent=1))
    else:
        for line in answer.lines:
            print(line)


def _refused(context: Context, error: AppError) -> int:
    from desktop.views.messages import sentence

    text = sentence(error).text
    sys.stderr.write(f"{text}\n")
    if context.quiet:
        print(json.dumps({"error": str(error.code), "message": text}, ensure_ascii=False))
    return error.exit_code


def _bug(context: Context) -> int:
    log = context.paths.log
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            # Places only: an exception's text may hold a citizen's name.
            kind, error, trace = sys.exc_info()
            file.write(f"{''.join(traceback.format_tb(trace))}{kind.__name__ if kind else ''}\n")
            del error
    except OSError:
        logging.getLogger(__name__).info("no log can be written")
    sys.stderr.write(f"Chương trình gặp lỗi ngoài dự kiến. Nhật ký: {log}\n")
    return _BUG


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    _global_options(shared, argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="guongsang",
        description="Gương Sáng: thi đua, khen thưởng của xã, không cần mạng.",
    )
    _global_options(parser, None)
    parser.add_argument("--version", action="version", version=f"guongsang {__version__}")
    parser.set_defaults(run=offices.window)
    commands = parser.add_subparsers(title="lệnh", metavar="LỆNH")

    def add(group: Any, name: str, text: str, run: Callable[[Context], Answer]) -> Any:
        made = group.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(run=run)
        return made

    for part in (offices, records, sending, receiving):
        part.register(commands, add)
    return parser


def _global_options(parser: argparse.ArgumentParser, default: Any) -> None:
    """Options that may stand before or after the command's name."""
    off = default if default is argparse.SUPPRESS else False
    parser.add_argument("--data", default=default, metavar="DIR", help="thư mục dữ liệu")
    parser.add_argument("--json", action="store_true", default=off, help="in một tài liệu JSON")
    parser.add_argument("--yes", action="store_true", default=off, help="không hỏi lại")
    parser.add_argument("--password-file", default=default, metavar="F")
    parser.add_argument("--officer", default=default, metavar="TÊN", help="tên đăng nhập")


if __name__ == "__main__":
    sys.exit(main())
