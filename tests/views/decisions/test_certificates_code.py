"""Number and code of a certificate are typed in, and the window says whose they are."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.views.changes import Changes
from desktop.views.decisions.certificates_code import CodeField
from desktop.views.pages import Bench
from desktop.views.theme import Tone
from tests.services.two_offices import TwoOffices


@pytest.mark.parametrize(
    ("number", "tone", "said"),
    [("1", Tone.SUCCESS, "Số 1: Đặng Thị Ước"), ("2", Tone.DANGER, "mang số khác")],
)
def test_a_code_is_told_to_belong_or_not(
    qtbot: QtBot, appraised: TwoOffices, runner: JobRunner, number: str, tone: Tone, said: str
) -> None:
    desk = appraised.district
    desk.decisions.decide(appraised.dossier_id, appraised.draft(number=12))
    code = desk.certificate_codes.code("1", "Đặng Thị Ước", "12/QĐ-UBND", date(2023, 11, 20))
    field = CodeField(Bench(desk, runner, Changes()))
    qtbot.addWidget(field)
    field.setText(f"{number} {code}")
    with qtbot.waitSignal(field.told) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[0] is tone
    assert said in told.args[1]
