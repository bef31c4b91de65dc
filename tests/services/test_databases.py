"""An office moves to a server and back: nothing lost, nothing written where nobody reads."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from desktop.database import moved, postgres, schema
from desktop.database.address import FILE_NAME
from desktop.errors import Cancelled, ServerFailed, ServerRefused, StorageError
from desktop.paths import OfficePaths
from desktop.services import databases
from desktop.services.desk import Desk, open_desk
from desktop.services.units import UnitDraft
from tests.postgres_cluster import Cluster
from tests.services.commune_dossier import Commune
from tests.services.conftest import Template, TickingClock

pytestmark = pytest.mark.file_database("it moves one office between both engines by itself")
_NUMBERS = count()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster()
    yield made
    made.stop()


@pytest.fixture
def address(cluster: Cluster) -> Iterator[str]:
    name = f"moving_{next(_NUMBERS)}"
    yield cluster.create(name)
    cluster.drop(name)


@pytest.fixture
def reopen(
    office: Desk, commune_template: Template, clock: TickingClock
) -> Iterator[Callable[[], Desk]]:
    """Open the commune's office once more, as after a start of the program."""
    desks: list[Desk] = []

    def _open(server: str = "", *, upgrades_server: bool = False) -> Desk:
        paths, unlocked = replace(office.store.paths, server=server), commune_template.unlocked
        desks.append(open_desk(paths, unlocked, clock, upgrades_server=upgrades_server))
        return desks[-1]

    yield _open
    for desk in desks:
        desk.close()


def _units(desk: Desk) -> list[str]:
    return [row.name for row in desk.units.list_rows()]


def _working(desk: Desk) -> None:
    """Fill an office with a dossier and all that belongs to it."""
    Commune(desk).complete_dossier(desk.store.paths.root)


def test_an_office_goes_on_at_the_server_with_all_it_had(
    office: Desk, reopen: Callable[[], Desk], address: str
) -> None:
    _working(office)
    before, dossiers = _units(office), office.dossiers.list_rows()

    done = office.databases.move_to_server(address)

    desk = reopen()
    assert desk.databases.show().on_server
    assert (_units(desk), desk.dossiers.list_rows()) == (before, dossiers)
    assert desk.store.broken_event() is None
    assert done.rows["units"] == len(before)
    desk.units.save_draft(UnitDraft(name="Thôn mới"))
    assert desk.store.broken_event() is None


def test_the_old_file_is_kept_under_another_name(
    office: Desk, reopen: Callable[[], Desk], address: str
) -> None:
    done = office.databases.move_to_server(address)
    reopen()

    assert not office.store.paths.database.exists()
    assert Path(done.kept).stat().st_size > 100_000


def test_a_window_still_on_the_old_file_is_told_and_writes_nothing(
    office: Desk, reopen: Callable[[], Desk], address: str
) -> None:
    window = reopen()
    office.databases.move_to_server(address)

    with pytest.raises(StorageError) as refused:
        window.units.save_draft(UnitDraft(name="Thôn mới"))

    assert refused.value.code == StorageError.Code.DATABASE_MOVED


def test_an_office_comes_back_into_its_file_with_what_was_done_meanwhile(
    office: Desk, reopen: Callable[[], Desk], address: str
) -> None:
    _working(office)
    office.databases.move_to_server(address)
    server = reopen()
    server.units.save_draft(UnitDraft(name="Thôn ở máy chủ"))

    server.databases.move_to_file()

    desk = reopen()
    assert not desk.databases.show().on_server
    assert "Thôn ở máy chủ" in _units(desk)
    assert desk.store.broken_event() is None
    assert not (office.store.paths.root / FILE_NAME).exists()


def test_a_window_still_on_the_server_is_told_and_writes_nothing(
    office: Desk, reopen: Callable[..., Desk], address: str
) -> None:
    office.databases.move_to_server(address)
    window = reopen()
    reopen().databases.move_to_file()

    with pytest.raises(StorageError) as refused:
        window.units.save_draft(UnitDraft(name="Thôn mới"))
    with pytest.raises(StorageError) as again:
        reopen(address)

    assert refused.value.code == again.value.code == StorageError.Code.DATABASE_MOVED


def test_a_move_stopped_half_way_changes_nothing_and_can_be_done_again(
    office: Desk, reopen: Callable[[], Desk], address: str
) -> None:
    def stop(done: int, _total: int, _step: str) -> None:
        if done > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.databases.move_to_server(address, stop)
    office.units.save_draft(UnitDraft(name="Thôn mới"))

    office.databases.move_to_server(address)

    assert "Thôn mới" in _units(reopen())


def _move(desk: Desk, address: str, *, back: bool) -> None:
    if back:
        desk.databases.move_to_file()
    else:
        desk.databases.move_to_server(address)


class _Killed(BaseException):
    """Stands for the end of the process."""


def test_a_move_killed_before_the_old_one_was_closed_can_be_done_again(
    office: Desk, reopen: Callable[[], Desk], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_words: object, **_more: object) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(moved, "leave", die)
        with pytest.raises(_Killed):
            office.databases.move_to_server(address)
    office.units.save_draft(UnitDraft(name="Thôn mới"))
    with pytest.raises(ServerFailed) as refused:
        reopen(address)
    assert refused.value.code == ServerFailed.Code.EMPTY

    office.databases.move_to_server(address)

    assert "Thôn mới" in _units(reopen())


