"""«Điều kiện, tiêu chuẩn» of one nomination: each condition, what was found, a person's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from desktop.law.eligibility import Finding, Met
from desktop.law.standing import STANDARDS, cured_in
from desktop.vietnamese.dates import short_date
from desktop.views.finding_words import OUTCOMES, basis_text, missing_words, outcome_text
from desktop.views.theme import GAP, PAD
from desktop.views.widgets.icons import icon_for
from desktop.views.widgets.kept_texts import TypedText
from desktop.views.widgets.named import named, restyle
from desktop.views.widgets.wrapped_cells import WrappedCells

if TYPE_CHECKING:
    from desktop.services.attestations import AttestationRow
    from desktop.services.standings import Standing
    from desktop.views.pages import Bench
    from desktop.views.widgets.banner import Banner

_HEADERS = ("Kết quả", "Điều kiện", "Thiếu, xác nhận", "Căn cứ")
_WIDTHS = (196, 230, 150, 166)
_INDENT_PX = 14
_TEXT = 1
_FINDING = Qt.ItemDataRole.UserRole
_NOTHING = "Chọn một điều kiện trong danh sách trước"
_BY_RECORD = "Điều kiện này đã xét được từ dữ liệu, không cần xác nhận"
_ADVISORY = "Để biết"
_OF_PARTS = "Chọn một điều kiện bên trong nhóm này"


class StandingPanel(QWidget):
    """Shows the findings of one nomination and takes a person's word on them.

    Signals:
        cure_asked: field of a problem, where the fact that is missing can be entered.
        attested: a word was given or taken back.
        bulk_asked: the officer wants to speak for many nominations at once.
        counted: how many conditions still want something, for the tab's title.
    """

    cure_asked = Signal(str)
    attested = Signal()
    bulk_asked = Signal()
    counted = Signal(int)

    def __init__(self, bench: Bench, banner: Banner) -> None:
        super().__init__()
        self._bench, self._banner = bench, banner
        self._nomination: UUID | None = None
        self._standing: Standing | None = None
        self._frozen = ""
        self._asked = 0
        self.setObjectName("standing")
        self._summary = named(QLabel(), "standing_summary")
        self._summary.setWordWrap(True)
        self._lines = named(QTreeWidget(), "standing_list", says="Điều kiện, tiêu chuẩn")
        self._note = named(QLineEdit(), "word_note", says="Ghi chú của người xác nhận")
        self._note.setPlaceholderText("Ghi chú: ai nhận xét, ngày nào (không bắt buộc)")
        self._typed = TypedText(self._note)
        self._yes = self._button("Đạt", "word_holds", "check", lambda: self._say(holds=True))
        self._no = self._button("Không đạt", "word_fails", "close", lambda: self._say(holds=False))
        self._back = self._button("Rút xác nhận", "word_back", "undo", self._withdraw)
        self._cure = self._button("Tới chỗ bổ sung", "go_to_cure", "open", self._ask_cure)
        self._many = self._button("Xác nhận cho nhiều người…", "attest_many", "check", self._ask)
        self._lay_out()
        self._lines.currentItemChanged.connect(lambda *_items: self._weigh())
        self._lines.itemActivated.connect(lambda _item: self._ask_cure())
        self._note.returnPressed.connect(self._yes.click)

    def _button(self, text: str, name: str, icon: str, act: Callable[[], object]) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setIcon(icon_for(self, icon))
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        lines = self._lines
        lines.setHeaderLabels(_HEADERS)
        lines.setWordWrap(True)
        lines.setIndentation(_INDENT_PX)
        lines.setExpandsOnDoubleClick(False)
        lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        WrappedCells.put_into(lines)
        header = lines.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            lines.setColumnWidth(column, width)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        words = QHBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self._note, 1)
        for button in (self._yes, self._no, self._back):
            words.addWidget(button)
        others = QHBoxLayout()
        others.setSpacing(GAP)
        others.addWidget(self._cure)
        others.addStretch(1)
        others.addWidget(self._many)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self._summary)
        layout.addWidget(lines, 1)
        layout.addLayout(words)
        layout.addLayout(others)

    # -- showing ------------------------------------------------------------------------------

    def show_nomination(self, nomination_id: UUID | None, frozen: str) -> None:
        """Read and show how a nomination stands; None is one that was never saved."""
        self._asked += 1
        ticket, self._frozen = self._asked, frozen
        self._nomination = nomination_id
        self._typed.show(_place(nomination_id))
        if nomination_id is None:
            self._show_nothing("Lưu đề nghị để xem từng điều kiện.")
            return

        def show(standing: Standing) -> None:
            if ticket == self._asked:
                self._show(standing)

        # Brief: nobody who closes the window is asked whether to wait for it.
        self._bench.runner.run(
            lambda _r: self._bench.desk.standings.of_nomination(nomination_id),
            on_done=show,
            on_refused=self._banner.show_refusal,
            brief=True,
        )

    def _show_nothing(self, text: str) -> None:
        self._standing = None
        self._lines.clear()
        self._summary.setText(text)
        restyle(self._summary, problem="")
        self.counted.emit(0)
        self._weigh()

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        chosen = self._code()
        self._lines.clear()
        # What is only told stands after everything that counts.
        for finding in sorted(standing.findings, key=lambda f: f.advisory):
            self._lines.addTopLevelItem(self._item(finding))
        self._lines.expandAll()
        self._choose(chosen)
        text, tone = _summary(standing)
        self._summary.setText(text)
        restyle(self._summary, problem=tone)
        self.counted.emit(_wanting(standing))
        self._weigh()

    def _item(self, finding: Finding, above: Finding | None = None) -> QTreeWidgetItem:
        word, basis = self._word(finding), basis_text(finding)
        texts = (
            _ADVISORY if _is_told(finding) else outcome_text(finding),
            finding.text,
            _said(word) if word else missing_words(finding),
            # What the whole group rests on need not be read again in each part.
            "" if above is not None and basis == basis_text(above) else basis,
        )
        item = QTreeWidgetItem(list(texts))
        _, tone = OUTCOMES[finding.outcome]
        icon, ink = {"success": "check"}.get(tone, str(tone)), str(tone)
        if _is_told(finding):
            icon, ink = "info", "muted"
        item.setIcon(0, icon_for(self, icon, ink))
        item.setData(0, _FINDING, finding)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
        item.setToolTip(len(texts) - 1, basis)
        item.addChildren([self._item(part, finding) for part in finding.parts])
        return item

    def _word(self, finding: Finding) -> AttestationRow | None:
        return self._standing.words.get(finding.code) if self._standing else None

    def _choose(self, code: str) -> None:
        """Choose the condition chosen before, else the first a person may speak for."""
        items = [(item, item.data(0, _FINDING)) for item in self._items()]
        single = [(i, f) for i, f in items if not f.parts and f.outcome is not Met.MET]
        again = [(i, f) for i, f in items if f.code == code]
        for item, _finding in (again or single or items)[:1]:
            self._lines.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        """Return every line, each followed by the lines within it."""
        found: list[QTreeWidgetItem] = []
        walk = QTreeWidgetItemIterator(self._lines)
        # Qt's stub does not know that it ends with None.
        item: QTreeWidgetItem | None = walk.value()
        while item is not None:
            found.append(item)
            walk += 1
            item = walk.value()
        return found

    # -- a person's word ----------------------------------------------------------------------

    def _finding(self) -> Finding | None:
        item = self._lines.currentItem()
        return item.data(0, _FINDING) if item is not None else None

    def _code(self) -> str:
        finding = self._finding()
        return finding.code if finding else ""

    def _weigh(self) -> None:
        """Let each button be pressed, or say why it cannot."""
        finding = self._finding()
        word = self._word(finding) if finding else None
        why = self._frozen or _no_word(finding, word)
        for button in (self._yes, self._no):
            button.setEnabled(not why)
            button.setToolTip(why or "Ghi lời xác nhận của người có trách nhiệm")
        self._note.setEnabled(not why)
        back = self._frozen or ("" if word else "Điều kiện này chưa ai xác nhận")
        self._back.setEnabled(not back)
        self._back.setToolTip(back)
        cure = _curable(finding)
        self._cure.setEnabled(bool(cure))
        self._cure.setToolTip(
            "Mở nơi nhập dữ liệu còn thiếu" if cure else "Không thiếu dữ liệu nào"
        )
        self._many.setEnabled(not self._frozen and self._standing is not None)
        self._many.setToolTip(self._frozen)

    def _ask_cure(self) -> None:
        if cure := _curable(self._finding()):
            self.cure_asked.emit(cure)

    def _ask(self) -> None:
        self.bulk_asked.emit()

    def _say(self, *, holds: bool) -> None:
        nomination, code, note = self._nomination, self._code(), self._note.text()
        if nomination is not None and code:
            words = self._bench.desk.attestations
            self._write(lambda: words.attest(nomination, code, holds=holds, note=note), note)

    def _withdraw(self) -> None:
        nomination, code, note = self._nomination, self._code(), self._note.text()
        if nomination is not None and code:
            words = self._bench.desk.attestations
            self._write(lambda: words.withdraw(nomination, code, note), note)

    def _write(self, work: Callable[[], Any], note: str) -> None:
        place = _place(self._nomination)

        def done(_none: object) -> None:
            self._typed.done(place, written=note)
            self.attested.emit()
            self.show_nomination(self._nomination, self._frozen)

        self._bench.runner.run(
            lambda _r: work(), on_done=done, on_refused=self._banner.show_refusal
        )


def _place(nomination_id: UUID | None) -> str:
    return f"word:{nomination_id}" if nomination_id is not None else ""


def _is_told(finding: Finding) -> bool:
    """Return whether a finding is only told: not met, but it holds nobody back."""
    return finding.advisory and finding.outcome is not Met.MET


def _no_word(finding: Finding | None, word: AttestationRow | None) -> str:
    """Return why no word can be given on a finding, "" where one can."""
    if finding is None:
        return _NOTHING
    if finding.parts:
        return _OF_PARTS
    undecided = finding.outcome in {Met.ATTEST, Met.UNDECIDED}
    return "" if undecided or word is not None else _BY_RECORD


def _curable(finding: Finding | None) -> str:
    """Return where the missing fact is entered, "" where none is missing."""
    if finding is None or finding.outcome is not Met.UNDECIDED:
        return ""
    cure = cured_in(finding)
    return "" if cure == STANDARDS else cure


def _said(word: AttestationRow) -> str:
    said = f"{word.attested_by}, {short_date(word.attested_at.date())}"
    return f"{said}: {word.note}" if word.note else said


def _wanting(standing: Standing) -> int:
    return sum(1 for f in standing.findings if f.outcome is not Met.MET and not f.advisory)


def _summary(standing: Standing) -> tuple[str, str]:
    if not standing.award:
        return "Chọn danh hiệu, hình thức để xem điều kiện.", ""
    if not standing.regime:
        day = short_date(standing.day)
        return f"Ngày {day} nằm ngoài mọi bộ văn bản trong dữ liệu pháp luật: không xét được.", (
            "danger"
        )
    if not standing.has_record:
        return (
            "Đối tượng này không có trong danh sách của cơ quan nên không xét được từ dữ liệu.",
            "",
        )
    if standing.outcome is None:
        return f"Dữ liệu pháp luật chưa có tiêu chuẩn của «{standing.award}».", ""
    head = f"{standing.award} năm {standing.year}, xét theo {standing.regime}: "
    if standing.outcome is Met.MET:
        return f"{head}đạt mọi điều kiện.", ""
    text, _ = OUTCOMES[standing.outcome]
    tone = "danger" if standing.outcome is Met.NOT_MET else "warning"
    return f"{head}{text.lower()} ({_wanting(standing)} điều kiện).", tone
