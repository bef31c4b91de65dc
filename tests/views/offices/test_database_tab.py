"""«Cơ sở dữ liệu»: where it is, a server tried before it is agreed to, and the move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.database import postgres
from desktop.jobs.runner import JobRunner
from desktop.services.desk import Desk
from desktop.views.changes import Changes
from desktop.views.offices.database_dialog import ServerDialog
from desktop.views.offices.page import OfficesPage
from desktop.views.pages import Bench
from desktop.views.widgets.dialogs import ConfirmDialog
from tests.postgres_cluster import OWNER, Cluster, free_port
from tests.views.hands import Hands, work

pytestmark = pytest.mark.file_database("it moves an office from its file by itself")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster(listen_addresses="127.0.0.1", port=str(free_port()))
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, office: Desk, runner: JobRunner) -> Hands:
    hands = work(qtbot, office, runner, OfficesPage, Changes())
    hands.page.open_record(office.store.actor.office_id)
    hands.idle()
    return hands


def test_an_office_moves_to_a_server_and_is_told_to_open_again(
    page: Hands, office: Desk, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = cluster.create("by_window")
    assert "SQLCipher" in page.text("database_where")
    monkeypatch.setattr(ServerDialog, "ask", lambda *_: address)

    page.click("move_to_server")

    assert "đã đối chiếu từng dòng" in page.page.banner.text
    assert "mở lại" in page.page.banner.text
    assert (postgres.checked_url(address).password or "-") not in page.page.banner.text
    assert not office.store.paths.database.exists()


def test_a_refused_move_leaves_the_office_where_it_was(
    page: Hands, office: Desk, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ServerDialog, "ask", lambda *_: cluster.address("not_there"))

    page.click("move_to_server")

    assert "không có cơ sở dữ liệu" in page.page.banner.text
    assert "SQLCipher" in page.text("database_where")
    assert office.store.paths.database.exists()


def test_nothing_moves_where_nobody_agreed(
    page: Hands, office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ServerDialog, "ask", lambda *_: None)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: False)

    page.click("move_to_server")

    assert "SQLCipher" in page.text("database_where")


def test_a_server_is_tried_before_it_is_agreed_to(
    qtbot: QtBot, office: Desk, runner: JobRunner, cluster: Cluster
) -> None:
    cluster.create("tried")
    dialog = ServerDialog(None, Bench(office, runner, Changes()))
    qtbot.addWidget(dialog)
    yes, trying = (dialog.findChild(QPushButton, name) for name in ("yes", "try_server"))
    assert yes is not None
    assert trying is not None
    assert not trying.isEnabled()
    dialog.host.setText("127.0.0.1")
    dialog.port.setText(cluster.port)
    dialog.database.setText("tried")
    dialog.user.setText(OWNER)
    dialog.password.setText("wrong")
    trying.click()
    qtbot.waitUntil(lambda: bool(dialog._trouble.text()))
    assert "không nhận" in dialog._trouble.text()
    assert not yes.isEnabled()

    dialog.password.setText(cluster.password)
    trying.click()
    qtbot.waitUntil(yes.isEnabled)
    found = dialog.findChild(QLabel, "server_found")
    assert found is not None
    assert "PostgreSQL" in found.text()
    dialog.database.setText("another")
    assert not yes.isEnabled()


def test_letters_with_a_meaning_in_addresses_are_escaped(
    qtbot: QtBot, office: Desk, runner: JobRunner
) -> None:
    dialog = ServerDialog(None, Bench(office, runner, Changes()))
    qtbot.addWidget(dialog)
    dialog.host.setText("may-chu")
    dialog.user.setText("a@b")
    dialog.password.setText("p:/?#@%ữ")
    dialog.root.setText("/thư mục/ca gốc.crt")

    url = postgres.checked_url(dialog.address)

    assert (url.username, url.password) == ("a@b", "p:/?#@%ữ")
    assert url.query == {"sslmode": "verify-full", "sslrootcert": "/thư mục/ca gốc.crt"}
