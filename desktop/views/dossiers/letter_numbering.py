"""«Lấy số…»: a letter gets its number from the register, for any page of a dossier that has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QDialog, QSpinBox, QWidget

from desktop.services.register_problems import HIGHEST
from desktop.views.messages import problem_sentence
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.errors import AppError
    from desktop.services.letter_numbers import LetterNumber
    from desktop.views.pages import Bench

_ABOUT = (
    "Số ghi vào sổ «Số tờ trình» năm {year} cùng lúc ghi vào tờ trình. Cơ quan lấy số ở sổ văn thư "
    "thì gõ thẳng số ấy vào tờ trình, không cần lấy ở đây."
)


class LetterNumberDialog(FormDialog):
    """Asks which number; the next one, or the one the letter has, stands there already."""

    def __init__(self, parent: QWidget | None, foreseen: LetterNumber) -> None:
        text = _ABOUT.format(year=foreseen.year)
        super().__init__(parent, "Lấy số tờ trình", text, "Lấy số")
        self.number = named(QSpinBox(), "letter_register_number")
        self.number.setRange(1, HIGHEST)
        self.number.setValue(foreseen.number)
        self.add_field("Số", self.number)
        self.number.setFocus()
        self.number.selectAll()

    @classmethod
    def ask(cls, parent: QWidget | None, foreseen: LetterNumber) -> int | None:
        """Ask and return the number wanted; None when the user thought better of it."""
        dialog = cls(parent, foreseen)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.number.value() if accepted else None


class LetterNumbering:
    """Asks for a letter's number and takes it.

    Args:
        parent: whose question it is.
        bench: services and runner.
        told: says what was taken.
        wrong: says what keeps it from being taken.
        refused: shows a refusal.
    """

    def __init__(
        self,
        parent: QWidget,
        bench: Bench,
        told: Callable[[str], object],
        wrong: Callable[[str], object],
        refused: Callable[[AppError], object],
    ) -> None:
        self._parent, self._bench = parent, bench
        self._told, self._wrong, self._refused = told, wrong, refused

    def ask(self, dossier_id: UUID) -> None:
        """Ask which number, and take it."""
        numbers, runner = self._bench.desk.letter_numbers, self._bench.runner

        def choose(foreseen: LetterNumber) -> None:
            if foreseen.problems:
                self._wrong(_sentences(foreseen))
                return
            number = LetterNumberDialog.ask(self._parent, foreseen)
            if number is not None:
                runner.run(
                    lambda _r: numbers.take(dossier_id, number),
                    on_done=self._taken,
                    on_refused=self._refused,
                )

        runner.run(lambda _r: numbers.foresee(dossier_id), on_done=choose, on_refused=self._refused)

    def _taken(self, taken: LetterNumber) -> None:
        if not taken.number:
            self._wrong(_sentences(taken))
            return
        text = f"Tờ trình số {taken.printed}, đã ghi vào sổ năm {taken.year}."
        self._told(f"{text} {_sentences(taken)}".rstrip())


def _sentences(taken: LetterNumber) -> str:
    return " ".join(problem_sentence(problem) for problem in taken.problems)
