"""«Tệp kèm theo» of a dossier or a nomination: files by dossier item, and how much room is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from desktop.config import ATTACHED_AT_MOST
from desktop.law.catalogue import Catalogue
from desktop.law.rows import ItemScope, MadeBy
from desktop.overrides import override
from desktop.views.theme import GAP
from desktop.views.widgets.attachments_panel import AttachmentsPanel, size_text
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.jobs.runner import Report
    from desktop.services.attachments import AttachmentRow

_HEADERS = ("Tên tệp", "Dung lượng", "Ngày thêm", "Thành phần hồ sơ", "Của")
_DAY, _ITEM, _OWNER = 2, 3, 4
_WIDTHS = {1: 96, 2: 124, 3: 190, 4: 150}
_NARROW = {1: 96, 3: 130, 4: 84}
_HINT = "Kéo tệp thả vào đây cũng được."
_OTHER = "KHAC"


class ItemAttachments(AttachmentsPanel):
    """The files of a dossier with those of its nominations, or of one nomination."""

    @override
    def _lay_out(self) -> None:
        super()._lay_out()
        self._names: Mapping[UUID, str] = {}
        self._files.setHeaderLabels(_HEADERS)
        for column, width in _WIDTHS.items():
            self._files.setColumnWidth(column, width)
        self._files.header().moveSection(_ITEM, 0)
        self._files.setColumnHidden(_OWNER, self._subject != "dossiers")
        self._item = named(QComboBox(), "item_code", says="Thành phần hồ sơ của tệp thêm vào")
        self._item.setToolTip("Tệp sắp thêm là thành phần nào của hồ sơ")
        for code, label in _items(self._subject):
            self._item.addItem(label, code)
        self._used = named(QLabel(_HINT), "attached_size", role="muted")
        self._used.setWordWrap(True)
        self._room = named(QProgressBar(), "attached_room", says="Dung lượng đã dùng")
        self._room.setRange(0, 1000)
        self._room.setTextVisible(False)
        self._room.setMaximumWidth(160)
        self._room.setVisible(self._subject == "dossiers")
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(QLabel("Thêm vào mục:"))
        line.addWidget(self._item, 1)
        line.addWidget(self._used, 2)
        line.addWidget(self._room)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(line)

    def give_names_room(self) -> None:
        """Leave the day out and the rest narrow, where names are long and the panel is not wide."""
        self._files.setColumnHidden(_DAY, True)
        for column, width in _NARROW.items():
            self._files.setColumnWidth(column, width)

    def choose_item(self, label: str) -> None:
        """Be ready to add the item called so; an unknown one changes nothing."""
        place = self._item.findText(label)
        if place >= 0:
            self._item.setCurrentIndex(place)
        self._add.setFocus()

    def show_files_of(self, owner: UUID | None, names: Mapping[UUID, str], read_only: str) -> None:
        """Show a record's files; ``names`` says whose each file is."""
        self._names = names
        if owner is None or owner != self._owner:
            self.show_owner(owner, read_only)
        else:
            # The same record again: nothing blinks, and what the banner says stays.
            self._read_only = read_only
            self._reload()

    @override
    def _reload(self) -> None:
        if self._subject != "dossiers":
            super()._reload()
            return
        owner = self._owner
        if owner is None:
            return

        def show(rows: Sequence[AttachmentRow]) -> None:
            if owner == self._owner:
                self._show(rows)

        self._run(lambda _r: self._service.list_for_dossier(owner), show)

    @override
    def _show(self, rows: Sequence[AttachmentRow]) -> None:
        super()._show(rows)
        for place, row in enumerate(rows):
            item = self._files.topLevelItem(place)
            assert item is not None
            item.setText(_ITEM, row.item or "Tài liệu khác")
            item.setText(_OWNER, self._names.get(row.owner_id, "Cả hồ sơ"))
            item.setToolTip(_OWNER, item.text(_OWNER))
            item.setToolTip(_ITEM, item.text(_ITEM))
        used = sum(row.size for row in rows)
        if self._subject == "dossiers":
            self._room.setValue(used * 1000 // ATTACHED_AT_MOST)
            text = f"Đã dùng {size_text(used)} / {size_text(ATTACHED_AT_MOST)}."
            self._used.setText(f"{text} {_HINT}" if not rows else text)

    @override
    def _say_buttons(self) -> None:
        super()._say_buttons()
        self._item.setEnabled(self._add.isEnabled())

    @override
    def _add_files(self, paths: Sequence[Path]) -> None:
        owner, code = self._owner, str(self._item.currentData())
        assert owner is not None

        def work(report: Report) -> None:
            for path in paths:
                self._service.add(self._subject, owner, code, path, report)

        self._run_shown(work, "Thêm tệp kèm theo", self._changed, also_refused=self._reload)


def _items(subject: str) -> list[tuple[str, str]]:
    """Return the papers that are attached to such a record, «Tài liệu khác» last."""
    scope = ItemScope.DOSSIER if subject == "dossiers" else ItemScope.NOMINATION
    attached = [i for i in Catalogue.load().items if i.made_by is MadeBy.ATTACHED]
    own = [(i.code, i.label) for i in attached if i.scope is scope and i.code != _OTHER]
    other = [(i.code, i.label) for i in attached if i.code == _OTHER]
    return own + other
