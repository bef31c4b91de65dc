"""A database numbers under one id, and under another one as soon as it may be a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from desktop.models import PackageRecord
from desktop.services import database_identity as identity
from desktop.services.database_identity import (
    NewIdReason,
    marker_path,
    note_sent,
    own_database_id,
    read_marker,
)
from desktop.services.desk import Desk

Open = Callable[..., Desk]


def events(desk: Desk) -> list[str]:
    """Return why this database got a new id, beside that it is a test's copy of a template."""
    setting_id = _setting_id(desk)
    first, *others = [e.data["code"] for e in desk.store.history(identity.SUBJECT, setting_id)]
    assert first in {NewIdReason.OTHER_FILE, NewIdReason.OTHER_MACHINE}
    return others


def _setting_id(desk: Desk) -> UUID:
    with desk.store.reading() as session:
        return identity._setting(session).id


def numbered(desk: Desk, count: int = 1) -> UUID:
    """Do what queueing packages does, without the files; return the id they got."""
    for number in range(1, count + 1):
        found = own_database_id(desk.store)
        with desk.store.writing() as session:
            session.add(_row(found, number))
            desk.store.record_event(session, "packages", uuid4(), "package_written")
            session.commit()
        note_sent(desk.store, uuid4(), number)
    return found


def _row(database_id: UUID, number: int) -> PackageRecord:
    return PackageRecord(
        id=uuid4(),
        package_id=uuid4(),
        direction="out",
        kind="receipt",
        sequence=number,
        database_id=database_id,
        state="QUEUED",
        sha256="0" * 64,
        size=1,
        file_name="outbox/x",
        created_at=datetime(2023, 11, 20, tzinfo=UTC),
    )


def copied(desk: Desk, to: Path) -> Path:
    """Copy a data folder as people do, with the program closed."""
    desk.close()
    return Path(shutil.copytree(desk.store.paths.root, to))


def overwrite(database: Path, backup: Path) -> None:
    """Write an older database over the present one, without the journal of the newer."""
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(backup, database)


def test_the_id_stays_over_restarts_and_packages(open_copy: Open, commune_template: object) -> None:
    desk = open_copy(commune_template)
    first = numbered(desk, 3)
    desk.close()
    again = open_copy(commune_template)
    assert numbered(again) == first
    assert events(again) == []


def test_the_marker_names_what_was_sent_to_whom(office: Desk) -> None:
    receiver = uuid4()
    own_database_id(office.store)
    note_sent(office.store, receiver, 4)
    note_sent(office.store, receiver, 3)
    marker = read_marker(office.store.paths)
    assert marker is not None
    assert marker.sent == {str(receiver): 4}
    assert marker.database_id == own_database_id(office.store)


@pytest.mark.file_database("its log is written back and its pages moved")
def test_checkpoints_and_vacuum_do_not_make_it_another(office: Desk) -> None:
    first = numbered(office)
    with office.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = office.engine.raw_connection()
    raw.cursor().execute("VACUUM")
    raw.close()
    assert own_database_id(office.store) == first


def test_a_kill_before_the_marker_was_written_is_no_restore(office: Desk) -> None:
    first = numbered(office)
    with office.store.writing() as session:
        office.store.record_event(session, "packages", uuid4(), "package_written")
        session.commit()
    assert own_database_id(office.store) == first


def test_a_copy_used_elsewhere_gets_an_id_of_its_own_and_the_original_keeps_its(
    open_copy: Open, commune_template: object, tmp_path: Path
) -> None:
    desk = open_copy(commune_template)
    first = numbered(desk)
    copied(desk, tmp_path / "copy")
    copy, original = open_copy(commune_template, "copy"), open_copy(commune_template)
    assert own_database_id(copy.store) != first
    assert events(copy) == [NewIdReason.OTHER_FILE]
    assert own_database_id(copy.store) == own_database_id(copy.store)
    assert own_database_id(original.store) == first


def test_a_backup_written_over_the_database_in_place_gets_a_new_id(
    open_copy: Open, commune_template: object, tmp_path: Path
) -> None:
    desk = open_copy(commune_template)
    first = numbered(desk)
    backup = copied(desk, tmp_path / "backup") / "office.db"
    desk = open_copy(commune_template)
    assert numbered(desk) == first
    desk.close()
    overwrite(desk.store.paths.database, backup)
    restored = open_copy(commune_template)
    second = own_database_id(restored.store)
    assert second != first
    assert events(restored) == [NewIdReason.MARKER_AHEAD]
    assert numbered(restored, 2) == second


