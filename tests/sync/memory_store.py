"""A server that lives in memory, and does what no real one can be brought to do."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath

from desktop.errors import TransportFailed
from desktop.sync.flow import Flow
from desktop.sync.object_store import LineBrokenError

Spoil = Callable[[str, bytes], bytes | None]


class MemoryServer:
    """The objects of one box, what was asked for them, and what goes wrong.

    Attributes:
        objects: by name.
        asked: how often each act was done with each name.
        spoil: given what is put, returns what is kept; None keeps nothing.
        breaks: how often the line breaks from now on, for each act.
        failure: raised instead of anything, when set.
        opened: sessions begun.
        closed: sessions ended.
    """

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.asked: Counter[tuple[str, str]] = Counter()
        self.spoil: Spoil = lambda _name, data: data
        self.breaks: Counter[str] = Counter()
        self.failure: Exception | None = None
        self.opened = 0
        self.closed = 0
        self._lock = threading.Lock()

    def store(self, flow: Flow) -> MemoryStore:
        """Open a session."""
        with self._lock:
            self.opened += 1
        return MemoryStore(self, flow)

    def names(self, start: str = "") -> list[str]:
        """Return the names of the objects that begin so."""
        return sorted(name for name in self.objects if name.startswith(start))

    def count(self, act: str, start: str = "") -> int:
        """Return how often an act was done with names that begin so."""
        return sum(
            n for (done, name), n in self.asked.items() if done == act and name.startswith(start)
        )

    def ask(self, act: str, name: str) -> None:
        """Note an act, or let it go wrong."""
        with self._lock:
            self.asked[act, name] += 1
            if self.failure:
                raise self.failure
            if self.breaks[act] > 0:
                self.breaks[act] -= 1
                raise LineBrokenError(TransportFailed.Code.UNREACHABLE)


class MemoryStore:
    """One session."""

    def __init__(self, server: MemoryServer, flow: Flow) -> None:
        self._server = server
        self._flow = flow

    def check(self) -> None:
        self._server.ask("check", "")

    def sizes(self, folder: str) -> dict[str, int]:
        self._server.ask("sizes", folder)
        objects = dict(self._server.objects)
        return {
            PurePosixPath(name).name: len(data)
            for name, data in objects.items()
            if str(PurePosixPath(name).parent) == folder
        }

    def put(self, name: str, data: bytes) -> None:
        self._flow.send(len(data))
        self._server.ask("put", name)
        kept = self._server.spoil(name, data)
        if kept is not None:
            self._server.objects[name] = kept

    def get(self, name: str, at_most: int) -> bytes | None:
        self._server.ask("get", name)
        data = self._server.objects.get(name)
        return data[: at_most + 1] if data is not None else None

    def remove(self, name: str) -> None:
        self._server.ask("remove", name)
        self._server.objects.pop(name, None)

    def close(self) -> None:
        with self._server._lock:
            self._server.closed += 1
