"""How much may leave or come in a second, and the call that stops everything at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

BLOCK = 64 << 10
"""Bytes handed to the line at a time: the step in which the limit, and a stop, take effect."""


class StoppedError(Exception):
    """The work was called off while a worker was busy; never leaves this package."""


class TokenBucket:
    """A shared allowance of bytes; a second's worth may pass at once after a pause."""

    def __init__(self, bytes_per_second: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = bytes_per_second
        self._clock = clock
        self._lock = threading.Lock()
        self._left = float(bytes_per_second)
        self._at = clock()

    def take(self, count: int) -> float:
        """Take ``count`` bytes from the allowance; return the seconds to wait before using them.

        Whoever takes more than is left owes it, so that those who come after wait longer: the rate
        holds over all workers together.
        """
        if not self._rate:
            return 0.0
        with self._lock:
            now = self._clock()
            self._left = min(float(self._rate), self._left + (now - self._at) * self._rate)
            self._at = now
            self._left -= count
            return max(0.0, -self._left / self._rate)


class Flow:
    """What the workers of one piece of work share: the allowance, the stop, the bytes counted."""

    def __init__(self, bucket: TokenBucket) -> None:
        self._bucket = bucket
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.sent = 0

    def send(self, count: int) -> None:
        """Wait until ``count`` bytes may leave and count them; ``StoppedError`` when called off."""
        self._admit(count)
        with self._lock:
            self.sent += count

    def receive(self, count: int) -> None:
        """Wait after ``count`` bytes came, so that no more than allowed come in a second."""
        self._admit(count)

    def stop(self) -> None:
        """Call the work off: whoever waits or sends next ends with ``StoppedError``."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait, unless the work is called off (``StoppedError``)."""
        if self._stop.wait(seconds):
            raise StoppedError

    def _admit(self, count: int) -> None:
        self.wait(self._bucket.take(count))
