"""register, letter-number, reserve-number, void-number, spoil-number, fund: numbers and money."""

from __future__ import annotations

from argparse import _SubParsersAction
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import Answer, Context, day, identity, money, number, plain
from desktop.commands.sending import problems_answer
from desktop.law.terms import FundKind
from desktop.services.registers import NumberSeries
from desktop.vietnamese.numbers import thousands

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.fund import FundYear
    from desktop.services.registers import NumberReport, RegisterDetail

_SERIES = [series.value for series in NumberSeries]


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    newest = "năm; mặc định năm nay, chưa có gì thì năm gần nhất có"
    reading = _of_series(add(commands, "register", "sổ số của một năm", show_register), newest)
    text = "ghi sổ ra tệp .pdf, .docx hoặc .xlsx"
    reading.add_argument("--to", type=Path, metavar="TỆP", help=text)
    text = "ghi số tờ trình của hồ sơ, lấy trong sổ của cơ quan"
    numbering = add(commands, "letter-number", text, number_letter)
    numbering.add_argument("dossier", type=identity, metavar="HỒ_SƠ", help="mã hồ sơ đang soạn")
    text = "số muốn lấy; mặc định số đã lấy, chưa có thì số tiếp theo"
    numbering.add_argument("--number", type=number, metavar="SỐ", help=text)
    reserving = _of_series(add(commands, "reserve-number", "giữ chỗ số", reserve))
    reserving.add_argument("--count", type=number, default=1, metavar="N", help="bao nhiêu số")
    reserving.add_argument("--first", type=number, metavar="SỐ", help="từ số nào")
    reserving.add_argument("--reason", required=True, metavar="LÝ_DO", help="giữ cho ai, việc gì")
    voiding = _of_series(add(commands, "void-number", "bỏ số, giải thích số trống", void))
    voiding.add_argument("number", type=number, metavar="SỐ", help="số, hoặc số đầu")
    voiding.add_argument("--until", type=number, metavar="SỐ", help="đến số nào")
    voiding.add_argument("--reason", required=True, metavar="LÝ_DO", help="vì sao")
    spoiling = _of_series(add(commands, "spoil-number", "ghi số hỏng phôi", spoil))
    spoiling.add_argument("number", type=number, metavar="SỐ", help="số")
    spoiling.add_argument("--reason", required=True, metavar="LÝ_DO", help="vì sao")
    funding = add(commands, "fund", "Quỹ thi đua, khen thưởng của một năm", fund)
    funding.add_argument("--year", type=number, metavar="NĂM", help=newest)
    entering = funding.add_mutually_exclusive_group()
    entering.add_argument("--income", type=money, metavar="ĐỒNG", help="ghi một khoản thu")
    entering.add_argument("--spent", type=money, metavar="ĐỒNG", help="ghi một khoản đã chi")
    funding.add_argument("--about", default="", metavar="NỘI_DUNG", help="nội dung khoản ghi")
    funding.add_argument("--date", type=day, metavar="NGÀY", help="ngày của khoản ghi")


def _of_series(command: Any, year: str = "năm; mặc định năm nay") -> Any:
    command.add_argument("series", choices=_SERIES, metavar="SỔ", help=", ".join(_SERIES))
    command.add_argument("--year", type=number, metavar="NĂM", help=year)
    return command


def _year(desk: Desk, given: int | None) -> int:
    return desk.store.today().year if given is None else given


def show_register(context: Context) -> Answer:
    """Show a register of a year, or write it into a file."""
    from desktop.services.register_papers import number_words, state_words, summary_words

    arguments, series = context.arguments, NumberSeries(context.arguments.series)
    with context.desk() as desk:
        year = arguments.year
        year = desk.registers.years(series).to_open if year is None else year
        detail = desk.registers.open(series, year)
        written = arguments.to and desk.register_papers.write(series, year, arguments.to)
    data = _register_data(detail) | ({"file": str(written)} if written else {})
    lines = [summary_words(detail)]
    lines += [f"{number_words(x)}: {state_words(x)} {x.about or x.reason}" for x in detail.lines]
    return Answer(data, [f"Đã ghi {written}"] if written else lines)


