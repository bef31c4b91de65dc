"""law regime, who-decides, bonus, due, list: asking the law data.

They answer without an office, since the data ships with the program. Where the office's folder and
its password are to hand, they answer as that office reads the law, by its own corrections and days.
"""

from __future__ import annotations

import os
from argparse import _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import PASSWORD_VARIABLE, Answer, Context, day, number, plain
from desktop.commands.words import Parser
from desktop.errors import AppError, LawSilent, UsageError
from desktop.law.catalogue import Catalogue, shipped
from desktop.law.rows import Confidence, Regime
from desktop.law.terms import RecipientKind, Tier
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import decimal_text, thousands

if TYPE_CHECKING:
    from desktop.law.working_days import WorkCalendar

_RECIPIENTS = {kind.value.lower(): kind for kind in RecipientKind}
_UNVERIFIED = "chưa đối chiếu"


@dataclass(frozen=True, slots=True)
class _Law:
    """The law to answer by: the office's own reading, or as shipped.

    Attributes:
        documents: its files, by name.
        calendar: None for that of the public holidays alone.
        office: whose reading it is, "" for nobody's.
    """

    catalogue: Catalogue
    documents: Mapping[str, Any]
    calendar: WorkCalendar | None = None
    office: str = ""


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    text = "hỏi dữ liệu pháp luật: văn bản, thẩm quyền, tiền thưởng, thời hạn"
    group = add(commands, "law", text, regime).add_subparsers(
        title="câu hỏi", metavar="CÂU_HỎI", parser_class=Parser, required=True
    )
    _on(add(group, "regime", "bộ văn bản có hiệu lực vào một ngày", regime))
    deciding = add(group, "who-decides", "cấp nào quyết định", who_decides)
    deciding.add_argument("award", metavar="MÃ", help="mã danh hiệu, hình thức, như LDTT, GK_XA")
    _on(deciding)
    money = add(group, "bonus", "tiền thưởng, theo ngày quyết định", bonus)
    money.add_argument("award", metavar="MÃ", help="mã danh hiệu, hình thức, như LDTT, GK_XA")
    money.add_argument("--recipient", choices=list(_RECIPIENTS), required=True, help="đối tượng")
    _on(money)
    clock = add(group, "due", "ngày hết hạn, theo ngày làm việc", due)
    text = "ngày nhận; hôm sau là ngày thứ nhất"
    clock.add_argument("--from", dest="start", type=day, required=True, metavar="NGÀY", help=text)
    text = "số ngày làm việc; số âm đếm lùi"
    clock.add_argument("--working-days", type=number, required=True, metavar="N", help=text)
    listing = add(group, "list", "mọi dòng dữ liệu pháp luật, với độ tin cậy", list_)
    text = "chỉ một tệp: " + ", ".join(shipped())
    listing.add_argument("--of", choices=list(shipped()), metavar="TỆP", help=text)


def _on(parser: Any) -> None:
    parser.add_argument("--on", type=day, required=True, metavar="NGÀY", help="NĂM-THÁNG-NGÀY")


def regime(context: Context) -> Answer:
    """Say which rules are in force on a day."""
    law, on = _law(context), context.arguments.on
    found = _regime(law.catalogue, on)
    data = {
        "regime": found.code,
        "name": found.name,
        "from": _iso(found.valid_from),
        "to": _iso(found.valid_to),
        **_grounds(law, found.citation, verified=found.verified),
    }
    return Answer(data, [f"{short_date(on)}: {found.name} ({found.code})", *_told(data)])


def who_decides(context: Context) -> Answer:
    """Say whose chair decides an award on a day; the lowest tier first where there are several."""
    law, on = _law(context), context.arguments.on
    code = _award_code(context, [award.code for award in law.catalogue.awards])
    found = _regime(law.catalogue, on)
    award = law.catalogue.award(code)
    lasts = award.in_force.holds_on(on)
    rule = law.catalogue.decider(code, on) if lasts else None
    tiers = sorted(rule.tiers, key=list(Tier).index) if rule else []
    ground = rule or award.in_force
    data = {
        "award": code,
        "regime": found.code,
        "tier": str(tiers[0]) if tiers else None,
        "tiers": [str(tier) for tier in tiers],
        "in_force": lasts,
        **_grounds(law, ground.citation if ground.verified else "", verified=ground.verified),
    }
    if not lasts:
        line = f"Ngày {short_date(on)} không có {award.name}."
    elif tiers:
        line = f"{award.name}: {', '.join(tier.label for tier in tiers)} quyết định."
    else:
        line = f"{award.name}: không do Chủ tịch Ủy ban nhân dân cấp nào quyết định."
    return Answer(data, [line, *_told(data)])


