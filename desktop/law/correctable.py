"""What of the law an office may correct: which keys of which collection, and how each is typed.

A collection is a place in the files, such as ``awards.deciders``. The one place to make something
correctable: its line in ``COLLECTIONS``. What is typed is read here, so that form, command and
bulletin refuse the same letters in the same number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.law.corrections import Value
from desktop.law.problems import ProblemCode
from desktop.law.quotas import QuotaScope, Rounding
from desktop.law.terms import Tier, VoteMethod
from desktop.law.voting import Denominator
from desktop.vietnamese.dates import parse_date
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.numbers import parse_number
from desktop.vietnamese.text import clean

Json = Mapping[str, Any]

_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,5})([.,][0-9]{1,4})?")
_YEARS = range(1900, 2101)
LONGEST_TEXT = 600


class EditorKind(Labelled):
    """How a value of the law is typed."""

    TEXT = "TEXT", "Câu chữ"
    DECIMAL = "DECIMAL", "Số có phần thập phân"
    INTEGER = "INTEGER", "Số nguyên"
    PERCENT = "PERCENT", "Phần trăm"
    YES_NO = "YES_NO", "Có hoặc không"
    TIERS = "TIERS", "Các cấp"
    DATE = "DATE", "Ngày"
    CHOICE = "CHOICE", "Chọn một"


@dataclass(frozen=True, slots=True)
class Correctable:
    """One key of a row that an office may correct.

    Attributes:
        key: as in the file; a dot leads into a member, a number to one of a list.
        minimum, maximum: of a number, both allowed.
        choices: (code, label) of a CHOICE.
        unit: said after the value, such as «đồng».
        default: what a row without the key says.
        optional: whether the row may say nothing, where local rules set a number or none.
    """

    key: str
    label: str
    kind: EditorKind
    minimum: int = 0
    maximum: int = 1_000_000
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    default: Value = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """A group of rows of one shape; ``fields`` is empty where rows are only read."""

    name: str
    label: str
    fields: tuple[Correctable, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the documents, with where it stands.

    Attributes:
        row: as in its file.
        around: what the objects it lies in say, the nearest first to be believed.
        divisible: whether a correction may hold on some of its days only.
    """

    collection: Collection
    row: Json
    around: Json
    divisible: bool

    @property
    def id(self) -> str:
        """The row's permanent name."""
        return str(self.row["id"])

    def value(self, field: Correctable) -> Value:
        """Return what the row says under a key, as a correction holds it."""
        found: Any = self.row
        for step in field.key.split("."):
            if isinstance(found, list):
                found = found[int(step)] if int(step) < len(found) else None
            else:
                found = found.get(step) if found else None
        if found is None:
            return field.default
        return tuple(found) if isinstance(found, list) else found


