"""database show, check, upgrade, move, keep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.postgres_cluster import Cluster

pytestmark = pytest.mark.file_database("it moves an office from its file by itself")
WORDS = ("init", "--name", "Ủy ban nhân dân huyện Ổ", "--tier", "huyen", "--seat", "receiving")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    yield made
    made.stop()


def test_an_office_moves_to_a_server_and_back_by_command(
    run: Run, tmp_path: Path, cluster: Cluster
) -> None:
    data = ("--json", "--data", tmp_path / "dữ liệu")
    assert run(*data, *WORDS).code == 0
    address = cluster.create("by_command")

    before = run(*data, "database", "show").data
    checked = run(*data, "database", "check", "--to", address).data
    moved = run(*data, "database", "move", "--to", address).data
    after = run(*data, "database", "show").data
    rows = run(*data, "list", "offices").data
    back = run(*data, "database", "move", "--back")
    again = run(*data, "database", "show").data

    assert [before["on_server"], after["on_server"], again["on_server"]] == [False, True, False]
    assert checked["version"] == after["version"]
    assert moved["rows"]["offices"] == len(rows) == 1
    assert cluster.password not in str([moved, after, back.data])
    assert back.code == 0
    refused = run(*data, "--database", address, "list", "offices")
    assert (refused.code, refused.data["error"]) == (6, "DATABASE_MOVED")


def test_an_office_made_at_a_server_needs_no_address_afterwards(
    run: Run, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--json", "--data", tmp_path / "o")
    monkeypatch.setenv("GUONGSANG_DATABASE", cluster.create("made_there"))
    assert run(*data, *WORDS).code == 0
    assert run(*data, "database", "keep").code == 0
    monkeypatch.delenv("GUONGSANG_DATABASE")

    assert run(*data, "database", "show").data["on_server"]
    assert not list((tmp_path / "o").glob("office.db*"))


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("check", "--to", "mysql://a:b@c/d"), "ADDRESS_BAD"),
        (("check", "--to", "postgresql://a:b@127.0.0.1:1/d"), "UNREACHABLE"),
        (("move", "--back"), "ALREADY_THERE"),
        (("keep",), "NOT_ON_SERVER"),
    ],
)
def test_what_cannot_be_is_told(
    run: Run, tmp_path: Path, words: tuple[str, ...], error: str
) -> None:
    data = ("--json", "--data", tmp_path / "o")
    assert run(*data, *WORDS).code == 0

    said = run(*data, "database", *words)

    assert (said.code, said.data["error"]) == (6, error)


def test_trying_the_database_of_another_office_is_refused(
    run: Run, tmp_path: Path, cluster: Cluster
) -> None:
    address = cluster.create("of_another")
    other, own = ("--json", "--data", tmp_path / "kia"), ("--json", "--data", tmp_path / "này")
    assert run(*own, *WORDS).code == run(*other, *WORDS).code == 0
    assert run(*other, "database", "move", "--to", address).code == 0

    said = run(*own, "database", "check", "--to", address)
    theirs = run(*other, "database", "upgrade")

    assert (said.code, said.data["error"]) == (4, "OTHER_OFFICE")
    assert (theirs.code, theirs.data["on_server"]) == (0, True)
