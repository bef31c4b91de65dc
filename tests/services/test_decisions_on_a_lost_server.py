"""The database server is gone in the middle of a decision: told, nothing half, done once after."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from desktop.errors import MoveRefused, ServerFailed
from desktop.law.lifecycle import DossierState
from desktop.models import AwardRecord, Decision, Event, NumberEntry
from desktop.services.desk import Desk
from tests.postgres_cluster import Cluster
from tests.services.two_offices import TwoOffices, state_of

pytestmark = pytest.mark.file_database("it moves one office to a server it can stop")
_NUMBERS = count()
_SECONDS = 20.0
_Code = ServerFailed.Code


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    made = Cluster(wal_level="replica", max_wal_senders="1")
    yield made
    made.stop()


@pytest.fixture
def district(appraised: TwoOffices, cluster: Cluster) -> Iterator[Desk]:
    """The district's desk on a server, with a dossier that waits for its decision."""
    name = f"deciding_{next(_NUMBERS)}"
    appraised.district.databases.move_to_server(cluster.create(name))
    appraised.open()
    assert appraised.district.databases.show().on_server
    yield appraised.district
    appraised.close()
    cluster.drop(name)


def _written(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as session:
        return {
            table.__tablename__: session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in (Decision, AwardRecord, NumberEntry, Event)
        }


def _when_executing(desk: Desk, words: str, act: Callable[[], object]) -> Callable[[], None]:
    """Do something once, just before a statement that begins with ``words``."""

    @sa.event.listens_for(desk.engine, "before_cursor_execute")
    def _before(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(words):
            forget()
            act()

    def forget() -> None:
        sa.event.remove(desk.engine, "before_cursor_execute", _before)

    return forget


def _when_committing(desk: Desk, act: Callable[[], object]) -> None:
    @sa.event.listens_for(desk.engine, "commit", once=True)
    def _before(_connection: sa.Connection) -> None:
        act()


def _decide(two: TwoOffices) -> Any:
    return two.district.decisions.decide(two.dossier_id, two.draft())


def _name(desk: Desk) -> str:
    with desk.engine.connect() as connection:
        return str(connection.scalar(sa.text("SELECT current_database()")))


@pytest.mark.parametrize(
    "words",
    ["UPDATE dossiers", "INSERT INTO decisions", "INSERT INTO award_records", "INSERT INTO events"],
)
def test_a_connection_cut_while_deciding_leaves_nothing_and_the_act_works_once_after(
    appraised: TwoOffices, district: Desk, cluster: Cluster, words: str
) -> None:
    draft, before, name = appraised.draft(), _written(district), _name(district)
    _when_executing(district, words, lambda: cluster.disconnect(name))

    with pytest.raises(ServerFailed) as refused:
        district.decisions.decide(appraised.dossier_id, draft)

    assert refused.value.code == _Code.SERVER_LOST
    assert _written(district) == before
    assert state_of(district, appraised.dossier_id) is DossierState.APPRAISED
    assert district.decisions.decide(appraised.dossier_id, draft).decision_id
    assert state_of(district, appraised.dossier_id) is DossierState.DECIDED
    assert district.store.broken_event() is None


def test_a_server_that_lost_its_power_while_deciding_has_nothing_half_after_its_start(
    appraised: TwoOffices, district: Desk, cluster: Cluster
) -> None:
    draft, before = appraised.draft(), _written(district)
    _when_executing(district, "INSERT INTO award_records", cluster.halt)

    with pytest.raises(ServerFailed) as refused:
        district.decisions.decide(appraised.dossier_id, draft)
    with pytest.raises(ServerFailed) as again:
        district.decisions.decide(appraised.dossier_id, draft)
    cluster.start()

    assert refused.value.code == _Code.SERVER_LOST
    assert again.value.code == _Code.UNREACHABLE
    assert _written(district) == before
    assert district.decisions.decide(appraised.dossier_id, draft).decision_id
    assert district.store.broken_event() is None


def test_a_server_lost_before_it_committed_leaves_the_outcome_open_and_nothing_written(
    appraised: TwoOffices, district: Desk, cluster: Cluster
) -> None:
    draft, before, name = appraised.draft(), _written(district), _name(district)
    _when_committing(district, lambda: cluster.disconnect(name))

    with pytest.raises(ServerFailed) as refused:
        district.decisions.decide(appraised.dossier_id, draft)

    assert refused.value.code == _Code.COMMIT_UNKNOWN
    assert _written(district) == before
    assert district.decisions.decide(appraised.dossier_id, draft).decision_id


def test_a_server_lost_after_it_committed_leaves_the_outcome_open_and_the_act_cannot_be_doubled(
    appraised: TwoOffices, district: Desk, cluster: Cluster
) -> None:
    draft, before, name = appraised.draft(), _written(district), _name(district)
    # Committed on the server's own disk, it waits for a second server that is not there.
    _set(cluster, "synchronous_standby_names", "'nobody'")
    cutting = threading.Thread(target=_cut_when_committed, args=(cluster, name))
    cutting.start()

    with pytest.raises(ServerFailed) as refused:
        district.decisions.decide(appraised.dossier_id, draft)
    cutting.join()
    _set(cluster, "synchronous_standby_names", "''")

    assert refused.value.code == _Code.COMMIT_UNKNOWN
    after = _written(district)
    assert after["decisions"] == before["decisions"] + 1
    assert state_of(district, appraised.dossier_id) is DossierState.DECIDED
    with pytest.raises(MoveRefused):
        district.decisions.decide(appraised.dossier_id, draft)
    assert _written(district) == after
    # What follows a decision, its package for the sender, is made up for.
    assert district.decisions.finish_pending()
    assert district.store.broken_event() is None


def _set(cluster: Cluster, name: str, value: str) -> None:
    cluster.run(f"ALTER SYSTEM SET {name} = {value}")
    cluster.run("SELECT pg_reload_conf()")


def _cut_when_committed(cluster: Cluster, name: str) -> None:
    deadline = time.monotonic() + _SECONDS
    there = f"FROM pg_stat_activity WHERE datname = '{name}' AND wait_event = 'SyncRep'"
    while not cluster.run(f"SELECT pg_terminate_backend(pid) {there}"):
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)
