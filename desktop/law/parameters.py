"""Numbers a province or office sets for itself (``parameters.json``), dated like the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.law.reading import Json, dated
from desktop.law.rows import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Dated):
    """One number; ``value`` is None until an office sets it, ``unit`` is as shown after it."""

    code: str
    name: str
    unit: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every number, by code and day."""

    rows: tuple[Parameter, ...]

    @classmethod
    def read(cls, document: Json) -> Parameters:
        """Return the rows of ``parameters.json``."""
        return cls(tuple(_parameter(row) for row in document["rows"]))

    def row(self, code: str, day: date) -> Parameter | None:
        """Return the number in force on a day with its source, or None."""
        found = (row for row in self.rows if row.code == code and row.holds_on(day))
        return next(found, None)

    def value(self, code: str, day: date) -> Decimal | None:
        """Return the number in force on a day; None where none is set."""
        row = self.row(code, day)
        return row.value if row else None


def _parameter(row: Json) -> Parameter:
    value = row["value"]
    return Parameter(
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        value=None if value is None else Decimal(str(value)),
        **dated(row),
    )