def _choices(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return pairs


_HAS = Correctable("has", "Có giấy chứng nhận kèm theo", EditorKind.YES_NO)
_PAYS = Correctable(
    "pays",
    "Chi tiền thưởng",
    EditorKind.CHOICE,
    choices=_choices(("HIGHEST", "Chỉ chi mức cao nhất"), ("ALL", "Chi tất cả")),
)
_FROM = Correctable("from", "Có hiệu lực từ", EditorKind.DATE)
_TO = Correctable("to", "Hết hiệu lực sau ngày", EditorKind.DATE)

COLLECTIONS: Mapping[str, Collection] = {
    found.name: found
    for found in (
        Collection("regimes", "Bộ văn bản", (_FROM, _TO)),
        Collection(
            "legal_bases",
            "Văn bản căn cứ",
            (
                Correctable("cited_as", "Cách ghi sau chữ «Căn cứ»", EditorKind.TEXT),
                _FROM,
                _TO,
            ),
        ),
        Collection("principles", "Nguyên tắc khen thưởng"),
        Collection("award_types", "Loại hình khen thưởng"),
        Collection("awards.in_force", "Danh hiệu, hình thức còn dùng", (_FROM, _TO)),
        Collection("awards.certificate.objects", "Giấy chứng nhận kèm theo", (_HAS,)),
        Collection("awards.annual", "Mỗi năm một lần"),
        Collection(
            "awards.deciders",
            "Thẩm quyền quyết định",
            (Correctable("tiers", "Cấp quyết định", EditorKind.TIERS),),
        ),
        Collection(
            "base_salary",
            "Lương cơ sở",
            (
                Correctable(
                    "amount",
                    "Mức lương cơ sở",
                    EditorKind.INTEGER,
                    minimum=100_000,
                    maximum=100_000_000,
                    unit="đồng/tháng",
                ),
            ),
        ),
        Collection(
            "bonuses.coefficients",
            "Hệ số tiền thưởng",
            (
                Correctable(
                    "coefficient",
                    "Hệ số nhân lương cơ sở",
                    EditorKind.DECIMAL,
                    maximum=200,
                    unit="lần lương cơ sở",
                ),
                Correctable("at_most", "Là mức tối đa", EditorKind.YES_NO, default=False),
            ),
        ),
        Collection(
            "bonuses.factors",
            "Hệ số của tập thể, hộ gia đình",
            (
                Correctable(
                    "factor", "Nhân với mức của cá nhân", EditorKind.DECIMAL, maximum=20, unit="lần"
                ),
            ),
        ),
        Collection(
            "bonuses.rounding",
            "Làm tròn tiền thưởng",
            (
                Correctable(
                    "rule",
                    "Cách làm tròn",
                    EditorKind.CHOICE,
                    choices=_choices(
                        ("CEIL_10000", "Làm tròn lên chục nghìn đồng"),
                        ("CEIL_1000", "Làm tròn lên nghìn đồng"),
                        ("NEAREST_10000", "Làm tròn đến chục nghìn đồng gần nhất"),
                        ("NEAREST_1000", "Làm tròn đến nghìn đồng gần nhất"),
                        ("NONE", "Không làm tròn"),
                    ),
                ),
            ),
        ),
        Collection("bonuses.concurrent", "Nhiều khen thưởng cùng lúc", (_PAYS,)),
        Collection("bonuses.ladders", "Danh hiệu bao trùm nhau", (_PAYS,)),
        Collection("bonuses.payers", "Quỹ chi tiền thưởng"),
        Collection(
            "dossier_items.requirements.needs",
            "Thành phần hồ sơ",
            (Correctable("needed", "Hồ sơ phải có", EditorKind.YES_NO, default=True),),
        ),
        Collection(
            "procedures",
            "Thời hạn giải quyết",
            (
                Correctable("days", "Số ngày", EditorKind.INTEGER, minimum=1, maximum=365),
                Correctable(
                    "unit",
                    "Tính theo",
                    EditorKind.CHOICE,
                    choices=_choices(("WORKING", "ngày làm việc"), ("CALENDAR", "ngày")),
                ),
            ),
        ),
        Collection(
            "standards",
            "Tiêu chuẩn xét",
            (
                Correctable(
                    "advisory", "Chỉ để biết, không dùng để xét", EditorKind.YES_NO, default=False
                ),
            ),
        ),
        Collection(
            "quotas",
            "Tỷ lệ xét",
            (
                Correctable(
                    "percent",
                    "Tỷ lệ cao nhất",
                    EditorKind.DECIMAL,
                    maximum=100,
                    unit="%",
                    optional=True,
                ),
                Correctable("maximum", "Số lượng cao nhất", EditorKind.INTEGER, optional=True),
                Correctable(
                    "rounding",
                    "Phần lẻ",
                    EditorKind.CHOICE,
                    choices=_choices(*((one.value, one.label) for one in Rounding)),
                ),
                Correctable(
                    "scope",
                    "Tính theo",
                    EditorKind.CHOICE,
                    choices=_choices(*((one.value, one.label) for one in QuotaScope)),
                ),
            ),
        ),
        Collection(
            "vote_rules.quorums",
            "Số người dự họp Hội đồng",
            (
                Correctable(
                    "denominator",
                    "Tỷ lệ phiếu tính trên",
                    EditorKind.CHOICE,
                    choices=_choices(*((one.value, one.label) for one in Denominator)),
                ),
            ),
        ),
        Collection(
            "vote_rules.methods",
            "Hình thức biểu quyết",
            (
                Correctable(
                    "method",
                    "Hình thức",
                    EditorKind.CHOICE,
                    choices=_choices(*((one.value, one.label) for one in VoteMethod)),
                ),
            ),
        ),
        Collection(
            "vote_rules.thresholds",
            "Tỷ lệ phiếu đồng ý",
            (
                Correctable(
                    "percent",
                    "Ít nhất",
                    EditorKind.DECIMAL,
                    maximum=100,
                    unit="% số phiếu",
                    optional=True,
                ),
            ),
        ),
        Collection(
            "parameters",
            "Số liệu địa phương tự đặt",
            (
                Correctable(
                    "value", "Giá trị", EditorKind.DECIMAL, maximum=1_000_000_000, optional=True
                ),
            ),
        ),
        Collection(
            "statistics",
            "Dòng của biểu thống kê",
            (Correctable("label", "Tên dòng", EditorKind.TEXT),),
        ),
        Collection("holidays.weekend", "Ngày nghỉ hằng tuần"),
        Collection(
            "holidays.first_day",
            "Ngày bắt đầu tính hạn",
            (
                Correctable(
                    "days_after",
                    "Bắt đầu tính sau",
                    EditorKind.INTEGER,
                    minimum=0,
                    maximum=5,
                    unit="ngày",
                ),
            ),
        ),
        Collection("holidays.coverage", "Lịch nghỉ lễ đã biết"),
        Collection("holidays.corrections", "Ngày hoán đổi đã công bố"),
    )
}


# Numbers of a condition, with the words its form shows.
_CONDITION_NUMBERS = {
    "years": ("số năm", 1, 30, "năm"),
    "count": ("số lần", 1, 30, "lần"),
    "late": ("được chậm", 0, 5, "năm"),
    "months": ("số tháng", 0, 12, "tháng"),
    "percent": ("tỷ lệ", 0, 100, "%"),
    "share_at_least": ("tỷ lệ đóng góp ít nhất", 0, 100, "%"),
}


def fields_of(entry: Entry) -> tuple[Correctable, ...]:
    """Return what may be corrected in a row: its collection's keys, and a standard's conditions."""
    conditions = entry.row.get("conditions", ())
    return (*entry.collection.fields, *_condition_fields(conditions, "conditions", "Điều kiện"))


def _condition_fields(conditions: Any, path: str, label: str) -> Iterator[Correctable]:
    for place, condition in enumerate(conditions):
        where, name = f"{path}.{place}", f"{label} {place + 1}"
        yield Correctable(f"{where}.text", name, EditorKind.TEXT)
        for key, (words, low, high, unit) in _CONDITION_NUMBERS.items():
            if isinstance(condition.get(key), int):
                kind = EditorKind.PERCENT if unit == "%" else EditorKind.INTEGER
                said = f"{name}: {words}"
                yield Correctable(f"{where}.{key}", said, kind, low, high, unit=unit)
        yield from _condition_fields(condition.get("parts", ()), f"{where}.parts", name)


def entries(documents: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield every row that has a name, in the order of the files."""
    for name, document in documents.items():
        yield from _entries(document, name, {}, divisible=False)


def _entries(value: Any, path: str, around: Json, *, divisible: bool) -> Iterator[Entry]:
    if isinstance(value, list):
        for item in value:
            yield from _entries(item, path, around, divisible=True)
    elif isinstance(value, Mapping):
        if "id" in value:
            collection = COLLECTIONS.get(path) or Collection(path, path)
            yield Entry(collection, value, around, divisible)
        plain = {k: v for k, v in value.items() if not isinstance(v, Mapping)}
        for key, member in value.items():
            inner = path if key == "rows" else f"{path}.{key}"
            yield from _entries(member, inner, {**around, **plain}, divisible=False)


def checked(field: Correctable, typed: object) -> Value | ProblemCode:
    """Return a value as the file writes it, or the code of what is wrong with what was typed.

    A number may come as text with a Vietnamese comma, a day as dd/MM/yyyy or ISO 8601.
    """
    if field.optional and typed in (None, ""):
        return None
    return _READERS[field.kind](field, typed)


def _text(_field: Correctable, typed: object) -> Value | ProblemCode:
    words = " ".join(clean(typed).split()) if isinstance(typed, str) else ""
    if not words:
        return ProblemCode.REQUIRED
    return words if len(words) <= LONGEST_TEXT else ProblemCode.TOO_LONG


def _decimal(field: Correctable, typed: object) -> Value | ProblemCode:
    if typed is None:
        return ProblemCode.REQUIRED
    if isinstance(typed, bool) or not isinstance(typed, int | float | str):
        return ProblemCode.NOT_A_NUMBER
    if isinstance(typed, int) and abs(typed) > field.maximum:
        return ProblemCode.OUT_OF_RANGE
    words = str(typed).strip()
    if not words:
        return ProblemCode.REQUIRED
    if not _DECIMAL.fullmatch(words):
        return ProblemCode.NOT_A_NUMBER
    plain = words.replace(",", ".")
    in_range = field.minimum <= float(plain) <= field.maximum
    return plain if in_range else ProblemCode.OUT_OF_RANGE


def _integer(field: Correctable, typed: object) -> Value | ProblemCode:
    if typed is None or typed == "":
        return ProblemCode.REQUIRED
    if isinstance(typed, bool) or not isinstance(typed, int | str):
        return ProblemCode.NOT_A_NUMBER
    number = typed if isinstance(typed, int) else parse_number(typed.strip().removesuffix("%"))
    if number is None:
        return ProblemCode.NOT_A_NUMBER
    return number if field.minimum <= number <= field.maximum else ProblemCode.OUT_OF_RANGE


def _tiers(_field: Correctable, typed: object) -> Value | ProblemCode:
    if not isinstance(typed, list | tuple):
        return ProblemCode.NOT_A_CHOICE
    known = [str(tier) for tier in Tier]
    if any(code not in known for code in typed):
        return ProblemCode.NOT_A_CHOICE
    return tuple(code for code in known if code in typed)


def _date(_field: Correctable, typed: object) -> Value | ProblemCode:
    if typed in (None, ""):
        return None
    day = parse_date(str(typed))
    if day is None or day.year not in _YEARS:
        return ProblemCode.NOT_A_DATE
    return day.isoformat()


def _yes_no(_field: Correctable, typed: object) -> Value | ProblemCode:
    return typed if isinstance(typed, bool) else ProblemCode.NOT_A_CHOICE


def _choice(field: Correctable, typed: object) -> Value | ProblemCode:
    known = {code for code, _ in field.choices}
    return typed if isinstance(typed, str) and typed in known else ProblemCode.NOT_A_CHOICE


_READERS: Mapping[EditorKind, Callable[[Correctable, object], Value | ProblemCode]] = {
    EditorKind.TEXT: _text,
    EditorKind.DECIMAL: _decimal,
    EditorKind.INTEGER: _integer,
    EditorKind.PERCENT: _integer,
    EditorKind.YES_NO: _yes_no,
    EditorKind.TIERS: _tiers,
    EditorKind.DATE: _date,
    EditorKind.CHOICE: _choice,
}