def test_a_backup_of_before_the_first_package_gets_a_new_id_too(
    open_copy: Open, commune_template: object, tmp_path: Path
) -> None:
    desk = open_copy(commune_template)
    backup = copied(desk, tmp_path / "backup") / "office.db"
    desk = open_copy(commune_template)
    first = numbered(desk)
    desk.close()
    overwrite(desk.store.paths.database, backup)
    assert own_database_id(open_copy(commune_template).store) != first


def test_two_copies_of_an_office_that_never_sent_do_not_share_an_id(
    open_copy: Open, commune_template: object
) -> None:
    desk, twin = open_copy(commune_template, "one"), open_copy(commune_template, "two")
    assert own_database_id(desk.store) != own_database_id(twin.store)


def test_a_kill_before_the_first_marker_costs_nothing(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = own_database_id(office.store)
    with monkeypatch.context() as patch:
        patch.setattr(identity, "note_sent", lambda *_args: None)
        with office.store.writing() as session:
            session.add(_row(first, 1))
            session.commit()
    assert own_database_id(office.store) == first


def test_an_office_of_an_older_program_keeps_its_id_when_it_first_notes_its_place(
    office: Desk,
) -> None:
    old = uuid4()
    with office.store.writing() as session:
        identity._setting(session).value = {"id": str(old)}
        session.add(_row(old, 1))
        session.commit()
    assert own_database_id(office.store) == old == own_database_id(office.store)


def test_a_marker_taken_away_tells_of_a_restore(office: Desk) -> None:
    first = numbered(office)
    marker_path(office.store.paths).unlink()
    assert own_database_id(office.store) != first
    assert events(office) == [NewIdReason.MARKER_GONE]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"database_id": "x"}', '{"sent": 1}'])
def test_a_marker_nobody_can_read_counts_as_gone(office: Desk, text: str) -> None:
    first = numbered(office)
    marker_path(office.store.paths).write_text(text, encoding="utf-8")
    assert own_database_id(office.store) != first


@pytest.mark.file_database("it moves with the disk of a machine")
def test_another_machine_gets_another_id(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_machine", lambda: "one")
    first = numbered(office)
    monkeypatch.setattr(identity, "_machine", lambda: "")
    assert own_database_id(office.store) == first
    monkeypatch.setattr(identity, "_machine", lambda: "two")
    assert own_database_id(office.store) != first
    assert events(office) == [NewIdReason.OTHER_MACHINE]


def test_a_kill_while_the_new_id_is_given_gives_another_and_stays_with_it(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = numbered(office)
    marker_path(office.store.paths).unlink()

    class Killed(BaseException):
        """The process is gone after the marker was written, before the transaction ended."""

    real = identity.write_marker

    def killed(*args: object) -> None:
        real(*args)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(identity, "write_marker", killed)
        with pytest.raises(Killed):
            own_database_id(office.store)
    second = own_database_id(office.store)
    assert second != first
    assert numbered(office, 2) == second
    assert events(office) == [NewIdReason.MARKER_OTHER]


def test_two_windows_give_one_new_id_between_them(
    open_copy: Open, commune_template: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, other = open_copy(commune_template), open_copy(commune_template)
    numbered(desk)
    marker_path(desk.store.paths).unlink()
    real, found = identity._settled, []

    def settled_after_the_other(*args: object) -> UUID:
        monkeypatch.undo()
        found.append(own_database_id(other.store))
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(identity, "_settled", settled_after_the_other)
    assert [own_database_id(desk.store)] == found
    assert len(events(desk)) == 1


def test_a_marker_that_cannot_be_written_costs_nothing(office: Desk) -> None:
    first = numbered(office)
    part = marker_path(office.store.paths).with_name("packages-sent.json.part")
    part.mkdir()
    numbered_again = own_database_id(office.store)
    note_sent(office.store, uuid4(), 9)
    part.rmdir()
    assert numbered_again == first == own_database_id(office.store)
