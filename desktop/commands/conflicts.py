"""conflicts: what cannot both be so; both sides shown, and one chosen."""

from __future__ import annotations

from argparse import _SubParsersAction
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import DONE, UNDECIDED, Answer, Context, identity, plain
from desktop.errors import UsageError
from desktop.views.machine_words import machine_of, machine_text

if TYPE_CHECKING:
    from desktop.services.conflicts import ConflictDetail, ConflictRow, ConflictSide, Gap

_CHOICES = ("left", "right", "both")


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    text = "xem các mâu thuẫn và những gói chưa thấy; chọn một bên của một mâu thuẫn"
    listing = add(commands, "conflicts", text, conflicts)
    text = "mã mâu thuẫn để mở; không có thì liệt kê tất cả"
    listing.add_argument("conflict", type=identity, nargs="?", metavar="MÃ", help=text)
    text = "left: giữ bên trái (đã có ở đây); right: lấy bên phải (gói mới tới); both: nhận cả hai"
    listing.add_argument("--choose", choices=_CHOICES, default="", help=text)
    text = "vì sao chọn; giữ lại mãi và báo cho nơi gửi khi gói không được nhận"
    listing.add_argument("--reason", default="", metavar="LÝ_DO", help=text)


def conflicts(context: Context) -> Answer:
    """List the conflicts, open one, or settle it; exit 5 while one waits for a person."""
    arguments = context.arguments
    if arguments.conflict is None:
        if arguments.choose:
            raise UsageError(UsageError.Code.BAD_VALUE, value="--choose mà không có mã mâu thuẫn")
        return _listed(context)
    if arguments.choose:
        return _settled(context)
    with context.desk() as desk:
        detail = desk.conflicts.open(arguments.conflict)
    code = UNDECIDED if detail.row.is_open else DONE
    return Answer({**plain(detail), **plain(detail.row)}, _opened(detail), code)


def _listed(context: Context) -> Answer:
    with context.desk() as desk:
        rows, gaps = desk.conflicts.list_rows(), desk.conflicts.gaps()
    lines = [_line(row) for row in rows] or ["Không có mâu thuẫn nào."]
    lines += [gap_text(gap) for gap in gaps]
    data = {"conflicts": [plain(row) for row in rows], "gaps": [plain(gap) for gap in gaps]}
    return Answer(data, lines, UNDECIDED if any(row.is_open for row in rows) else DONE)


def _settled(context: Context) -> Answer:
    arguments = context.arguments
    with context.desk() as desk:
        report = desk.conflicts.settle(arguments.conflict, arguments.choose, arguments.reason)
    data = {
        "conflict": str(arguments.conflict),
        "choice": report.choice,
        "answer": plain(report.answer),
    }
    lines = ["Đã ghi lựa chọn."]
    if report.answer is not None:
        lines.append(f"Gói báo cho bên kia: {report.answer}")
    return Answer(data, lines)


def gap_text(gap: Gap) -> str:
    """Return the numbers never seen of a sender's packages, in words."""
    numbers = ", ".join(str(number) for number in gap.missing)
    return f"Chưa thấy gói số {numbers} của {gap.sender}{machine_of(gap)}."


def _line(row: ConflictRow) -> str:
    state = "đang chờ chọn" if row.is_open else f"đã chọn {row.choice}, {row.settled_by}"
    about = f" · «{row.dossier_title}»" if row.dossier_title else ""
    return f"{row.id}  {row.title}{about} · {row.office} · {state}"


def _opened(detail: ConflictDetail) -> list[str]:
    lines = [_line(detail.row), detail.explanation]
    left, right = detail.left, detail.right
    lines.append(f"Bên trái: {_side(left, machine_text(left, right, is_left=True))}")
    lines.append(f"Bên phải: {_side(right, machine_text(right, left, is_left=False))}")
    lines += [f"  {d.about} · {d.field}: {d.left} | {d.right}" for d in detail.differences]
    for offer in detail.offers:
        why_not = f" (không chọn được: {offer.why_not})" if offer.why_not else ""
        lines.append(f"--choose {offer.choice}: {offer.label}. {offer.consequence}{why_not}")
    return lines


def _side(side: ConflictSide, machine: str) -> str:
    parts = [side.what, side.office, side.who]
    parts += [f"lần {side.revision}"] if side.revision else []
    parts += [f"lúc {side.at.astimezone():%d/%m/%Y %H:%M}"] if side.at else []
    parts += [machine, side.state, side.reason]
    return " · ".join(part for part in parts if part)
