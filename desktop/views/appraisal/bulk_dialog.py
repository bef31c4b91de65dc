"""One verdict for many nominations: what changes and what is left out is seen before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.law.terms import Verdict
from desktop.services.fields import clean
from desktop.views.appraisal.reasons import VERDICT_REASONS
from desktop.views.appraisal.words import VERDICT_WORDS
from desktop.views.messages import sentence
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.services.appraisal_bulk import BulkLine
    from desktop.views.pages import Bench

_SIZE = (820, 560)
_TEXT = (
    "Bảng dưới cho biết đề nghị nào sẽ đổi, đề nghị nào để lại và vì sao. Lấy lại được (Ctrl+Z)."
)


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """What was chosen; ``versions`` are of the nominations that change."""

    verdict: Verdict
    reason: str
    versions: Mapping[UUID, int]
    over_others: bool


class BulkDialog(FormDialog):
    """Asks for a verdict and its reason, and shows at once what it would do."""

    def __init__(
        self,
        parent: QWidget | None,
        bench: Bench,
        dossier_id: UUID,
        chosen: Sequence[UUID],
        last: Mapping[Verdict, str],
    ) -> None:
        super().__init__(parent, f"Một ý kiến cho {len(chosen)} đề nghị", _TEXT, "Ghi ý kiến")
        self.setObjectName("bulk_dialog")
        self.resize(*_SIZE)
        self.about = ("bulk", dossier_id)
        self._bench, self._dossier_id, self._chosen = bench, dossier_id, tuple(chosen)
        self._last, self._asked = dict(last), 0
        self._lines: tuple[BulkLine, ...] = ()
        self._verdict = named(QComboBox(), "bulk_verdict")
        for verdict in Verdict:
            self._verdict.addItem(VERDICT_WORDS[verdict], verdict)
        self._reason = named(QComboBox(), "bulk_reason")
        self._reason.setEditable(True)
        self._over = named(QCheckBox("Ghi đè cả ý kiến khác đã có"), "bulk_over")
        self._count = named(QLabel(), "bulk_count", role="label")
        self._table = named(QTreeWidget(), "bulk_preview", says="Sẽ đổi những gì")
        self._table.setHeaderLabels(("Họ tên, đơn vị", "Hiện nay", "Sẽ ghi"))
        self._table.setRootIsDecorated(False)
        self._table.header().setStretchLastSection(False)
        self._table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.setColumnWidth(1, 150)
        self._table.setColumnWidth(2, 260)
        self.add_field("Ý kiến", self._verdict)
        self.add_field("Lý do", self._reason)
        self.body.addWidget(self._over)
        self.body.addWidget(self._count)
        self.body.addWidget(self._table, 1)
        self._verdict.currentIndexChanged.connect(lambda _place: self._offer())
        self._reason.editTextChanged.connect(lambda _text: self._weigh())
        self._over.toggled.connect(lambda _checked: self._look())
        self._offer()

    @property
    def verdict(self) -> Verdict:
        """What is chosen."""
        return Verdict(self._verdict.currentData())

    @property
    def reason(self) -> str:
        """What is chosen or typed."""
        return "" if self.verdict is Verdict.MEETS else clean(self._reason.currentText())

    def _offer(self) -> None:
        presets = VERDICT_REASONS.get(self.verdict, ())
        last = self._last.get(self.verdict, "")
        self._reason.clear()
        self._reason.addItems(list(dict.fromkeys(r for r in (last, *presets) if r)))
        self._reason.setCurrentIndex(0 if last else -1)
        self._reason.setEnabled(self.verdict is not Verdict.MEETS)
        self._look()

    def _look(self) -> None:
        """Work out in a job what would change; an answer to an older question is passed over."""
        self._asked += 1
        ticket, verdict, over = self._asked, self.verdict, self._over.isChecked()
        self._lines = ()
        self._weigh()

        def show(lines: tuple[BulkLine, ...]) -> None:
            if ticket == self._asked:
                self._lines = lines
                self._show()

        def refused(error: AppError) -> None:
            if ticket == self._asked:
                self.complain(sentence(error).text)

        self._bench.runner.run(
            lambda _report: self._bench.desk.verdicts.preview(
                self._dossier_id, self._chosen, verdict, over_others=over
            ),
            on_done=show,
            on_refused=refused,
        )

    def _show(self) -> None:
        self._table.clear()
        word = VERDICT_WORDS[self.verdict]
        # What changes first: that is what one looks at before agreeing.
        for line in sorted(self._lines, key=lambda one: one.left_out is not None):
            before = VERDICT_WORDS[line.before] if line.before else "–"
            after = f"Để lại: {line.left_out.label}" if line.left_out else word
            item = QTreeWidgetItem([f"{line.position}. {line.name}", before, after])
            item.setDisabled(line.left_out is not None)
            self._table.addTopLevelItem(item)
        left = len(self._lines) - len(self._changed())
        self._count.setText(f"Đổi {len(self._changed())} đề nghị, để lại {left}.")
        self._weigh()

    def _changed(self) -> dict[UUID, int]:
        return {line.nomination_id: line.version for line in self._lines if line.left_out is None}

    def _weigh(self) -> None:
        if not self._changed():
            self.allow("Không có đề nghị nào sẽ đổi")
        elif self.verdict is not Verdict.MEETS and not self.reason:
            self.allow("Cần lý do cho ý kiến này")
        else:
            self.allow("")

    def answer(self) -> BulkAnswer:
        """Return what was chosen."""
        return BulkAnswer(self.verdict, self.reason, self._changed(), self._over.isChecked())

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        bench: Bench,
        dossier_id: UUID,
        chosen: Sequence[UUID],
        last: Mapping[Verdict, str],
    ) -> BulkAnswer | None:
        """Ask and return what was chosen; None when the user thought better of it."""
        dialog = cls(parent, bench, dossier_id, chosen, last)
        return dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
