"""The engine on PostgreSQL: who writes, what a reader sees, and what each failure is called."""

from __future__ import annotations

import logging
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.database import address as noted
from desktop.database import postgres
from desktop.errors import ServerFailed, StorageError
from tests.other_tools import need
from tests.postgres_cluster import OWNER, Cluster, free_port

_Code = ServerFailed.Code


@pytest.fixture
def address(empty_database: Callable[[], str]) -> str:
    return empty_database()


@pytest.fixture
def engine(address: str) -> Iterator[sa.Engine]:
    made = postgres.create_engine(address)
    with _writing(made) as connection:
        connection.exec_driver_sql("CREATE TABLE t (n integer, word text)")
        connection.exec_driver_sql("INSERT INTO t VALUES (0, 'Đặng Thị Ơn')")
        connection.commit()
    yield made
    made.dispose()


def _writing(engine: sa.Engine) -> sa.Connection:
    return engine.connect().execution_options(writing=True)


def _refusal(address: str) -> ServerFailed:
    engine = postgres.create_engine(address)
    with pytest.raises(ServerFailed) as refused:
        engine.connect()
    engine.dispose()
    return refused.value


# --- transactions ------------------------------------------------------------------------------


def test_two_writers_that_read_first_both_succeed(engine: sa.Engine) -> None:
    def add_one() -> None:
        for _ in range(20):
            with _writing(engine) as connection:
                seen = connection.exec_driver_sql("SELECT n FROM t").scalar()
                connection.exec_driver_sql(f"UPDATE t SET n = {seen} + 1")
                connection.commit()

    threads = [threading.Thread(target=add_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT n FROM t").scalar() == 80


def test_a_reader_sees_one_moment_and_does_not_wait_for_the_writer(engine: sa.Engine) -> None:
    with engine.connect() as reader, _writing(engine) as writer:
        assert reader.exec_driver_sql("SELECT n FROM t").scalar() == 0
        writer.exec_driver_sql("UPDATE t SET n = 7")
        assert reader.exec_driver_sql("SELECT n FROM t").scalar() == 0
        writer.commit()
        assert reader.exec_driver_sql("SELECT n FROM t").scalar() == 0

    with engine.connect() as reader:
        assert reader.exec_driver_sql("SELECT n FROM t").scalar() == 7


def test_a_reader_cannot_write(engine: sa.Engine) -> None:
    with pytest.raises(StorageError) as refused, engine.connect() as connection:
        connection.exec_driver_sql("UPDATE t SET n = 7")

    assert refused.value.code == StorageError.Code.READ_ONLY


def test_leaving_without_commit_keeps_nothing(engine: sa.Engine) -> None:
    with _writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1, 'x')")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1


def test_a_writer_that_waits_too_long_is_told_so(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_WRITE", postgres._WRITE.replace("= 5000", "= 100"))
    with _writing(engine) as first:
        first.exec_driver_sql("SELECT 1")
        with pytest.raises(StorageError) as refused, _writing(engine) as second:
            second.exec_driver_sql("SELECT 1")

    assert refused.value.code == StorageError.Code.LOCKED


def test_every_commit_waits_for_the_servers_disk(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_the_moment_is_told_in_utc_and_the_program_by_its_name(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW TimeZone").scalar() == "UTC"
        assert connection.exec_driver_sql("SHOW application_name").scalar() == "guongsang"


# --- failures ----------------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    refused = _refusal(f"postgresql://x:y@/z?host={tmp_path}")

    assert refused.code == _Code.UNREACHABLE
    assert refused.data["place"] == f"{tmp_path}:5432/z"


@pytest.mark.parametrize("name", [OWNER, "stranger"])
def test_a_wrong_password_or_name_is_told_without_the_password(
    cluster: Cluster, address: str, name: str
) -> None:
    database = postgres.checked_url(address).database
    refused = _refusal(f"postgresql://{name}:s3cret@/{database}?host={cluster.folder}")

    assert refused.code == _Code.LOGIN_REFUSED
    assert "s3cret" not in str(refused)


def test_a_database_that_is_not_there_is_named(cluster: Cluster) -> None:
    assert _refusal(cluster.address("nowhere")).code == _Code.NO_DATABASE


def test_too_few_rights_are_told(engine: sa.Engine, cluster: Cluster, address: str) -> None:
    name = postgres.checked_url(address).database or ""
    cluster.run("CREATE TABLE of_the_boss (n integer)", name)

    with pytest.raises(ServerFailed) as refused, engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM of_the_boss")

    assert refused.value.code == _Code.NO_RIGHTS


def test_a_statement_that_takes_too_long_is_ended(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 50")
        with pytest.raises(ServerFailed) as refused:
            connection.exec_driver_sql("SELECT pg_sleep(60)")

    assert refused.value.code == _Code.TOO_SLOW


def test_a_server_lost_in_the_middle_is_told_and_nothing_is_kept(
    engine: sa.Engine, cluster: Cluster, address: str
) -> None:
    with _writing(engine) as connection:
        connection.exec_driver_sql("UPDATE t SET n = 7")
        cluster.disconnect(postgres.checked_url(address).database or "")
        with pytest.raises(ServerFailed) as refused:
            connection.exec_driver_sql("UPDATE t SET n = 8")

    assert refused.value.code == _Code.SERVER_LOST
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT n FROM t").scalar() == 0


def test_a_connection_lost_while_nobody_used_it_is_replaced(
    engine: sa.Engine, cluster: Cluster, address: str
) -> None:
    cluster.disconnect(postgres.checked_url(address).database or "")

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT n FROM t").scalar() == 0


def test_sums_are_whole_numbers_as_from_a_file(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        summed = connection.exec_driver_sql("SELECT sum(7::bigint), sum(0.5::numeric)").one()

    assert [repr(value) for value in summed] == ["7", "Decimal('0.5')"]


def test_a_server_lost_while_committing_leaves_the_outcome_open(
    engine: sa.Engine, cluster: Cluster, address: str
) -> None:
    with _writing(engine) as connection:
        connection.exec_driver_sql("UPDATE t SET n = 7")
        cluster.disconnect(postgres.checked_url(address).database or "")
        with pytest.raises(ServerFailed) as refused:
            connection.commit()

    assert refused.value.code == _Code.COMMIT_UNKNOWN


def test_a_constraint_that_does_not_hold_stays_what_it_is(engine: sa.Engine) -> None:
    with _writing(engine) as connection:
        connection.exec_driver_sql("ALTER TABLE t ADD CONSTRAINT few CHECK (n < 5)")
        with pytest.raises(sa.exc.IntegrityError):
            connection.exec_driver_sql("INSERT INTO t VALUES (9, 'x')")


def test_no_value_of_a_statement_is_told(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.DBAPIError) as failed, _writing(engine) as connection:
        connection.execute(sa.text("INSERT INTO t VALUES (:n, :word)"), {"n": "Đặng", "word": ""})

    assert "Đặng" not in str(failed.value.statement)
    assert "[SQL parameters hidden" in str(failed.value)


# --- the address -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "postgresql://…"),
        ("office.db", "postgresql://…"),
        ("mysql://a:b@c/d", "mysql"),
        ("postgresql://host/name", "user"),
        ("postgresql://user:p@/name", "host"),
        ("postgresql://user:p@host", "database"),
        ("postgresql://user:p@host:port/name", "postgresql://…"),
        ("postgresql://user:p@host/name?options=-cfsync%3Doff", "options"),
        ("postgresql://user:p@host/name?service=other", "service"),
        ("postgresql://user:p@host/name?sslmode=a&sslmode=b", "sslmode"),
        ("postgresql://user:p@host/name?sslmode=zzz", "sslmode"),
        ("postgresql://user:p@host/na%00me", "database"),
        ("postgresql://us%00er:p@host/name", "user"),
        ("postgresql://user:%00p@host/name", "password"),
        ("postgresql://user:p@host/name\udcff", "database"),
        ("postgresql://user:p@host/name?sslrootcert=/ca%00.crt", "sslrootcert"),
    ],
)
def test_an_address_that_is_wrong_says_where(text: str, part: str) -> None:
    with pytest.raises(ServerFailed) as refused:
        postgres.checked_url(text)

    assert refused.value.code == _Code.ADDRESS_BAD
    assert refused.value.data == {"part": part}


def test_the_password_is_never_shown() -> None:
    url = postgres.checked_url("postgresql://gs:s3cret@may-chu/guongsang")

    assert postgres.place_named(url) == "may-chu:5432/guongsang"
    assert "s3cret" not in repr(url)


@pytest.mark.parametrize(
    ("host", "more", "mode"),
    [
        ("192.0.2.1", "", "require"),
        ("192.0.2.1", "?sslrootcert=/ca.crt", "verify-full"),
        ("192.0.2.1", "?sslrootcert=/ca.crt&sslmode=verify-ca", "verify-ca"),
        ("127.0.0.1", "", "prefer"),
    ],
)
def test_what_leaves_this_machine_is_encrypted_unless_the_address_says_otherwise(
    host: str, more: str, mode: str
) -> None:
    url = postgres.checked_url(f"postgresql://gs:p@{host}/name{more}")

    assert postgres._connection(url)["sslmode"] == mode


def test_nothing_of_the_users_home_or_environment_changes_where_it_goes(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path.home()
    url = postgres.checked_url(address)
    (home / ".pgpass").write_text(f"*:*:*:*:{url.password}\n")
    (home / ".pgpass").chmod(0o600)
    (home / ".pg_service.conf").write_text("[other]\nhost=192.0.2.1\n")
    for name, value in {
        "PGSERVICE": "other",
        "PGHOSTADDR": "192.0.2.1",
        "PGPASSWORD": url.password or "",
        "PGOPTIONS": "-c synchronous_commit=off",
        "PGSSLMODE": "verify-full",
    }.items():
        monkeypatch.setenv(name, value)

    engine = postgres.create_engine(address)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    engine.dispose()

    assert _refusal(address.replace(f":{url.password}", "")).code == _Code.LOGIN_REFUSED


def test_the_drivers_notices_do_not_reach_the_log(
    engine: sa.Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), engine.connect() as connection:
        connection.exec_driver_sql("DO $$ BEGIN RAISE WARNING 'Đặng'; END $$")

    assert caplog.records == []


# --- proving the server ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Cluster, Path]]:
    """A server that speaks TLS on loopback, and the root certificate that proves it."""
    need("openssl")
    made = Cluster(listen_addresses="127.0.0.1", port=str(free_port()))
    key, root = made.data / "server.key", tmp_path_factory.mktemp("ca") / "root.crt"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    words += ["-nodes", "-days", "30", "-subj", "/CN=may chu", "-keyout", str(key)]
    words += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(root)]
    subprocess.run(words, check=True, capture_output=True)
    shutil.copy(root, made.data / "server.crt")
    made.own(key)
    made.own(made.data / "server.crt")
    made.run("ALTER SYSTEM SET ssl = on")
    made.run("SELECT pg_reload_conf()")
    made.create("proven")
    yield made, root
    made.stop()


def _over_tls(cluster: Cluster, root: Path, host: str = "127.0.0.1") -> str:
    tail = f"{host}:{cluster.port}/proven?sslmode=verify-full&sslrootcert={root}"
    return f"postgresql://{OWNER}:{cluster.password}@{tail}"


def test_a_server_that_proves_itself_is_spoken_to_encrypted(proven: tuple[Cluster, Path]) -> None:
    engine = postgres.create_engine(_over_tls(*proven))

    assert postgres.is_encrypted(engine)
    engine.dispose()


@pytest.mark.loopback
def test_a_server_without_tls_is_told_so_where_tls_is_asked_for() -> None:
    plain = Cluster(listen_addresses="127.0.0.1", port=str(free_port()))
    try:
        tail = f"127.0.0.1:{plain.port}/postgres?sslmode=require"
        refused = _refusal(f"postgresql://{OWNER}:{plain.password}@{tail}")
    finally:
        plain.stop()

    assert refused.code == _Code.TLS_MISSING


def test_a_server_that_cannot_prove_itself_gets_no_password(
    proven: tuple[Cluster, Path], tmp_path: Path
) -> None:
    cluster, root = proven
    other = tmp_path / "other.crt"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    words += ["-nodes", "-subj", "/CN=khac", "-keyout", str(tmp_path / "k"), "-out", str(other)]
    subprocess.run(words, check=True, capture_output=True)

    assert _refusal(_over_tls(cluster, other)).code == _Code.TLS_UNTRUSTED
    assert _refusal(_over_tls(cluster, root, "localhost")).code == _Code.TLS_UNTRUSTED
    assert _refusal(_over_tls(cluster, tmp_path / "none.crt")).code == _Code.TLS_UNTRUSTED


def test_the_root_certificate_travels_with_the_noted_address(
    proven: tuple[Cluster, Path], tmp_path: Path
) -> None:
    cluster, root = proven
    copied = shutil.copy(root, tmp_path / "root.crt")
    noted.write_address(tmp_path, bytes(32), noted.packed(_over_tls(cluster, Path(copied))))
    Path(copied).unlink()

    engine = postgres.create_engine(noted.read_address(tmp_path, bytes(32)))
    assert postgres.is_encrypted(engine)
    engine.dispose()
