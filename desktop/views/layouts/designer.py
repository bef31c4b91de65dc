"""The designer: canvas with rulers, buttons, properties and problems around one ``Editing``.

It knows widgets only. The page gives it a layout, the certificates to show and the blank's picture,
and takes the draft from it; ``checks_asked`` asks for all certificates to be tried in a job.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.services.certificate_layouts import (
    CertificateText,
    Layout,
    LayoutDraft,
    draft_from_state,
    draft_state,
)
from desktop.services.certificate_layouts_drawn import Trouble, layout_problems, troubles
from desktop.views.layouts.canvas import Canvas
from desktop.views.layouts.editing import Editing
from desktop.views.layouts.ornament_panel import OrnamentPanel
from desktop.views.layouts.ornaments import areas, place_of
from desktop.views.layouts.paper_panel import PaperPanel
from desktop.views.layouts.problem_list import ProblemList
from desktop.views.layouts.property_panel import PropertyPanel
from desktop.views.layouts.rulers import THICKNESS, Ruler
from desktop.views.layouts.sample_bar import SampleBar
from desktop.views.layouts.sheet import Background
from desktop.views.layouts.tool_bar import ToolBar
from desktop.views.layouts.undo_keys import UndoKeys
from desktop.views.layouts.words import problem_line, trouble_line

_PANEL_WIDTH = 272
_CHECK_AFTER_MS = 300


class Designer(QWidget):
    """Shows and changes one layout.

    Signals:
        edited: something was changed, to be kept in the crash journal.
        dirty_changed: whether something is not saved.
        checks_asked: the layout rests; all certificates may be tried in it.
    """

    edited = Signal()
    dirty_changed = Signal(bool)
    checks_asked = Signal()

    def __init__(self, *, with_paper: bool = True) -> None:
        """Make an empty designer; without paper, one for a single certificate."""
        super().__init__()
        self.setObjectName("designer")
        self.editing = Editing(self)
        self.canvas = Canvas(self.editing)
        self.tools = ToolBar(self.editing, self.canvas)
        self.samples = SampleBar()
        self.properties = PropertyPanel(self.editing)
        self.paper = PaperPanel(self.editing)
        self.ornaments = OrnamentPanel(self.editing)
        self.problems = ProblemList()
        self._troubles: Sequence[Trouble] = ()
        self._was_dirty = False
        self._resting = QTimer(self, interval=_CHECK_AFTER_MS, singleShot=True)
        self._resting.timeout.connect(self.checks_asked)
        self.panels = QTabWidget()
        self.panels.addTab(self.properties, "Khung")
        if with_paper:
            self.panels.addTab(self.ornaments, "Hoa văn")
            self.panels.addTab(self.paper, "Tờ giấy")
        else:
            for panel in (self.ornaments, self.paper):
                panel.setParent(self)
                panel.hide()
        self._lay_out()
        # Not before it has a place: a widget of its own would be a window for a moment.
        self.samples.setVisible(with_paper)
        UndoKeys(self)
        self._connect()

    def _connect(self) -> None:
        self.editing.changed.connect(self._changed)
        self.samples.shown.connect(self._show_sample)
        self.canvas.typing_asked.connect(self._type)
        self.problems.chosen.connect(self._go_to)
        self.panels.currentChanged.connect(lambda _tab: self._change_hands())

    def _lay_out(self) -> None:
        board = QWidget()
        grid = QGridLayout(board)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        corner = QWidget()
        corner.setFixedSize(THICKNESS, THICKNESS)
        grid.addWidget(corner, 0, 0)
        grid.addWidget(Ruler(self.canvas, self.editing, upright=False), 0, 1)
        grid.addWidget(Ruler(self.canvas, self.editing, upright=True), 1, 0)
        grid.addWidget(self.canvas, 1, 1)
        left = QWidget()
        left_layout = QVBoxLayout(left)
        left_layout.setContentsMargins(0, 0, 0, 0)
        left_layout.setSpacing(4)
        left_layout.addWidget(board, 1)
        left_layout.addWidget(self.problems)
        self.panels.setMinimumWidth(_PANEL_WIDTH)
        self.panels.setMaximumWidth(_PANEL_WIDTH + 80)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(self.panels)
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tools)
        layout.addWidget(self.samples)
        layout.addWidget(halves, 1)

    # -- as a form: what the page and the crash journal ask for ---------------------------------

    @property
    def record_id(self) -> UUID | None:
        """The record that is open."""
        return self.editing.draft.id

    @property
    def is_dirty(self) -> bool:
        """Whether something is not saved."""
        return self.editing.is_dirty

    def state(self) -> dict[str, Any]:
        """Return what is designed, for the crash journal."""
        return draft_state(self.editing.draft)

    def restore(self, state: dict[str, Any]) -> None:
        """Take up again what the crash journal kept."""
        self.editing.restore(draft_from_state(state))

    # -- showing --------------------------------------------------------------------------------

    def load(self, draft: LayoutDraft, base: Layout | None = None, read_only: str = "") -> None:
        """Show a layout as it is saved; see ``Editing.load``."""
        self.editing.load(draft, base, read_only)
        self.paper.show_base(base.name if base is not None else "")
        self.canvas.fit()

    def show_texts(self, texts: Sequence[CertificateText]) -> None:
        """Show these certificates, one at a time."""
        self.samples.show_texts(texts)
        self._ask_checks()

    def show_scan(self, picture: QImage | None, name: str = "") -> None:
        """Show the blank's picture behind the boxes, as wide as the sheet."""
        self.paper.show_scan(name if picture is not None else "")
        if picture is None or picture.isNull():
            self.canvas.show_background(None)
            return
        width = self.editing.layout.width
        area = QRectF(0, 0, width, width * picture.height() / picture.width())
        self.canvas.show_background(Background(picture, area))

    def show_troubles(self, found: Sequence[Trouble]) -> None:
        """Show which of all the certificates cannot be printed."""
        self._troubles = found
        self._say_problems()

    def _show_sample(self, text: CertificateText) -> None:
        self.canvas.show_sample(text)
        self._say_problems()

    def _changed(self) -> None:
        if self.is_dirty != self._was_dirty:
            self._was_dirty = self.is_dirty
            self.dirty_changed.emit(self.is_dirty)
        if self.is_dirty:
            self.edited.emit()
        self._troubles = ()
        self._say_problems()
        self._ask_checks()

    def _ask_checks(self) -> None:
        if len(self.samples.texts) > 1:
            self._resting.start()

    def _say_problems(self) -> None:
        layout, text = self.editing.layout, self.samples.text
        boxes = {box.id: box for box in (*layout.boxes, *areas(layout))}
        lines = [problem_line(problem, boxes) for problem in layout_problems(layout)]
        found = self._troubles or (troubles(layout, [text]) if text is not None else ())
        lines += [trouble_line(trouble, boxes) for trouble in found]
        self.problems.show_lines(lines if layout.code or layout.boxes else ())

    def _change_hands(self) -> None:
        self.editing.work_on_ornaments(self.panels.currentWidget() is self.ornaments)
        self.canvas.refresh()

    def _type(self) -> None:
        if self.editing.on_ornaments:
            self.ornaments.type()
            return
        self.panels.setCurrentWidget(self.properties)
        self.properties.type_text()

    def _go_to(self, box_id: str) -> None:
        if place_of(box_id) is not None:
            self.panels.setCurrentWidget(self.ornaments)
            self.editing.select([box_id])
            self.canvas.setFocus()
        elif box_id:
            self.panels.setCurrentWidget(self.properties)
            self.editing.select([box_id])
            self.canvas.setFocus()
        elif self.panels.indexOf(self.paper) >= 0:
            self.panels.setCurrentWidget(self.paper)
