"""The database file: encrypted from its first byte, and honest about what is wrong with it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.database.engine import create_engine
from desktop.disk import storage_errors, write_whole
from desktop.errors import StorageError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office.db"


def _with_table(path: Path) -> sa.Engine:
    engine = create_engine(path, bytes(32))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER, word TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES (0, 'Đặng Thị Ơn')")
    return engine


def test_nothing_readable_stands_in_the_file(path: Path) -> None:
    _with_table(path).dispose()

    raw = path.read_bytes()

    assert not raw.startswith(b"SQLite format 3")
    assert "Đặng".encode() not in raw


def test_another_key_does_not_open_it(path: Path) -> None:
    _with_table(path).dispose()

    with pytest.raises(StorageError) as refused:
        create_engine(path, b"1" * 32).connect()

    assert refused.value.code == StorageError.Code.NOT_A_DATABASE


def test_foreign_keys_hold(path: Path) -> None:
    engine = create_engine(path, bytes(32))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE a (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE b (a INTEGER REFERENCES a)")

    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO b VALUES (7)")
    engine.dispose()


def test_every_commit_is_synced_to_disk(path: Path) -> None:
    engine = _with_table(path)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def test_two_writers_that_read_first_both_succeed(path: Path) -> None:
    engine = _with_table(path)

    def add_one() -> None:
        for _ in range(20):
            with engine.connect().execution_options(writing=True) as connection:
                seen = connection.exec_driver_sql("SELECT n FROM t").scalar()
                connection.exec_driver_sql(f"UPDATE t SET n = {seen} + 1")
                connection.commit()

    threads = [threading.Thread(target=add_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT n FROM t").scalar() == 40
    engine.dispose()


def test_leaving_without_commit_keeps_nothing(path: Path) -> None:
    engine = _with_table(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1, 'x')")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1
    engine.dispose()


def test_a_damaged_file_is_said_to_be_damaged(path: Path) -> None:
    engine = _with_table(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(raw)

    again = create_engine(path, bytes(32))
    with pytest.raises(StorageError) as refused, again.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM t").all()
    again.dispose()

    assert refused.value.code in {StorageError.Code.CORRUPT, StorageError.Code.NOT_A_DATABASE}


def test_a_small_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "keys.json"
    write_whole(target, b"old")
    write_whole(target, b"new")

    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (28, StorageError.Code.DISK_FULL),
        (30, StorageError.Code.READ_ONLY),
        (13, StorageError.Code.READ_ONLY),
        (2, StorageError.Code.FILE_MISSING),
        (5, StorageError.Code.CANNOT_WRITE),
    ],
)
def test_the_systems_errors_get_a_code(number: int, code: StorageError.Code) -> None:
    with pytest.raises(StorageError) as refused, storage_errors(Path("x")):
        raise OSError(number, "from the system")

    assert refused.value.code == code


def test_no_empty_file_is_made_in_the_place_of_one_that_was_moved(path: Path) -> None:
    engine = _with_table(path)
    engine.dispose()
    path.rename(path.with_name("moved.db"))

    with pytest.raises(StorageError) as refused:
        engine.connect()

    assert refused.value.code == StorageError.Code.DATABASE_MOVED
    assert not path.exists()
