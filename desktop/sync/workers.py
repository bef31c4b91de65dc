"""Four at work at once, inside one call: the only threads outside ``desktop/jobs``.

A line's speed is bounded for each connection, and every object costs at least one way there and
back; four connections carry 10 MB in a quarter of the time. The threads live only as long as the
call, or the ``with box:`` block of calls, that needs them, see no database and no window, and
everything they tell is told by the calling thread: to the runner the whole is still one job,
stopped by ``report``.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self, TypeVar

from desktop.sync.object_store import ObjectStore, StoreFactory
from desktop.sync.patience import Line

T = TypeVar("T")
R = TypeVar("R")
Act = Callable[[ObjectStore, T], R]

WORKERS = 4
_BEAT = 0.2  # seconds between two looks whether the user called a stop


class Workers:
    """Does the same with many items, each worker over a session of its own."""

    def __init__(self, open_store: StoreFactory, line: Line, count: int = WORKERS) -> None:
        self.line = line
        self._open_store = open_store
        self._count = count
        self._tasks: queue.SimpleQueue[Callable[[ObjectStore], None] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.stop()
        self.close()

    def stop(self) -> None:
        """Call off everything that is under way or waits."""
        self.line.flow.stop()

    def close(self) -> None:
        """End the threads and their sessions, once what they do is done."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def each(
        self,
        act: Act[T, R],
        items: Iterable[T],
        on_done: Callable[[T, R], None],
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        """Do ``act`` with every item; tell each result here, in the calling thread.

        Args:
            act: done by a worker with its own session, again while the line breaks.
            items: what to do it with.
            on_done: told (item, result) in the order of finishing; may raise to stop.
            beat: called several times a second meanwhile; may raise to stop.

        Raises:
            Whatever the first failing item raised; the others are called off.
        """
        done: queue.SimpleQueue[tuple[T, Any, BaseException | None]] = queue.SimpleQueue()
        left = 0
        for item in items:
            self._tasks.put(self._task(act, item, done))
            left += 1
        self._start(left)
        while left:
            try:
                item, result, error = done.get(timeout=_BEAT)
            except queue.Empty:
                beat()
                continue
            if error is not None:
                raise error
            left -= 1
            on_done(item, result)

    def gather(self, act: Act[T, R], items: Iterable[T]) -> dict[T, R]:
        """Return what ``act`` gives for every item (as ``each``)."""
        results: dict[T, R] = {}
        self.each(act, items, results.__setitem__)
        return results

    def one(self, act: Callable[[ObjectStore], R]) -> R:
        """Return what a single act gives (as ``each``)."""
        return self.gather(lambda store, _item: act(store), [None])[None]

    def _task(
        self, act: Act[T, R], item: T, done: queue.SimpleQueue[tuple[T, Any, BaseException | None]]
    ) -> Callable[[ObjectStore], None]:
        def task(store: ObjectStore) -> None:
            try:
                result = self.line.insist(store, lambda own: act(own, item))
            # Whatever it is belongs to the calling thread, where it is raised again.
            except BaseException as error:  # noqa: BLE001
                self.line.flow.stop()
                done.put((item, None, error))
            else:
                done.put((item, result, None))

        return task

    def _start(self, wanted: int) -> None:
        while len(self._threads) < min(wanted, self._count):
            thread = threading.Thread(target=self._work, name=f"sync-{len(self._threads)}")
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        store = self._open_store(self.line.flow)
        try:
            while (task := self._tasks.get()) is not None:
                task(store)
        finally:
            store.close()
