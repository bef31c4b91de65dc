"""What goes between the open layout and files: export, import, the blank's picture, a trial PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QWidget

from desktop.errors import AppError, DocumentFailed
from desktop.services.certificate_layouts import LayoutRow
from desktop.services.certificate_layouts_files import ImportedLayout
from desktop.services.certificate_layouts_scans import ScanFit
from desktop.views.layouts.designer import Designer
from desktop.views.layouts.reading import shown_picture
from desktop.views.theme import Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker

if TYPE_CHECKING:
    from desktop.views.pages import Bench

_FILE = "Mẫu giấy khen (*.gslayout)"
_PICTURES = "Ảnh quét phôi (*.png *.jpg *.jpeg *.pdf)"
_PDF = "Tệp PDF (*.pdf)"


class Host(Protocol):
    """What the acts need of their page."""

    banner: Banner
    designer: Designer

    def run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        """Do short work in a job; a refusal goes to the banner."""


class FileActs(QObject):
    """Asks for files and hands them to the services.

    Args:
        bench: services and runner.
        page: whose designer and banner are used.
        window: what dialogs stand over.

    Signals:
        imported: what a file brought (``ImportedLayout``) and the file's name.
    """

    imported = Signal(object, str)

    def __init__(self, bench: Bench, page: Host, window: QWidget) -> None:
        super().__init__(window)
        self._bench, self._page, self._window = bench, page, window

    def import_file(self) -> None:
        """Take in a layout from a file."""
        source = FilePicker.open_file(self._window, "Nhập mẫu giấy khen", _FILE)
        if source is None:
            return
        files = self._bench.desk.layout_files

        def done(brought: ImportedLayout) -> None:
            self.imported.emit(brought, source.name)

        self._page.run(lambda: files.import_file(source), done)

    def export(self, row: LayoutRow) -> None:
        """Write a layout to a file."""
        suggested = f"{row.code}.gslayout"
        target = FilePicker.save_file(self._window, "Xuất mẫu giấy khen", suggested, _FILE)
        if target is None:
            return
        files = self._bench.desk.layout_files
        self._page.run(
            lambda: files.export_file(row.id, target),
            lambda _shared: self._say(f"Đã xuất {target.name}."),
        )

    def write_test(self) -> None:
        """Write the certificate shown, as it is designed now, and open it."""
        designer = self._page.designer
        text, layout = designer.samples.text, designer.editing.layout
        target = FilePicker.save_file(self._window, "In thử ra PDF", "in-thu.pdf", _PDF)
        if text is None or target is None:
            return
        file = target if target.suffix.lower() == ".pdf" else target.with_name(f"{target.name}.pdf")

        def done(_report: object) -> None:
            self._say(f"Đã ghi {file.name}: in ra giấy thường để xem.")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

        samples = self._bench.desk.layout_samples
        self._page.run(lambda: samples.write_test(layout, text, file, overlay=layout.overlay), done)

    # -- the blank's picture --------------------------------------------------------------------

    def choose_scan(self) -> None:
        """Ask for a picture of the blank."""
        source = FilePicker.open_file(self._window, "Chọn ảnh quét phôi", _PICTURES)
        if source is not None:
            self.put_scan(source, ScanFit.REFUSED)

    def put_scan(self, source: Path, fit: ScanFit) -> None:
        """Keep a picture behind the open layout; one of another shape is asked about."""
        layout_id, scans = self._page.designer.record_id, self._bench.desk.layout_scans
        if layout_id is None:
            return

        def refused(error: AppError) -> None:
            code = DocumentFailed.Code.LAYOUT_SCAN_WRONG_SHAPE
            actions = self._fits(source) if error.code is code else ()
            self._page.banner.show_refusal(error, actions)

        def done(_scan: object) -> None:
            self._say("Đã đặt ảnh phôi làm nền, không bao giờ in ra.")
            self._read_scan(layout_id)

        self._bench.runner.run(
            lambda _report: scans.put(layout_id, source, fit), on_done=done, on_refused=refused
        )

    def _fits(self, source: Path) -> list[tuple[str, Callable[[], object]]]:
        """Return what a picture of another shape may be taken for."""
        return [
            ("Ảnh bị kéo giãn: ép vừa phôi", lambda: self.put_scan(source, ScanFit.STRETCHED)),
            ("Ảnh thừa hoặc thiếu: khớp góc trái", lambda: self.put_scan(source, ScanFit.TOP_LEFT)),
        ]

    def remove_scan(self) -> None:
        """Show the open layout without a picture."""
        layout_id, scans = self._page.designer.record_id, self._bench.desk.layout_scans
        if layout_id is not None:
            self._page.run(
                lambda: scans.remove(layout_id), lambda _none: self._read_scan(layout_id)
            )

    def _read_scan(self, layout_id: UUID) -> None:
        scans, designer = self._bench.desk.layout_scans, self._page.designer

        def read() -> tuple[QImage | None, str]:
            kept = scans.open(layout_id)
            return (shown_picture(kept.data), kept.name) if kept is not None else (None, "")

        def show(found: tuple[QImage | None, str]) -> None:
            if layout_id == designer.record_id:
                designer.show_scan(*found)

        self._page.run(read, show)

    def _say(self, text: str) -> None:
        self._page.banner.show_message(Tone.SUCCESS, text)
