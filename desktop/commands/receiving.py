"""inspect, receive, appraise, decide, certificates: a dossier at the office that receives it."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands.answer import (
    DONE,
    REFUSED,
    UNDECIDED,
    Answer,
    Context,
    day,
    identity,
    now,
    plain,
    read_json,
)
from desktop.commands.sending import problems_answer
from desktop.errors import UsageError
from desktop.law.lifecycle import DossierState
from desktop.law.terms import Verdict

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_OUTCOME_CODES = {"valid": DONE, "undecided": UNDECIDED, "invalid": REFUSED}


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    inspecting = add(commands, "inspect", "kiểm tra và mô tả một gói, không thay đổi gì", inspect)
    inspecting.add_argument("file", type=Path, metavar="TỆP")
    inspecting.add_argument("--trust", type=Path, metavar="TỆP")
    receiving = add(commands, "receive", "nhận các gói vào hộp đến", receive)
    receiving.add_argument("files", type=Path, nargs="+", metavar="TỆP")
    receiving.add_argument("--receipts", type=Path, metavar="THƯ_MỤC")
    appraising = add(commands, "appraise", "thẩm định một hồ sơ", appraise)
    appraising.add_argument("dossier", type=identity, metavar="HỒ_SƠ")
    verdicts = appraising.add_mutually_exclusive_group(required=True)
    verdicts.add_argument("--verdicts", type=Path, metavar="F.json")
    verdicts.add_argument("--all", choices=[v.value for v in Verdict])
    appraising.add_argument("--reason", default="")
    deciding = add(commands, "decide", "quyết định khen thưởng", decide)
    deciding.add_argument("dossier", type=identity, metavar="HỒ_SƠ")
    deciding.add_argument("--date", type=day, required=True, metavar="YYYY-MM-DD")
    deciding.add_argument("--signer", required=True, metavar="HỌ_TÊN")
    deciding.add_argument("--title", default="", metavar="CHỨC_VỤ")
    deciding.add_argument("--number", type=int, metavar="N")
    printing = add(commands, "certificates", "giấy khen của một quyết định, một tệp PDF", certify)
    printing.add_argument("decision", type=identity, metavar="QUYẾT_ĐỊNH")
    printing.add_argument("--to", type=Path, required=True, metavar="F.pdf")
    printing.add_argument("--layout", default="a4-plain")
    printing.add_argument("--overlay", action="store_true")
    printing.add_argument("--calibration", type=_calibration, metavar="dx,dy[,sx,sy]")
    printing.add_argument("--range", type=_range, metavar="A-B")


def inspect(context: Context) -> Answer:
    """Verify and describe a package; an office's own trust is used when one is unlocked."""
    from desktop.services.inbox import describe

    path = context.arguments.file
    if context.arguments.trust:
        report = describe(path, [context.arguments.trust], now())
    else:
        with context.desk() as desk:
            report = desk.inbox.inspect(path)
    outcome = str(report.signature.outcome.value).lower()
    header, signer = report.header, report.signature.signer
    data = {
        "outcome": outcome,
        "reasons": [str(r) for r in report.signature.reasons],
        "kind": plain(header.kind) if header else None,
        "sender": plain(header.sender) if header else None,
        "receiver": plain(header.receiver) if header else None,
        "signer": signer.subject if signer else None,
        "short_code": signer.short_code if signer else None,
        "signed_at": plain(report.signature.signed_at),
        "sha256": report.sha256,
        "entries": [plain(e) for e in report.entries],
    }
    return Answer(data, [f"{k}: {v}" for k, v in data.items()], _OUTCOME_CODES[outcome])


