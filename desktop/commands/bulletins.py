"""export-bulletin: this office's corrections of the law, signed for each office below."""

from __future__ import annotations

from argparse import _SubParsersAction
from pathlib import Path
from typing import Any

from desktop.commands.answer import DONE, FIXABLE, Answer, Context


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "ký và ghi bản tin sửa đổi dữ liệu pháp luật, mỗi cơ quan cấp dưới một gói"
    exporting = add(commands, "export-bulletin", text, export_bulletin)
    text = "nơi ghi gói, như USB"
    exporting.add_argument("--to", type=Path, required=True, metavar="THƯ_MỤC", help=text)


def export_bulletin(context: Context) -> Answer:
    """Write the bulletin for every office below; exit 3 while there is nothing, or nobody."""
    with context.desk() as desk:
        report = desk.bulletins.export(context.arguments.to, context.report)
    data = {
        "packages": [
            {"package": str(file), "receiver": office}
            for file, office in zip(report.files, report.offices, strict=True)
        ],
        "corrections": report.corrections,
        "bundle_serial": report.bundle_serial,
    }
    if report.files:
        written = zip(report.offices, report.files, strict=True)
        lines = [f"Đã ghi bản tin cho {office}: {file}" for office, file in written]
        return Answer(data, lines, DONE)
    why = "Chưa có cơ quan cấp dưới nào: chấp nhận kết nối hoặc nhập chứng thư của họ trước."
    if not report.corrections:
        why = (
            "Cơ quan chưa sửa dòng nào của dữ liệu pháp luật và chưa có cơ quan cấp dưới nào đăng "
            "ký kết nối nên không có gì để gửi."
        )
    return Answer(data, [why], FIXABLE)