def bonus(context: Context) -> Answer:
    """Work out the bonus of an award decided on a day."""
    law, on = _law(context), context.arguments.on
    rules = law.catalogue.bonus
    known = [award.code for award in law.catalogue.awards]
    code = _award_code(context, dict.fromkeys([*known, *(r.award for r in rules.coefficients)]))
    kind = _RECIPIENTS[context.arguments.recipient]
    found_regime = _regime(law.catalogue, on)
    found = rules.bonus(code, kind, on, found_regime.code)
    if found is None:
        silent = LawSilent.Code.NO_BONUS
        raise LawSilent(silent, award=code, recipient=kind.label.lower(), day=on)
    data = {
        "award": code,
        "recipient": context.arguments.recipient,
        "regime": found_regime.code,
        "coefficient": plain(found.times_base),
        "award_coefficient": plain(found.coefficient),
        "factor": plain(found.factor),
        "base_salary": found.base_salary,
        "raw": plain(found.raw),
        "amount": found.amount,
        "rounding": found.rounding.rule,
        "at_most": found.at_most,
        "rows": [row.id for row in found.rows],
        **_grounds(law, found.citation, verified=found.verified),
    }
    limit = " (mức tối đa)" if found.at_most else ""
    product = f"{decimal_text(found.times_base)} × {thousands(found.base_salary)}"
    rounded = f"{found.rounding.mode.label.lower()}{_step(found.rounding.step)}"
    lines = [
        f"{thousands(found.amount)} đồng{limit}",
        f"{product} = {decimal_text(found.raw)} đồng; {rounded}",
        *_told(data),
    ]
    return Answer(data, lines)


def due(context: Context) -> Answer:
    """Say when a time limit of so many working days ends."""
    from desktop.services.days import due_date, public_calendar

    law, start, count = _law(context), context.arguments.start, context.arguments.working_days
    rules = law.catalogue.days
    found = due_date(start, count, law.calendar or public_calendar(rules), rules)
    data = {
        "from": start.isoformat(),
        "working_days": count,
        "due": found.due.isoformat(),
        "announced": found.announced,
        **_grounds(law, found.citation, verified=found.verified),
    }
    warned = "" if found.announced else " Ngày nghỉ lễ trên đường tính mới là dự kiến."
    return Answer(data, [f"Hết hạn {_weekday(found.due)}.{warned}", *_told(data)])


def list_(context: Context) -> Answer:
    """Return every row of the law with its confidence, sources and citation."""
    law, wanted = _law(context), context.arguments.of
    rows = [
        _listed(name, row)
        for name, document in law.documents.items()
        if wanted in {None, name}
        for row in _rows(document)
    ]
    lines = [f"{r['id']}  {r['confidence_label']}  {r['citation']}".rstrip() for r in rows]
    return Answer(rows, [*lines, f"{len(rows)} dòng"])


def _law(context: Context) -> _Law:
    """Return the office's law where it opens, else the law as shipped."""
    shipped_law = _Law(Catalogue.load(), shipped())
    if not context.paths.database.exists():
        return shipped_law
    if not (context.arguments.password_file or PASSWORD_VARIABLE in os.environ):
        return shipped_law
    try:
        return _own_law(context)
    except AppError as error:
        from desktop.views.messages import sentence

        context.say(f"{sentence(error).what} Trả lời theo dữ liệu có sẵn trong chương trình.")
        return shipped_law


def _own_law(context: Context) -> _Law:
    from desktop.law.corrections import corrected
    from desktop.services.days import calendar_of
    from desktop.services.law_book import in_force, law_of

    with context.desk() as desk, desk.store.reading() as session:
        documents = corrected(shipped(), in_force(session))
        office = desk.store.actor.office_name
        return _Law(law_of(session), documents, calendar_of(session), office)


def _regime(catalogue: Catalogue, on: date) -> Regime:
    if (found := catalogue.regime_on(on)) is None:
        first = min(r.valid_from for r in catalogue.regimes if r.valid_from)
        raise LawSilent(LawSilent.Code.NO_REGIME, day=on, first=first)
    return found


def _award_code(context: Context, known: Sequence[str] | Mapping[str, Any]) -> str:
    code = str(context.arguments.award).upper()
    if code not in known:
        refusal = UsageError.Code.NO_SUCH_AWARD
        raise UsageError(refusal, award=context.arguments.award, known=", ".join(known))
    return code


def _grounds(law: _Law, citation: str, *, verified: bool) -> dict[str, Any]:
    return {"citation": citation, "verified": verified, "office": law.office}


def _told(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines every answer ends with: the article, or that nobody has read it."""
    if data["citation"]:
        yield f"Căn cứ: {data['citation']}"
    if not data["verified"]:
        yield f"({_UNVERIFIED})"


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if "confidence" in value and "id" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from _rows(member)


def _listed(file: str, row: Mapping[str, Any]) -> dict[str, Any]:
    confidence = Confidence(row["confidence"])
    kept = {k: v for k, v in row.items() if not isinstance(v, Mapping)}
    return {
        **kept,
        "file": file,
        "confidence_label": confidence.label,
        "citation": row.get("citation", ""),
        "verified": confidence.is_verified,
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _step(step: int) -> str:
    return f" đến {thousands(step)} đồng" if step > 1 else ""


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _weekday(on: date) -> str:
    return f"{_WEEKDAYS[on.weekday()]}, {short_date(on)}"
