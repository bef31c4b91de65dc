"""A bad line: a TCP proxy that breaks connections, cuts them all, and is slow and far away.

A process of its own, so that it takes no time from whom it serves. Started here as::

    with faulty_line(port, breaks=0.05) as line:
        ...  # connect to line.port

It speaks on its standard input: ``breaks P``, ``cut`` (all connections break, none is taken),
``hang`` (all stand still), ``mend``, ``bytes``; it answers each with a line.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STEP = 64 << 10
"""Bytes in one direction after which a connection may break."""
_PIECE = 16 << 10
_LATE = 0.05  # seconds
_HOST = "127.0.0.1"


@dataclass
class FaultyLine:
    """The proxy as its user sees it; connect to ``port``."""

    port: int
    process: subprocess.Popen[str]

    def tell(self, words: str) -> str:
        """Give an order and return the answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    @property
    def bytes_up(self) -> int:
        """Bytes taken from clients so far."""
        return int(self.tell("bytes").split()[0])

    @property
    def bytes_down(self) -> int:
        """Bytes taken from the server so far."""
        return int(self.tell("bytes").split()[1])


@contextlib.contextmanager
def faulty_line(
    server_port: int, *, breaks: float = 0.0, delay: float = 0.0, rate: float = 0.0, seed: int = 1
) -> Iterator[FaultyLine]:
    """Run a proxy to a port of this machine.

    Args:
        server_port: where it leads to.
        breaks: chance that a connection is reset after each 64 KiB in a direction.
        delay: seconds each way.
        rate: bytes per second, of each connection and direction; 0 for no limit.
        seed: of the breaks.
    """
    words = [f"{server_port}", f"--breaks={breaks}", f"--delay={delay}", f"--rate={rate}"]
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__)), *words, f"--seed={seed}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield FaultyLine(int(process.stdout.readline()), process)
    finally:
        process.stdin.close()  # its sign to end
        process.wait(10)
        process.stdout.close()


class _Proxy:
    def __init__(self, words: argparse.Namespace) -> None:
        self.server_port: int = words.server_port
        self.breaks: float = words.breaks
        self.delay: float = words.delay
        self.rate: float = words.rate
        self.chance = random.Random(words.seed)
        self.counts = [0, 0]
        self.flows = asyncio.Event()
        self.flows.set()
        self.writers: set[asyncio.StreamWriter] = set()
        self.port = 0
        self._listening: asyncio.Server | None = None

    async def listen(self) -> None:
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # What the client handed over but the line has not carried shall not count as carried.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, STEP)
        line.bind((_HOST, self.port))
        self.port = line.getsockname()[1]
        self._listening = await asyncio.start_server(self._serve, sock=line, limit=STEP)

    def cut(self) -> None:
        if self._listening:
            self._listening.close()
            self._listening = None
        self.break_all()

    async def mend(self) -> None:
        self.flows.set()
        if self._listening is None:
            await self.listen()

    def break_all(self) -> None:
        for writer in list(self.writers):
            _reset(writer)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            to_server = await asyncio.open_connection(_HOST, self.server_port, limit=STEP)
        except OSError:
            _reset(writer)
            return
        pair = {writer, to_server[1]}
        self.writers |= pair
        ways = (
            asyncio.create_task(self._carry(reader, to_server[1], 0)),
            asyncio.create_task(self._carry(to_server[0], writer, 1)),
        )
        with contextlib.suppress(asyncio.CancelledError):
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_EXCEPTION)
            if any(way.exception() for way in done):
                for one in pair:
                    _reset(one)
            await asyncio.gather(*ways, return_exceptions=True)
        for one in pair:
            one.close()
        self.writers -= pair

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: int
    ) -> None:
        # What is under way at once: little on a short line, more on a long one.
        held = int(self.delay * (self.rate or 100e6) * 2 / _PIECE)
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(max(4, held))
        arriving = asyncio.create_task(self._arrive(under_way, writer))
        try:
            await self._depart(reader, under_way, way, arriving)
            await arriving
        finally:
            arriving.cancel()

    async def _depart(
        self,
        reader: asyncio.StreamReader,
        under_way: asyncio.Queue[tuple[float, bytes]],
        way: int,
        arriving: asyncio.Task[None],
    ) -> None:
        free_at, step = 0.0, 0
        while piece := await reader.read(_PIECE):
            await self.flows.wait()
            self.counts[way] += len(piece)
            step += len(piece)
            if self.rate:
                # Sleeps end late; a line makes up for it, so that its rate is what was asked for.
                free_at = max(time.monotonic() - _LATE, free_at) + len(piece) / self.rate
                await asyncio.sleep(max(0.0, free_at - time.monotonic()))
            if step >= STEP:
                step -= STEP
                if self.chance.random() < self.breaks:
                    raise ConnectionResetError
            if arriving.done():
                raise ConnectionResetError
            await under_way.put((time.monotonic() + self.delay, piece))
        await under_way.put((time.monotonic() + self.delay, b""))

    async def _arrive(
        self, under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        while True:
            due, piece = await under_way.get()
            if (left := due - time.monotonic()) > 0:
                await asyncio.sleep(left)
            await self.flows.wait()
            if not piece:
                if writer.can_write_eof():
                    writer.write_eof()
                return
            writer.write(piece)
            await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    line = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def _obey(proxy: _Proxy) -> None:
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := (await orders.readline()).decode().split():
        if line[0] == "breaks":
            proxy.breaks = float(line[1])
        elif line[0] == "cut":
            proxy.cut()
        elif line[0] == "hang":
            proxy.flows.clear()
        elif line[0] == "mend":
            await proxy.mend()
        _say(*proxy.counts)


async def _main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("server_port", type=int)
    for name in ("--breaks", "--delay", "--rate"):
        words.add_argument(name, type=float, default=0.0)
    words.add_argument("--seed", type=int, default=1)
    proxy = _Proxy(words.parse_args())
    await proxy.listen()
    _say(proxy.port)
    await _obey(proxy)
    proxy.cut()


if __name__ == "__main__":
    asyncio.run(_main())
