"""cancel-award: taking awards back by a new decision."""

from __future__ import annotations

from argparse import _SubParsersAction
from dataclasses import replace
from typing import Any

from desktop.commands.answer import FIXABLE, Answer, Context, day, identity, number, plain
from desktop.commands.pending import telling
from desktop.commands.sending import problems_answer
from desktop.vietnamese.numbers import thousands


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the command."""
    text = "hủy bỏ khen thưởng bằng một quyết định mới"
    cancelling = add(commands, "cancel-award", text, cancel)
    text = "mã lần khen thưởng (lệnh list awards)"
    cancelling.add_argument("awards", type=identity, nargs="+", metavar="KHEN_THƯỞNG", help=text)
    text = "ngày quyết định, NĂM-THÁNG-NGÀY"
    cancelling.add_argument("--date", type=day, required=True, metavar="NGÀY", help=text)
    text = "số quyết định; mặc định là số tiếp theo trong sổ"
    cancelling.add_argument("--number", type=number, metavar="SỐ", help=text)
    cancelling.add_argument("--reason", required=True, metavar="LÝ_DO", help="lý do hủy bỏ")
    text = "văn bản, kết luận làm căn cứ; chỉ in khi có trong danh mục đã đối chiếu"
    cancelling.add_argument("--ground", required=True, metavar="CĂN_CỨ", help=text)
    cancelling.add_argument("--signer", default="", metavar="HỌ_TÊN", help="người ký")


def cancel(context: Context) -> Answer:
    """Take awards of this office back; their senders are told by signed packages."""
    arguments = context.arguments
    with context.desk() as desk:
        with telling(context) as tell:
            desk.decisions.finish_pending(tell)
        new = desk.cancellations.new_draft()
        draft = replace(
            new,
            decided_on=arguments.date,
            number=arguments.number,
            reason=arguments.reason,
            ground=arguments.ground,
            signatory_name=arguments.signer or new.signatory_name,
        )
        report = desk.cancellations.cancel(arguments.awards, draft)
    data = {
        "decision": plain(report.decision_id),
        "number": report.number,
        "awards": report.awards,
        "to_recover": report.to_recover,
        "packages": plain(report.packages),
        "papers": plain(report.papers),
    }
    answer = problems_answer(report.problems, data)
    lines = list(answer.lines) if report.problems else []
    if report.decision_id is None:
        return Answer(answer.data, lines, FIXABLE)
    recovered = thousands(report.to_recover)
    lines.append(
        f"Quyết định số {report.number}: hủy bỏ {report.awards} lượt khen, thu hồi {recovered} đồng"
    )
    lines += [f"Gói gửi lại đơn vị: {package}" for package in report.packages]
    return Answer(answer.data, lines)
