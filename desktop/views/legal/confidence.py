"""How well a row of the law is known: its chip in lists, and what that means in plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.law.rows import Confidence
from desktop.views.theme import Tone
from desktop.views.widgets.list_panel import Filter

if TYPE_CHECKING:
    from desktop.services.law_rows import LawRow

CORRECTED, VERIFIED, UNVERIFIED = "Đã sửa", "Đã đối chiếu", "Chưa đối chiếu"
_TONES = {CORRECTED: Tone.INFO, VERIFIED: Tone.SUCCESS, UNVERIFIED: Tone.WARNING}

_COUNTS = "được dùng như quy định đã đối chiếu; điểm sai chắc chắn thì chặn."

MEANING = {
    Confidence.FOUND: f"Đã đọc thấy trong nguồn ghi dưới đây: {_COUNTS}",
    Confidence.FOUND_SECOND: (
        "Chỉ thấy ở nguồn gián tiếp, chưa đọc văn bản gốc. Chương trình chỉ nhắc, không chặn."
    ),
    Confidence.MEM_H: (
        "Chưa đối chiếu với văn bản gốc, độ chắc cao. Chương trình chỉ nhắc, không chặn."
    ),
    Confidence.MEM_M: (
        "Chưa đối chiếu với văn bản gốc, độ chắc vừa. Chương trình chỉ nhắc, không chặn."
    ),
    Confidence.MEM_L: (
        "Chưa đối chiếu với văn bản gốc, độ chắc thấp. Chương trình chỉ nhắc, không chặn; "
        "nên đối chiếu trước khi dùng."
    ),
    Confidence.CONFLICT: (
        "Các nguồn nói khác nhau. Chương trình chỉ nhắc, không chặn; cần đọc văn bản gốc."
    ),
    Confidence.LOCAL: "Hãy ghi quy định của địa phương mình vào phần sửa đổi.",
    Confidence.OFFICE: f"Cơ quan đã đọc và ghi kèm căn cứ: {_COUNTS}",
}


def badge_of(row: LawRow) -> str:
    """Return the word of a row's chip."""
    if row.corrected:
        return CORRECTED
    # Read for one place or another regime only, it warns and never blocks.
    only_unsure = bool(row.unsure_in) and set(row.regimes) <= set(row.unsure_in)
    return VERIFIED if row.confidence.is_verified and not only_unsure else UNVERIFIED


def meaning_of(row: LawRow) -> str:
    """Return how well a row is known and what follows, in a sentence or two."""
    said = f"{row.confidence.label}. {MEANING[row.confidence]}"
    if row.unsure_in and not row.corrected:
        said += " Nơi ghi «chưa đối chiếu» ở mục «Áp dụng» thì chỉ nhắc, không chặn."
    return said


def tone_of(row: LawRow) -> str:
    """Return the colour family of a row's chip."""
    return _TONES[badge_of(row)]


def badge_filter() -> Filter:
    """Return the chips that narrow a list of rows by how well they are known."""
    choices = [(word, _is(word)) for word in _TONES]
    return Filter("badge_filter", "Đối chiếu", choices, tones=list(_TONES.values()))


def _is(word: str) -> Callable[[LawRow], bool]:
    return lambda row: badge_of(row) == word
