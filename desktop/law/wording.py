"""What a row of the law says, in the words of the screen: about what, in which time, and what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from desktop.law.correctable import Correctable, EditorKind, Entry, fields_of
from desktop.law.corrections import Value
from desktop.law.procedures import Step
from desktop.law.terms import AwardType, RecipientKind, Tier
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands

_REGIMES = {
    "R2003": "Luật 2003",
    "R2022": "NĐ 98/2023",
    "R2025": "NĐ 152/2025",
    "R2026": "Luật sửa đổi 2026",
}
# Awards of the central level: the program pays and judges them, and offers no dossier for them.
_ABOVE = {"CSTDTQ": "CSTĐ toàn quốc", "BK_TTG": "Bằng khen Thủ tướng"}
_CASES = {
    "SAME_ACHIEVEMENT": "cùng thời điểm, cùng thành tích",
    "DIFFERENT_PERIODS": "cùng thời điểm, thành tích khác thời kỳ",
    "TITLE_AND_FORM": "vừa danh hiệu vừa hình thức khen thưởng",
}
_LONGEST = 160


def regime_label(code: str) -> str:
    """Return a regime's short name."""
    return _REGIMES.get(code, code)


def regimes_of(entry: Entry) -> tuple[str, ...]:
    """Return the regimes a row names, those it is carried to included; none for a dated row."""
    said = {**entry.around, **entry.row}
    return (*said.get("regimes", ()), *said.get("carried_to", ()))


def about(entry: Entry, names: Mapping[str, str]) -> str:
    """Return what a row concerns, such as «Giấy khen xã · Tập thể».

    Args:
        entry: the row.
        names: short name by award code, and label by dossier item code.
    """
    said = {**entry.around, **entry.row}
    parts: list[str] = []
    if "step" in said:
        parts.append(Step(said["step"]).label)
    if "item" in said:
        parts.append(names.get(said["item"], said["item"]))
    parts.append(_awards(said, names))
    parts += _recipients(said)
    if len(said.get("types", ())) < len(AwardType):
        parts += [AwardType(code).label for code in said.get("types", ())]
    parts += [_CASES.get(said.get("case", ""), ""), said.get("place", "")]
    return " · ".join(part for part in parts if part) or _name(entry)


def _awards(said: Mapping[str, Any], names: Mapping[str, str]) -> str:
    codes = [said["award"]] if "award" in said else list(said.get("awards", ()))
    if not codes and said.get("code") in names:
        codes = [said["code"]]
    return ", ".join(names.get(code) or _ABOVE.get(code, code) for code in codes)


def _recipients(said: Mapping[str, Any]) -> list[str]:
    own = [said["recipient"]] if "recipient" in said else list(said.get("recipients", ()))
    known = [RecipientKind(code).label for code in own if code in list(RecipientKind)]
    return [", ".join(known)] if len(known) < len(RecipientKind) else []


def _name(entry: Entry) -> str:
    for key in ("name", "number", "decree", "text"):
        if entry.row.get(key):
            return str(entry.row[key])
    return entry.collection.label


def says(entry: Entry) -> str:
    """Return what a row says: each correctable value with its label, or its name."""
    if "conditions" in entry.row:
        texts: list[str] = [condition["text"] for condition in entry.row["conditions"]]
        return "; ".join(["Chỉ để biết", *texts] if entry.row.get("advisory") else texts)
    fields = fields_of(entry)
    told = [(f, entry.value(f)) for f in fields]
    # What is left open, or is not the case, goes without saying where something else is said.
    told = [(f, v) for f, v in told if len(fields) == 1 or not (v is None or v is False)]
    if len(told) == 1:
        field, value = told[0]
        if value is True and len(fields) > 1:
            return field.label
        # A number of the office's own says in its row what it counts.
        unit = entry.row["unit"] if field.key == "value" and value is not None else ""
        return f"{in_words(field, value)} {unit}".strip()
    words = [f.label if v is True else f"{f.label}: {in_words(f, v)}" for f, v in told]
    return "; ".join(words) or ("không giới hạn thời gian" if fields else _name(entry))


def shortened(text: str) -> str:
    """Return a text cut at a word where a table's cell would end anyway."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"


def in_words(field: Correctable, value: Value) -> str:
    """Return a value as the screen shows it, with its unit."""
    if value is None and field.kind is not EditorKind.YES_NO:
        return "để trống"
    match field.kind:
        case EditorKind.YES_NO:
            return "Có" if value else "Không"
        case EditorKind.TIERS:
            return _tiers(value) or "Không thuộc cấp nào ở địa phương"
        case EditorKind.DATE:
            return short_date(date.fromisoformat(str(value)))
        case EditorKind.CHOICE:
            return dict(field.choices).get(str(value), str(value))
        case EditorKind.DECIMAL:
            words = _decimal(str(value))
        case EditorKind.INTEGER | EditorKind.PERCENT:
            words = thousands(value) if isinstance(value, int) else str(value)
        case EditorKind.TEXT:
            words = str(value or "")
    joint = "" if field.unit == "%" else " "
    return f"{words}{joint}{field.unit}".strip()


def _decimal(written: str) -> str:
    whole, _, part = written.partition(".")
    return f"{thousands(int(whole))},{part}" if part else thousands(int(whole))


def _tiers(value: Value) -> str:
    return ", ".join(Tier(code).label for code in value) if isinstance(value, tuple) else ""


def period(first: date | None, last: date | None) -> str:
    """Return «từ 01/10/2026», «đến 30/09/2026», both, or «mọi thời gian»."""
    parts: Iterable[str] = (
        f"từ {short_date(first)}" if first else "",
        f"đến {short_date(last)}" if last else "",
    )
    return " ".join(part for part in parts if part) or "mọi thời gian"
