"""Threads that live as long as one call, and tell nothing from where they are."""

from __future__ import annotations

import threading
from random import Random

import pytest

from desktop.errors import Cancelled, TransportFailed
from desktop.sync.flow import Flow, TokenBucket
from desktop.sync.object_store import ObjectStore
from desktop.sync.patience import Line, Patience
from desktop.sync.workers import Workers
from tests.sync.memory_store import MemoryServer, MemoryStore


class Session(MemoryStore):
    """Notes that it was closed."""

    closed = 0

    def close(self) -> None:
        type(self).closed += 1


def workers(server: MemoryServer, count: int = 4) -> Workers:
    line = Line("máy chủ", Flow(TokenBucket(0)), Patience(first=0.0), Random(1))
    return Workers(lambda flow: Session(server, flow), line, count)


def test_results_are_told_in_the_calling_thread() -> None:
    told: dict[int, str] = {}

    def note(item: int, result: str) -> None:
        assert threading.current_thread() is threading.main_thread()
        told[item] = result

    with workers(MemoryServer()) as crew:
        crew.each(lambda _store, item: f"{item}!", range(50), note)

    assert told == {item: f"{item}!" for item in range(50)}


def test_no_more_work_at_once_than_there_are_workers() -> None:
    at_work = threading.Semaphore(3)

    def act(_store: ObjectStore, item: int) -> bool:
        assert at_work.acquire(blocking=False)
        at_work.release()
        return item >= 0

    with workers(MemoryServer(), 3) as crew:
        assert all(crew.gather(act, range(30)).values())


def test_no_thread_is_left_and_each_session_is_closed() -> None:
    Session.closed = 0
    with workers(MemoryServer()) as crew:
        crew.gather(lambda _store, item: item, range(10))
        assert any(thread.name.startswith("sync-") for thread in threading.enumerate())

    assert not any(thread.name.startswith("sync-") for thread in threading.enumerate())
    assert Session.closed == 4


def test_few_items_start_few_threads() -> None:
    with workers(MemoryServer()) as crew:
        crew.one(lambda store: store.check())
        started = [t for t in threading.enumerate() if t.name.startswith("sync-")]

    assert len(started) == 1


def test_the_first_failure_calls_the_rest_off() -> None:
    done: list[int] = []

    def act(_store: ObjectStore, item: int) -> None:
        if item == 3:
            raise TransportFailed(TransportFailed.Code.SERVER_FULL, place="")
        done.append(item)

    with pytest.raises(TransportFailed), workers(MemoryServer(), 1) as crew:
        crew.gather(act, range(1000))

    assert len(done) < 1000


def test_a_bug_is_not_kept_quiet() -> None:
    with pytest.raises(ZeroDivisionError), workers(MemoryServer()) as crew:
        crew.one(lambda _store: 1 / 0)


def test_a_stop_is_heard_while_everybody_waits() -> None:
    release = threading.Event()

    def stop() -> None:
        release.set()
        raise Cancelled

    with pytest.raises(Cancelled), workers(MemoryServer()) as crew:
        crew.each(
            lambda _store, _item: release.wait(10), range(8), lambda _item, _result: None, stop
        )
