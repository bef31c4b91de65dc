"""The open package: how far it came, why it waits, every try to carry it, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.services.outbox import OutboxState
from desktop.views.exchange.words import local
from desktop.views.outbox.journey_line import JourneyLine
from desktop.views.outbox.words import (
    OpenPackage,
    attempt_cells,
    is_submission,
    journey,
    state_text,
    state_tone,
    waits,
    what_next,
)
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.flow_layout import FlowLayout
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.outbox import PackageRow

_HEADERS = ("Lúc", "Cách", "Nơi", "Kết quả", "Đã gửi")
_WIDTHS = (122, 66, 96, 0, 70)
_RESULT = 3
_LINE, _MOST_LINES = 24, 6


class PackageDetail(QFrame):
    """Shows one package; knows no service.

    Signals:
        copy_asked, again_asked, folder_asked, dossier_asked: the package a button was pressed for.
    """

    copy_asked = Signal(object)
    again_asked = Signal(object)
    folder_asked = Signal(object)
    dossier_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "package_detail", card=True)
        self._package: PackageRow | None = None
        self._heading = named(QLabel(), "package_heading", role="heading")
        self._heading.setWordWrap(True)
        self._chip = named(QLabel(), "package_state")
        self._journey = JourneyLine()
        self._next = Banner()
        self._next.setObjectName("what_next")
        self._facts = Facts("package_facts", columns=1)
        self._attempts_title = named(QLabel("Các lần chuyển"), "attempts_title", role="section")
        self._attempts = _attempts_list()
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self._copy = action_button(
            "Chép ra USB…", "copy_package", "usb", lambda: self._ask(self.copy_asked)
        )
        self._again = action_button(
            "Gửi lại", "send_again", "sync", lambda: self._ask(self.again_asked)
        )
        self._dossier = action_button(
            "Mở hồ sơ", "open_dossier", "dossier", lambda: self._ask(self.dossier_asked)
        )
        self._folder = action_button(
            "Mở thư mục", "open_folder", "open", lambda: self._ask(self.folder_asked)
        )
        self.setFocusProxy(self._copy)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        # They go on in a second line where the window is narrow.
        buttons = FlowLayout()
        for button in (self._copy, self._again, self._dossier, self._folder):
            buttons.addWidget(button)
        body = named(QWidget(), "scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(PAD, PAD, PAD, PAD)
        inner.setSpacing(GAP)
        inner.addLayout(head)
        inner.addWidget(self._journey)
        inner.addWidget(self._next)
        inner.addLayout(buttons)
        inner.addWidget(self._attempts_title)
        inner.addWidget(self._attempts)
        inner.addWidget(self._facts)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(scroll)

    def _ask(self, signal: object) -> None:
        if self._package is not None:
            signal.emit(self._package)  # type: ignore[attr-defined]

    def show_package(self, opened: OpenPackage) -> None:
        """Show a package."""
        self._package = package = opened.row
        self._heading.setText(package.title or package.kind.label)
        self._chip.setText(state_text(package))
        restyle(self._chip, chip=str(state_tone(package)))
        self._journey.show_steps(journey(package) if is_submission(package) else ())
        tone, text = what_next(opened)
        self._next.show_message(tone, text, can_close=False)
        self._dossier.setVisible(package.dossier_id is not None)
        allow(
            self._again,
            "" if waits(package) else "Nơi nhận đã trả lời, hoặc gói đã được thu hồi",
            "Chuyển lại qua mọi đường; nơi nhận đã có rồi thì không thành hai gói",
        )
        self._show_usual(is_refused=package.state is OutboxState.REFUSED)
        self._show_attempts(opened)
        self._facts.show_facts(_facts(package))

    def _show_usual(self, *, is_refused: bool) -> None:
        """Put what is usually done next in front; a refused package is not carried again."""
        why_not = "Nơi nhận không nhận gói này: mang tới lần nữa cũng không được nhận"
        allow(self._copy, why_not if is_refused else "")
        by_dossier = is_refused and self._package is not None and self._package.dossier_id
        restyle(self._dossier, role="primary" if by_dossier else "")
        ink = "accent_text" if by_dossier else "text"
        self._dossier.setIcon(icon_for(self._dossier, "dossier", ink))
        self.setFocusProxy(self._dossier if by_dossier else self._copy)

    def _show_attempts(self, opened: OpenPackage) -> None:
        self._attempts.clear()
        for attempt in opened.attempts:
            cells = attempt_cells(attempt)
            item = QTreeWidgetItem(list(cells))
            for column, text in enumerate(cells):
                item.setToolTip(column, text)
            item.setTextAlignment(len(cells) - 1, Qt.AlignmentFlag.AlignRight)
            self._attempts.addTopLevelItem(item)
        shown = min(len(opened.attempts), _MOST_LINES)
        self._attempts.setFixedHeight(_LINE * (shown + 1) + 8)
        for widget in (self._attempts_title, self._attempts):
            widget.setVisible(bool(opened.attempts))


def _attempts_list() -> QTreeWidget:
    tree = named(QTreeWidget(), "attempts", says="Các lần chuyển gói")
    tree.setHeaderLabels(_HEADERS)
    tree.setRootIsDecorated(False)
    tree.setAlternatingRowColors(True)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = tree.header()
    header.setStretchLastSection(False)
    for column, width in enumerate(_WIDTHS):
        tree.setColumnWidth(column, width)
    header.setSectionResizeMode(_RESULT, QHeaderView.ResizeMode.Stretch)
    return tree


def _facts(package: PackageRow) -> list[tuple[str, str]]:
    return [
        ("Loại gói", package.kind.label),
        ("Nơi nhận", package.receiver),
        ("Số thứ tự gửi", str(package.sequence)),
        ("Lần gửi hồ sơ", f"lần {package.revision}" if package.revision else ""),
        ("Lập lúc", local(package.created_at)),
        ("Chuyển đi lúc", local(package.carried_at)),
        ("Nơi nhận trả lời lúc", local(package.settled_at)),
        ("Người ký", package.signer),
        ("Dung lượng", size_text(package.size)),
        ("Tên tệp", package.file_name.rpartition("/")[2]),
        ("SHA-256", " ".join(_groups(package.sha256))),
        ("Mã gói", str(package.package_id)),
    ]


def _groups(digest: str) -> list[str]:
    """Return a digest in groups that wrap and can be read out."""
    return [digest[n : n + 8] for n in range(0, len(digest), 8)]
