"""What speaks for and against a nomination: the rules, duplicates, and what its sender answered."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.config import LOCAL_TIME
from desktop.law.problems import Severity
from desktop.vietnamese.dates import short_date
from desktop.vietnamese.numbers import thousands
from desktop.views.appraisal.words import FINDING_TONES
from desktop.views.messages import problem_sentence
from desktop.views.theme import colors_of
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.appraisal_findings import Findings
    from desktop.services.duplicates import DuplicateRow
    from desktop.services.sent_attestations import SentWord

_NONE = "Không có phát hiện nào theo dữ liệu pháp luật và sổ khen thưởng của cơ quan."
_MARK = "●"


class FindingsView(QWidget):
    """Lists findings as text that can be selected; a duplicate is a link to its dossier.

    Signals:
        dossier_asked: id of the dossier in which the other nomination stands.
    """

    dossier_asked = Signal(object)

    def __init__(self, name: str = "findings") -> None:
        super().__init__()
        self._label = named(QLabel(), name, says="Phát hiện")
        self._label.setWordWrap(True)
        self._label.setOpenExternalLinks(False)
        self._label.linkActivated.connect(lambda link: self.dossier_asked.emit(UUID(link)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)

    def show_findings(self, found: Findings | None, sent_with: str = "") -> None:
        """Show what was found.

        Args:
            found: None while it is not worked out yet.
            sent_with: what the sender typed for the warnings the dossier was sent with.
        """
        if found is None:
            self._label.setText("Đang đối chiếu…")
            return
        parts = [self._line(p.severity, problem_sentence(p)) for p in found.problems]
        parts += [self._duplicate(one) for one in found.duplicates]
        for one in found.answers:
            reply = one.reply or "chưa trả lời"
            said = f"Đã nêu lần {one.point.revision}: {one.point.text} – Nơi gửi: {reply}"
            parts.append(self._line(Severity.INFO if one.reply else Severity.WARNING, said))
        parts += [self._line(Severity.INFO, word_text(word)) for word in found.words]
        warned = any(p.severity is Severity.WARNING for p in found.problems)
        if sent_with and warned:
            said = f"Nơi gửi giải trình khi gửi: {sent_with}"
            parts.append(self._line(Severity.INFO, said))
        self._label.setText("<br>".join(parts) or escape(_NONE))

    def _line(self, severity: Severity, text: str) -> str:
        ink, _ = colors_of(self).tone(FINDING_TONES[severity])
        return f'<span style="color:{ink.name()}">{_MARK}</span> {escape(text)}'

    def _duplicate(self, one: DuplicateRow) -> str:
        link = f'<a href="{one.dossier_id}">{escape(one.sender or one.dossier)}</a>'
        sure = Severity.WARNING if one.certain or one.same_achievement else Severity.INFO
        return f"{self._line(sure, duplicate_text(one))} {link}"


def word_text(word: SentWord) -> str:
    """Return what somebody at the sender's said of a condition, as theirs."""
    holds = "đạt" if word.holds else "không đạt"
    when = short_date(word.attested_at.astimezone(LOCAL_TIME).date())
    said = f"Lời nơi gửi: {word.attested_by} xác nhận {holds}, ngày {when}: {word.text}"
    return f"{said} ({word.note})" if word.note else said


def duplicate_text(one: DuplicateRow) -> str:
    """Return in what another nomination is like this one, without where it stands."""
    days = [short_date(day) for day in (one.period_from, one.period_to) if day]
    time = f" ({' – '.join(days)})" if days else ""
    if not one.same_person:
        more = f" và {thousands(one.more)} đề nghị khác" if one.more else ""
        who = f"{one.name}, {one.unit}, đề nghị {one.award}"
        return f"Trùng nguyên văn thành tích với {who}{more} ở:"
    sure = "Cùng người" if one.certain else "Trùng tên, có thể cùng người"
    same = ", cùng thành tích" if one.same_achievement else ""
    return f"{sure}{same}: {one.name}, {one.unit}, đề nghị {one.award}{time} ở:"
