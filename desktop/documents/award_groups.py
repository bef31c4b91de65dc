"""Recipients grouped by award, as every paper of a dossier needs them: counts, table, list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.documents.paper import Align, Column, Row, RowKind, Table, known, require
from desktop.documents.printed import roman
from desktop.law.terms import RecipientKind
from desktop.vietnamese.numbers import counted
from desktop.vietnamese.sorting import sort_key

_COUNT_WORD = {
    RecipientKind.COLLECTIVE: "tập thể",
    RecipientKind.INDIVIDUAL: "cá nhân",
    RecipientKind.HOUSEHOLD: "hộ gia đình",
}
"""In the order papers name them."""

_WHERE = {
    RecipientKind.INDIVIDUAL: "chức vụ, đơn vị",
    RecipientKind.HOUSEHOLD: "địa chỉ",
}


@dataclass(frozen=True, slots=True)
class RecipientLine:
    """One recipient as written on papers and certificate.

    Attributes:
        kind: cá nhân, tập thể, hộ gia đình.
        honorific: «Ông», «Bà», «Tập thể», «Hộ gia đình ông»; may be empty.
        name: họ và tên, tên tập thể, tên chủ hộ.
        post_unit: chức vụ, đơn vị công tác or địa chỉ; may be empty.
        achievement: tóm tắt thành tích; may be empty.
        certificate_number: số vào sổ, once there is one.
        bonus: tiền thưởng, đồng; None where none was worked out.
        why_unpaid: why the bonus is 0, another award's being paid; else empty.
        proposed_by: the office that put them forward first, on a list gathered from many.
    """

    kind: RecipientKind
    honorific: str
    name: str
    post_unit: str = ""
    achievement: str = ""
    certificate_number: str = ""
    bonus: int | None = None
    why_unpaid: str = ""
    proposed_by: str = ""

    def __post_init__(self) -> None:
        require(recipient_name=self.name)

    @property
    def where(self) -> str:
        """Post and unit, or address, as a list needs it; a collective may stand by itself."""
        if self.kind is RecipientKind.COLLECTIVE:
            return self.post_unit
        return known(self.post_unit, _WHERE[self.kind])

    @property
    def merit(self) -> str:
        """The achievement, as a list needs it."""
        return known(self.achievement, "thành tích")

    @property
    def addressed(self) -> str:
        """The name with its honorific, «bà Trần Thị Ánh», as inside a sentence."""
        word = self.honorific[:1].lower() + self.honorific[1:]
        return f"{word} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class AwardGroup:
    """Everybody put forward for, or given, one award.

    Attributes:
        name: in tables, «Lao động tiên tiến», «Giấy khen».
        phrase: inside a sentence, «danh hiệu “Lao động tiên tiến”», «Giấy khen của Chủ tịch …».
        recipients: at least one.
        verb: «Tặng» or «Công nhận».
        reason: after the recipients, «đã có thành tích xuất sắc trong …»; may be empty.
    """

    name: str
    phrase: str
    recipients: tuple[RecipientLine, ...]
    verb: str = "Tặng"
    reason: str = ""

    def __post_init__(self) -> None:
        require(award_name=self.name, award_phrase=self.phrase, verb=self.verb)
        require(recipients="".join(line.name for line in self.recipients))


def recipients_of(groups: Sequence[AwardGroup]) -> list[RecipientLine]:
    """Return everybody in all groups, in order."""
    return [line for group in groups for line in group.recipients]


def counts(lines: Sequence[RecipientLine]) -> str:
    """Return «05 tập thể, 12 cá nhân và 02 hộ gia đình», leaving out kinds nobody is of."""
    numbers = {kind: sum(line.kind is kind for line in lines) for kind in _COUNT_WORD}
    parts = [f"{counted(n)} {_COUNT_WORD[kind]}" for kind, n in numbers.items() if n]
    return " và ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def count_table(groups: Sequence[AwardGroup]) -> Table:
    """Return how many of each kind are put forward for each award, with the sums."""
    kinds = [k for k in _COUNT_WORD if any(line.kind is k for line in recipients_of(groups))]
    columns = (
        Column("STT", 14, Align.CENTER),
        Column("Danh hiệu thi đua, hình thức khen thưởng", 70),
        *(Column(_COUNT_WORD[kind].capitalize(), 24, Align.CENTER) for kind in kinds),
        Column("Cộng", 20, Align.CENTER),
    )
    rows = [
        Row((str(index), _capital(group.phrase), *_numbers(group.recipients, kinds)))
        for index, group in enumerate(groups, start=1)
    ]
    total = Row(("", "Tổng cộng", *_numbers(recipients_of(groups), kinds)), RowKind.TOTAL)
    return Table(columns, (*rows, total))


def origin_table(groups: Sequence[AwardGroup], own: str) -> Table | None:
    """Return how many of each kind each office put forward; None for a list of one office's own.

    Args:
        groups: in the order of the paper.
        own: the office whose paper it is, for those it put forward itself.
    """
    lines = recipients_of(groups)
    if not any(line.proposed_by for line in lines):
        return None
    kinds = [k for k in _COUNT_WORD if any(line.kind is k for line in lines)]
    columns = (
        Column("STT", 14, Align.CENTER),
        Column("Cơ quan, đơn vị đề nghị", 70),
        *(Column(_COUNT_WORD[kind].capitalize(), 24, Align.CENTER) for kind in kinds),
        Column("Cộng", 20, Align.CENTER),
    )
    names = dict.fromkeys(sorted((n.proposed_by or own for n in lines), key=sort_key))
    rows = [
        Row((str(place), name, *_numbers(_asked_by(lines, name, own), kinds)))
        for place, name in enumerate(names, start=1)
    ]
    total = Row(("", "Tổng cộng", *_numbers(lines, kinds)), RowKind.TOTAL)
    return Table(columns, (*rows, total))


def _asked_by(lines: Sequence[RecipientLine], name: str, own: str) -> list[RecipientLine]:
    return [line for line in lines if (line.proposed_by or own) == name]


def _numbers(lines: Sequence[RecipientLine], kinds: Sequence[RecipientKind]) -> tuple[str, ...]:
    each = [sum(line.kind is kind for line in lines) for kind in kinds]
    return tuple(counted(number) for number in (*each, sum(each)))


def list_rows(
    groups: Sequence[AwardGroup], cells: Callable[[AwardGroup, RecipientLine], tuple[str, ...]]
) -> tuple[Row, ...]:
    """Return the rows of a list: a title per award, then its people numbered from 1.

    Args:
        groups: in the order of the paper.
        cells: the cells after the number.
    """
    rows: list[Row] = []
    for part, group in enumerate(groups, start=1):
        title = f"{roman(part)}. {_capital(group.phrase)} ({counts(group.recipients)})"
        rows.append(Row((title,), RowKind.GROUP))
        rows += [
            Row((str(index), *cells(group, line)))
            for index, line in enumerate(_by_kind(group.recipients), start=1)
        ]
    return tuple(rows)


def _by_kind(lines: Sequence[RecipientLine]) -> list[RecipientLine]:
    """Return collectives first, then people, then households, each in the order given."""
    order = list(_COUNT_WORD)
    return sorted(lines, key=lambda line: order.index(line.kind))


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
