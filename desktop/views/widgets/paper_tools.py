"""The two rows of tools above a paper: which paper; which page, how large, and what to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton

from desktop.views.theme import GAP
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.views.widgets.paper_reader import PaperReader

_CLOSE = 4


class PaperTools:
    """The tools, each with its keys.

    Args:
        reader: what the tools and keys work on.
        find: the field words are typed in.

    Attributes:
        papers: the papers to choose from.
        elsewhere: opens the paper by another program.
    """

    def __init__(self, reader: PaperReader, find: QLineEdit) -> None:
        self._reader, self._find = reader, find
        self.papers = named(QComboBox(), "paper_list", says="Giấy tờ đang xem")
        self.papers.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.papers.setMinimumContentsLength(8)
        self.elsewhere = self._tool(
            "open",
            "open_elsewhere",
            "Mở bằng chương trình khác",
            reader.open_elsewhere,
            "Ctrl+Return",
        )
        self._place = named(QLabel(), "page_place", role="muted")
        self._before = self._tool("up", "page_before", "Trang trước", reader.page_before)
        self._after = self._tool("down", "page_after", "Trang sau", reader.page_after)

    def rows(self) -> tuple[QHBoxLayout, QHBoxLayout]:
        """Return both rows, laid out."""
        reader = self._reader
        top = QHBoxLayout()
        top.setSpacing(_CLOSE)
        top.addWidget(self._tool("chevron-left", "paper_before", "Giấy tờ trước", reader.before))
        top.addWidget(self.papers, 1)
        top.addWidget(self._tool("chevron-right", "paper_after", "Giấy tờ sau", reader.after))
        top.addWidget(self.elsewhere)
        tools = QHBoxLayout()
        tools.setSpacing(_CLOSE)
        for widget in (self._before, self._place, self._after):
            tools.addWidget(widget)
        tools.addSpacing(GAP)
        tools.addWidget(self._tool("zoom-out", "zoom_out", "Thu nhỏ", reader.zoom_out, "Ctrl+-"))
        tools.addWidget(self._tool("zoom-in", "zoom_in", "Phóng to", reader.zoom_in, "Ctrl+="))
        tools.addWidget(self._tool("zoom-fit", "fit_width", "Vừa bề ngang", reader.fit, "Ctrl+0"))
        tools.addSpacing(GAP)
        tools.addWidget(self._find, 1)
        return top, tools

    def say_page(self, page: int, pages: int) -> None:
        """Say which of the pages is in sight, the first being 0; nothing where there are none."""
        self._place.setText(f"{page + 1}/{pages}" if pages else "")
        for button, why in (
            (self._before, "" if page > 0 else "Đang ở trang đầu"),
            (self._after, "" if page + 1 < pages else "Đang ở trang cuối"),
        ):
            button.setEnabled(not why)
            button.setToolTip(why or button.accessibleName())

    def key(self, keys: str, act: Callable[[], object]) -> None:
        """Let keys do something anywhere in the reader."""
        shortcut = QShortcut(QKeySequence(keys), self._reader)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _tool(
        self, icon: str, name: str, tip: str, act: Callable[[], object], keys: str = ""
    ) -> QToolButton:
        button = named(QToolButton(), name, says=tip)
        button.setIcon(icon_for(self._reader, icon))
        # Qt calls the key «Return»; keyboards say «Enter».
        said = keys.replace("Return", "Enter")
        button.setToolTip(f"{tip} ({said})" if keys else tip)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            self.key(keys, act)
        return button
