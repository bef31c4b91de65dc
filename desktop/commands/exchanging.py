"""sync, carry: packages over the lines, and both ways on a stick."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import DONE, Answer, Context, plain
from desktop.services.exchange import PassReport
from desktop.services.inbox_reports import ReceiveReport
from desktop.views.messages import sentence


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    syncing = add(commands, "sync", "gửi và nhận gói qua các đường truyền đã đặt", sync)
    text = "chạy một lượt rồi thoát (cũng là cách chạy mặc định)"
    syncing.add_argument("--once", action="store_true", help=text)
    carrying = add(commands, "carry", "mang gói hai chiều bằng USB hoặc thư mục chung", carry)
    carrying.add_argument("stick", type=Path, metavar="USB", help="thư mục gốc của USB")
    text = "chỉ cho biết sẽ chép những gì"
    carrying.add_argument("--dry-run", action="store_true", help=text)


def sync(context: Context) -> Answer:
    """Go over every line once."""
    with context.desk() as desk:
        desk.inbox.finish_pending()
        passed = desk.lines.run(context.report)
        waiting = len(desk.exchange.outgoing())
    if not passed.lines:
        line = "Chưa đặt đường truyền nào; gói đi bằng USB (lệnh carry)."
        return Answer(_data(passed.done, waiting), [line])
    return _answer(passed.done, waiting)


def carry(context: Context) -> Answer:
    """Take in what a stick holds for this office, and put on it what waits."""
    stick = context.arguments.stick
    with context.desk() as desk:
        if context.arguments.dry_run:
            plan = desk.sticks.plan(stick)
            lines = [f"Chép vào USB: {row.kind.label}, gửi {row.receiver}" for row in plan.carry]
            lines += [f"Lấy từ USB: {offer.name}" for offer in plan.bring]
            return Answer(plain(plan), lines or ["Không có gì phải chép."])
        desk.inbox.finish_pending()
        done = desk.sticks.exchange(stick, context.report)
        waiting = len(desk.exchange.outgoing())
    return _answer(done, waiting)


def _answer(done: PassReport, waiting: int) -> Answer:
    lines = [
        f"Đã gửi {done.sent} gói, nhận {len(done.received)} gói, còn chờ trả lời {waiting} gói.",
        *(f"{r.file.name}: {r.result.label}. {_why(r)}".rstrip() for r in done.received),
        *(f"{f.name}: {sentence(f.error).text}".lstrip(": ") for f in done.failed),
    ]
    errors = [
        *(report.refusal for report in done.received if report.refusal),
        *(failure.error for failure in done.failed),
    ]
    code = max((error.exit_code for error in errors), default=DONE)
    return Answer(_data(done, waiting), lines, code)


def _why(report: ReceiveReport) -> str:
    return sentence(report.refusal).text if report.refusal else ""


def _data(done: PassReport, waiting: int) -> dict[str, Any]:
    return {
        "sent": done.sent,
        "already": done.already,
        "received": [
            {
                "file": str(report.file),
                "result": str(report.result),
                "code": report.code or None,
                "message": _why(report),
                "kind": plain(report.kind),
                "dossier": plain(report.dossier_id),
            }
            for report in done.received
        ],
        "waiting": waiting,
        "failed": [
            {"file": f.name, "code": str(f.error.code), "message": sentence(f.error).text}
            for f in done.failed
        ],
        "removed": done.removed,
        "bytes_sent": done.bytes_sent,
    }
