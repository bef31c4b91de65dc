"""recall: taking a dossier back that was sent and not received yet."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import Answer, Context, identity


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    text = "thu hồi hồ sơ đã gửi mà nơi nhận chưa tiếp nhận"
    recalling = add(commands, "recall", text, recall)
    recalling.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help="mã hồ sơ")
    text = "lý do thu hồi, báo cho nơi nhận"
    recalling.add_argument("--reason", required=True, metavar="LÝ_DO", help=text)
    text = "nơi chép gói thu hồi, như USB"
    recalling.add_argument("--to", type=Path, metavar="THƯ_MỤC", help=text)


def recall(context: Context) -> Answer:
    """Make the dossier a draft again, queue the signed recall, and copy it where asked."""
    arguments = context.arguments
    with context.desk() as desk:
        report = desk.recalls.recall(arguments.dossier, arguments.reason, context.report)
        path = report.path
        if arguments.to is not None:
            path = desk.outbox.copy_to(report.package_id, arguments.to, context.report)
    data = {
        "dossier": str(arguments.dossier),
        "state": "DRAFT",
        "revision": report.revision,
        "package": str(path),
        "package_id": str(report.package_id),
    }
    told = f"Đã thu hồi; hồ sơ thành bản soạn lần {report.revision}. Gói thu hồi: {path}"
    return Answer(data, [told])
