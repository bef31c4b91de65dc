"""What changed as rich text: taken out is struck through, put in is underlined, whatever colours.

Pure text work, so that a long report is compared in a job and only shown by the window.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.vietnamese.name_guard import DifferenceKind, compare
from desktop.vietnamese.word_diff import Piece, PieceKind, shortened, word_pieces
from desktop.views.theme import Colors, Tone
from desktop.views.widgets.names_tab import marked

if TYPE_CHECKING:
    from desktop.services.returned_points import PointReport
    from desktop.services.revision_diff import Change

NO_CHANGE = "chưa thấy thay đổi nào"
# Longer values are told in one text, and names beyond any name by words.
_SHORT, _LONGEST_NAME = 160, 200
# Of one view: past them the eye and the text widget give up.
_MOST_CHANGES, _MOST_LETTERS = 40, 60_000
_EMPTY = "(để trống)"


@dataclass(frozen=True, slots=True)
class Inks:
    """The marks as CSS, for a light or a dark ground."""

    removed: str
    added: str
    muted: str

    @classmethod
    def of(cls, colors: Colors) -> Inks:
        """Return the marks on the ground of ``colors``."""
        out, into = colors.tone(Tone.DANGER), colors.tone(Tone.SUCCESS)
        return cls(
            f"color:{out[0].name()};background-color:{out[1].name()};text-decoration:line-through",
            f"color:{into[0].name()};background-color:{into[1].name()};text-decoration:underline",
            f"color:{colors.muted}",
        )


def point_html(point: PointReport, inks: Inks) -> str:
    """Return a point raised, its reply, and every change that touches it."""
    item = f" · {point.item}" if point.item else ""
    head = f"<b>Điểm {point.number} – {html.escape(point.where + item)}</b>"
    parts = [f"<p>{head}<br>{_lines(point.point.text)}</p>"]
    if point.reply:
        parts.append(f"<p><b>Nơi gửi trả lời:</b> {_lines(point.reply)}</p>")
    if not point.changes:
        parts.append(f'<p style="{inks.muted}"><i>{said_of(point)}.</i></p>')
    return "".join(parts) + changes_html(point.changes, inks)


def said_of(point: PointReport) -> str:
    """Return what became of a point, in a few words, beginning with a capital."""
    if not point.is_compared:
        return "Không so sánh được"
    general = point.point.nomination_id is None and not point.item
    none = f"{NO_CHANGE} ở phần chung của hồ sơ" if general else NO_CHANGE
    count = len(point.changes)
    text = f"đã sửa: {count} thay đổi" if count else none
    return text[:1].upper() + text[1:]


def changes_html(changes: Sequence[Change], inks: Inks) -> str:
    """Return changes one under the other; the first ones only where they are many."""
    shown = "".join(change_html(change, inks) for change in changes[:_MOST_CHANGES])
    more = len(changes) - _MOST_CHANGES
    if more > 0:
        text = f"Và {more} thay đổi nữa: chọn từng dòng ở bên trái để xem."
        shown += f'<p style="{inks.muted}">{text}</p>'
    return shown


def change_html(change: Change, inks: Inks) -> str:
    """Return one change: what it is, then the old and the new with their differences marked."""
    head = f"<b>{html.escape(change.where)} · {html.escape(change.label)}</b>"
    kind = f'<span style="{inks.muted}">{change.kind.label}</span>'
    return f"<p>{head} – {kind}<br>{_compared(change, inks)}</p>"


def _compared(change: Change, inks: Inks) -> str:
    old, new = change.old, change.new
    difference = compare(old, new) if _is_name(change) else None
    # Other words altogether read better marked by words, an unseen space would only distract.
    if difference is not None and DifferenceKind.OTHER not in difference.kinds:
        kinds = ", ".join(kind.label for kind in difference.kinds)
        first = marked(old, difference.left, inks.removed)
        second = marked(new, difference.right, inks.added)
        return f'{_two(first, second)}<br><span style="{inks.muted}">Khác ở: {kinds}</span>'
    if not old or not new:
        style, text = (inks.added, new) if new else (inks.removed, old)
        whole = f'<span style="{style}">{_lines(_cut(text))}</span>'
        return _two(_EMPTY, whole) if new else _two(whole, _EMPTY)
    pieces = shortened(word_pieces(old, new))
    if max(len(old), len(new)) <= _SHORT:
        before = _inked((p for p in pieces if p.kind is not PieceKind.ADDED), inks)
        return _two(before, _inked((p for p in pieces if p.kind is not PieceKind.REMOVED), inks))
    return _inked(pieces, inks)


def _is_name(change: Change) -> bool:
    longest = max(len(change.old), len(change.new))
    return change.by_letter and bool(change.old and change.new) and longest <= _LONGEST_NAME


def _two(before: str, after: str) -> str:
    return f"Lần trước: {before}<br>Lần này: {after}"


def _inked(pieces: Iterable[Piece], inks: Inks) -> str:
    styles = {PieceKind.REMOVED: inks.removed, PieceKind.ADDED: inks.added}
    shown, left = [], _MOST_LETTERS
    for piece in pieces:
        text = _lines(_cut(piece.text, left))
        style = styles.get(piece.kind)
        shown.append(f'<span style="{style}">{text}</span>' if style else text)
        left -= len(piece.text)
        if left <= 0:
            break
    return "".join(shown)


def _cut(text: str, most: int = _MOST_LETTERS) -> str:
    return text if len(text) <= most else f"{text[:most]}… (còn {len(text) - most} ký tự)"


def _lines(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
