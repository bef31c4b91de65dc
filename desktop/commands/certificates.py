"""certificates: as PDF and on blanks, their proof and ceremony, a check code, calibrations."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, _SubParsersAction
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands import certificate_calibrating, certificate_printing
from desktop.commands.answer import (
    DONE,
    FIXABLE,
    REFUSED,
    Answer,
    Context,
    identity,
    number,
    plain,
)
from desktop.commands.words import WrongUsageError

if TYPE_CHECKING:
    from desktop.services.certificate_calibrations import Calibration
    from desktop.services.certificate_pages import Look
    from desktop.services.desk import Desk

_USAGE = """cách dùng: guongsang certificates QUYẾT_ĐỊNH --to TỆP.pdf …
           guongsang certificates proof|script|money QUYẾT_ĐỊNH --to TỆP.pdf
           guongsang certificates sign|log QUYẾT_ĐỊNH
           guongsang certificates print QUYẾT_ĐỊNH --queue MÁY | --resume [--from TỜ]
           guongsang certificates spoil QUYẾT_ĐỊNH SỐ --reason "…"
           guongsang certificates check SỐ MÃ
           guongsang certificates calibrate grid|set|list …
"""
_OFFSETS = re.compile(r"[-+0-9.,\s]*|.*,.*")
_FARTHEST, _MOST_SCALED = 30.0, 0.1


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    text = "giấy khen của một quyết định, một tệp PDF; bản soát, mã kiểm tra, căn chỉnh máy in"
    printing = add(commands, "certificates", text, certify)
    text = "mã quyết định; hoặc proof, script, money, sign, print, spoil, log, check, calibrate"
    printing.add_argument("what", metavar="QUYẾT_ĐỊNH", help=text)
    text = "mã quyết định, mã kiểm tra, hoặc grid, set, list"
    printing.add_argument("more", nargs="*", metavar="…", help=text)
    printing.add_argument("--to", type=Path, metavar="TỆP.pdf", help="tệp ghi ra")
    text = "mẫu trình bày; mặc định là mẫu cơ quan đã chọn"
    printing.add_argument("--layout", default="", metavar="MẪU", help=text)
    text = "chỉ in chữ, cho phôi đã in sẵn khung"
    printing.add_argument("--overlay", action="store_true", help=text)
    text = "tên máy in đã căn chỉnh, hoặc độ lệch mm: sang_phải,xuống_dưới[,ngang,dọc]"
    printing.add_argument("--calibration", type=_calibration, metavar="MÁY|dx,dy", help=text)
    text = "chỉ in các giấy từ thứ A đến thứ B"
    printing.add_argument("--range", default="", metavar="A-B", help=text)
    certificate_printing.declare(printing, number)
    certificate_calibrating.declare(printing)


def certify(context: Context) -> Answer:
    """Do what the first word says; the certificates of a decision where it is one."""
    what, more = context.arguments.what, context.arguments.more
    if what in _WITH_DECISION:
        return _WITH_DECISION[what](context, _decision(more))
    if what == "spoil":
        decision, said = _decision(more[:1]), " ".join(more[1:])
        if not said.strip():
            raise WrongUsageError(_USAGE, "cần số của giấy khen có phôi hỏng")
        return certificate_printing.spoil(context, decision, said)
    if what == "check":
        return check(context, " ".join(more))
    if what == "calibrate":
        return certificate_calibrating.calibrate(context, more)
    return write(context, _decision([what, *more]))


def _decision(words: list[str]) -> UUID:
    if len(words) != 1:
        raise WrongUsageError(_USAGE, "cần một mã quyết định")
    try:
        return identity(words[0])
    except ArgumentTypeError as error:
        raise WrongUsageError(_USAGE, str(error)) from error


def _target(context: Context) -> Path:
    target: Path | None = context.arguments.to
    if target is None:
        raise WrongUsageError(_USAGE, "thiếu tham số: --to")
    return target


def write(context: Context, decision: UUID) -> Answer:
    """Write the certificates of a decision in print order."""
    arguments, target = context.arguments, _target(context)
    with context.desk() as desk:
        report = desk.certificates.write_pdf(
            decision,
            target,
            arguments.layout,
            overlay=arguments.overlay,
            calibration=_used(desk, arguments),
            page_range=arguments.range,
            report=context.report,
        )
    data = {
        "file": str(target),
        "pages": report.pages,
        "numbers": list(report.numbers),
        "shrunk": plain(report.shrunk),
    }
    return Answer(data, [f"Đã ghi {report.pages} giấy khen vào {target}"])


def _used(desk: Desk, arguments: Any) -> Calibration | None:
    from desktop.services.certificate_calibrations import Calibration, Paper

    wanted = arguments.calibration
    if not isinstance(wanted, str):
        return Calibration(*wanted) if wanted else None
    code = arguments.layout or desk.certificates.default_layout()
    layout = desk.layouts.layout(code)
    return desk.calibrations.named(wanted, Paper(layout.width, layout.height)).calibration


# -- proof and ceremony ------------------------------------------------------------------------


def proof(context: Context, decision: UUID) -> Answer:
    """Write the proof sheet."""
    target = _target(context)
    with context.desk() as desk:
        desk.ceremony_papers.write_proof(decision, _look(desk, context), target)
        state = desk.certificate_proofs.state(decision, _look(desk, context))
    data = {"file": str(target), "certificates": state.certificates, "signed": state.is_signed}
    return Answer(data, [f"Đã ghi bản soát {state.certificates} giấy khen vào {target}"])


def sign(context: Context, decision: UUID) -> Answer:
    """Sign off the proof of what would be printed now."""
    with context.desk() as desk:
        look = _look(desk, context)
        seen = desk.certificate_proofs.state(decision, look).digest
        state = desk.certificate_proofs.sign_off(decision, look, seen)
    data = {"signed_by": state.signed_by, "certificates": state.certificates}
    return Answer(data, [f"{state.signed_by} đã ký bản soát {state.certificates} giấy khen"])


def print_(context: Context, decision: UUID) -> Answer:
    """Print onto blanks, or what a run that was broken off has left."""
    return certificate_printing.print_sheets(context, decision, _look)


def script(context: Context, decision: UUID) -> Answer:
    """Write what the announcer reads."""
    target = _target(context)
    with context.desk() as desk:
        desk.ceremony_papers.write_script(decision, target)
    return Answer({"file": str(target)}, [f"Đã ghi kịch bản công bố vào {target}"])


def money(context: Context, decision: UUID) -> Answer:
    """Write who is paid what."""
    target = _target(context)
    with context.desk() as desk:
        desk.ceremony_papers.write_money_list(decision, target)
    return Answer({"file": str(target)}, [f"Đã ghi danh sách chi tiền thưởng vào {target}"])


def log(context: Context, decision: UUID) -> Answer:
    """Tell how often each certificate went to a printer, and why again."""
    with context.desk() as desk:
        rows = desk.certificate_print_log.log(decision)
        blanks = desk.certificate_print_log.blanks(decision)
    lines = [
        f"số {row.number}{_blank(row.serial)}: {row.state.label}, {row.by}, {row.printer}"
        f"{_noted(row.reason)}"
        for row in rows
    ]
    lines.append(f"Phôi đã dùng {blanks.used}, hỏng {blanks.spoiled}")
    data = {"sheets": plain(rows), "used": blanks.used, "spoiled": blanks.spoiled}
    return Answer(data, lines)


def _blank(serial: str) -> str:
    return f", phôi {serial}" if serial else ""


def _noted(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _look(desk: Desk, context: Context) -> Look:
    from desktop.services.certificate_pages import Look

    code = context.arguments.layout or desk.certificates.default_layout()
    return Look(code, overlay=context.arguments.overlay)


def check(context: Context, said: str) -> Answer:
    """Say to whom a certificate's number and check code belong."""
    from desktop.services.certificate_codes import CodeOutcome

    if not said.strip():
        raise WrongUsageError(_USAGE, "check cần số và mã trên giấy khen")
    with context.desk() as desk:
        found = desk.certificate_codes.check(said)
    lines = [found.outcome.label]
    if found.name:
        on = found.decided_on.isoformat() if found.decided_on else ""
        of = f"Quyết định {found.decision_number} {on}".strip()
        lines.append(f"Số {found.number}: {found.name}, {found.award}, {of}")
    genuine = found.outcome is CodeOutcome.GENUINE
    unknown = found.outcome is CodeOutcome.UNKNOWN
    return Answer(plain(found), lines, DONE if genuine else REFUSED if unknown else FIXABLE)


