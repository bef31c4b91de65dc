"""What is being designed: the layout, what of it is selected, and every act so far, to take back.

Canvas, panels and problems hold nothing of their own: they show an ``Editing`` and change it
through its acts, each of which has a name («Di chuyển Họ tên») and can be undone and done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from desktop.services.certificate_layouts import Box, Layout, LayoutDraft, Ornament
from desktop.views.layouts import arranging, ornaments
from desktop.views.layouts.acts import Act
from desktop.views.layouts.arranging import Edge
from desktop.views.layouts.words import act_on

_ASIDE_MM = 4.0


class Editing(QObject):
    """One layout on the drawing board.

    Signals:
        changed: the layout, or what it is used for, is another one.
        selection_changed: other boxes are selected.
        acts_changed: other acts can be undone or done again.
    """

    changed = Signal()
    acts_changed = Signal()
    selection_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._draft = LayoutDraft(Layout("", "", 297, 210, ()))
        self._saved = self._draft
        self._base: Layout | None = None
        self._selected: tuple[str, ...] = ()
        self.read_only = ""
        self._on_ornaments = False

    # -- what there is ----------------------------------------------------------------------

    def load(self, draft: LayoutDraft, base: Layout | None = None, read_only: str = "") -> None:
        """Begin with a layout as it is saved.

        Args:
            draft: the layout.
            base: the one it inherits from, whose boxes «Lấy lại theo mẫu gốc» brings back.
            read_only: why nothing may be changed, "" when it may.
        """
        self._draft = self._saved = draft
        self._base, self.read_only = base, read_only
        self._selected = ()
        self.stack.clear()
        self.acts_changed.emit()
        self.changed.emit()
        self.selection_changed.emit()

    def restore(self, draft: LayoutDraft) -> None:
        """Take up again what was being designed when the program stopped."""
        kept = replace(draft, id=self._draft.id, version=self._draft.version)
        self._act("Lấy lại phần đang vẽ dở", kept)

    def saved(self, draft: LayoutDraft, version: int, base: Layout | None) -> None:
        """Note that ``draft`` was saved; what was done since stays to be saved."""
        self._saved = replace(draft, version=version)
        self._draft = replace(self._draft, id=draft.id, version=version)
        self._base = base
        self.changed.emit()

    @property
    def draft(self) -> LayoutDraft:
        """What would be saved now."""
        return self._draft

    @property
    def layout(self) -> Layout:
        """The layout as it stands."""
        return self._draft.layout

    @property
    def base(self) -> Layout | None:
        """The layout this one inherits from."""
        return self._base

    @property
    def is_dirty(self) -> bool:
        """Whether something is not saved."""
        return self._draft != self._saved

    @property
    def held_back(self) -> str:
        """Why what is worked on may not be changed, "" where it may."""
        return self.read_only or (ornaments.held_back(self._draft) if self._on_ornaments else "")

    # -- boxes or ornaments -----------------------------------------------------------------

    @property
    def on_ornaments(self) -> bool:
        """Whether frames and drawings are worked on, instead of boxes."""
        return self._on_ornaments

    def work_on_ornaments(self, on: bool) -> None:
        """Work on frames and drawings by their areas, or on boxes again."""
        if on != self._on_ornaments:
            self._on_ornaments, self._selected = on, ()
            self.selection_changed.emit()

    @property
    def board(self) -> Layout:
        """The layout with only what is worked on: its boxes, or the areas of its ornaments."""
        layout = self.layout
        return replace(layout, boxes=ornaments.areas(layout)) if self._on_ornaments else layout

    # -- selecting --------------------------------------------------------------------------

    @property
    def selected(self) -> tuple[Box, ...]:
        """The selected boxes, the one selected last at the end."""
        known = {box.id: box for box in self.board.boxes}
        return tuple(known[box_id] for box_id in self._selected if box_id in known)

    def select(self, ids: Iterable[str]) -> None:
        """Select these boxes and no others."""
        chosen = tuple(dict.fromkeys(ids))
        if chosen != self._selected:
            self._selected = chosen
            self.selection_changed.emit()

    def toggle(self, box_id: str) -> None:
        """Add a box to those selected, or take it out."""
        ids = [box.id for box in self.selected]
        self.select([i for i in ids if i != box_id] if box_id in ids else [*ids, box_id])

    def step_selection(self, step: int) -> bool:
        """Select the box after (or before) the one selected; False at the end of the row."""
        ids = [box.id for box in self.board.boxes]
        if not ids:
            return False
        if not self.selected:
            self.select([ids[0] if step > 0 else ids[-1]])
            return True
        place = ids.index(self.selected[-1].id) + step
        if not 0 <= place < len(ids):
            return False
        self.select([ids[place]])
        return True

    # -- acts -------------------------------------------------------------------------------

    def put(self, name: str, boxes: Sequence[Box], *, merge: str = "") -> None:
        """Replace boxes by others of their ids.

        Args:
            name: of the act.
            boxes: as they are to be.
            merge: acts of one such key that follow one another are one act.
        """
        if self._on_ornaments:
            if not self.held_back:
                self.put_layout(name, ornaments.with_areas(self.layout, boxes), merge=merge)
            return
        new = {box.id: box for box in boxes}
        kept = tuple(new.get(box.id, box) for box in self.layout.boxes)
        self.put_layout(name, replace(self.layout, boxes=kept), merge=merge)

    def put_layout(self, name: str, layout: Layout, *, merge: str = "") -> None:
        """Replace the whole layout."""
        self._act(name, replace(self._draft, layout=layout), merge)

    def put_draft(self, name: str, draft: LayoutDraft) -> None:
        """Replace the layout and what it is used for."""
        self._act(name, draft)

    def undo(self) -> None:
        """Take the last act back."""
        self.stack.undo()
        self.acts_changed.emit()

    def redo(self) -> None:
        """Do again the act last taken back."""
        self.stack.redo()
        self.acts_changed.emit()

    def nudge(self, right: float, down: float) -> None:
        """Move the selected boxes by so many millimetres; nudges in a row are one act."""
        boxes = [arranging.moved(box, right, down) for box in self.selected]
        if boxes:
            self.put(act_on("Nhích", boxes), boxes, merge=f"nudge {self._selected}")

    def align(self, edge: Edge, name: str) -> None:
        """Line the selected boxes up."""
        if self.selected:
            boxes = arranging.aligned(self.selected, edge, self.layout)
            self.put(name, boxes)

    def same_width(self) -> None:
        """Make the selected boxes as wide as the one selected last."""
        if self.selected:
            boxes = arranging.of_one_width(self.selected, self.selected[-1])
            self.put("Làm bằng chiều rộng", boxes)

    def distribute(self, *, down: bool) -> None:
        """Share out the gaps between the selected boxes."""
        if self.selected:
            name = "Giãn đều theo chiều dọc" if down else "Giãn đều theo chiều ngang"
            self.put(name, arranging.distributed(self.selected, down=down))

    def add(self, box: Box) -> None:
        """Put a new box on the page, under an id no other has, and select it."""
        self._add("Thêm khung", [replace(box, id=arranging.free_id(box.id, self.layout.boxes))])

    def add_ornaments(self, name: str, new: Sequence[Ornament]) -> None:
        """Draw these ornaments over the others, and select them."""
        count = len(self.layout.ornaments)
        self.put_layout(name, replace(self.layout, ornaments=(*self.layout.ornaments, *new)))
        self.select(ornaments.area_id(count + place) for place in range(len(new)))

    def duplicate(self) -> None:
        """Put copies of the selected boxes a little aside, and select them."""
        if self._on_ornaments:
            copied = ornaments.copies(self.layout, self.selected, _ASIDE_MM)
            if copied and not self.held_back:
                self.add_ornaments(act_on("Nhân đôi", self.selected), copied)
            return
        copies: list[Box] = []
        for box in self.selected:
            aside = arranging.moved(box, _ASIDE_MM, _ASIDE_MM)
            free = arranging.free_id(box.id, (*self.layout.boxes, *copies))
            copies.append(replace(aside, id=free))
        if copies:
            self._add(act_on("Nhân đôi", self.selected), copies)

    def delete(self) -> None:
        """Take the selected boxes off the page."""
        gone = {box.id for box in self.selected}
        name = act_on("Xóa", self.selected)
        if gone and self._on_ornaments:
            if not self.held_back:
                self.put_layout(name, ornaments.without(self.layout, self.selected))
                # Those that stay go by other places now.
                self.select(())
        elif gone:
            # What is inherited cannot be taken away, only left unprinted.
            inherited = {box.id for box in self._base.boxes} if self._base else set[str]()
            kept = tuple(
                replace(box, visible=False) if box.id in gone else box
                for box in self.layout.boxes
                if box.id not in gone or box.id in inherited
            )
            self.put_layout(name, replace(self.layout, boxes=kept))

    def restorable(self, ids: Iterable[str]) -> list[Box]:
        """Return those boxes of the base that are otherwise here."""
        base = self._base
        wanted = set(ids)
        boxes = () if base is None else base.boxes
        return [b for b in boxes if b.id in wanted and b != self.layout.box(b.id)]

    def take_back(self) -> None:
        """Give the selected boxes, or everything when none is selected, what the base says."""
        if self._base is None:
            return
        if not self.selected:
            base = self._base
            layout = replace(base, code=self.layout.code, name=self.layout.name)
            self.put_layout("Lấy lại tất cả theo mẫu gốc", layout)
            return
        boxes = self.restorable(box.id for box in self.selected)
        if boxes:
            self.put(act_on("Lấy lại theo mẫu gốc:", boxes), boxes)

    def _add(self, name: str, boxes: Sequence[Box]) -> None:
        layout = replace(self.layout, boxes=(*self.layout.boxes, *boxes))
        self.put_layout(name, layout)
        self.select(box.id for box in boxes)

    def _act(self, name: str, draft: LayoutDraft, merge: str = "") -> None:
        if not self.read_only and draft != self._draft:
            self.stack.push(Act(name, self._show, self._draft, draft, merge))
            self.acts_changed.emit()

    def _show(self, draft: LayoutDraft) -> None:
        self._draft = replace(draft, id=self._draft.id, version=self._draft.version)
        known = {box.id for box in self.board.boxes}
        self.select(box_id for box_id in self._selected if box_id in known)
        self.changed.emit()
