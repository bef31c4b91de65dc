"""How one field of a record is declared, once, for form, checks, journal and command line.

A draft is a frozen dataclass whose fields are made with the functions below::

    @dataclass(frozen=True, slots=True, kw_only=True)
    class UnitDraft(Draft):
        name: str = text("Tên đơn vị", required=True)
        kind: UnitKind = choice("Loại đơn vị", UnitKind.VILLAGE)
        names: tuple[UnitNameLine, ...] = lines("Tên qua các thời kỳ", UnitNameLine)

``views/widgets/record_form.py`` builds the editors from it, ``problems_of`` checks it, ``to_plain``
writes it as JSON (history, command line). To add a field: declare it in the subject's draft, add
the column of the same name to the mapped class in ``desktop/models/`` and run ``make migration``; a
test names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum, auto
from typing import Any, cast
from uuid import UUID

from desktop.errors import UsageError
from desktop.law.problems import Problem, ProblemCode
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import clean as _clean

_EARLIEST = date(1900, 1, 1)
_LATEST = date(2100, 12, 31)

clean = _clean
"""What every text goes through before it is checked and saved."""


class FieldKind(Enum):
    """Which editor a field gets."""

    TEXT = auto()
    LONG_TEXT = auto()
    INTEGER = auto()
    DATE = auto()
    CHOICE = auto()  # members of an enumeration
    OPTION = auto()  # codes the page supplies (awards of the law data, offices known here)
    CHECK = auto()
    REFERENCE = auto()  # another record, found while typing
    LINES = auto()  # a table of nested drafts
    LINK = auto()  # the id of another record, set by the program and carried along unseen


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What is declared about one field.

    Attributes:
        label: the Vietnamese term beside the editor; also its screen-reader name.
        kind: which editor.
        required: an empty value is a blocking problem.
        section: heading the form groups it under.
        hint: one line of help shown in the empty editor.
        maximum: most letters of a text, or largest integer.
        minimum: smallest integer.
        choices: the enumeration of a CHOICE.
        refers_to: subject of a REFERENCE ("units", "people"); source name of an OPTION.
        line: the nested draft class of LINES.
        not_before: name of the date field this date may not precede.
        past_only: a date after today is a problem.
        is_ordinal: an integer that names something, such as a decision: written without points.
    """

    label: str
    kind: FieldKind
    required: bool = False
    section: str = ""
    hint: str = ""
    maximum: int | None = None
    minimum: int | None = None
    choices: type[Labelled] | None = None
    refers_to: str = ""
    line: type | None = None
    not_before: str = ""
    past_only: bool = False
    is_ordinal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a form gives and takes: the editable part of one record.

    Attributes:
        id: the record's id; None for a record not saved yet.
        version: the version the form opened; saving a different one is refused as stale. 0 when
        new.
    """

    id: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a nested table; ``id`` keeps its identity across saves."""

    id: UUID | None = None


def text(
    label: str,
    *,
    required: bool = False,
    maximum: int = 300,
    section: str = "",
    hint: str = "",
    default: str = "",
) -> Any:
    """One line of text, at most ``maximum`` letters."""
    spec = FieldSpec(label, FieldKind.TEXT, required, section, hint, maximum)
    return field(default=default, metadata={"spec": spec})


def long_text(
    label: str, *, required: bool = False, maximum: int = 20_000, section: str = "", hint: str = ""
) -> Any:
    """Several lines of text."""
    spec = FieldSpec(label, FieldKind.LONG_TEXT, required, section, hint, maximum)
    return field(default="", metadata={"spec": spec})


def integer(
    label: str,
    *,
    required: bool = False,
    minimum: int = 0,
    maximum: int = 1_000_000,
    section: str = "",
    hint: str = "",
    is_ordinal: bool = False,
) -> Any:
    """A whole number or None."""
    spec = FieldSpec(
        label,
        FieldKind.INTEGER,
        required,
        section,
        hint,
        maximum,
        minimum,
        is_ordinal=is_ordinal,
    )
    return field(default=None, metadata={"spec": spec})


def day(
    label: str,
    *,
    required: bool = False,
    section: str = "",
    hint: str = "",
    not_before: str = "",
    past_only: bool = False,
) -> Any:
    """A calendar date or None."""
    spec = FieldSpec(
        label,
        FieldKind.DATE,
        required,
        section,
        hint,
        not_before=not_before,
        past_only=past_only,
    )
    return field(default=None, metadata={"spec": spec})


def choice(
    label: str, default: Labelled, *, required: bool = True, section: str = "", hint: str = ""
) -> Any:
    """One member of the enumeration that ``default`` belongs to."""
    spec = FieldSpec(label, FieldKind.CHOICE, required, section, hint, choices=type(default))
    return field(default=default, metadata={"spec": spec})


