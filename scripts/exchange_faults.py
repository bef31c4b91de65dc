"""Send packages over lines that break, are cut, and whose ends are killed; none is lost or doubled.

Run by ``make exchange-faults``. A commune's process sends packages to real nginx or OpenSSH through
a proxy that resets connections; a district's process fetches them and answers each; the commune
takes away what is answered. Meanwhile the line is cut, both processes are killed with SIGKILL at
random moments and started again, and so are the server's own. At the end every package must be
there once, byte for byte, the commune must know of every one, and the box must be empty.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop.disk import write_whole  # noqa: E402
from desktop.errors import AppError  # noqa: E402
from desktop.sync.box import Box, Side  # noqa: E402
from desktop.sync.settings import BoxSettings, open_box  # noqa: E402
from tests.sync import servers  # noqa: E402
from tests.sync.faulty_line import FaultyLine, faulty_line  # noqa: E402
from tests.sync.servers import Server  # noqa: E402

_STARTS = {"webdav": servers.nginx, "sftp": servers.sshd}
_PAUSE = 0.3  # seconds between two rounds
_AGAIN = 20.0  # seconds until a package that was delivered is looked at again
_LONGEST_SILENCE = 300.0  # seconds without a package arriving: something hangs


@dataclass(frozen=True)
class End:
    """What one of the two processes needs to know; kept in a file for each new start."""

    folder: Path
    settings: BoxSettings
    office: UUID
    box_of: UUID
    side: Side

    @property
    def outbox(self) -> Path:
        return self.folder / "outbox"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def done(self) -> Path:
        return self.folder / "done"

    def box(self) -> Box:
        scratch = self.folder / "scratch"
        return open_box(self.settings, self.office, self.side, scratch=scratch, box_of=self.box_of)


def work(end: End) -> None:
    """Do one end's work for ever: send what waits, fetch what is offered, settle what is told."""
    box = end.box()
    looked_at: dict[Path, float] = {}
    parent = os.getppid()
    while os.getppid() == parent:
        # Whatever the line does, the next round goes on from what is on the disk.
        with suppress(AppError), box:
            _fetch_all(end, box)
            _settle_all(end, box)
            _send_all(end, box, looked_at)
        time.sleep(_PAUSE)


def _send_all(end: End, box: Box, looked_at: dict[Path, float]) -> None:
    for package in sorted(end.outbox.glob("*.package")):
        is_due = time.monotonic() - looked_at.get(package, -_AGAIN) >= _AGAIN
        if is_due and not (end.done / package.stem).exists():
            with suppress(AppError):
                box.deliver(package, package.stem, end.box_of)
                looked_at[package] = time.monotonic()


def _fetch_all(end: End, box: Box) -> None:
    known = {file.name for file in end.inbox.iterdir() if file.suffix != ".part"}
    for offer in box.waiting(known):
        target = end.inbox / str(offer.sha256)
        with suppress(AppError):
            box.fetch(offer, target)
            if end.side is Side.DOWN:
                _answer(end, target)
            with (end.folder / "arrivals").open("a") as arrivals:
                arrivals.write(f"{target.name}\n")
    if end.side is Side.DOWN:
        for name in known:
            _answer(end, end.inbox / name)


def _answer(end: End, package: Path) -> None:
    """Lay the receipt of a package into the outbox; again is harmless."""
    text = f"received {package.name}".encode()
    path = end.outbox / f"{hashlib.sha256(text).hexdigest()}.package"
    if not path.exists():
        write_whole(path, text)


def _settle_all(end: End, box: Box) -> None:
    if end.side is Side.UP:
        for receipt in end.inbox.iterdir():
            package = receipt.read_text("ascii", "replace").rpartition(" ")[2]
            if receipt.suffix != ".part" and not (end.done / package).exists():
                box.settle(package)
                write_whole(end.done / package, b"")
        return
    offered = {offer.sha256 for offer in box.waiting()}
    for receipt in end.outbox.glob("*.package"):
        package = receipt.read_text("ascii").rpartition(" ")[2]
        # The commune took its package away, so it has the receipt.
        if package not in offered and not (end.done / receipt.stem).exists():
            box.settle(receipt.stem)
            write_whole(end.done / receipt.stem, b"")


