"""How often a piece of work is tried again over a bad line, and how long to wait in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from desktop.errors import TransportFailed
from desktop.sync.flow import Flow
from desktop.sync.object_store import LineBrokenError, ObjectStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """Limits of trying again; waits are in seconds.

    Attributes:
        tries: of one object, once the server has answered: a line that drops every other object
            still gets everything through, and a cut of some minutes is sat out.
        tries_failing: of one object, where the server itself says that it cannot.
        tries_unanswered: before the server has answered anything.
        tries_unconnected: before it has, when not even a connection comes about: nobody is kept
            waiting by a cable that is out.
        first: the first wait; each next one is twice as long.
        longest: the longest wait after a line that broke.
        longest_unconnected: the longest wait while no connection comes about.
    """

    tries: int = 60
    tries_failing: int = 10
    tries_unanswered: int = 12
    tries_unconnected: int = 4
    first: float = 0.05
    longest: float = 1.0
    longest_unconnected: float = 8.0

    def wait_after(self, failures: int, broken: LineBrokenError, chance: Random) -> float:
        """Return how long to wait after this many failures, spread so that workers do not meet."""
        longest = self.longest if broken.is_connected else self.longest_unconnected
        full = min(longest, self.first * 2.0 ** min(failures - 1, 20))
        return full * chance.uniform(0.5, 1.0)

    def is_over(self, failures: int, broken: LineBrokenError, has_answered: bool) -> bool:
        """Say whether this many failures are enough."""
        if broken.status:
            return failures >= self.tries_failing
        if has_answered:
            return failures >= self.tries
        return failures >= (
            self.tries_unanswered if broken.is_connected else self.tries_unconnected
        )


class Line:
    """What the workers know together of the line to one place."""

    def __init__(self, place: str, flow: Flow, patience: Patience, chance: Random) -> None:
        self.place = place
        self.flow = flow
        self._patience = patience
        self._chance = chance
        self._has_answered = False

    def insist(self, store: ObjectStore, act: Callable[[ObjectStore], T]) -> T:
        """Do something with a store, again and again while the line breaks.

        Raises:
            TransportFailed: the line's last failure, when patience is over; or the store's own.
            StoppedError: the work was called off.
        """
        failures = 0
        while True:
            self.flow.wait(0)
            try:
                result = act(store)
            except LineBrokenError as broken:
                failures += 1
                self._give_way(store, broken, failures)
            else:
                self._has_answered = True
                return result

    def _give_way(self, store: ObjectStore, broken: LineBrokenError, failures: int) -> None:
        store.close()
        if self._patience.is_over(failures, broken, self._has_answered):
            raise TransportFailed(broken.code, place=self.place, status=broken.status) from broken
        self.flow.wait(self._patience.wait_after(failures, broken, self._chance))
