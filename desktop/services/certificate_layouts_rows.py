"""A layout as lists, the designer and the crash journal have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.documents.layout import Box, Layout, Ornament
from desktop.documents.layout_change import change_of, resolve
from desktop.documents.layout_file import VERSION, bad, items, layout_data, typed
from desktop.documents.layout_problems import LayoutProblem
from desktop.errors import DocumentFailed
from desktop.law.terms import RecipientKind
from desktop.models.certificates import CertificateLayout
from desktop.services.certificate_layouts_chosen import LayoutBook
from desktop.vietnamese.text import fold

_UNREADABLE = "Mẫu này không đọc được: do phiên bản mới hơn của chương trình làm ra, hoặc bị hỏng."


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One layout of the list.

    Attributes:
        id: of the record; of a bundled one, made from its code.
        code: permanent, as commands name it.
        name: as the officer chooses it.
        is_bundled: the program brought it.
        is_default: what this office prints with unless another is asked for.
        base_code: what it inherits from, "" for one that stands alone.
        base_name: the name of that.
        award_code: the award it is made for, "" for all.
        recipient_kind: whom it is made for, None for all.
        width: of the page, mm.
        height: mm.
        overlay: printed on blanks, without what they have already.
        has_scan: the blank's picture is kept with it.
        is_archived: put away.
        note: what whoever chooses it must know.
        search_key: what it is found by.
    """

    id: UUID
    code: str
    name: str
    is_bundled: bool
    is_default: bool
    base_code: str
    base_name: str
    award_code: str
    recipient_kind: RecipientKind | None
    width: float
    height: float
    overlay: bool
    has_scan: bool
    is_archived: bool
    note: str
    search_key: str


@dataclass(frozen=True, slots=True)
class LayoutDraft:
    """A layout as it is designed.

    Attributes:
        layout: whole, with all it inherits; its name is the layout's.
        award_code: the award it is for, "" for all.
        recipient_kind: whom it is for, None for all.
        base_code: what it inherits from, "" for one that stands alone.
        id: the record; None for a new one.
        version: what it is saved against.
    """

    layout: Layout
    award_code: str = ""
    recipient_kind: RecipientKind | None = None
    base_code: str = ""
    id: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class OpenLayout:
    """A layout laid open.

    Attributes:
        draft: as the designer takes it; a bundled one has no ``id``.
        row: its line of the list.
        base: the layout it inherits from.
        lost: ids of boxes it has otherwise which the layout below no longer has.
    """

    draft: LayoutDraft
    row: LayoutRow
    base: Layout | None
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayoutSaved:
    """What came of a save; the problems are those that hold nothing back."""

    id: UUID
    version: int
    code: str
    problems: tuple[LayoutProblem, ...]


def draft_state(draft: LayoutDraft) -> dict[str, Any]:
    """Return a draft as plain data for the crash journal, whatever is wrong with it."""
    return {
        "code": draft.layout.code,
        "layout": layout_data(draft.layout),
        "award_code": draft.award_code,
        "recipient_kind": draft.recipient_kind.value if draft.recipient_kind else "",
        "base_code": draft.base_code,
    }


def draft_from_state(state: dict[str, Any]) -> LayoutDraft:
    """Return the draft ``draft_state`` described; nothing of it is judged."""
    data, kind = state["layout"], state["recipient_kind"]
    layout = Layout(
        state["code"],
        data["name"],
        typed(data, "width", float, ""),
        typed(data, "height", float, ""),
        tuple(items(data, "boxes", Box)),
        tuple(items(data, "ornaments", Ornament)),
        bool(data.get("overlay")),
        data.get("note", ""),
    )
    chosen = RecipientKind(kind) if kind else None
    return LayoutDraft(layout, state["award_code"], chosen, state["base_code"])


def with_values(layout: Layout, box_id: str, values: dict[str, Any]) -> Layout:
    """Return a layout with some properties of one box otherwise, given as JSON has them.

    Raises:
        DocumentFailed: LAYOUT_BAD with the path of what is wrong as ``field``, as
            ``boxes.name.width``; "boxes.name" where there is no such box.
    """
    data = {"version": VERSION, "boxes": {box_id: _floats(values)}, "added": []}
    found = resolve(layout, change_of(data))
    if found.lost:
        raise bad(f"boxes.{box_id}", "no such box")
    return found.layout


def _floats(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with whole numbers as measures where a measure is asked for."""
    return {
        key: float(value) if type(value) is int and key != "max_lines" else value
        for key, value in values.items()
    }


def bundled_id(code: str) -> UUID:
    """Return the id by which lists know a layout of the program."""
    return uuid5(NAMESPACE_URL, f"guongsang:layout:{code}")


def draft_of(book: LayoutBook, record: CertificateLayout) -> LayoutDraft:
    """Return a layout of this office as it is designed."""
    return LayoutDraft(
        book.layout(record.code),
        record.award_code,
        record.recipient_kind,
        record.base_code,
        record.id,
        record.version,
    )


def bundled_row(book: LayoutBook, code: str) -> LayoutRow:
    """Return the line of a layout the program brings."""
    layout = book.layout(code)
    return LayoutRow(
        bundled_id(code),
        code,
        layout.name,
        is_bundled=True,
        is_default=book.default == code,
        base_code="",
        base_name="",
        award_code="",
        recipient_kind=None,
        width=layout.width,
        height=layout.height,
        overlay=layout.overlay,
        has_scan=False,
        is_archived=False,
        note=layout.note,
        search_key=fold(f"{layout.name} {code}"),
    )


def own_row(book: LayoutBook, record: CertificateLayout) -> LayoutRow:
    """Return the line of a layout of this office."""
    try:
        layout, base = book.layout(record.code), book.base(record.code)
    except DocumentFailed:
        # One that a newer program wrote, or that is damaged, must not hide all the others.
        layout, base = Layout(record.code, record.name, 0, 0, (), note=_UNREADABLE), None
    return LayoutRow(
        record.id,
        record.code,
        record.name,
        is_bundled=False,
        is_default=book.default == record.code,
        base_code=record.base_code,
        base_name=base.name if base is not None else "",
        award_code=record.award_code,
        recipient_kind=record.recipient_kind,
        width=layout.width,
        height=layout.height,
        overlay=layout.overlay,
        has_scan=bool(record.scan_sha256),
        is_archived=record.archived_at is not None,
        note=layout.note,
        search_key=record.search_key,
    )
