"""The open package: what it is, where it stands, and what to do with it next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.config import LOCAL_TIME
from desktop.vietnamese.dates import date_time
from desktop.views.outbox.words import state_text, state_tone, what_next
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.attachments_panel import size_text
from desktop.views.widgets.facts import Facts
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.reading_page import action_button

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.services.outbox import PackageRow


class PackageDetail(QFrame):
    """Shows one package; knows no service.

    Signals:
        copy_asked, folder_asked, dossier_asked: the package a button was pressed for.
    """

    copy_asked = Signal(object)
    folder_asked = Signal(object)
    dossier_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "package_detail", card=True)
        self._package: PackageRow | None = None
        self._heading = named(QLabel(), "package_heading", role="heading")
        self._heading.setWordWrap(True)
        self._chip = named(QLabel(), "package_state")
        self._next = named(QLabel(), "what_next")
        self._next.setWordWrap(True)
        self._facts = Facts("package_facts")
        self._copy = action_button(
            "Chép ra USB…",
            "copy_package",
            "usb",
            lambda: self._ask(self.copy_asked),
            role="primary",
        )
        self._dossier = action_button(
            "Mở hồ sơ", "open_dossier", "dossier", lambda: self._ask(self.dossier_asked)
        )
        self._folder = action_button(
            "Mở thư mục hộp đi", "open_folder", "open", lambda: self._ask(self.folder_asked)
        )
        self.setFocusProxy(self._copy)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._heading, 1)
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self._copy, self._dossier, self._folder):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(PAD)
        layout.addLayout(head)
        layout.addWidget(self._next)
        layout.addLayout(buttons)
        layout.addWidget(self._facts)
        layout.addStretch(1)

    def _ask(self, signal: object) -> None:
        if self._package is not None:
            signal.emit(self._package)  # type: ignore[attr-defined]

    def show_package(self, package: PackageRow) -> None:
        """Show a package."""
        self._package = package
        self._heading.setText(package.title or package.kind.label)
        self._chip.setText(state_text(package))
        restyle(self._chip, chip=str(state_tone(package)))
        self._next.setText(what_next(package))
        self._dossier.setVisible(package.dossier_id is not None)
        revision = f"lần {package.revision}" if package.revision else ""
        self._facts.show_facts(
            [
                ("Loại gói", package.kind.label),
                ("Nơi nhận", package.receiver),
                ("Số thứ tự gửi", str(package.sequence)),
                ("Lần gửi hồ sơ", revision),
                ("Lập lúc", _local(package.created_at)),
                ("Nơi nhận tiếp nhận lúc", _local(package.settled_at)),
                ("Người ký", package.signer),
                ("Dung lượng", size_text(package.size)),
                ("Tên tệp", package.file_name.rpartition("/")[2]),
                ("SHA-256", " ".join(_groups(package.sha256))),
                ("Mã gói", str(package.package_id)),
            ]
        )


def _local(moment: datetime | None) -> str:
    return date_time(moment.astimezone(LOCAL_TIME)) if moment is not None else ""


def _groups(digest: str) -> list[str]:
    """Return a digest in groups that wrap and can be read out."""
    return [digest[n : n + 8] for n in range(0, len(digest), 8)]
