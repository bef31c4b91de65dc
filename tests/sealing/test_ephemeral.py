from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.errors import StorageError
from desktop.sealing.ephemeral import EphemeralFile

ROOT = Path(__file__).parents[2]
SECRET = "Đặng Thị Ơn, Thôn Thượng. ".encode()


def traces(folder: Path) -> list[Path]:
    """Return the files a process holds open in a folder, named or not."""
    handles = [handle for handle in Path("/proc/self/fd").iterdir() if handle.is_symlink()]
    return [handle for handle in handles if str(handle.readlink()).startswith(str(folder))]


@pytest.mark.parametrize("in_memory", [0, 1000, 1 << 20])
def test_it_behaves_as_any_file_whether_small_or_large(tmp_path: Path, in_memory: int) -> None:
    chance = random.Random(in_memory)
    with EphemeralFile(tmp_path, in_memory) as file, io.BytesIO() as same:
        for _ in range(400):
            size = len(same.getvalue())
            place = chance.choice([0, size, chance.randint(0, size)])
            assert file.seek(place) == same.seek(place) == place
            if chance.random() < 0.5:
                data = chance.randbytes(chance.choice([1, 15, 16, 17, 300, 70_000]))
                assert file.write(data) == same.write(data)
            else:
                length = chance.choice([1, 16, 33, 5000, 100_000])
                assert file.read(length) == same.read(length)
            assert file.tell() == same.tell()
        assert file.seek(0, io.SEEK_END) == same.seek(0, io.SEEK_END)
        assert file.seek(-5, io.SEEK_CUR) == same.seek(-5, io.SEEK_CUR)
        assert file.seek(-7, io.SEEK_END) == same.seek(-7, io.SEEK_END)
        assert file.read() == same.read()
        file.seek(0)
        assert file.read() == same.getvalue()
        assert file.readable()
        assert file.writable()
        assert file.seekable()


def test_a_small_content_never_reaches_the_disk(tmp_path: Path) -> None:
    with EphemeralFile(tmp_path / "no such folder") as file:
        file.write(bytes(1 << 20))
        file.flush()
        assert traces(tmp_path) == []


def test_a_large_content_lies_on_the_disk_unreadable_and_without_a_name(tmp_path: Path) -> None:
    content = SECRET * 50_000
    with EphemeralFile(tmp_path) as file:
        file.write(content)
        file.flush()
        assert list(tmp_path.iterdir()) == []
        (handle,) = traces(tmp_path)
        on_disk = handle.read_bytes()
        assert len(on_disk) == len(content)
        assert SECRET not in on_disk
        assert content[1000:1016] not in on_disk
        file.seek(0)
        assert file.read() == content
    assert traces(tmp_path) == []


def test_two_files_with_one_content_look_nothing_alike(tmp_path: Path) -> None:
    with EphemeralFile(tmp_path, 0) as first, EphemeralFile(tmp_path, 0) as second:
        for file in (first, second):
            file.write(SECRET * 100)
            file.flush()
        one, two = (handle.read_bytes() for handle in traces(tmp_path))
        assert one[:1000] != two[:1000]


def test_a_hole_is_refused_since_it_would_read_as_noise(tmp_path: Path) -> None:
    file = EphemeralFile(tmp_path, 0)
    file.seek(10)
    file.write(b"x")
    with pytest.raises(io.UnsupportedOperation):
        file.close()


def test_a_folder_that_takes_no_file_is_said(tmp_path: Path) -> None:
    file = EphemeralFile(tmp_path / "no such folder", 0)
    file.write(b"x")
    with pytest.raises(StorageError) as refused:
        file.close()
    assert refused.value.code is StorageError.Code.FILE_MISSING
    assert refused.value.data == {"path": str(tmp_path / "no such folder")}


ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from desktop.errors import StorageError
from desktop.sealing.ephemeral import EphemeralFile
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
try:
    with EphemeralFile(Path(sys.argv[1])) as file:
        for _ in range(50):
            file.write(bytes(100_000))
except StorageError as refusal:
    print(refusal.code)
"""


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FULL_DISK, tmp_path],
        check=False,
        cwd=ROOT,
        env={"PYTHONPATH": "."},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "DISK_FULL"
    assert list(tmp_path.iterdir()) == []