def _register_data(detail: RegisterDetail) -> dict[str, Any]:
    return {
        "series": detail.series.value,
        "year": detail.year,
        "next": detail.next_number,
        "unexplained": detail.unexplained,
        "gaps": [[gap.first, gap.last] for gap in detail.gaps],
        "numbers": [
            {
                "number": line.first,
                "state": line.state.value,
                "date": plain(line.day),
                "about": line.about,
                "reason": line.reason,
                "by": line.set_by,
            }
            for line in detail.lines
            if line.state is not None
        ],
    }


def number_letter(context: Context) -> Answer:
    """Give a dossier's letter a number of the register."""
    arguments = context.arguments
    with context.desk() as desk:
        taken = desk.letter_numbers.take(arguments.dossier, arguments.number)
    data = {"dossier": str(arguments.dossier), "letter": taken.printed, "year": taken.year}
    if not taken.number:
        return problems_answer(taken.problems, data)
    return Answer(data, [f"Tờ trình số {taken.printed}, đã ghi vào sổ năm {taken.year}"])


def reserve(context: Context) -> Answer:
    """Keep numbers free for somebody."""
    arguments = context.arguments
    with context.desk() as desk:
        year = _year(desk, arguments.year)
        series = NumberSeries(arguments.series)
        report = desk.registers.reserve(
            series, year, arguments.count, arguments.reason, arguments.first
        )
    return _told(report, "Đã giữ chỗ")


def void(context: Context) -> Answer:
    """Give numbers up with a reason, or explain a gap."""
    arguments = context.arguments
    with context.desk() as desk:
        year = _year(desk, arguments.year)
        series, first = NumberSeries(arguments.series), arguments.number
        if arguments.until is not None:
            report = desk.registers.explain(series, year, first, arguments.until, arguments.reason)
        else:
            report = desk.registers.void(series, year, first, arguments.reason)
    return _told(report, "Đã bỏ")


def spoil(context: Context) -> Answer:
    """Write that a number went with a spoiled blank."""
    arguments = context.arguments
    with context.desk() as desk:
        year = _year(desk, arguments.year)
        series = NumberSeries(arguments.series)
        report = desk.registers.spoil(series, year, arguments.number, arguments.reason)
    return _told(report, "Đã ghi hỏng phôi")


def _told(report: NumberReport, said: str) -> Answer:
    data = {"numbers": list(report.numbers)}
    if report.problems:
        return problems_answer(report.problems, data)
    if not report.numbers:
        return Answer(data, ["Trong khoảng này không còn số nào trống."])
    return Answer(data, [f"{said}: số {', '.join(map(str, report.numbers))}"])


def fund(context: Context) -> Answer:
    """Show the fund of a year; with an amount, enter what came in or was paid first."""
    arguments = context.arguments
    with context.desk() as desk:
        year = arguments.year
        if year is None:
            writes = arguments.income is not None or arguments.spent is not None
            year = desk.store.today().year if writes else desk.fund.years().to_open
        given = ((FundKind.INCOME, arguments.income), (FundKind.SPENT, arguments.spent))
        for kind, amount in given:
            if amount is not None:
                draft = replace(
                    desk.fund.new_draft(),
                    kind=kind,
                    year=year,
                    amount=amount,
                    entered_on=arguments.date or desk.store.today(),
                    about=arguments.about or kind.label,
                )
                report = desk.fund.save(draft)
                if report.problems:
                    return problems_answer(report.problems, {"year": year})
        found = desk.fund.of_year(year)
    return Answer(_fund_data(found), _fund_lines(found))


def _fund_data(found: FundYear) -> dict[str, Any]:
    sums = {name: getattr(found, name) for name in ("year", "income", "committed", "spent", "left")}
    return sums | {"entries": plain(list(found.lines))}


def _fund_lines(found: FundYear) -> list[str]:
    sums = (
        ("thu", found.income),
        ("cam kết", found.committed),
        ("đã chi", found.spent),
        ("còn lại", found.left),
    )
    said = ", ".join(f"{label} {thousands(amount)}" for label, amount in sums)
    lines = [f"{x.kind.label}: {thousands(x.amount)} đồng, {x.about}" for x in found.lines]
    return [f"Năm {found.year}: {said} đồng", *lines]
