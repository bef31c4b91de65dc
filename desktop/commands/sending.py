"""check, ready, export: a dossier until it leaves."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import DONE, FIXABLE, Answer, Context, day, identity, plain
from desktop.commands.tokens import add_signing_options, token_signer
from desktop.errors import NotFound
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem, Severity
from desktop.views.messages import problem_sentence

if TYPE_CHECKING:
    from desktop.sealing.keys import Signer
    from desktop.services.desk import Desk


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    checking = add(commands, "check", "kiểm tra một hồ sơ còn thiếu gì", check)
    checking.add_argument("dossier", type=identity, metavar="HỒ_SƠ")
    checking.add_argument("--on", type=day, metavar="NGÀY", help="coi như hôm nay là ngày này")
    making_ready = add(commands, "ready", "đánh dấu hồ sơ sẵn sàng", ready)
    making_ready.add_argument("dossier", type=identity, metavar="HỒ_SƠ")
    making_ready.add_argument("--reason", default="", help="lý do khi còn điểm cần xem lại")
    exporting = add(commands, "export", "ký và ghi gói hồ sơ", export)
    exporting.add_argument("dossier", type=identity, metavar="HỒ_SƠ")
    text = "nơi ghi gói, như USB"
    exporting.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help=text)
    text = "khóa riêng của người ký; mặc định là khóa của cơ quan"
    keys = exporting.add_mutually_exclusive_group()
    keys.add_argument("--key", type=Path, metavar="TỆP.p12", help=text)
    text = "tệp chứa mật khẩu của khóa riêng (hoặc biến GUONGSANG_KEY_PASSWORD)"
    exporting.add_argument("--key-password-file", metavar="TỆP", help=text)
    add_signing_options(exporting, keys)


def check(context: Context) -> Answer:
    """Return the problems of a dossier; exit 3 while one of them blocks."""
    with context.desk() as desk:
        problems = desk.dossiers.check(context.arguments.dossier, context.arguments.on)
    return problems_answer(problems, {})


def problems_answer(problems: Sequence[Problem], data: dict[str, Any]) -> Answer:
    """Return problems as the contract lists them."""
    listed = [
        {
            "code": str(p.code),
            "severity": str(p.severity),
            "nomination": plain(p.record),
            "field": p.field,
            "message": problem_sentence(p),
            "citation": p.citation,
            "verified": p.verified,
        }
        for p in problems
    ]
    blocked = any(p.severity is Severity.BLOCKING for p in problems)
    lines = [f"[{p.severity.label}] {problem_sentence(p)}" for p in problems]
    return Answer(
        {**data, "problems": listed},
        lines or ["Hồ sơ đủ, không có điểm nào phải sửa."],
        FIXABLE if blocked else DONE,
    )


def ready(context: Context) -> Answer:
    """Mark a dossier ready; blocking problems are listed instead."""
    dossier = context.arguments.dossier
    with context.desk() as desk:
        report = desk.dossiers.mark_ready(dossier, context.arguments.reason)
        state = state_of(desk, dossier)
    answer = problems_answer(report.problems, {"dossier": str(dossier), "state": str(state)})
    lines = [*answer.lines, f"Trạng thái: {state.label}"]
    if not report.ready and not report.blocking:
        lines.append("Còn điểm cần xem lại: nêu lý do bằng --reason để đánh dấu sẵn sàng.")
    return Answer(answer.data, lines, DONE if report.ready else FIXABLE)


def state_of(desk: Desk, dossier: UUID) -> DossierState:
    """Return where a dossier stands.

    Raises:
        NotFound: there is no such dossier.
    """
    for row in desk.dossiers.list_rows():
        if row.id == dossier:
            return row.state
    raise NotFound(NotFound.Code.RECORD, subject="dossiers", id=str(dossier))


def export(context: Context) -> Answer:
    """Sign a ready dossier and write its package."""
    with context.desk() as desk, _signer(context, desk) as signer:
        report = desk.outbox.export(
            context.arguments.dossier, context.arguments.to, signer, context.report
        )
    data = {
        "package": str(report.path),
        "package_id": str(report.package_id),
        "sha256": report.sha256,
        "bytes": report.size,
    }
    return Answer(data, [f"Đã ghi gói hồ sơ: {report.path} ({report.size} byte)"])


def _signer(context: Context, desk: Desk) -> AbstractContextManager[Signer | None]:
    """Give what signs: the key file or the token asked for; None for the office's own key."""
    if context.arguments.token:
        return token_signer(context, desk)
    if context.arguments.key:
        passphrase = context.key_password()
        return nullcontext(desk.keys.signer_from_file(context.arguments.key, passphrase))
    return nullcontext(None)
