"""Going over the lines: there and back, cut, repeated, by two windows at once, with no line."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import Cancelled, TransportFailed
from desktop.law.lifecycle import DossierState
from desktop.law.terms import OfficerRole
from desktop.services.attempts import attempts_of
from desktop.services.connections import Direction, LineDraft, Way
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.lines import LinePass
from desktop.services.outbox import OutboxState
from tests.services.lined_offices import join_by_tree
from tests.services.two_offices import TwoOffices, state_of

NOWHERE = LineDraft(Way.SFTP, "sftp://127.0.0.1:9/hop", host_key="ssh-ed25519 AAAA")


@pytest.fixture
def joined(sent: TwoOffices, tmp_path: Path) -> TwoOffices:
    join_by_tree(sent, tmp_path / "may-chu")
    return sent


def run(two: TwoOffices, name: str) -> LinePass:
    passed = (two.commune if name == "commune" else two.district).lines.run()
    assert passed.done.failed == [], passed.done.failed
    return passed


def tree_files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "may-chu").rglob("*") if path.is_file())


def test_a_dossier_goes_up_and_its_receipt_comes_down(joined: TwoOffices, tmp_path: Path) -> None:
    up = run(joined, "commune")
    at_district = run(joined, "district")
    back = run(joined, "commune")
    last = run(joined, "district")

    assert (up.lines, up.done.sent) == (1, 1)
    assert [r.result for r in at_district.done.received] == [ReceiveResult.NEW]
    assert at_district.done.sent == 1
    assert [r.result for r in back.done.received] == [ReceiveResult.NEW]
    assert state_of(joined.commune, joined.dossier_id) is DossierState.RECEIVED
    assert back.done.removed == 1
    assert last.done.received == []
    sent_row = joined.commune.outbox.list_rows()[-1]
    assert sent_row.state is OutboxState.RECEIVED


def test_what_an_officer_may_not_take_in_waits_for_one_who_may(joined: TwoOffices) -> None:
    district = joined.district
    run(joined, "commune")
    head = district.store.actor
    district.access.add_officer("lan", "Trần Thị Lan", "", "mat khau", OfficerRole.LEADER)
    lan = next(row for row in district.officers.list_rows() if row.login == "lan")
    district.store.actor = replace(head, name=lan.full_name, officer_id=lan.id)

    assert run(joined, "district").done.received == []
    assert district.connections.open(Direction.DOWN).failure == "", "the line is as it should be"

    district.store.actor = head
    assert [r.result for r in run(joined, "district").done.received] == [ReceiveResult.NEW]


def test_a_pass_repeated_moves_and_writes_nothing(joined: TwoOffices) -> None:
    run(joined, "commune")
    (row,) = joined.commune.outbox.list_rows()
    before = attempts_of(joined.commune.store, row.id)
    again = run(joined, "commune")
    assert (again.done.sent, again.done.already, again.done.bytes_sent) == (0, 1, 0)
    assert attempts_of(joined.commune.store, row.id) == before


def test_asked_again_it_is_looked_for_there_once_and_not_doubled(
    joined: TwoOffices, tmp_path: Path
) -> None:
    run(joined, "commune")
    there = tree_files(tmp_path)
    (row,) = joined.commune.outbox.list_rows()
    joined.commune.exchange.send_again(row.id)
    again = run(joined, "commune")
    assert (again.done.sent, again.done.already, again.done.bytes_sent) == (0, 1, 0)
    assert tree_files(tmp_path) == there
    codes = [attempt.code for attempt in attempts_of(joined.commune.store, row.id)]
    assert codes[:3] == ["", "ASKED_AGAIN", ""]
    run(joined, "commune")
    assert len(attempts_of(joined.commune.store, row.id)) == len(codes)


def test_what_somebody_deleted_on_the_server_is_brought_again_when_asked(
    joined: TwoOffices, tmp_path: Path
) -> None:
    run(joined, "commune")
    box = tmp_path / "may-chu" / "boxes" / str(joined.commune.store.actor.office_id)
    shutil.rmtree(box)
    box.mkdir()
    (row,) = joined.commune.outbox.list_rows()
    joined.commune.exchange.send_again(row.id)
    assert run(joined, "commune").done.sent == 1
    assert [r.result for r in run(joined, "district").done.received] == [ReceiveResult.NEW]


def test_a_pass_stopped_in_the_middle_goes_on_where_it_was(joined: TwoOffices) -> None:
    def stop(done: int, total: int, _step: str) -> None:
        if total and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        joined.commune.lines.run(stop)
    joined.open()
    assert run(joined, "commune").lines == 1
    received = run(joined, "district").done.received
    assert [r.result for r in received] == [ReceiveResult.NEW]
    assert state_of(joined.district, joined.dossier_id) is DossierState.RECEIVED


def test_two_windows_at_once_bring_everything_once(joined: TwoOffices) -> None:
    run(joined, "commune")
    second = joined.open_one("district")
    passes: list[LinePass] = []
    together = threading.Barrier(2)

    def go(desk: object) -> None:
        together.wait()
        passes.append(desk.lines.run())  # type: ignore[attr-defined]

    threads = [threading.Thread(target=go, args=(desk,)) for desk in (joined.district, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = second.inbox.list_rows()
    receipts = second.outbox.list_rows()
    second.close()

    assert [failure.error for passed in passes for failure in passed.done.failed] == []
    assert len(rows) == 1
    assert len(receipts) == 1
    run(joined, "district")
    back = run(joined, "commune")
    assert [r.result for r in back.done.received] == [ReceiveResult.NEW]
    assert state_of(joined.commune, joined.dossier_id) is DossierState.RECEIVED


def test_one_window_never_goes_twice_at_once(joined: TwoOffices) -> None:
    inner: list[LinePass] = []

    def again(_done: int, _total: int, _step: str) -> None:
        if not inner:
            inner.append(joined.commune.lines.run())

    assert joined.commune.lines.run(again).done.sent == 1
    assert (inner[0].busy, inner[0].done.sent) == (True, 0)


def test_without_a_line_nothing_is_tried(sent: TwoOffices) -> None:
    passed = sent.commune.lines.run()
    assert (passed.lines, passed.busy, passed.is_offline) == (0, False, False)
    assert not sent.commune.lines.is_set()


def test_a_line_switched_off_is_left_alone_and_still_known(joined: TwoOffices) -> None:
    state = joined.commune.connections.open()
    draft = LineDraft(state.draft.way, state.draft.address, is_on=False)
    joined.commune.connections.save(draft)
    district = joined.district.store.actor.office_id
    assert joined.commune.lines.run().lines == 0
    assert joined.commune.lines.roads()[district].draft.is_on is False


def test_a_tree_that_is_gone_is_told_beside_the_line_and_keeps_the_package(
    joined: TwoOffices, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "may-chu")
    passed = joined.commune.lines.run()
    assert len(passed.done.failed) == 1
    assert joined.commune.connections.open().failure == str(passed.done.failed[0].error.code)
    (row,) = joined.commune.outbox.list_rows()
    assert row.state is OutboxState.QUEUED


def test_a_server_that_does_not_answer_is_no_news(
    joined: TwoOffices, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = TransportFailed(TransportFailed.Code.UNREACHABLE, place="máy chủ")

    class NoServer:
        def check(self) -> None:
            raise missing

    monkeypatch.setattr("desktop.services.lines.open_box", lambda *_a, **_k: NoServer())
    passed = joined.commune.lines.run()
    assert passed.is_offline
    assert joined.commune.outbox.unread_failures() == []
    assert joined.commune.connections.open().failure == "UNREACHABLE"


def test_a_transport_key_nobody_can_use_stops_neither_the_program_nor_the_other_line(
    joined: TwoOffices,
) -> None:
    joined.district.connections.save(NOWHERE, Direction.UP)
    passed = joined.district.lines.run()
    assert [str(failure.error.code) for failure in passed.done.failed] == ["KEY_UNUSABLE"]
    assert passed.lines == 2
