"""The tree of a server's boxes on this machine's own disk or on a network share."""

from __future__ import annotations

import secrets
from pathlib import Path

from desktop.disk import open_regular, read_failure
from desktop.errors import TransportFailed
from desktop.sync.flow import Flow
from desktop.sync.stick import stick_errors

_PART = ".part"


class FolderStore:
    """The objects of one box below ``root``.

    Raises:
        TransportFailed: BOX_MISSING; the box's own folder is made by whoever keeps the server.
        StorageError: STICK_FULL, STICK_GONE, READ_ONLY, or what else the disk says.
    """

    def __init__(self, root: Path, place: str, flow: Flow) -> None:
        self._root = root
        self._place = place
        self._flow = flow

    def check(self) -> None:
        if not self._root.is_dir():
            raise TransportFailed(TransportFailed.Code.BOX_MISSING, place=self._place)

    def sizes(self, folder: str) -> dict[str, int]:
        self.check()
        path = self._root / folder
        with stick_errors(self._root):
            files = [file for file in path.iterdir() if file.is_file()] if path.is_dir() else []
            return {f.name: f.stat().st_size for f in files if not f.name.endswith(_PART)}

    def put(self, name: str, data: bytes) -> None:
        self.check()
        self._flow.send(len(data))
        target = self._root / name
        # Not synced one by one: what a power cut takes shows in its size or digest.
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}{_PART}")
        with stick_errors(self._root):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(data)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    def get(self, name: str, at_most: int) -> bytes | None:
        path = self._root / name
        try:
            with open_regular(path) as file:
                data = file.read(at_most + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise read_failure(error, path) from error
        self._flow.receive(len(data))
        return data

    def remove(self, name: str) -> None:
        with stick_errors(self._root):
            (self._root / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is held open."""
