"""What a printer's queue can be asked, whatever system it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.vietnamese.labels import Labelled


class JobState(Labelled):
    """What became of one sheet given to a queue."""

    UNDER_WAY = "under_way", "Đang in"
    DONE = "done", "Đã ra"
    GONE = "gone", "Không in được"


class Trouble(Labelled):
    """Why a printer does not go on; the label is told as it stands."""

    PAPER_OUT = "paper_out", "Máy in hết giấy: hãy đặt thêm phôi vào khay, máy in sẽ in tiếp."
    JAM = "jam", "Máy in kẹt giấy: hãy gỡ giấy kẹt rồi bấm «Tiếp tục từ tờ…»."
    COVER_OPEN = "cover_open", "Nắp máy in đang mở: hãy đóng lại, máy in sẽ in tiếp."
    INK_OUT = "ink_out", "Máy in hết mực: hãy thay mực, máy in sẽ in tiếp."
    OFFLINE = "offline", "Không liên lạc được với máy in: hãy bật máy, kiểm tra dây hoặc mạng."
    PAUSED = "paused", "Máy in đang tạm dừng: hãy cho máy in chạy lại rồi bấm «Tiếp tục»."


@dataclass(frozen=True, slots=True)
class Tray:
    """A source of paper; ``code`` is the queue's word for it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of this computer; ``name`` is the queue's, ``title`` what people gave it."""

    name: str
    title: str
    is_default: bool
    trays: tuple[Tray, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueReport:
    """What a queue says now: of each job asked about, and of the printer."""

    jobs: dict[int, JobState]
    trouble: Trouble | None = None


class Queue(Protocol):
    """One printer's queue."""

    def submit(self, sheet: Path, title: str, tray: str, width: float, height: float) -> int:
        """Hand over a sheet as PDF, ``width`` by ``height`` mm, and return its job.

        Raises:
            PrintRefused: PRINTER_GONE, PRINTER_BUSY.
        """

    def report(self, jobs: list[int]) -> QueueReport:
        """Return what became of jobs."""

    def cancel(self, job: int) -> None:
        """Take a job out of the queue; one that went through stays as it is."""
