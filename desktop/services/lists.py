"""danh sách: any list of the screen as a spreadsheet file, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.disk import whole_file
from desktop.services.store import Store
from desktop.vietnamese.dates import long_date, parse_date
from desktop.vietnamese.numbers import parse_number, thousands

ReportProgress = Callable[[int, int, str], None]

_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
# Spreadsheets count days from 1900; an earlier one stays as written.
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list; ``numeric`` ones hold counts or years."""

    title: str
    numeric: bool = False


class ListService:
    """Writing lists out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(
        self,
        target: Path,
        title: str,
        columns: Sequence[ListColumn],
        rows: Sequence[Sequence[str]],
        report: ReportProgress | None = None,
    ) -> Path:
        """Write a list as shown into an .xlsx file; dates and numbers become real ones.

        Args:
            target: the file; an older one is replaced only when the new one is whole.
            title: what the list is called.
            columns: its columns.
            rows: the texts shown, in the columns' order.
            report: told (rows done, rows in all, step); may raise ``Cancelled``.

        Raises:
            StorageError: the folder is full, missing, read-only or cannot be written.
        """
        # openpyxl costs a fifth of a second to import and most days nobody writes a list.
        from desktop.spreadsheets.lists import SheetList, write_list

        content = SheetList(
            title=title,
            headers=[column.title for column in columns],
            rows=[
                [_value(text, column) for text, column in zip(row, columns, strict=True)]
                for row in rows
            ],
            issuer=self._store.actor.office_name,
            note=f"Lập {long_date(self._store.today())}, gồm {thousands(len(rows))} dòng",
        )
        with whole_file(target) as file:
            write_list(file, content, report)
        return target


def _value(text: str, column: ListColumn) -> str | int | date:
    if column.numeric:
        number = parse_number(text)
        return text if number is None else number
    day = parse_date(text) if _DAY.fullmatch(text) else None
    return text if day is None or day.year < _FIRST_YEAR else day