class Run:
    """One run over one kind of server and one kind of line."""

    def __init__(self, words: argparse.Namespace, way: str, breaks: float) -> None:
        self._words = words
        self._way = way
        self._breaks = breaks
        self._chance = random.Random(words.seed)  # noqa: S311 - the same blows in each run
        self._counts = {"cuts": 0, "commune": 0, "district": 0, "server": 0}

    def judge(self) -> str:
        """Do the run and return its figures as a line.

        Raises:
            SystemExit: a package was lost, doubled or changed, or something hangs.
        """
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "server").mkdir()
            with (
                _STARTS[self._way](place / "server") as server,
                faulty_line(server.port, breaks=self._breaks, seed=self._words.seed) as below,
                faulty_line(server.port, breaks=self._breaks, seed=self._words.seed + 1) as above,
            ):
                return self._over(place, server, [below, above])

    def _over(self, place: Path, server: Server, lines: list[FaultyLine]) -> str:
        commune, district = self._ends(place, server, lines)
        data = self._fill(commune.outbox)
        start = time.monotonic()
        with _process(commune) as below, _process(district) as above:
            self._torment(commune, server, lines, [below, above])
        took = time.monotonic() - start
        self._check(commune, district, server)
        up = lines[0].bytes_up
        kills = ", ".join(f"{name} {count}" for name, count in self._counts.items())
        return (
            f"{self._way:6} {self._breaks:4.0%}: {self._words.sends} sent, 0 lost, 0 doubled; "
            f"{data / 1e6:.1f} MB in {took:.0f} s, up x{up / data:.2f}; {kills}"
        )

    def _ends(self, place: Path, server: Server, lines: list[FaultyLine]) -> tuple[End, End]:
        office, above = uuid4(), uuid4()
        identity, district = server.enrol(office), server.enrol("district")
        own = server.settings(office, identity, lines[0].port)
        theirs = server.settings("district", district, lines[1].port)
        ends = (
            End(place / "commune", own, office, office, Side.UP),
            End(place / "district", theirs, above, office, Side.DOWN),
        )
        for end in ends:
            for folder in (end.outbox, end.inbox, end.done):
                folder.mkdir(parents=True)
        return ends

    def _fill(self, outbox: Path) -> int:
        """Write the packages, of very different sizes; return their bytes."""
        total = 0
        for _ in range(self._words.sends):
            size = int(2 ** self._chance.uniform(12, self._words.largest))
            data = self._chance.randbytes(size)
            (outbox / f"{hashlib.sha256(data).hexdigest()}.package").write_bytes(data)
            total += size
        return total

    def _torment(
        self, commune: End, server: Server, lines: list[FaultyLine], ends: list[Process]
    ) -> None:
        arrived, since = 0, time.monotonic()
        while (now := len(list(commune.done.iterdir()))) < self._words.sends or _is_left(server):
            if now > arrived:
                arrived, since = now, time.monotonic()
            if time.monotonic() - since > _LONGEST_SILENCE:
                raise SystemExit(f"{self._way} {self._breaks:.0%}: stuck at {now} packages")
            time.sleep(self._chance.uniform(0.2, 1.0) * self._words.every)
            self._strike(server, lines, ends)

    def _strike(self, server: Server, lines: list[FaultyLine], ends: list[Process]) -> None:
        kind = self._chance.choice(["commune", "district", "server", "cuts", "", ""])
        if not kind:
            return
        self._counts[kind] += 1
        if kind == "cuts":
            line = self._chance.choice(lines)
            line.tell("cut")
            time.sleep(self._chance.uniform(0.1, 1.0) * self._words.cut)
            line.tell("mend")
        elif kind == "server":
            server.kill_a_worker(self._chance)
        else:
            ends[kind == "district"].kill_and_start()

    def _check(self, commune: End, district: End, server: Server) -> None:
        wanted = {file.stem for file in commune.outbox.glob("*.package")}
        files = [file for file in district.inbox.iterdir() if file.suffix != ".part"]
        changed = [f for f in files if hashlib.sha256(f.read_bytes()).hexdigest() != f.name]
        told = (district.folder / "arrivals").read_text().split()
        left = [f for f in (server.ground.tree / "boxes").rglob("*") if f.is_file()]
        found = {
            "lost": len(wanted - {file.name for file in files}),
            "doubled": len(told) - len(set(told)),
            "strange": len({file.name for file in files} - wanted),
            "changed": len(changed),
            "unanswered": len(wanted - {file.name for file in commune.done.iterdir()}),
            "left in the box": len(left),
        }
        if any(found.values()):
            raise SystemExit(f"{self._way} {self._breaks:.0%}: {found}")


def _is_left(server: Server) -> bool:
    return any(file.is_file() for file in (server.ground.tree / "boxes").rglob("*"))


class Process:
    """One end at work, in a process of its own."""

    def __init__(self, end: End) -> None:
        self._file = end.folder / "end"
        self._file.write_bytes(pickle.dumps(end))
        self._process = self._started()

    def kill_and_start(self) -> None:
        """Kill it wherever it is, and let another go on."""
        self.kill()
        self._process = self._started()

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        self._process.kill()
        self._process.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, __file__, "--end", str(self._file)])


@contextmanager
def _process(end: End) -> Iterator[Process]:
    process = Process(end)
    try:
        yield process
    finally:
        process.kill()


def main() -> None:
    """Run every combination asked for, and print a line for each."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--sends", type=int, default=60, help="packages in each run")
    words.add_argument("--way", choices=[*_STARTS, "both"], default="both")
    words.add_argument("--breaks", default="0.05,0.15,0.3", help="chance after each 64 KiB")
    words.add_argument("--largest", type=float, default=21, help="of a package, 2 to this power")
    words.add_argument(
        "--every", type=float, default=2.0, help="seconds between two blows, at most"
    )
    words.add_argument("--cut", type=float, default=3.0, help="seconds of a cut, at most")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--json", type=Path, help="write the lines here as well")
    words.add_argument("--end", type=Path, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.end:
        work(pickle.loads(asked.end.read_bytes()))  # noqa: S301 - written by this very program
        return
    lines = []
    for way in _STARTS if asked.way == "both" else [asked.way]:
        for breaks in map(float, asked.breaks.split(",")):
            lines.append(Run(asked, way, breaks).judge())
            print(lines[-1], flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(lines), "utf-8")


if __name__ == "__main__":
    main()
