"""What is said about a conflict, its sides and the packages that never came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.views.exchange.words import local
from desktop.views.machine_words import machine_of, machine_text
from desktop.views.theme import Tone

if TYPE_CHECKING:
    from desktop.services.conflicts import ConflictDetail, ConflictRow, ConflictSide, Gap

_MOST_NUMBERS = 8


def state_text(row: ConflictRow) -> str:
    """Return whether somebody still has to choose."""
    return "Chờ chọn" if row.is_open else "Đã giải quyết"


def state_tone(row: ConflictRow) -> Tone:
    """Return the colours of that."""
    return Tone.DANGER if row.is_open else Tone.NEUTRAL


def side_facts(side: ConflictSide, other: ConflictSide, *, is_left: bool) -> list[tuple[str, str]]:
    """Return what is known of one side, told from the other."""
    return [
        ("Là gì", side.what),
        ("Cơ quan", side.office),
        ("Người làm", side.who),
        ("Lúc", local(side.at)),
        ("Tới đây lúc", local(side.came_at)),
        ("Máy", machine_text(side, other, is_left=is_left)),
        ("Số thứ tự gói", str(side.number) if side.number else ""),
        ("Lần gửi", str(side.revision) if side.revision else ""),
        ("Trạng thái", side.state),
        ("Lý do kèm theo", side.reason),
    ]


def settled_text(detail: ConflictDetail) -> str:
    """Return who chose what and why, "" while nobody has."""
    row = detail.row
    if row.is_open:
        return ""
    label = next((o.label for o in detail.offers if o.choice == row.choice), row.choice)
    return f"Đã chọn «{label}» lúc {local(row.settled_at)}, {row.settled_by}. Lý do: {row.reason}"


def gaps_text(gaps: Sequence[Gap]) -> str:
    """Return which packages of senders were never seen, "" for none."""
    return "\n".join(_gap(gap) for gap in gaps)


def _gap(gap: Gap) -> str:
    numbers = ", ".join(str(number) for number in gap.missing[:_MOST_NUMBERS])
    more = len(gap.missing) - _MOST_NUMBERS
    rest = f" và {more} số khác" if more > 0 else ""
    return (
        f"Chưa thấy gói số {numbers}{rest} của {gap.sender}{machine_of(gap)}: có thể còn trên "
        "đường, hoặc đã mất."
    )
