"""Carry 10 MB to real nginx and OpenSSH over a slow line and a bad one; beside ``rclone copy``.

Usage: python tests/benchmarks/bench_sync.py     prints "name value unit | peer value | ratio"

The slow line carries 1 MB/s on each connection and takes 80 ms there and back; the bad one resets
a connection with 5 % chance after every 64 KiB. The peer copies the same bytes as a tree of files
of 256 KiB, four at a time, to the same server through the same kind of line in the same run.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.sync.box import Side  # noqa: E402
from desktop.sync.settings import Way, open_box  # noqa: E402
from tests.sync import servers  # noqa: E402
from tests.sync.faulty_line import FaultyLine, faulty_line  # noqa: E402
from tests.sync.lines import Package  # noqa: E402
from tests.sync.server_keys import Identity  # noqa: E402
from tests.sync.servers import Server  # noqa: E402

FLOORS = {
    "WebDAV, 10 MB at 1 MB/s and 80 ms": "<= 5.5",
    "SFTP, 10 MB at 1 MB/s and 80 ms": "<= 5.5",
    "WebDAV, beside rclone on that line": "<= 1x",
    "SFTP, beside rclone on that line": "<= 1x",
    "WebDAV, 10 MB at 5 % resets": "<= 1x",
    "SFTP, 10 MB at 5 % resets": "<= 1x",
    "WebDAV, bytes up at 5 % resets": "<= 1.25",
    "SFTP, bytes up at 5 % resets": "<= 1.25",
    "WebDAV, chunks of a repeat": "<= 0",
    "SFTP, chunks of a repeat": "<= 0",
}

Fault = dict[str, Any]
Result = tuple[str, float, str, str, float | None]

_SIZE = 10_000_000
_CHUNK = 256 << 10
_SLOW: Fault = {"rate": 1e6, "delay": 0.04}
_BAD: Fault = {"breaks": 0.05}


def run() -> list[Result]:
    """Measure everything; about forty seconds."""
    results: list[Result] = []
    for name, lacking, start in (
        ("WebDAV", servers.lacking_for_nginx(), servers.nginx),
        ("SFTP", servers.lacking_for_sshd(), servers.sshd),
    ):
        if lacking:
            raise SystemExit(f"{name}: {lacking}")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "server").mkdir()
            with start(Path(folder) / "server") as server:
                results += Measured(name, server, Path(folder)).results()
    return results


class Measured:
    """The figures of one kind of server."""

    def __init__(self, name: str, server: Server, folder: Path) -> None:
        self._name = name
        self._server = server
        self._folder = folder
        self._package = Package.made(folder, _SIZE)
        self._tree = _tree_of(self._package.path, folder / "tree")

    def results(self) -> list[Result]:
        """Return every figure, each with its peer's where there is one."""
        slow, _ = self._ours(_SLOW)
        peer_slow = self._rclone(_SLOW)
        bad, (_, chunks) = self._ours(_BAD)
        peer_bad = self._rclone(_BAD)
        named = f"{self._name}, "
        return [
            (f"{named}10 MB at 1 MB/s and 80 ms", slow, "s", "", None),
            (f"{named}beside rclone on that line", slow, "s", "rclone copy", peer_slow),
            (f"{named}10 MB at 5 % resets", bad, "s", "rclone copy", peer_bad),
            (f"{named}bytes up at 5 % resets", self._overhead(), "x the data", "", None),
            (f"{named}chunks of a repeat", chunks, "chunks", "", None),
        ]

    def _overhead(self) -> float:
        """Bytes that left for 30 MB of packages, over 30 MB: few breaks alone would tell little."""
        carried = [self._ours(_BAD | {"seed": seed})[1][0] for seed in range(2, 5)]
        return sum(carried) / len(carried) / _SIZE

    def _ours(self, fault: Fault) -> tuple[float, tuple[int, int]]:
        office = uuid4()
        identity = self._server.enrol(office)
        with faulty_line(self._server.port, **fault) as line:
            settings = self._server.settings(office, identity, line.port)
            box = open_box(settings, office, Side.UP, scratch=self._folder / "scratch")
            deliver = self._package.path, self._package.sha256, office
            took = _timed(lambda: box.deliver(*deliver))
            up = line.bytes_up
            return took, (up, box.deliver(*deliver).chunks_sent)

    def _rclone(self, fault: Fault) -> float | None:
        if not shutil.which("rclone"):
            return None
        office = uuid4()
        identity = self._server.enrol(office)
        with faulty_line(self._server.port, **fault) as line:
            remote, environment = self._remote(identity, str(office), line)
            command = ["rclone", "copy", "--transfers=4", "--retries=60", *_NO_EXTRAS]
            command += [str(self._tree), remote]
            return _timed(
                lambda: subprocess.run(command, env=environment, check=True, capture_output=True)
            )

    def _remote(
        self, identity: Identity, office: str, line: FaultyLine
    ) -> tuple[str, dict[str, str]]:
        """Return rclone's name of the box's chunks, and the environment that leads it there."""
        settings = self._server.settings(office, identity, line.port)
        keys = self._folder / "rclone"
        keys.mkdir(exist_ok=True)
        (keys / "ca.pem").write_bytes(settings.ca_pem)
        (keys / "own.pem").write_bytes(identity.certificate)
        (keys / "own.key").write_bytes(identity.key)
        (keys / "id").write_bytes(identity.openssh_key)
        (keys / "id").chmod(0o600)
        environment = {"PATH": os.environ["PATH"], "HOME": str(keys), "RCLONE_CONFIG": ""}
        path = f"boxes/{office}/up/chunks"
        if settings.way is Way.WEBDAV:
            flags = {"CA_CERT": "ca.pem", "CLIENT_CERT": "own.pem", "CLIENT_KEY": "own.key"}
            environment |= {f"RCLONE_{flag}": str(keys / file) for flag, file in flags.items()}
            return f":webdav,url='{settings.address}':{path}", environment
        port, root = line.port, settings.address.partition(f":{line.port}")[2]
        where = f"host=127.0.0.1,port={port},user={settings.user},key_file={keys / 'id'}"
        return f":sftp,{where},shell_type=none:{root}/{path}", environment


# Neither looks for what is there already: the folder is empty, as it is for us.
_NO_EXTRAS = ("--no-traverse", "--config=", "--low-level-retries=60", "--checkers=4")


def _tree_of(source: Path, folder: Path) -> Path:
    folder.mkdir()
    data = source.read_bytes()
    names = random.Random(1)
    for start in range(0, len(data), _CHUNK):
        # Names as our chunks have them: the server lets no others in.
        (folder / names.randbytes(32).hex()).write_bytes(data[start : start + _CHUNK])
    return folder


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    for figure, value, unit, peer, other in run():
        beside = f" | {peer} {other:.2f} | {value / other:.2f}x" if other else ""
        print(f"{figure:40} {value:.2f} {unit}{beside}")
