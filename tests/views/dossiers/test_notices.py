"""What stands in the way of a dossier is said under its state, with the way on in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.services.desk import Desk
from desktop.views.widgets.banner import Banner
from tests.services.exchange import deliver
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
    assert worked.find(QPushButton, "recall").property("role") == "primary"
    assert not worked.find(QPushButton, "copy_package").property("role")