def optional_choice(
    label: str, choices: type[Labelled], *, section: str = "", hint: str = ""
) -> Any:
    """One member of ``choices``, or None."""
    spec = FieldSpec(label, FieldKind.CHOICE, False, section, hint, choices=choices)
    return field(default=None, metadata={"spec": spec})


def option(
    label: str, source: str, *, required: bool = False, section: str = "", hint: str = ""
) -> Any:
    """A code among those the page supplies under the name ``source``; "" when none is chosen."""
    spec = FieldSpec(label, FieldKind.OPTION, required, section, hint, refers_to=source)
    return field(default="", metadata={"spec": spec})


def check(label: str, *, section: str = "", hint: str = "") -> Any:
    """Yes or no."""
    return field(
        default=False, metadata={"spec": FieldSpec(label, FieldKind.CHECK, False, section, hint)}
    )


def reference(
    label: str, subject: str, *, required: bool = False, section: str = "", hint: str = ""
) -> Any:
    """The id of a record of ``subject``, or None."""
    spec = FieldSpec(label, FieldKind.REFERENCE, required, section, hint, refers_to=subject)
    return field(default=None, metadata={"spec": spec})


def link(label: str) -> Any:
    """The id of another record that the program sets and nobody types, or None."""
    return field(default=None, metadata={"spec": FieldSpec(label, FieldKind.LINK)})


def lines(label: str, line: type, *, section: str = "", hint: str = "") -> Any:
    """A table of nested drafts, kept in the order shown."""
    spec = FieldSpec(label, FieldKind.LINES, False, section, hint, line=line)
    return field(default=(), metadata={"spec": spec})


_SPECS: dict[type, dict[str, FieldSpec]] = {}


def specs_of(draft: type) -> dict[str, FieldSpec]:
    """Return the declared fields of a draft or line class, in order."""
    if draft not in _SPECS:
        declared = fields(cast("Any", draft))
        _SPECS[draft] = {f.name: f.metadata["spec"] for f in declared if "spec" in f.metadata}
    return _SPECS[draft]


def require_year(year: int) -> None:
    """Refuse a year outside those any date of the office may lie in.

    Raises:
        UsageError: BAD_VALUE.
    """
    if not _EARLIEST.year <= year <= _LATEST.year:
        raise UsageError(UsageError.Code.BAD_VALUE, value=year)


def problems_of(draft: object, today: date) -> list[Problem]:
    """Return what the declarations alone say is wrong, in form order.

    Args:
        draft: a draft or line made with the functions above.
        today: for dates that may not lie in the future.
    """
    found: list[Problem] = []
    for name, spec in specs_of(type(draft)).items():
        value = getattr(draft, name)
        found.extend(_value_problems(name, spec, value, draft, today))
    return found


def _value_problems(
    name: str, spec: FieldSpec, value: Any, draft: object, today: date
) -> Iterator[Problem]:
    if spec.kind is FieldKind.LINES:
        for number, line in enumerate(value):
            for problem in problems_of(line, today):
                yield Problem(
                    f"{name}[{number}].{problem.field}",
                    problem.code,
                    problem.severity,
                    problem.data,
                )
        return
    if value in (None, "", ()):
        if spec.required:
            yield Problem(name, ProblemCode.REQUIRED, data={"label": spec.label})
        return
    yield from _limit_problems(name, spec, value)
    if isinstance(value, date):
        yield from _date_problems(name, spec, value, draft, today)


def _limit_problems(name: str, spec: FieldSpec, value: Any) -> Iterator[Problem]:
    if isinstance(value, str) and spec.maximum and len(value) > spec.maximum:
        yield Problem(
            name, ProblemCode.TOO_LONG, data={"label": spec.label, "maximum": spec.maximum}
        )
    if isinstance(value, int) and spec.kind is FieldKind.INTEGER:
        low, high = spec.minimum or 0, spec.maximum or 0
        if not low <= value <= high:
            yield Problem(
                name,
                ProblemCode.OUT_OF_RANGE,
                data={"label": spec.label, "minimum": low, "maximum": high},
            )


def _date_problems(
    name: str, spec: FieldSpec, value: date, draft: object, today: date
) -> Iterator[Problem]:
    if not _EARLIEST <= value <= _LATEST:
        yield Problem(name, ProblemCode.NOT_A_DATE, data={"label": spec.label})
    elif spec.past_only and value > today:
        yield Problem(name, ProblemCode.DATE_IN_FUTURE, data={"label": spec.label})
    earlier = getattr(draft, spec.not_before) if spec.not_before else None
    if earlier is not None and value < earlier:
        before = specs_of(type(draft))[spec.not_before].label
        yield Problem(name, ProblemCode.DATE_ORDER, data={"label": spec.label, "before": before})


def to_plain(draft: object) -> dict[str, Any]:
    """Return a draft or line as plain JSON values."""
    plain: dict[str, Any] = {}
    for f in fields(cast("Any", draft)):
        plain[f.name] = _plain(getattr(draft, f.name))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Labelled):
        return str(value)
    return value
