"""appraise, decide: what the office that decides does with a dossier."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import (
    FIXABLE,
    Answer,
    Context,
    day,
    identity,
    number,
    plain,
    read_json,
)
from desktop.commands.appraising import extend, is_asked, judge_some
from desktop.commands.pending import telling
from desktop.commands.sending import problems_answer, state_of
from desktop.errors import (
    AppError,
    DocumentFailed,
    NotFound,
    SigningFailed,
    StorageError,
    UsageError,
)
from desktop.law.lifecycle import DossierState
from desktop.law.problems import Problem
from desktop.law.terms import Verdict
from desktop.vietnamese.text import fold
from desktop.views.messages import sentence

if TYPE_CHECKING:
    from desktop.services.decisions import DecisionReport
    from desktop.services.desk import Desk


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    appraising = add(commands, "appraise", "thẩm định một hồ sơ", appraise)
    appraising.add_argument(
        "dossiers",
        type=identity,
        nargs="+",
        metavar="HỒ_SƠ",
        help="mã hồ sơ; nhiều hồ sơ với --all",
    )
    verdicts = appraising.add_mutually_exclusive_group(required=True)
    text = "kết quả từng đề nghị: {mã đề nghị: kết quả} hoặc thêm lý do"
    verdicts.add_argument("--verdicts", type=Path, metavar="TỆP.json", help=text)
    text = "một kết quả cho mọi đề nghị chưa có kết quả"
    verdicts.add_argument("--all", choices=[v.value for v in Verdict], help=text)
    appraising.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do, với --all")
    extend(appraising, verdicts)
    _register_decide(commands, add)


def _register_decide(commands: _SubParsersAction[Any], add: Any) -> None:
    deciding = add(commands, "decide", "quyết định khen thưởng", decide)
    text = "mã hồ sơ; bỏ trống để lấy mọi hồ sơ đã thẩm định"
    deciding.add_argument("dossiers", type=identity, nargs="*", metavar="HỒ_SƠ", help=text)
    text = "chỉ hồ sơ của phong trào này (tên hoặc một phần tên)"
    deciding.add_argument("--campaign", default="", metavar="PHONG_TRÀO", help=text)
    text = "chỉ danh hiệu, hình thức này (mã; ghi được nhiều lần)"
    deciding.add_argument("--award", action="append", default=[], metavar="MÃ", help=text)
    text = "nơi chép thêm các gói trả lời"
    deciding.add_argument("--packages", type=Path, metavar="THƯ_MỤC", help=text)
    text = "ngày quyết định, NĂM-THÁNG-NGÀY"
    deciding.add_argument("--date", type=day, required=True, metavar="NGÀY", help=text)
    text = "người ký; mặc định là người ký của cơ quan"
    deciding.add_argument("--signer", default="", metavar="HỌ_TÊN", help=text)
    deciding.add_argument("--title", default="", metavar="CHỨC_VỤ", help="chức vụ người ký")
    text = "số quyết định; mặc định là số tiếp theo trong sổ"
    deciding.add_argument("--number", type=number, metavar="SỐ", help=text)
    text = "vẫn khen thưởng người Hội đồng bỏ phiếu không đạt; mặc định thì không"
    deciding.add_argument("--ignore-council", action="store_true", help=text)


def appraise(context: Context) -> Answer:
    """Give every nomination its verdict and finish the appraisal."""
    if is_asked(context.arguments):
        return judge_some(context)
    dossiers = context.arguments.dossiers
    if len(dossiers) > 1 and not context.arguments.all:
        raise UsageError(UsageError.Code.BAD_VALUE, value=str(len(dossiers)), name="--verdicts")
    with context.desk() as desk:
        with telling(context) as tell:
            desk.decisions.finish_pending(tell)
        problems: list[Problem] = []
        states: list[DossierState] = []
        for dossier in dossiers:
            found = _judge(desk, context, dossier) or desk.appraisal.finish(dossier).problems
            problems += found
            states.append(state_of(desk, dossier))
    data = {
        "dossier": str(dossiers[0]),
        "state": str(states[0]),
        "dossiers": [
            {"dossier": str(dossier), "state": str(state)}
            for dossier, state in zip(dossiers, states, strict=True)
        ],
    }
    answer = problems_answer(problems, data)
    said = f"Trạng thái: {states[0].label}"
    if len(dossiers) > 1:
        said = f"Đã thẩm định {states.count(DossierState.APPRAISED)}/{len(dossiers)} hồ sơ"
    return Answer(answer.data, [*(answer.lines if problems else ()), said], answer.code)


def _judge(desk: Desk, context: Context, dossier: UUID) -> tuple[Problem, ...]:
    arguments = context.arguments
    if arguments.all:
        verdict = Verdict(arguments.all)
        return desk.appraisal.set_all(dossier, verdict, arguments.reason)
    inside = {row.id for row in desk.nominations.rows(dossier)}
    given = _verdicts(arguments.verdicts)
    for nomination, _, _ in given:
        if nomination not in inside:
            raise NotFound(NotFound.Code.RECORD, subject="nominations", id=str(nomination))
    return tuple(
        problem
        for nomination, verdict, reason in given
        for problem in desk.appraisal.set_verdict(nomination, verdict, reason)
    )


def _verdicts(path: Path) -> list[tuple[UUID, Verdict, str]]:
    """Read ``{nomination: verdict}`` or ``{nomination: {"verdict": …, "reason": …}}``."""
    content = read_json(path)
    try:
        found = []
        for nomination, given in content.items():
            said = given if isinstance(given, dict) else {"verdict": given}
            verdict = Verdict(said["verdict"])
            found.append((UUID(nomination), verdict, str(said.get("reason") or "")))
    except (AttributeError, KeyError, ValueError) as error:
        raise UsageError(UsageError.Code.FILE_UNREADABLE, path=str(path)) from error
    return found


def decide(context: Context) -> Answer:
    """Decide received, appraised dossiers, or ready ones of this office's own power."""
    arguments = context.arguments
    with context.desk() as desk:
        with telling(context) as tell:
            desk.decisions.finish_pending(tell)
        dossiers, only = _asked(desk, context)
        new = desk.decisions.new_draft(dossiers)
        draft = replace(
            new,
            decided_on=arguments.date,
            number=arguments.number,
            signatory_name=arguments.signer or new.signatory_name,
            signatory_title=arguments.title or new.signatory_title,
        )
        before = {row.id for row in desk.decisions.list_rows()}
        try:
            report = desk.decisions.decide(dossiers, draft, _struck(desk, context, dossiers), only)
        except (StorageError, SigningFailed, DocumentFailed) as error:
            return _decided_only(desk, dossiers, before, error)
        copies = _copied(desk, context, report)
    data = {
        "dossier": str(dossiers[0]) if dossiers else None,
        "dossiers": plain(report.dossiers),
        "decision": plain(report.decision_id),
        "number": report.number,
        "awards": report.awards,
        "left_out": list(report.left_out),
        "waiting": report.waiting,
        "package": plain(report.package),
        "packages": plain(report.packages),
        "copies": plain(copies),
        "papers": plain(report.papers),
    }
    answer = problems_answer(report.problems, data)
    lines = list(answer.lines) if report.problems else []
    if report.decision_id is None:
        return Answer(answer.data, lines, FIXABLE)
    lines.append(f"Quyết định số {report.number}: {report.awards} lượt khen thưởng")
    lines += [f"Còn {report.waiting} đề nghị chưa có kết quả"] if report.waiting else []
    lines += [f"Giấy tờ: {paper}" for paper in report.papers]
    lines += [f"Gói gửi lại đơn vị: {package}" for package in copies or report.packages]
    return Answer(answer.data, lines)


