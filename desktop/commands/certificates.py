"""certificates: as PDF and on blanks, their proof and ceremony, a check code, calibrations."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, _SubParsersAction
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.commands import certificate_printing
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
    from desktop.services.certificate_calibrations import Calibration, CalibrationRow, Paper
    from desktop.services.certificate_pages import Look
    from desktop.services.desk import Desk

_USAGE = """cách dùng: guongsang certificates QUYẾT_ĐỊNH --to TỆP.pdf …
           guongsang certificates proof|script|money QUYẾT_ĐỊNH --to TỆP.pdf
           guongsang certificates sign|log QUYẾT_ĐỊNH
           guongsang certificates print QUYẾT_ĐỊNH --queue MÁY | --resume [--from TỜ]
           guongsang certificates spoil QUYẾT_ĐỊNH SỐ --reason "…"
           guongsang certificates check SỐ MÃ
           guongsang certificates calibrate grid --to TỆP.pdf [--printer MÁY] [--paper 297x210]
           guongsang certificates calibrate set --printer MÁY --readings 15,15,15,267,15,180
           guongsang certificates calibrate list
"""
_OFFSETS = re.compile(r"[-+0-9.,\s]*|.*,.*")
_READINGS = 6
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
    printing.add_argument("--printer", default="", metavar="MÁY", help="tên máy in, khi căn chỉnh")
    printing.add_argument("--tray", default="", metavar="KHAY", help="khay giấy, khi căn chỉnh")
    text = "khổ giấy mm, ngang x dọc; mặc định 297x210"
    printing.add_argument("--paper", type=_paper, default=(297.0, 210.0), metavar="WxH", help=text)
    text = "sáu số đo trên trang kẻ ô, mm, theo thứ tự ghi trên trang"
    printing.add_argument("--readings", type=_readings, metavar="a,b,c,d,e,f", help=text)


def certify(context: Context) -> Answer:
    """Do what the first word says; the certificates of a decision where it is one."""
    what, more = context.arguments.what, context.arguments.more
    if what in _WITH_DECISION:
        return _WITH_DECISION[what](context, _decision(more))
    if what == "spoil":
        decision, said = _decision(more[:1]), " ".join(more[1:])
        return certificate_printing.spoil(context, decision, said)
    if what == "check":
        return check(context, " ".join(more))
    if what == "calibrate":
        act = _CALIBRATING.get(more[0] if len(more) == 1 else "")
        if act is None:
            raise WrongUsageError(_USAGE, "calibrate cần một trong: grid, set, list")
        return act(context)
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


# -- calibration -------------------------------------------------------------------------------


def calibrate_grid(context: Context) -> Answer:
    """Write the page to print and measure."""
    from desktop.services.certificate_calibrations import READING_LABELS

    target, printer = _target(context), context.arguments.printer
    with context.desk() as desk:
        desk.calibrations.write_grid(target, _paper_of(context), printer)
    labels = list(READING_LABELS.values())
    lines = [f"Đã ghi trang kẻ ô vào {target}; in ở tỷ lệ 100 % rồi đo:"]
    lines += [f"{number}. {label}" for number, label in enumerate(labels, 1)]
    return Answer({"file": str(target), "readings": labels}, lines)


def calibrate_set(context: Context) -> Answer:
    """Keep what was measured."""
    from desktop.services.certificate_calibrations import Measurement, Readings

    arguments = context.arguments
    if not arguments.printer.strip() or arguments.readings is None:
        raise WrongUsageError(_USAGE, "thiếu tham số: --printer và --readings")
    with context.desk() as desk:
        measurement = Measurement(
            arguments.printer, arguments.tray, _paper_of(context), Readings(*arguments.readings)
        )
        row, solution = desk.calibrations.measure(measurement)
    data = _told(row) | {"residual": solution.residual, "missed": solution.missed}
    line = f"Trang in lệch nhiều nhất {solution.missed:.2f} mm".replace(".", ",")
    return Answer(data, [f"{line}; từ nay {row.printer} được bù như đã đo"])


def calibrate_list(context: Context) -> Answer:
    """List the calibrations in use."""
    with context.desk() as desk:
        rows = desk.calibrations.list_rows()
    lines = [
        f"{row.printer}{f', khay {row.tray}' if row.tray else ''}, {row.paper.label}: "
        f"đo {row.measured_at:%d/%m/%Y}, {row.measured_by}"
        for row in rows
    ]
    return Answer([_told(row) for row in rows], lines)


def _told(row: CalibrationRow) -> dict[str, Any]:
    used = row.calibration
    return {
        "id": str(row.id),
        "printer": row.printer,
        "tray": row.tray,
        "paper": row.paper.code,
        "right": used.right,
        "down": used.down,
        "scale_x": used.scale_x,
        "scale_y": used.scale_y,
        "rotation": used.rotation,
        "skew": used.skew,
        "measured_at": row.measured_at.isoformat(),
        "measured_by": row.measured_by,
    }


def _paper_of(context: Context) -> Paper:
    from desktop.services.certificate_calibrations import Paper

    return Paper(*context.arguments.paper)


_WITH_DECISION: Mapping[str, Callable[[Context, UUID], Answer]] = {
    "proof": proof,
    "sign": sign,
    "script": script,
    "money": money,
    "print": print_,
    "log": log,
}
_CALIBRATING: Mapping[str, Callable[[Context], Answer]] = {
    "grid": calibrate_grid,
    "set": calibrate_set,
    "list": calibrate_list,
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


def _paper(text: str) -> tuple[float, float]:
    try:
        width, height = (float(part) for part in text.lower().split("x"))
    except ValueError as error:
        raise ArgumentTypeError(f"«{text}» không phải khổ giấy mm, như 297x210") from error
    if not (100 <= width <= 1000 and 100 <= height <= 1000):
        raise ArgumentTypeError(f"không có khổ giấy {text} mm")
    return width, height


def _readings(text: str) -> tuple[float, ...]:
    try:
        readings = tuple(float(part) for part in text.split(","))
    except ValueError:
        readings = ()
    if len(readings) != _READINGS:
        said = f"«{text}» không phải sáu số đo mm, như 15,15.25,15,267,15,180"
        raise ArgumentTypeError(said)
    return readings
