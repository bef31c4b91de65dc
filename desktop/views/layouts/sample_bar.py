"""Whose certificate is shown in the boxes: of which decision, the next one, the hardest one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.overrides import override
from desktop.services.certificate_layouts import CertificateText
from desktop.services.certificate_layouts_samples import SampleSource
from desktop.views.theme import GAP
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named

_PICKS: tuple[tuple[str, str, Callable[[CertificateText], int]], ...] = (
    ("longest_name", "Tên dài nhất", lambda text: len(text.name)),
    ("shortest_name", "Tên ngắn nhất", lambda text: -len(text.name)),
    ("longest_achievement", "Thành tích dài nhất", lambda text: len(text.achievement)),
    ("longest_post", "Chức danh, đơn vị dài nhất", lambda text: len(text.post_unit)),
)


# «QĐ 3214/QĐ-UBND (60 giấy)»
_SOURCE_LETTERS = 20


class SampleBar(QWidget):
    """Chooses the certificate whose words the canvas shows.

    Signals:
        source_chosen: id of a decision, None for the invented certificates.
        shown: another certificate (``CertificateText``) is to be shown.
    """

    source_chosen = Signal(object)
    shown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sample_bar")
        self._texts: Sequence[CertificateText] = ()
        self._place = 0
        self._sources = named(QComboBox(), "sample_source", says="Lấy chữ của quyết định nào")
        self._sources.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._sources.setMinimumContentsLength(_SOURCE_LETTERS)
        self._sources.activated.connect(
            lambda place: self.source_chosen.emit(self._sources.itemData(place))
        )
        self._before = self._button("sample_before", "chevron-left", "Giấy trước", -1)
        self._after = self._button("sample_after", "chevron-right", "Giấy sau", 1)
        self._who = named(_Who(), "sample_who", role="muted")
        self._picks = self._pick_button()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(QLabel("Xem với"))
        layout.addWidget(self._sources)
        layout.addWidget(self._before)
        layout.addWidget(self._after)
        layout.addWidget(self._picks)
        layout.addWidget(self._who, 1)

    @property
    def texts(self) -> Sequence[CertificateText]:
        """Every certificate that may be shown, in print order."""
        return self._texts

    @property
    def text(self) -> CertificateText | None:
        """The certificate shown."""
        return self._texts[self._place] if self._texts else None

    def show_sources(self, sources: Sequence[SampleSource]) -> None:
        """Offer decisions; the invented certificates come last."""
        self._sources.clear()
        for source in sources:
            text = f"QĐ {source.number} ({source.certificates} giấy)"
            self._sources.addItem(text, source.decision_id)
            self._sources.setItemData(self._sources.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        self._sources.addItem("Giấy khen ví dụ", None)

    def show_texts(self, texts: Sequence[CertificateText]) -> None:
        """Show the certificates of a source, the one with the longest name first."""
        self._texts = texts
        longest = max(range(len(texts)), key=lambda place: len(texts[place].name), default=0)
        self._show(longest)

    def _show(self, place: int) -> None:
        self._place = place
        text = self.text
        self._before.setEnabled(place > 0)
        self._after.setEnabled(place < len(self._texts) - 1)
        if text is not None:
            count = f"{place + 1}/{len(self._texts)}"
            self._who.say(f"{count} · {text.name}", f"Giấy số {text.number} · {text.name}")
            self.shown.emit(text)

    def _pick(self, measure: Callable[[CertificateText], int]) -> None:
        if self._texts:
            self._show(max(range(len(self._texts)), key=lambda p: measure(self._texts[p])))

    def _button(self, name: str, icon: str, text: str, step: int) -> QToolButton:
        button = named(QToolButton(), name, says=text)
        button.setIcon(icon_for(button, icon))
        button.setToolTip(text)
        button.clicked.connect(lambda _checked=False: self._show(self._place + step))
        return button

    def _pick_button(self) -> QToolButton:
        button = named(QToolButton(), "sample_pick", says="Chọn giấy khó nhất để xem")
        button.setText("Chọn giấy ▾")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for name, label, measure in _PICKS:
            act = menu.addAction(label)
            act.setObjectName(name)
            act.triggered.connect(lambda _checked=False, m=measure: self._pick(m))
        button.setMenu(menu)
        return button


class _Who(QLabel):
    """Who is shown: a long name is cut by the room there is, makes none, and is told whole."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, told: str) -> None:
        self._whole = text
        self.setToolTip(told)
        self.setAccessibleName(told)
        self._cut()

    def _cut(self) -> None:
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, right, self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()
