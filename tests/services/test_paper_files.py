"""Many papers go into one folder all together or not at all, one at a time in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import AppError, Cancelled, StorageError
from desktop.services.paper_files import DrawnPaper, save_papers


def _papers(*names: str) -> Iterator[DrawnPaper]:
    return (DrawnPaper(name, name.encode()) for name in names)


def test_papers_come_under_their_names_over_the_old_ones_and_nothing_else_stays(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.pdf").write_text("old")
    files = save_papers(_papers("a.pdf", "b.docx"), tmp_path)
    assert files == [tmp_path / "a.pdf", tmp_path / "b.docx"]
    assert sorted(tmp_path.iterdir()) == files
    assert [file.read_text() for file in files] == ["a.pdf", "b.docx"]


def test_no_paper_is_kept_in_memory_once_the_next_is_drawn(tmp_path: Path) -> None:
    drawn = (DrawnPaper(f"{number}.pdf", bytes(1_000_000)) for number in range(30))
    tracemalloc.start()
    try:
        assert len(save_papers(drawn, tmp_path)) == 30
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("error", [Cancelled, StorageError(StorageError.Code.DISK_FULL)])
def test_a_stop_at_the_last_paper_leaves_the_folder_as_it_was(
    tmp_path: Path, error: AppError | type[Cancelled]
) -> None:
    (tmp_path / "a.pdf").write_text("old")

    def drawn() -> Iterator[DrawnPaper]:
        yield from _papers("a.pdf", "b.pdf")
        raise error

    with pytest.raises((StorageError, Cancelled)):
        save_papers(drawn(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_text() == "old"


def test_a_name_that_cannot_be_given_is_said_and_no_half_file_stays(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(StorageError) as refused:
        save_papers(_papers("a.pdf", "b.pdf", "c.pdf"), tmp_path)
    assert refused.value.data["path"] == str(tmp_path / "b.pdf")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize("name", ["gone", "x" * 300])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError) as refused:
        save_papers(_papers("a.pdf"), tmp_path / name)
    assert refused.value.data["path"] == str(tmp_path / name)
