from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.errors import StorageError
from desktop.law.lifecycle import DossierState
from desktop.services.exchange import ExchangeService, PassReport
from desktop.services.inbox_reports import ReceiveResult
from desktop.services.sticks import StickService
from tests.services.two_offices import TwoOffices, state_of


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def service(two: TwoOffices, name: str) -> StickService:
    desk = two.commune if name == "commune" else two.district
    return StickService(desk.store, ExchangeService(desk.store, desk.inbox))


def walk(two: TwoOffices, name: str, stick: Path) -> PassReport:
    report = service(two, name).exchange(stick)
    assert report.failed == [], report.failed
    return report


def test_one_press_at_each_end_carries_a_dossier_there_and_its_receipt_back(
    sent: TwoOffices, stick: Path
) -> None:
    there = walk(sent, "commune", stick)
    at_district = walk(sent, "district", stick)
    back = walk(sent, "commune", stick)

    assert (there.sent, there.received) == (1, [])
    assert [r.result for r in at_district.received] == [ReceiveResult.NEW]
    assert at_district.sent == 1
    assert [r.result for r in back.received] == [ReceiveResult.NEW]
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED


def test_the_plan_says_what_one_press_would_do(sent: TwoOffices, stick: Path) -> None:
    before = service(sent, "commune").plan(stick)
    walk(sent, "commune", stick)
    after = service(sent, "commune").plan(stick)
    at_district = service(sent, "district").plan(stick)

    assert [row.receiver for row in before.carry] == [sent.district.store.actor.office_name]
    assert (before.on_it, before.bring, before.is_empty) == ((), (), False)
    assert (after.carry, len(after.on_it), after.is_empty) == ((), 1, True)
    assert (len(at_district.bring), at_district.carry, at_district.for_others) == (1, (), 0)


def test_the_same_press_again_writes_nothing(sent: TwoOffices, stick: Path) -> None:
    walk(sent, "commune", stick)
    again = walk(sent, "commune", stick)
    walk(sent, "district", stick)
    district_again = walk(sent, "district", stick)

    assert (again.sent, again.already, again.bytes_sent) == (0, 1, 0)
    assert (district_again.received, district_again.sent) == ([], 0)


def test_what_was_answered_is_taken_off_the_stick_and_nothing_else_is(
    sent: TwoOffices, stick: Path
) -> None:
    (stick / "Anh").mkdir()
    (stick / "Anh" / "anh.jpg").write_bytes(b"anh")
    walk(sent, "commune", stick)
    walk(sent, "district", stick)
    back = walk(sent, "commune", stick)

    district = sent.district.store.actor.office_id
    assert back.removed == 1
    assert list((stick / "guong-sang" / str(district)).iterdir()) == []
    assert (stick / "Anh" / "anh.jpg").read_bytes() == b"anh"


def test_two_sticks_with_different_histories_bring_everything_once(
    sent: TwoOffices, stick: Path, tmp_path: Path
) -> None:
    other = tmp_path / "usb2"
    walk(sent, "commune", stick)
    shutil.copytree(stick, other)
    walk(sent, "district", stick)
    second = walk(sent, "district", other)
    walk(sent, "commune", other)
    last = walk(sent, "commune", stick)

    assert second.received == []
    assert last.received == []
    assert state_of(sent.commune, sent.dossier_id) is DossierState.RECEIVED


def test_a_second_stick_in_the_same_slot_does_not_hide_what_lies_on_the_first(
    sent: TwoOffices, stick: Path, tmp_path: Path
) -> None:
    first = tmp_path / "kept"
    walk(sent, "commune", stick)
    shutil.copytree(stick, first)
    walk(sent, "district", stick)
    walk(sent, "commune", stick)
    shutil.rmtree(stick)
    shutil.copytree(first, stick)
    again = walk(sent, "commune", stick)

    assert (again.removed, again.sent) == (1, 0)


def test_a_stick_pulled_out_is_told_and_nothing_is_lost(sent: TwoOffices, stick: Path) -> None:
    shutil.rmtree(stick)
    gone = service(sent, "commune").exchange(stick)

    assert [f.error.code for f in gone.failed] == [StorageError.Code.STICK_GONE]
    stick.mkdir()
    assert walk(sent, "commune", stick).sent == 1


def test_a_stick_that_is_gone_has_no_plan(sent: TwoOffices, tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        service(sent, "commune").plan(tmp_path / "none")


def test_a_damaged_package_does_not_keep_the_others_out(
    at_stage: Callable[..., TwoOffices], stick: Path
) -> None:
    two = at_stage("sent")
    walk(two, "commune", stick)
    folder = stick / "guong-sang" / str(two.district.store.actor.office_id)
    (folder / "a-hong.asice.p7m").write_bytes(b"\x30" * 500)
    report = service(two, "district").exchange(stick)

    results = {r.file.name: r.result for r in report.received}
    assert results.pop("a-hong.asice.p7m") is ReceiveResult.REFUSED
    assert list(results.values()) == [ReceiveResult.NEW]
    assert (folder / "a-hong.asice.p7m").exists()


@pytest.mark.skipif(os.name != "posix", reason="names of files are always text there")
def test_names_that_are_no_text_neither_stop_a_stick_nor_a_package(
    sent: TwoOffices, tmp_path: Path
) -> None:
    stick = Path(os.fsdecode(os.fsencode(tmp_path) + b"/u\xe1b"))
    stick.mkdir()
    junk = Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xe1c.asice"))
    junk.write_bytes(b"rac")
    assert walk(sent, "commune", stick).sent == 1
    assert sent.district.inbox.receive(junk).result is ReceiveResult.REFUSED
    assert "r\\udce1c.asice" in [row.file_name for row in sent.district.inbox.list_rows()]


def test_a_stick_full_of_other_things_costs_nothing_but_reading_it(
    sent: TwoOffices, stick: Path
) -> None:
    walk(sent, "commune", stick)
    folder = stick / "guong-sang" / str(sent.district.store.actor.office_id)
    for number in range(300):
        (folder / f"{number}.asice.p7m").write_bytes(b"\x00 rac %d" % number)
    report = walk(sent, "district", stick)

    assert [r.result for r in report.received] == [ReceiveResult.NEW]
    assert len(sent.district.inbox.list_rows()) == 1


def test_what_was_refused_without_a_label_is_not_taken_in_again(
    sent: TwoOffices, stick: Path
) -> None:
    folder = stick / "guong-sang" / str(sent.district.store.actor.office_id)
    folder.mkdir(parents=True)
    (folder / "hong.asice.p7m").write_bytes(b"\x30 hong")
    first = service(sent, "district").exchange(stick)
    again = service(sent, "district").exchange(stick)

    assert [r.result for r in first.received] == [ReceiveResult.REFUSED]
    assert again.received == []


def test_a_package_copied_by_hand_to_the_top_of_the_stick_is_found(
    sent: TwoOffices, stick: Path
) -> None:
    sent.commune.outbox.export(sent.dossier_id, stick)
    (stick / "anh.asice.p7m").write_bytes(b"\x30 anh")
    assert len(service(sent, "district").plan(stick).bring) == 1
    report = walk(sent, "district", stick)

    assert [r.result for r in report.received] == [ReceiveResult.NEW]
    assert service(sent, "commune").plan(stick).for_others == 0