def _struck(desk: Desk, context: Context, dossiers: list[UUID]) -> dict[UUID, str]:
    """Return whom the council did not pass, by a threshold read in its source."""
    if context.arguments.ignore_council:
        return {}
    return desk.consolidation.council_refusals(dossiers, read_only=True)


def _asked(desk: Desk, context: Context) -> tuple[list[UUID], set[UUID] | None]:
    """Return which dossiers are to be decided, and which nominations of them; None for all.

    Raises:
        NotFound: nobody waits for a decision that fits what was asked.
    """
    arguments = context.arguments
    if arguments.dossiers and not arguments.campaign and not arguments.award:
        return list(dict.fromkeys(arguments.dossiers)), None
    wanted, campaign = set(arguments.dossiers), fold(arguments.campaign)
    chosen = [
        one
        for one in desk.decisions.candidates()
        if (not wanted or one.dossier_id in wanted)
        and campaign in fold(one.campaign)
        and (not arguments.award or one.award_code in arguments.award)
    ]
    if not chosen:
        raise NotFound(NotFound.Code.RECORD, subject="nominations", id=arguments.campaign)
    return list(dict.fromkeys(one.dossier_id for one in chosen)), {one.id for one in chosen}


def _copied(desk: Desk, context: Context, report: DecisionReport) -> list[Path]:
    folder = context.arguments.packages
    if folder is None or report.decision_id is None:
        return []
    packages = desk.decisions.packages(report.decision_id)
    return [desk.outbox.copy_to(package, folder) for package in packages]


def _decided_only(
    desk: Desk, dossiers: Sequence[UUID], before: set[UUID], error: AppError
) -> Answer:
    """Tell of a decision that stands although its paper or packages could not be written yet.

    Raises:
        AppError: the error itself, where nothing was decided.
    """
    decision = next((d for d in desk.decisions.list_rows() if d.id not in before), None)
    if decision is None:
        raise error
    said = (
        f"Quyết định số {decision.number} đã được ghi, nhưng chưa lập được giấy tờ hoặc gói gửi "
        f"lại: {sentence(error).what} Lần chạy sau chương trình sẽ tự lập tiếp."
    )
    data = {
        "dossier": str(dossiers[0]),
        "dossiers": plain(dossiers),
        "decision": str(decision.id),
        "number": decision.number,
        "awards": decision.awards,
        "package": None,
        "packages": [],
        "papers": [],
        "error": str(error.code),
        "message": said,
    }
    return Answer(data, [said], error.exit_code)
