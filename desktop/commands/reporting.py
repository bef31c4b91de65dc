"""report, report-send: the figures of a period, and sending them to the office above."""

from __future__ import annotations

from argparse import _SubParsersAction
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.commands.answer import Answer, Context, number, plain, read_text
from desktop.law.terms import ReportPeriod


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "xem số liệu báo cáo của một kỳ, tính từ hồ sơ của cơ quan"
    _period(add(commands, "report", text, show_report))
    text = "ký và gửi báo cáo định kỳ lên cấp trên"
    sending = add(commands, "report-send", text, report_send)
    _period(sending)
    text = "tệp văn bản chứa phần đánh giá; không có thì giữ phần đã soạn"
    sending.add_argument("--narrative-file", type=Path, metavar="TỆP", help=text)
    text = "nơi ghi gói, như USB"
    sending.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help=text)


def _period(command: Any) -> None:
    command.add_argument("--year", type=number, required=True, metavar="NĂM", help="năm báo cáo")
    named = ", ".join(f"{p.value}: {p.label.lower()}" for p in ReportPeriod)
    periods = [p.value for p in ReportPeriod]
    command.add_argument("--period", choices=periods, required=True, metavar="KỲ", help=named)


def show_report(context: Context) -> Answer:
    """Return the figures of a period as the records stand now, and who below has not sent."""
    year, period = context.arguments.year, ReportPeriod(context.arguments.period)
    with context.desk() as desk:
        figures = desk.period_reports.figures(year, period)
        overview = desk.period_reports.overview(year, period)
    data = {
        "year": year,
        "period": period.value,
        "figures": plain(figures),
        "offices": [{"office": one.office, "sent": bool(one.row)} for one in overview.offices],
        "totals": plain(overview.totals),
    }
    lines = [f"{f.group.label} – {f.label}: {_value(f.value, f.of)}" for f in figures]
    lines += [f"Chưa gửi báo cáo: {name}" for name in overview.missing]
    return Answer(data, lines)


def _value(value: int, of: int | None) -> str:
    return str(value) if of is None else f"{value}/{of}"


def report_send(context: Context) -> Answer:
    """Sign the report of a period and write its package; unchanged, it is the same one again."""
    arguments = context.arguments
    year, period = arguments.year, ReportPeriod(arguments.period)
    text = read_text(arguments.narrative_file) if arguments.narrative_file else None
    with context.desk() as desk:
        reports = desk.period_reports
        if text is not None:
            reports.save_draft(replace(reports.draft(year, period), narrative=text.strip()))
        sent = reports.send(year, period, arguments.to, context.report)
    data = {
        "package": str(sent.path),
        "package_id": str(sent.package_id),
        "sha256": sent.sha256,
        "bytes": sent.size,
    }
    return Answer(data, [f"Đã ký và ghi báo cáo: {sent.path} ({sent.size} byte)"])