@pytest.mark.parametrize("back", [False, True])
def test_a_move_killed_after_the_old_one_was_closed_is_finished_at_the_next_start(
    office: Desk,
    reopen: Callable[[], Desk],
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    back: bool,
) -> None:
    def die(*_words: object) -> None:
        raise _Killed

    if back:
        office.databases.move_to_server(address)
        office = reopen()
    with monkeypatch.context() as patch:
        patch.setattr(moved, "finish_move", die)
        with pytest.raises(_Killed):
            _move(office, address, back=back)

    desk = reopen()

    assert desk.databases.show().on_server is not back
    desk.units.save_draft(UnitDraft(name="Thôn mới"))
    assert _units(reopen()) == ["Thôn mới"]


def test_a_database_with_other_tables_is_left_alone(
    office: Desk, cluster: Cluster, address: str
) -> None:
    name = postgres.checked_url(address).database or ""
    cluster.run("CREATE TABLE of_somebody_else (n integer)", name)

    with pytest.raises(ServerFailed) as refused:
        office.databases.move_to_server(address)

    assert refused.value.code == ServerFailed.Code.NOT_EMPTY
    assert cluster.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(1,)]


def test_the_database_of_another_office_is_neither_filled_nor_opened(
    office: Desk, district: Desk, reopen: Callable[..., Desk], address: str
) -> None:
    district.databases.move_to_server(address)

    with pytest.raises(ServerFailed) as filled:
        office.databases.move_to_server(address)
    with pytest.raises(ServerFailed) as opened:
        reopen(address)

    assert filled.value.code == ServerFailed.Code.NOT_EMPTY
    assert opened.value.code == ServerFailed.Code.OTHER_OFFICE


def test_trying_a_server_tells_whose_the_database_is(
    office: Desk, district: Desk, address: str, cluster: Cluster
) -> None:
    assert office.databases.check(address)
    name = postgres.checked_url(address).database or ""
    cluster.run("CREATE TABLE of_somebody_else (n integer)", name)
    with pytest.raises(ServerRefused) as filled:
        office.databases.check(address)
    cluster.run("DROP TABLE of_somebody_else", name)
    district.databases.move_to_server(address)

    with pytest.raises(ServerRefused) as others:
        office.databases.check(address)

    assert filled.value.code == ServerFailed.Code.NOT_EMPTY
    assert others.value.code == ServerFailed.Code.OTHER_OFFICE
    assert district.databases.check(address)


def test_an_older_database_on_a_server_is_brought_up_only_when_somebody_says_so(
    office: Desk, reopen: Callable[..., Desk], address: str
) -> None:
    office.databases.move_to_server(address)
    desk = reopen()
    desk.units.save_draft(UnitDraft(name="Thôn mới"))
    _bring_back(desk, schema.KNOWN[-2])

    with pytest.raises(ServerRefused) as refused:
        reopen()

    assert refused.value.code == ServerFailed.Code.OLDER_SCHEMA
    assert schema.current_revision(desk.store._engine) == schema.KNOWN[-2]
    again = reopen(upgrades_server=True)
    assert "Thôn mới" in _units(again)
    assert again.store.broken_event() is None
    assert "Thôn mới" in _units(reopen())


def _bring_back(desk: Desk, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema._MIGRATIONS))
    config.attributes["engine"] = desk.store._engine
    command.downgrade(config, revision)


def test_a_database_that_sorts_otherwise_is_refused(office: Desk, cluster: Cluster) -> None:
    cluster.run("CREATE DATABASE sorted TEMPLATE template0 LC_COLLATE 'C' ENCODING 'SQL_ASCII'")
    cluster.run("ALTER DATABASE sorted OWNER TO guongsang")

    with pytest.raises(ServerFailed) as refused:
        office.databases.move_to_server(cluster.address("sorted"))

    assert refused.value.code == ServerFailed.Code.WRONG_ORDER
    cluster.drop("sorted")


def test_a_chain_of_events_that_is_broken_is_not_moved(
    office: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases.Store, "broken_event", lambda _self: object())

    with pytest.raises(ServerFailed) as refused:
        office.databases.move_to_server(address)

    assert refused.value.code == ServerFailed.Code.CHAIN_BROKEN
    assert office.units.save_draft(UnitDraft(name="Thôn mới"))


def test_a_copy_that_differs_is_not_moved_to(
    office: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.database import copying

    monkeypatch.setattr(copying, "_compared", lambda *_words: iter([True, False]))

    with pytest.raises(ServerFailed) as refused:
        office.databases.move_to_server(address)

    assert refused.value.code == ServerFailed.Code.COPY_DIFFERS
    assert office.units.save_draft(UnitDraft(name="Thôn mới"))


def test_the_address_is_noted_so_that_only_the_key_reads_it(
    office: Desk, reopen: Callable[[], Desk], address: str
) -> None:
    office.databases.move_to_server(address)
    file = office.store.paths.root / FILE_NAME
    noted = file.read_bytes()

    assert (postgres.checked_url(address).password or "").encode() not in noted
    fields = json.loads(noted)
    sealed = bytearray(base64.b64decode(fields["sealed"]))
    sealed[0] ^= 1
    file.write_text(json.dumps({**fields, "sealed": base64.b64encode(sealed).decode()}))
    with pytest.raises(ServerFailed) as refused:
        reopen()

    assert refused.value.code == ServerFailed.Code.ADDRESS_DAMAGED


def test_an_office_made_at_a_server_has_no_file(
    tmp_path: Path, address: str, clock: TickingClock
) -> None:
    from desktop.services.access import create_office
    from tests.services.conftest import COMMUNE

    paths = OfficePaths(tmp_path / "mới", address)
    made = create_office(paths, COMMUNE, clock)

    desk = open_desk(OfficePaths(paths.root), made.unlocked, clock)
    assert desk.databases.show().on_server
    assert not paths.database.exists()
    assert desk.databases.check(address)
    desk.close()
