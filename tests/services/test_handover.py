"""A whole office given to another machine: whole, readable to nobody else, and only one sends."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop.database.engine import create_engine
from desktop.database.keyring import Keyring
from desktop.errors import (
    AccessDenied,
    AppError,
    Cancelled,
    HandoverRefused,
    MoveRefused,
    PackageRefused,
    StorageError,
)
from desktop.law.lifecycle import DossierState
from desktop.models import SigningKey
from desktop.paths import OfficePaths
from desktop.sealing.header import PackageKind
from desktop.sealing.seal import Entry, seal
from desktop.sealing.trust import Trust
from desktop.sealing.verification import open_package
from desktop.services import handover as handover_module
from desktop.services.database_identity import own_database_id
from desktop.services.handover_files import LIMITS
from desktop.services.handover_restore import (
    ByCode,
    ByPassword,
    read_handover,
    restore_handover,
)
from tests.other_tools import need
from tests.services.two_offices import TwoOffices

PASSWORD = ByPassword("demo")


def _files(root: Path) -> dict[str, bytes]:
    folders = ("blobs", "papers", "inbox", "outbox", "quarantine")
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.fixture
def written(sent: TwoOffices, tmp_path: Path) -> Path:
    """A handover of the commune that has sent a dossier."""
    (tmp_path / "usb").mkdir()
    return sent.commune.handover.write(tmp_path / "usb", "Đổi máy tính").path


def _new(tmp_path: Path) -> OfficePaths:
    return OfficePaths(tmp_path / "máy mới")


def _nothing_left(tmp_path: Path) -> bool:
    return not [path for path in tmp_path.iterdir() if path.name.startswith("máy mới")]


def test_every_record_and_file_is_there_on_the_new_machine(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    restored = restore_handover(written, _new(tmp_path), PASSWORD, sent.clock)

    with_desk = restored.desk
    assert _files(with_desk.store.paths.root) == _files(sent.commune.store.paths.root)
    assert with_desk.dossiers.list_rows() == sent.commune.dossiers.list_rows()
    assert with_desk.store.broken_event() is None
    with_desk.close()


def test_the_new_machine_numbers_its_packages_as_another_database(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    restored = restore_handover(written, _new(tmp_path), PASSWORD, sent.clock)

    assert own_database_id(restored.desk.store) != own_database_id(sent.commune.store)
    restored.desk.close()


def test_an_office_that_never_sent_counts_anew_on_the_new_machine(
    office: Any, tmp_path: Path
) -> None:
    path = office.handover.write(tmp_path, "Đổi máy tính").path

    restored = restore_handover(path, _new(tmp_path), PASSWORD, office.store.clock)

    assert own_database_id(restored.desk.store) != own_database_id(office.store)
    restored.desk.close()


def test_the_history_of_both_machines_tells_of_it(sent: TwoOffices, tmp_path: Path) -> None:
    path = sent.commune.handover.write(tmp_path, "Đổi máy tính", moving=True).path
    restored = restore_handover(path, _new(tmp_path), PASSWORD, sent.clock)

    assert _events(sent.commune)[-1] == ("handed_over", "Đổi máy tính")
    assert [name for name, _ in _events(restored.desk)][-2:] == [
        "database_renewed",
        "handover_restored",
    ]
    restored.desk.close()


def _events(desk: Any) -> list[tuple[str, str]]:
    from desktop.models import Event

    query = sa.select(Event.event, Event.reason).where(Event.subject == "databases")
    with desk.store.reading() as session:
        return [tuple(row) for row in session.execute(query.order_by(Event.sequence))]


def test_nothing_readable_leaves_the_office(sent: TwoOffices, tmp_path: Path) -> None:
    papers = sent.commune.store.paths.papers
    papers.mkdir(exist_ok=True)
    # Papers lie readable in the data folder, and their names tell whom they are about.
    (papers / "giay-khen-tran-thi-on.pdf").write_bytes(
        b"%PDF-1.7 Tr\xe1\xba\xa7n Th\xe1\xbb\x8b \xc6\xa0n"
    )

    path = sent.commune.handover.write(tmp_path, "Bà Ơn nghỉ hưu").path

    # Three bytes stand in megabytes of random ones now and then: only longer words are asked for.
    content = path.read_bytes()
    names = ("giay-khen", "Trần Thị Ơn", "Bà Ơn", "nghỉ hưu")
    for words in (*names, "%PDF-1.7", "SQLite format"):
        assert words.encode() not in content
    restored = restore_handover(path, _new(tmp_path), PASSWORD, sent.clock)
    assert _files(restored.desk.store.paths.root)["papers/giay-khen-tran-thi-on.pdf"]
    restored.desk.close()


def test_any_standard_tool_opens_it(written: Path, tmp_path: Path) -> None:
    need("unzip")
    done = subprocess.run(
        ["unzip", "-t", str(written)], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout


def test_what_it_is_can_be_read_before_anything_is_written(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    detail = read_handover(written, sent.clock)

    assert detail.office == sent.commune.store.actor.office_name
    assert detail.short_code == sent.commune.keys.own_certificate().short_code
    assert detail.officer == "Nguyễn Thị Mơ"
    assert detail.logins == ("canbo",)
    assert not detail.moving


def test_the_recovery_code_opens_it_and_is_replaced(sent: TwoOffices, tmp_path: Path) -> None:
    store = sent.commune.store
    keyring = Keyring(store.paths.root, store.clock)
    key = keyring.unlock("canbo", "demo").key
    (store.paths.root / "keys.json").unlink()
    _, code = keyring.create(key, "canbo", "demo")
    path = sent.commune.handover.write(tmp_path, "Cán bộ mới").path

    restored = restore_handover(path, _new(tmp_path), ByCode(code, "canbo", "moi-2023"), sent.clock)

    assert restored.recovery_code
    assert restored.recovery_code != code
    restored.desk.access.add_officer("moi", "Lê Thị Ổn", "Công chức", "demo2")
    restored.desk.close()
    new = Keyring(_new(tmp_path).root, sent.clock)
    assert new.unlock("canbo", "moi-2023").key == new.unlock("moi", "demo2").key == key


# -- one machine sends ----------------------------------------------------------------------


def test_a_machine_that_was_handed_over_sends_and_takes_in_nothing(
    sent: TwoOffices, tmp_path: Path
) -> None:
    commune = sent.commune
    commune.handover.write(tmp_path, "Đổi máy tính", moving=True)

    for act in (
        lambda: commune.recalls.recall(sent.dossier_id, "Bổ sung"),
        lambda: commune.inbox.receive(sent.package),
        lambda: commune.sticks.exchange(sent.stick),
        lambda: commune.sticks.plan(sent.stick),
        lambda: commune.handover.write(tmp_path, "Lần nữa", moving=True),
    ):
        error = _refused(act)
        assert error.code is HandoverRefused.Code.HANDED_OVER
    assert commune.dossiers.list_rows()[0].state is DossierState.SENT


def test_a_machine_that_was_handed_over_decides_nothing_and_takes_no_award_back(
    appraised: TwoOffices, tmp_path: Path
) -> None:
    desk, handover = appraised.district, appraised.district.handover
    handover.write(tmp_path, "Đổi máy tính", moving=True)
    refused = _refused(lambda: desk.decisions.decide(appraised.dossier_id, appraised.draft()))
    assert refused.code is HandoverRefused.Code.HANDED_OVER
    assert desk.awards.list_rows() == []
    handover.take_back("Máy mới hỏng")
    desk.decisions.decide(appraised.dossier_id, appraised.draft())
    award = desk.awards.list_rows()[0]
    handover.write(tmp_path, "Đổi máy tính", moving=True)
    draft = replace(desk.cancellations.new_draft(), reason="Kê khai sai", ground="Kết luận số 7")

    refused = _refused(lambda: desk.cancellations.cancel([award.id], draft))

    assert refused.code is HandoverRefused.Code.HANDED_OVER
    assert not desk.awards.list_rows()[0].cancelled


def test_sending_can_be_taken_back_with_a_reason(sent: TwoOffices, tmp_path: Path) -> None:
    handover = sent.district.handover
    handover.write(tmp_path, "Đổi máy tính", moving=True)
    with pytest.raises(MoveRefused):
        handover.take_back("  ")

    handover.take_back("Máy mới hỏng")

    assert handover.handed_over_at() is None
    assert sent.receive()
    with pytest.raises(HandoverRefused) as refused:
        handover.take_back("Lần nữa")
    assert refused.value.code is HandoverRefused.Code.NOT_HANDED_OVER


def test_a_copy_for_a_new_officer_leaves_the_machine_sending(
    sent: TwoOffices, tmp_path: Path
) -> None:
    sent.district.handover.write(tmp_path, "Thêm cán bộ")

    assert sent.district.handover.handed_over_at() is None
    assert sent.receive()


def test_the_new_machine_sends_though_the_old_one_was_moved_before(
    sent: TwoOffices, tmp_path: Path
) -> None:
    commune = sent.commune
    commune.handover.write(tmp_path, "Đổi máy tính", moving=True)
    again = commune.handover.write(tmp_path, "Ghi lại vì mất USB").path

    restored = restore_handover(again, _new(tmp_path), PASSWORD, sent.clock)

    assert restored.desk.handover.handed_over_at() is None
    restored.desk.close()


# -- refusals -------------------------------------------------------------------------------


def _refused(act: Callable[[], object]) -> AppError:
    with pytest.raises(AppError) as refused:
        act()
    return refused.value


def test_a_reason_is_needed(sent: TwoOffices, tmp_path: Path) -> None:
    error = _refused(lambda: sent.commune.handover.write(tmp_path, " "))

    assert error.code is MoveRefused.Code.NEEDS_REASON
    assert not list(tmp_path.glob("*.asice"))


def test_it_is_not_written_into_the_office_itself(sent: TwoOffices) -> None:
    error = _refused(lambda: sent.commune.handover.write(sent.commune.store.paths.papers, "Thử"))

    assert error.code is HandoverRefused.Code.INSIDE_DATA


def test_a_missing_stick_is_told(sent: TwoOffices, tmp_path: Path) -> None:
    error = _refused(lambda: sent.commune.handover.write(tmp_path / "không có", "Thử"))

    assert error.code is StorageError.Code.FILE_MISSING


def test_room_is_asked_for_first(
    sent: TwoOffices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "desktop.services.handover_files.shutil.disk_usage",
        lambda _path: type("Usage", (), {"free": 5 << 20})(),
    )

    error = _refused(lambda: sent.commune.handover.write(tmp_path, "Thử"))

    assert error.code is HandoverRefused.Code.NO_ROOM
    assert error.data["free"] == 5


def test_more_than_the_format_holds_is_refused_at_once(
    sent: TwoOffices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover_module, "LIMITS", replace(LIMITS, package=1 << 10))

    error = _refused(lambda: sent.commune.handover.write(tmp_path, "Thử"))

    assert error.code is HandoverRefused.Code.TOO_MUCH


@pytest.mark.parametrize(
    "stop_at", ["Sao chép cơ sở dữ liệu", "Mã hóa tệp của cơ quan", "Ký số", "Đóng gói tệp"]
)
def test_stopping_leaves_nothing_and_the_machine_sending(
    sent: TwoOffices, tmp_path: Path, stop_at: str
) -> None:
    def report(_done: int, _total: int, step: str) -> None:
        if step == stop_at:
            raise Cancelled

    usb = tmp_path / "usb"
    usb.mkdir()
    with pytest.raises(Cancelled):
        sent.commune.handover.write(usb, "Đổi máy", report, moving=True)

    assert not list(usb.iterdir())
    assert not list(sent.commune.store.paths.root.glob("*.part"))
    assert sent.commune.handover.handed_over_at() is None


def test_a_stick_pulled_out_at_the_last_moment_leaves_the_machine_sending(
    sent: TwoOffices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(part: Path, target: Path) -> None:
        if target.suffix == ".asice":
            raise OSError(5, "Input/output error")
        part.replace(target)

    with monkeypatch.context() as pulled:
        pulled.setattr("desktop.disk.put_in_place", gone)
        error = _refused(lambda: sent.commune.handover.write(tmp_path, "Đổi máy", moving=True))

    assert error.code is StorageError.Code.CANNOT_WRITE
    assert sent.commune.handover.handed_over_at() is None
    events = [name for name, _ in _events(sent.commune)]
    assert events[-2:] == ["handed_over", "handover_taken_back"]


def test_a_folder_in_use_is_left_alone(sent: TwoOffices, written: Path, tmp_path: Path) -> None:
    new = _new(tmp_path)
    new.root.mkdir()
    (new.root / "ảnh.jpg").write_bytes(b"x")

    error = _refused(lambda: restore_handover(written, new, PASSWORD, sent.clock))

    assert error.code is HandoverRefused.Code.NOT_EMPTY
    assert [path.name for path in new.root.iterdir()] == ["ảnh.jpg"]


def test_the_log_begun_a_moment_ago_is_no_office(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    new = _new(tmp_path)
    new.log.parent.mkdir(parents=True)
    new.log.write_text("x")

    restored = restore_handover(written, new, PASSWORD, sent.clock)

    assert new.log.read_text() == "x"
    assert restored.desk.dossiers.list_rows()
    restored.desk.close()


def test_a_wrong_password_leaves_nothing(sent: TwoOffices, written: Path, tmp_path: Path) -> None:
    wrong = (ByPassword("sai"), ByPassword("demo", "ai"), ByCode("AAAA", "canbo", "demo2"))
    for way in wrong:
        error = _refused(lambda way=way: restore_handover(written, _new(tmp_path), way, sent.clock))

        assert isinstance(error, AccessDenied)
        assert _nothing_left(tmp_path)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_changed_or_cut_file_is_refused(
    sent: TwoOffices, written: Path, tmp_path: Path, share: float
) -> None:
    good = written.read_bytes()
    place = int(len(good) * share)
    for bad in (good[:place], good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]):
        written.write_bytes(bad)

        error = _refused(lambda: restore_handover(written, _new(tmp_path), PASSWORD, sent.clock))

        assert isinstance(error, PackageRefused)
        assert _nothing_left(tmp_path)


def test_another_kind_of_package_is_no_handover(sent: TwoOffices, tmp_path: Path) -> None:
    error = _refused(lambda: read_handover(sent.package, sent.clock))

    assert isinstance(error, PackageRefused | HandoverRefused)


def test_a_handover_signed_by_another_office_is_refused(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    forged = tmp_path / "forged.asice"
    with open_package(written, Trust(()), now=sent.clock(), limits=LIMITS) as package:
        header = package.report.header
        assert header is not None
        entries = [
            Entry.from_bytes(entry.name, package.read(entry.name, 1 << 30))
            for entry in package.report.entries
            if entry.name != "package.json"
        ]
    seal(forged, header, entries, sent.district.keys.own_signer(), at=sent.clock())

    error = _refused(lambda: restore_handover(forged, _new(tmp_path), PASSWORD, sent.clock))

    assert error.code is HandoverRefused.Code.NOT_ITS_OWN
    assert _nothing_left(tmp_path)


@pytest.mark.file_database("of a server's data a file of this program's schema is written")
def test_data_of_a_newer_program_are_refused(sent: TwoOffices, tmp_path: Path) -> None:
    with sent.commune.engine.connect().execution_options(writing=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    path = sent.commune.handover.write(tmp_path, "Thử").path

    error = _refused(lambda: restore_handover(path, _new(tmp_path), PASSWORD, sent.clock))

    assert error.code is StorageError.Code.NEWER_DATABASE
    assert _nothing_left(tmp_path)


def test_a_stop_while_restoring_leaves_nothing(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    steps: list[str] = []

    def report(_done: int, _total: int, step: str) -> None:
        steps.append(step)
        if step == "Ghi tệp của cơ quan":
            raise Cancelled

    with pytest.raises(Cancelled):
        restore_handover(written, _new(tmp_path), PASSWORD, sent.clock, report)

    assert steps
    assert _nothing_left(tmp_path)


def test_the_inbox_does_not_take_a_handover_for_an_answer(sent: TwoOffices, written: Path) -> None:
    report = sent.commune.inbox.receive(written)

    assert report.refusal is not None
    assert report.refusal.code is PackageRefused.Code.WRONG_KIND


def test_a_renewed_key_still_opens_an_older_handover(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    """Keys inside are those of the day it was made, whatever was renewed afterwards."""
    with sent.commune.store.writing() as session:
        for key in session.scalars(sa.select(SigningKey)):
            key.archived_at = sent.clock()
        session.commit()

    restored = restore_handover(written, _new(tmp_path), PASSWORD, sent.clock)

    assert restored.desk.keys.own_certificate()
    restored.desk.close()


def test_the_archive_inside_is_a_plain_tar_to_the_office_alone(
    sent: TwoOffices, written: Path, tmp_path: Path
) -> None:
    with open_package(written, Trust(()), now=sent.clock(), limits=LIMITS) as package:
        names = [entry.name for entry in package.report.entries]
        archive = package.read("office/archive", 1 << 30)
    (tmp_path / "a.tar").write_bytes(archive)

    assert names == [
        "package.json",
        f"data/{PackageKind.HANDOVER}.json",
        "office/archive",
        "office/keys.json",
        "office/office.db",
    ]
    with pytest.raises(tarfile.TarError):
        tarfile.open(tmp_path / "a.tar")  # noqa: SIM115 - it does not open
    with pytest.raises(StorageError):
        create_engine(tmp_path / "a.tar", b"0" * 32).connect()