_WITH_DECISION: Mapping[str, Callable[[Context, UUID], Answer]] = {
    "proof": proof,
    "sign": sign,
    "script": script,
    "money": money,
    "print": print_,
    "log": log,
}


def _calibration(text: str) -> tuple[float, float, float, float] | str:
    """Read shift in millimetres and scale, «1.5,0.8» or «1.5,0.8,1.002,0.999», or a printer."""
    if not _OFFSETS.fullmatch(text):
        return text
    try:
        numbers = [float(n) for n in text.split(",")]
        right, down, across, along = numbers + [1.0, 1.0][: max(0, 4 - len(numbers))]
    except ValueError as error:
        said = f"«{text}» không phải độ lệch dạng sang_phải,xuống_dưới (mm), như 1.5,-0.8"
        raise ArgumentTypeError(said) from error
    # What no measuring gives would print beside the paper; NaN is within nothing.
    near = all(abs(shift) <= _FARTHEST for shift in (right, down))
    if not (near and all(abs(scale - 1) <= _MOST_SCALED for scale in (across, along))):
        said = f"độ lệch {text} quá lớn: tối đa {_FARTHEST:g} mm mỗi chiều, tỷ lệ 0.9 đến 1.1"
        raise ArgumentTypeError(said)
    return right, down, across, along
