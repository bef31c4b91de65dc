"""A field for the number and code read from a certificate: do they belong together, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop.services.certificate_codes import CodeOutcome
from desktop.vietnamese.dates import short_date
from desktop.views.theme import Tone
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.certificate_codes import CodeReport
    from desktop.views.pages import Bench


class CodeField(QLineEdit):
    """Asks the register on Enter.

    Signals:
        told: the tone and the sentence of what was found.
    """

    told = Signal(object, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        named(self, "check_code", says="Kiểm tra số và mã trên giấy khen")
        self.setPlaceholderText("Kiểm tra số và mã…")
        self.setToolTip(
            "Ghi số và mã kiểm tra trên một giấy khen, như 12 7K3M-9QTZ, rồi bấm Enter."
        )
        self.returnPressed.connect(self._check)

    def _check(self) -> None:
        codes, said = self._bench.desk.certificate_codes, self.text()
        if said.strip():
            self._bench.runner.run(lambda _r: codes.check(said), on_done=self._tell)

    def _tell(self, found: CodeReport) -> None:
        whose = ""
        if found.name and found.decided_on is not None:
            of = f"Quyết định {found.decision_number} ngày {short_date(found.decided_on)}"
            whose = f" Số {found.number}: {found.name}, {found.award}, {of}."
        tone = Tone.SUCCESS if found.outcome is CodeOutcome.GENUINE else Tone.DANGER
        self.told.emit(tone, f"{found.outcome.label}.{whose}")
