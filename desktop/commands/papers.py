"""papers: every paper of a dossier or of a decision, as PDF, as Word, or as both."""

from __future__ import annotations

from argparse import ArgumentTypeError, _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import Answer, Context, identity, plain
from desktop.disk import storage_errors
from desktop.views.messages import problem_sentence

_BOTH = "both"


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    making = add(commands, "papers", "lập giấy tờ của một hồ sơ hoặc một quyết định", papers)
    text = "mã hồ sơ, hoặc mã quyết định"
    making.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help=text)
    text = "thư mục ghi ra; chưa có thì lập"
    making.add_argument("--to", type=_folder, required=True, metavar="THƯ_MỤC", help=text)
    text = "pdf, docx (Word) hoặc both (cả hai); mặc định là both"
    choices = ("pdf", "docx", _BOTH)
    making.add_argument("--format", choices=choices, default=_BOTH, metavar="DẠNG", help=text)
    text = "phiếu thẩm định của một hồ sơ đã nhận, thay cho các giấy tờ gửi đi"
    making.add_argument("--sheet", action="store_true", help=text)


def _folder(typed: str) -> Path:
    """Return a folder as typed: nothing at all would silently be the present one."""
    if not typed.strip():
        raise ArgumentTypeError("tên thư mục để trống")
    return Path(typed)


def papers(context: Context) -> Answer:
    """Write the papers; what is missing on them is highlighted there and listed here."""
    from desktop.services.papers import PaperFormat

    wanted, folder = context.arguments.dossier, context.arguments.to
    chosen = context.arguments.format
    formats = tuple(PaperFormat) if chosen == _BOTH else (PaperFormat(chosen),)
    with context.desk() as desk:
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        if context.arguments.sheet:
            sheets = desk.process_sheets
            files = sheets.save(wanted, folder, problem_sentence, context.report, formats)
            data = {"dossier": str(wanted), "files": plain(files), "missing": {}}
            return Answer(data, [str(file) for file in files])
        decided = any(row.id == wanted for row in desk.decisions.list_rows())
        save = desk.papers.save_decision if decided else desk.papers.save_dossier
        files = save(wanted, folder, context.report, formats)
        missing = {} if decided else desk.papers.missing(wanted)
    lines = [str(file) for file in files]
    lines += [f"Còn thiếu trên {name}: {', '.join(gaps)}" for name, gaps in missing.items()]
    data = {"dossier": str(wanted), "files": plain(files), "missing": plain(missing)}
    return Answer(data, lines or ["Hồ sơ này chưa có giấy tờ nào lập ở đây."])
