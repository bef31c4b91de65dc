"""appraise --only, --preview, --undo: many verdicts at once, seen before and taken back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import FIXABLE, Answer, Context, plain
from desktop.commands.sending import problems_answer, state_of
from desktop.errors import UsageError
from desktop.law.terms import RecipientKind, Verdict

if TYPE_CHECKING:
    from desktop.services.appraisal_bulk import BulkLine
    from desktop.services.desk import Desk


def extend(command: ArgumentParser, verdicts: Any) -> None:
    """Declare what the command can do beside judging all: some, beforehand, and back.

    Args:
        command: the parser of ``appraise``.
        verdicts: its group of which one is required.
    """
    text = "lấy lại lần ghi ý kiến cuối cùng của mình ở hồ sơ"
    verdicts.add_argument("--undo", action="store_true", help=text)
    text = "với --all: chỉ đề nghị không còn điểm phải sửa; không kết thúc thẩm định"
    command.add_argument("--clean", action="store_true", help=text)
    text = "với --all: chỉ danh hiệu, hình thức này (mã); không kết thúc thẩm định"
    command.add_argument("--award", default="", metavar="MÃ", help=text)
    kinds = [kind.value for kind in RecipientKind]
    text = "với --all: chỉ loại đối tượng này; không kết thúc thẩm định"
    command.add_argument("--kind", choices=kinds, help=text)
    text = "với --all: ghi đè cả ý kiến khác đã có"
    command.add_argument("--over", action="store_true", help=text)
    text = "với --all: cho biết đề nghị nào đổi, đề nghị nào để lại và vì sao; không ghi gì"
    command.add_argument("--preview", action="store_true", help=text)


def is_asked(arguments: Namespace) -> bool:
    """Whether one of these is asked for."""
    some = (arguments.clean, arguments.award, arguments.kind, arguments.over, arguments.preview)
    return bool(arguments.undo or any(some))


def judge_some(context: Context) -> Answer:
    """Judge the nominations chosen of one dossier, show what would be judged, or take it back.

    Raises:
        UsageError: BAD_VALUE for several dossiers at once, or a choice without ``--all``.
    """
    arguments = context.arguments
    if len(arguments.dossiers) > 1:
        raise UsageError(UsageError.Code.BAD_VALUE, value=str(len(arguments.dossiers)))
    (dossier,) = arguments.dossiers
    with context.desk() as desk:
        if arguments.undo:
            return _taken_back(desk, dossier)
        if not arguments.all:
            raise UsageError(UsageError.Code.BAD_VALUE, value="--verdicts")
        return _judged(desk, dossier, arguments)


def _taken_back(desk: Desk, dossier: UUID) -> Answer:
    act = desk.verdicts.undo(dossier)
    data = {"dossier": str(dossier), "state": str(state_of(desk, dossier)), "act": act.label}
    return Answer(data, [f"Đã lấy lại: {act.label}"])


def _judged(desk: Desk, dossier: UUID, arguments: Namespace) -> Answer:
    verdict = Verdict(arguments.all)
    chosen = [
        row.id
        for row in desk.nominations.rows(dossier)
        if arguments.award in {"", row.award_code} and arguments.kind in {None, row.kind.value}
    ]
    lines = desk.verdicts.preview(dossier, chosen, verdict, over_others=arguments.over)
    changed = {line.nomination_id: line.version for line in lines if line.left_out is None}
    problems: tuple[Any, ...] = ()
    if changed and not arguments.preview:
        problems = desk.verdicts.set_many(
            dossier, changed, verdict, arguments.reason, over_others=arguments.over
        )
    data = {
        "dossier": str(dossier),
        "state": str(state_of(desk, dossier)),
        "written": not arguments.preview and not problems,
        "changes": [_line(line) for line in lines if line.left_out is None],
        "left_out": [_line(line) for line in lines if line.left_out is not None],
    }
    if problems:
        return problems_answer(problems, data)
    said = [_told(line, verdict) for line in lines]
    will = "Sẽ đổi" if arguments.preview else "Đã ghi"
    said.append(f"{will} {len(changed)} đề nghị, để lại {len(lines) - len(changed)}")
    return Answer(data, said, 0 if lines else FIXABLE)


def _line(line: BulkLine) -> dict[str, Any]:
    return {
        "nomination": str(line.nomination_id),
        "position": line.position,
        "before": plain(line.before),
        "why": plain(line.left_out),
    }


def _told(line: BulkLine, verdict: Verdict) -> str:
    after = f"để lại, {line.left_out.label}" if line.left_out else verdict.label
    return f"{line.position}. {line.name}: {after}"
