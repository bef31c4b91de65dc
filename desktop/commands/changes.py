"""changes: what was done about each point a dossier was returned with, and what changed besides."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import FIXABLE, Answer, Context, identity, number, plain
from desktop.errors import NotFound
from desktop.services.revision_diff import files_words
from desktop.vietnamese.word_diff import PieceKind, shortened, word_pieces
from desktop.views.messages import problem_sentence

if TYPE_CHECKING:
    from desktop.services.returned_points import PointReport, RevisionReport
    from desktop.services.revision_diff import Change

# As wdiff marks them; a terminal may have no colours.
_MARKS = {PieceKind.REMOVED: "[-{}-]", PieceKind.ADDED: "{{+{}+}}", PieceKind.SAME: "{}"}
_KEEP = 40


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    text = "so hồ sơ bị trả lại với lần gửi trước, theo từng điểm nơi nhận nêu"
    changes = add(commands, "changes", text, show_changes)
    changes.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help="mã hồ sơ")
    text = "so với lần gửi này; không ghi thì so với lần bị trả lại gần nhất"
    changes.add_argument("--against", type=number, metavar="LẦN", help=text)
    text = "trước khi so, ghi trả lời cho điểm số mấy; nội dung rỗng là rút lại"
    changes.add_argument("--reply", nargs=2, metavar=("ĐIỂM", "NỘI_DUNG"), help=text)


def show_changes(context: Context) -> Answer:
    """Compare, after writing a reply where one is given; exit code 3 where it cannot be saved."""
    arguments = context.arguments
    with context.desk() as desk:
        points = desk.returned_points
        report = points.compare(arguments.dossier, arguments.against)
        if arguments.reply:
            place, text = arguments.reply
            point = _numbered(report, place)
            problems = points.reply(arguments.dossier, point.point.id, text)
            if problems:
                return Answer(plain(problems), [problem_sentence(p) for p in problems], FIXABLE)
            report = points.compare(arguments.dossier, arguments.against)
    return Answer({**plain(report), "files": plain(report.files)}, list(_lines(report)))


def _numbered(report: RevisionReport, place: str) -> PointReport:
    for point in report.points:
        if str(point.number) == place:
            return point
    raise NotFound(NotFound.Code.RECORD, subject="returned_points", id=place)


def _lines(report: RevisionReport) -> Iterator[str]:
    if report.against is None:
        yield "Hồ sơ chưa lần nào bị trả lại, nên chưa có gì để so sánh."
        return
    yield f"Lần {report.revision} so với lần {report.against}"
    for revision in report.missing:
        yield f"Không so sánh được: nội dung lần {revision} không được lưu."
    for point in report.points:
        about = " · ".join(part for part in (point.where, point.item) if part)
        yield f"{point.number}. {about}: {' '.join(point.point.text.split())}"
        if point.reply:
            yield f"   Trả lời: {' '.join(point.reply.split())}"
        yield from _told(point.changes, report)
        for same in point.unchanged:
            yield f"   {same.kind.label}: {same.where} · {same.label}: {same.new}"
    if report.outside:
        yield "Thay đổi ngoài các điểm đã nêu"
        yield from _told(report.outside, report)
    if report.files:
        yield f"Tệp kèm theo: {files_words(report.files)}"
        for file in report.files:
            names = " → ".join(dict.fromkeys(name for name in (file.old, file.new) if name))
            yield f"   {file.kind.label}: {file.where} · {file.label}: {names}"


def _told(changes: tuple[Change, ...], report: RevisionReport) -> Iterator[str]:
    if not changes and not report.missing:
        yield "   chưa thấy thay đổi nào"
    for change in changes:
        text = " ".join(_marked(change).split())
        yield f"   {change.kind.label}: {change.where} · {change.label}: {text}"


def _marked(change: Change) -> str:
    pieces = shortened(word_pieces(change.old, change.new), _KEEP)
    return "".join(_MARKS[piece.kind].format(piece.text) for piece in pieces)
