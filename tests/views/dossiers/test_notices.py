"""What stands in the way of a dossier is said under its state, with the way on in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRegularExpression
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.services.desk import Desk
from desktop.views.widgets.banner import Banner
from tests.services.exchange import deliver, only_conflict
from tests.services.test_receipts import _recalled_before_it_came
from tests.services.two_offices import TwoOffices
from tests.views.dossiers.conftest import Worked

Open = Callable[[Desk], Worked]


def _notice(worked: Worked) -> str:
    return worked.find(Banner, "dossier_notice").text


@pytest.fixture
def refused(sent: TwoOffices) -> TwoOffices:
    """The district would not take the package in, and the commune has its receipt."""
    _recalled_before_it_came(sent)
    deliver(sent.district.inbox.receive(sent.package), sent.commune)
    return sent


def test_a_dossier_on_its_way_has_no_notice(open_page: Open, sent: TwoOffices) -> None:
    worked = open_page(sent.commune)
    worked.open(sent.dossier_id)
    assert _notice(worked) == ""
    assert worked.find(QPushButton, "copy_package").property("role") == "primary"


def test_a_refused_package_says_why_and_offers_to_take_the_dossier_back(
    open_page: Open, refused: TwoOffices
) -> None:
    worked = open_page(refused.commune)
    worked.open(refused.dossier_id)
    said = _notice(worked)
    assert said.startswith("Nơi nhận không nhận gói này: Gói tới sau khi chính nơi gửi đã thu hồi")
    assert said.endswith(". Hãy thu hồi, sửa và gửi lại.")
    assert worked.find(QLabel, "state_chip").text() == "Nơi nhận không nhận gói"
    chips = worked.page.findChildren(QPushButton, QRegularExpression("state_filter_chips_.*"))
    assert [chip.text() for chip in chips if not chip.isHidden()] == ["Nơi nhận không nhận gói  1"]
    assert worked.find(QPushButton, "recall").property("role") == "primary"
    assert not worked.find(QPushButton, "copy_package").property("role")


@pytest.fixture
def disputed(sent: TwoOffices) -> TwoOffices:
    """The commune took the dossier back, and then hears that the district has received it."""
    received = sent.receive()
    sent.commune.recalls.recall(sent.dossier_id, "Gửi nhầm danh sách")
    assert deliver(received, sent.commune).conflict_id is not None
    return sent


def test_an_open_conflict_is_said_and_holds_the_dossier_back(
    open_page: Open, disputed: TwoOffices
) -> None:
    worked = open_page(disputed.commune)
    worked.open(disputed.dossier_id)
    assert "mâu thuẫn chưa giải quyết: Đã thu hồi nhưng nơi nhận" in _notice(worked)
    ready = worked.find(QPushButton, "mark_ready")
    assert not ready.isEnabled()
    assert "hãy chọn ở trang «Mâu thuẫn» trước" in ready.toolTip()

    with worked.qtbot.waitSignal(worked.page.record_requested) as asked:
        worked.click("banner_action_1", worked.find(Banner, "dossier_notice"))
    assert asked.args == ["conflicts", only_conflict(disputed.commune).row.id]
    assert _notice(worked), "it stands until somebody chose"


def test_the_notice_goes_once_somebody_chose(open_page: Open, disputed: TwoOffices) -> None:
    desk = disputed.commune
    desk.conflicts.settle(only_conflict(desk).row.id, "left", "Danh sách sai thật")
    worked = open_page(desk)
    worked.open(disputed.dossier_id)
    assert _notice(worked) == ""
    assert worked.find(QPushButton, "mark_ready").isEnabled()
