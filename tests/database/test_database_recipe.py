"""The recipe of installer/server for PostgreSQL, as written there, with a real server."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from desktop.law.terms import Seat, Tier
from desktop.paths import OfficePaths
from desktop.services.access import OfficeSetup, create_office
from desktop.services.desk import open_desk
from desktop.services.units import UnitDraft
from tests.other_tools import need
from tests.postgres_cluster import ADMIN, Cluster, free_port

SERVER = Path(__file__).parents[2] / "installer" / "server"


@dataclass(frozen=True)
class Machine:
    """A server as the recipe sets it up, and the programs of the recipe."""

    cluster: Cluster

    @property
    def environment(self) -> dict[str, str]:
        reach = f"-h {self.cluster.folder} -p {self.cluster.port} -U {ADMIN}"
        return os.environ | {
            "PGPASSWORD": self.cluster.password,
            "GUONGSANG_PSQL": f"{self.cluster.bin}/psql {reach}",
            "GUONGSANG_PG_DUMP": f"{self.cluster.bin}/pg_dump {reach}",
        }

    def run(self, *words: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [str(word) for word in words],
            env=self.environment,
            input=given,
            capture_output=True,
            check=False,
        )

    def add_database(self, name: str, *more: str) -> str:
        """Return the address of a database made by the recipe."""
        done = self.run("sh", SERVER / "add-database", name, *more)
        assert done.returncode == 0, done.stderr.decode()
        password = re.search(r"Mật khẩu: ([0-9a-f]{40})", done.stdout.decode())
        assert password is not None
        return f"postgresql://{name}:{password[1]}@127.0.0.1:{self.cluster.port}/{name}"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    need("openssl", "bash")
    folder = tmp_path_factory.mktemp("tls")
    cluster = Cluster(listen_addresses="127.0.0.1", port=str(free_port()))
    text = (SERVER / "postgresql" / "guongsang.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/guongsang/postgresql", str(cluster.data))
    # The test's own server listens on loopback alone, and is let go of without its guards.
    own = r"^(listen_addresses|fsync|full_page_writes|synchronous_commit).*"
    text = re.sub(own, "", text, flags=re.MULTILINE)
    _certify(folder, cluster)
    with (cluster.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(text)
    cluster.halt()
    cluster.start()
    yield Machine(cluster)
    cluster.stop()


def _certify(folder: Path, cluster: Cluster) -> None:
    ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    root = ["-keyout", folder / "ca.key", "-out", cluster.folder / "ca.crt", "-subj", "/CN=Goc"]
    root += ["-addext", "keyUsage=critical,keyCertSign,cRLSign"]
    (folder / "server.ext").write_text("subjectAltName=IP:127.0.0.1\n")
    own = ["-keyout", cluster.data / "server.key", "-out", folder / "server.csr", "-subj", "/CN=a"]
    sign = ["-CA", cluster.folder / "ca.crt", "-CAkey", folder / "ca.key", "-CAcreateserial"]
    sign += ["-extfile", folder / "server.ext", "-out", cluster.data / "server.crt"]
    for words in (
        ["req", "-x509", *ec, "-days", "30", *root],
        ["req", *ec, *own],
        ["x509", "-req", "-in", folder / "server.csr", *sign],
    ):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
    for name in ("server.key", "server.crt"):
        cluster.own(cluster.data / name)


def _now() -> datetime:
    return datetime(2023, 11, 20, 2, 0, tzinfo=UTC)


def _proven(machine: Machine, address: str) -> str:
    return f"{address}?sslmode=verify-full&sslrootcert={machine.cluster.folder / 'ca.crt'}"


SETUP = OfficeSetup(
    name="Ủy ban nhân dân huyện Ứng",
    tier=Tier.DISTRICT,
    seat=Seat.RECEIVING,
    officer_name="Đỗ Văn Ước",
    password="demo",
)


def test_an_office_works_on_what_the_recipe_made_and_a_backup_brings_it_back(
    machine: Machine, tmp_path: Path
) -> None:
    address = _proven(machine, machine.add_database("co_quan", "127.0.0.1/32"))
    paths = OfficePaths(tmp_path / "office", address)
    made = create_office(paths, SETUP, _now)
    desk = open_desk(OfficePaths(paths.root), made.unlocked, _now)
    assert desk.databases.show().encrypted_line
    desk.units.save_draft(UnitDraft(name="Thôn Ẩn"))
    desk.close()

    key, certificate = tmp_path / "k.key", tmp_path / "k.crt"
    words = ("req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "9", "-subj", "/CN=Giu")
    machine.run("openssl", *words, "-keyout", key, "-out", certificate)
    done = machine.run("bash", SERVER / "backup-database", "co_quan", tmp_path, certificate)
    assert done.returncode == 0, done.stderr.decode()
    (dump,) = tmp_path.glob("co_quan-*.dump.cms")
    assert "Thôn Ẩn".encode() not in dump.read_bytes()

    restored = _proven(machine, machine.add_database("co_quan_moi", "127.0.0.1/32"))
    opening = (
        "openssl",
        "cms",
        "-decrypt",
        "-binary",
        "-inform",
        "DER",
        "-inkey",
        key,
        "-in",
        dump,
    )
    plain = machine.run(*opening).stdout
    reach = ("-h", machine.cluster.folder, "-p", machine.cluster.port, "-U", ADMIN)
    into = ("--no-owner", "--no-acl", "--role=co_quan_moi", "--exit-on-error")
    restore = (f"{machine.cluster.bin}/pg_restore", *reach, *into, "--dbname=co_quan_moi")
    done = machine.run(*restore, given=plain)
    assert done.returncode == 0, done.stderr.decode()

    again = open_desk(OfficePaths(paths.root, restored), made.unlocked, _now)
    assert [row.name for row in again.units.list_rows()] == ["Thôn Ẩn"]
    assert again.store.broken_event() is None
    again.units.save_draft(UnitDraft(name="Thôn mới"))
    assert again.databases.keep_address().endswith("/co_quan_moi")
    again.close()
    kept = open_desk(OfficePaths(paths.root), made.unlocked, _now)
    assert len(kept.units.list_rows()) == 2
    kept.close()


def test_the_role_can_do_nothing_but_work_in_its_own_database(machine: Machine) -> None:
    first, second = (machine.add_database(n, "127.0.0.1/32") for n in ("mot", "hai"))
    with psycopg.connect(first, sslmode="require", autocommit=True) as connection:
        for statement in (
            "CREATE DATABASE theirs",
            "CREATE ROLE other",
            "ALTER SYSTEM SET fsync = off",
            "COPY (SELECT 1) TO '/tmp/x'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    elsewhere = first.rpartition("/")[0] + "/hai"
    with pytest.raises(psycopg.OperationalError, match=r"pg_hba|permission"):
        psycopg.connect(elsewhere, sslmode="require")
    assert second


def test_nobody_gets_in_without_tls_or_from_a_network_not_named(machine: Machine) -> None:
    inside = machine.add_database("trong_mang", "127.0.0.1/32")
    # initdb's own lines let this machine in; the recipe's are for the others.
    hba = machine.cluster.data / "pg_hba.conf"
    lines = [line for line in hba.read_text().splitlines() if line.startswith(("hostssl", "local"))]
    hba.write_text("\n".join(lines) + "\n")
    machine.cluster.run("SELECT pg_reload_conf()")
    outside = machine.add_database("ngoai_mang", "192.0.2.0/24")

    psycopg.connect(inside, sslmode="require").close()
    for address, mode in ((inside, "disable"), (outside, "require")):
        with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf"):
            psycopg.connect(address, sslmode=mode)


def test_what_is_there_already_is_left_alone(machine: Machine) -> None:
    machine.add_database("co_san")
    again = machine.run("sh", SERVER / "add-database", "co_san")

    assert again.returncode == 1
    assert "chưa làm gì" in again.stderr.decode()


@pytest.mark.parametrize("words", [(), ("Có dấu",), ("a; DROP",), ("a", "mang"), ("a", "b", "c")])
def test_wrong_words_do_nothing(machine: Machine, words: tuple[str, ...]) -> None:
    done = machine.run("sh", SERVER / "add-database", *words)

    assert done.returncode == 1
    assert done.stderr.startswith(b"add-database: ")


def test_a_backup_that_fails_leaves_no_file(machine: Machine, tmp_path: Path) -> None:
    certificate = tmp_path / "k.crt"
    words = (
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=Giu",
        "-out",
        certificate,
    )
    machine.run("openssl", *words, "-keyout", tmp_path / "k.key")

    done = machine.run("bash", SERVER / "backup-database", "khong_co", tmp_path, certificate)

    assert done.returncode != 0
    assert list(tmp_path.glob("*.cms*")) == []