def receive(context: Context) -> Answer:
    """Take packages into the inbox, each by itself; the worst outcome gives the exit code."""
    results, code = [], DONE
    with context.desk() as desk:
        for file in context.arguments.files:
            report = desk.inbox.receive(file, context.report, receipts=context.arguments.receipts)
            results.append(
                {
                    "file": str(file),
                    "result": report.result,
                    "code": plain(report.code),
                    "message": report.message,
                    "kind": plain(report.kind),
                    "dossier": plain(report.dossier_id),
                    "receipt": plain(report.receipt),
                }
            )
            code = max(code, report.exit_code)
    lines = [f"{r['file']}: {r['result']} {r['message']}".rstrip() for r in results]
    return Answer({"results": results}, lines, code)


def appraise(context: Context) -> Answer:
    """Give every nomination its verdict and finish the appraisal."""
    dossier = context.arguments.dossier
    with context.desk() as desk:
        if context.arguments.all:
            verdict = Verdict(context.arguments.all)
            desk.appraisal.set_all(dossier, verdict, context.arguments.reason)
        else:
            for nomination, verdict, reason in _verdicts(context.arguments.verdicts):
                desk.appraisal.set_verdict(nomination, verdict, reason)
        problems = desk.appraisal.finish(dossier)
        state = _state(desk, dossier)
    data = {"dossier": str(dossier), "state": str(state)}
    answer = problems_answer(problems, data)
    return Answer(answer.data, [*(answer.lines if problems else ()), state.label], answer.code)


def _verdicts(path: Path) -> list[tuple[UUID, Verdict, str]]:
    """Read ``{nomination: verdict}`` or ``{nomination: {"verdict": …, "reason": …}}``."""
    content = read_json(path)
    try:
        found = []
        for nomination, given in content.items():
            said = given if isinstance(given, dict) else {"verdict": given}
            verdict = Verdict(said["verdict"])
            found.append((UUID(nomination), verdict, str(said.get("reason", ""))))
    except (AttributeError, KeyError, ValueError) as error:
        raise UsageError(UsageError.Code.FILE_UNREADABLE, path=str(path)) from error
    return found


def decide(context: Context) -> Answer:
    """Decide a received, appraised dossier, or one of this office's own power."""
    arguments = context.arguments
    with context.desk() as desk:
        title = arguments.title or desk.offices.own().signatory_title
        own = _state(desk, arguments.dossier) is DossierState.READY
        act = desk.decisions.decide_here if own else desk.decisions.decide
        report = act(arguments.dossier, arguments.date, arguments.signer, title, arguments.number)
    if report.problems:
        return problems_answer(report.problems, {"dossier": str(arguments.dossier)})
    data = {
        "decision": str(report.decision_id),
        "number": report.number,
        "awards": report.awards,
        "package": plain(report.package),
        "papers": plain(report.papers),
    }
    return Answer(data, [f"Quyết định {report.number}: {report.awards} lượt khen thưởng"])


def certify(context: Context) -> Answer:
    """Write the certificates of a decision in print order."""
    arguments = context.arguments
    with context.desk() as desk:
        report = desk.certificates.write_pdf(
            arguments.decision,
            arguments.to,
            layout=arguments.layout,
            overlay=arguments.overlay,
            calibration=arguments.calibration,
            pages=arguments.range,
            report=context.report,
        )
    data = {"pages": report.pages, "numbers": list(report.numbers), "file": str(arguments.to)}
    return Answer(data, [f"Đã ghi {report.pages} giấy khen vào {arguments.to}"])


def _state(desk: Desk, dossier: UUID) -> DossierState:
    return desk.dossiers.state(dossier)


def _calibration(text: str) -> tuple[float, float, float, float]:
    """Read shift in millimetres and scale: «1.5,0.8» or «1.5,0.8,1.002,0.999»."""
    try:
        numbers = [float(n) for n in text.split(",")]
    except ValueError as error:
        raise ArgumentTypeError(text) from error
    if len(numbers) == 2:
        numbers += [1.0, 1.0]
    if len(numbers) != 4:
        raise ArgumentTypeError(text)
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _range(text: str) -> tuple[int, int]:
    """Read «3-7» or «5» as the first and last certificate, counted from 1."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", text)
    if not found:
        raise ArgumentTypeError(text)
    first = int(found[1])
    return first, int(found[2] or first)
