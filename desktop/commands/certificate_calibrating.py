"""certificates calibrate: the grid to print, what was measured on it, the printers measured."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import Answer, Context
from desktop.commands.words import WrongUsageError

if TYPE_CHECKING:
    from desktop.services.certificate_calibrations import CalibrationRow, Paper

USAGE = """cách dùng: guongsang certificates calibrate grid --to TỆP.pdf [--paper 297x210]
           guongsang certificates calibrate set --printer MÁY --readings 15,15,15,267,15,180
           guongsang certificates calibrate list
"""
_READINGS = 6


def declare(printing: Any) -> None:
    """Declare what these acts are told."""
    printing.add_argument("--printer", default="", metavar="MÁY", help="tên máy in, khi căn chỉnh")
    printing.add_argument("--tray", default="", metavar="KHAY", help="khay giấy của máy in")
    text = "khổ giấy mm, ngang x dọc; mặc định 297x210"
    printing.add_argument("--paper", type=_paper, default=(297.0, 210.0), metavar="WxH", help=text)
    text = "sáu số đo trên trang kẻ ô, mm, theo thứ tự ghi trên trang"
    printing.add_argument("--readings", type=_readings, metavar="a,b,c,d,e,f", help=text)


def calibrate(context: Context, words: list[str]) -> Answer:
    """Do what the word after «calibrate» says."""
    act = _ACTS.get(words[0] if len(words) == 1 else "")
    if act is None:
        raise WrongUsageError(USAGE, "calibrate cần một trong: grid, set, list")
    return act(context)


def _grid(context: Context) -> Answer:
    """Write the page to print and measure."""
    from desktop.services.certificate_calibrations import READING_LABELS

    target, printer = context.arguments.to, context.arguments.printer
    if target is None:
        raise WrongUsageError(USAGE, "thiếu tham số: --to")
    with context.desk() as desk:
        desk.calibrations.write_grid(target, _paper_of(context), printer)
    labels = list(READING_LABELS.values())
    lines = [f"Đã ghi trang kẻ ô vào {target}; in ở tỷ lệ 100 % rồi đo:"]
    lines += [f"{number}. {label}" for number, label in enumerate(labels, 1)]
    return Answer({"file": str(target), "readings": labels}, lines)


def _set(context: Context) -> Answer:
    """Keep what was measured."""
    from desktop.services.certificate_calibrations import Measurement, Readings

    arguments = context.arguments
    if not arguments.printer.strip() or arguments.readings is None:
        raise WrongUsageError(USAGE, "thiếu tham số: --printer và --readings")
    with context.desk() as desk:
        measurement = Measurement(
            arguments.printer, arguments.tray, _paper_of(context), Readings(*arguments.readings)
        )
        row, solution = desk.calibrations.measure(measurement)
    data = _told(row) | {"residual": solution.residual, "missed": solution.missed}
    line = f"Trang in lệch nhiều nhất {solution.missed:.2f} mm".replace(".", ",")
    return Answer(data, [f"{line}; từ nay {row.printer} được bù như đã đo"])


def _list(context: Context) -> Answer:
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


_ACTS: Mapping[str, Callable[[Context], Answer]] = {
    "grid": _grid,
    "set": _set,
    "list": _list,
}


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
