"""«Với cấp trên»: asking the office above, and taking in what it grants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import AppError
from desktop.views.connections.code_dialog import CodeDialog
from desktop.views.connections.up_view import UpView
from desktop.views.connections.words import WAYS, day, holder
from desktop.views.theme import GAP, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import ConfirmDialog, FilePicker
from desktop.views.widgets.progress import JobProgress

if TYPE_CHECKING:
    from desktop.services.enrolment import GrantDetail, RequestReport
    from desktop.services.enrolment_state import EnrolmentState
    from desktop.views.pages import Bench

PACKAGES = "Tệp kết nối (*.asice)"


class UpTab(QWidget):
    """Joins the view of the three steps and the services."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("up_tab")
        self._bench = bench
        self._enrolment = bench.desk.enrolment
        self.banner, self.progress, self.view = Banner(), JobProgress(), UpView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.request_asked.connect(self._request)
        self.view.renew_asked.connect(self._renew)
        self.view.grant_asked.connect(self._open_grant)
        bench.changes.changed.connect(self._something_changed)

    def start(self) -> None:
        """Read where the office stands and show it."""
        self._bench.runner.run(
            lambda _r: self._enrolment.state(),
            on_done=self._show,
            on_refused=self.banner.show_refusal,
            brief=True,
        )

    def _show(self, state: EnrolmentState) -> None:
        self.view.show_state(state, self._bench.desk.store.actor.name)

    def _something_changed(self, subjects: frozenset[str]) -> None:
        if subjects & {"connections", "inbox", "offices"} and self.isVisible():
            self.start()

    def _request(self, person: str, role: str, afresh: bool) -> None:
        if afresh and not ConfirmDialog.ask(
            self,
            "Lập lại đề nghị?",
            "Khóa của đề nghị đang chờ không dùng nữa; giấy chấp nhận trả lời nó cũng không nhận "
            "được nữa. Mã mới phải đọc lại qua điện thoại.",
            yes="Lập lại",
        ):
            return
        folder = FilePicker.folder(self, "Ghi đề nghị kết nối ra USB hoặc thư mục")
        if folder is not None:
            self._ask(lambda: self._enrolment.request(person, role, folder, afresh=afresh))

    def _renew(self) -> None:
        folder = FilePicker.folder(self, "Ghi đề nghị gia hạn ra USB hoặc thư mục")
        if folder is not None:
            self._ask(lambda: self._enrolment.renew(folder))

    def _ask(self, work: Callable[[], RequestReport]) -> None:
        def done(report: RequestReport) -> None:
            text = f"Đã ghi {report.path.name}. Mang tệp này đến {report.office_above}."
            if not report.is_renewal:
                text += f" Mã để đọc qua điện thoại: {report.code}"
            self.banner.show_message(Tone.SUCCESS, text)
            self._bench.changes.tell({"connections"})

        # A request that could not be written is kept all the same, and shown.
        self._run(work, "Tạo khóa và lập đề nghị", done, self.start)

    def _open_grant(self) -> None:
        path = FilePicker.open_file(self, "Mở giấy chấp nhận của cấp trên", PACKAGES)
        if path is not None:
            self._run(
                lambda: self._enrolment.read_grant(path),
                "Kiểm tra giấy chấp nhận",
                lambda detail: self._weigh(path, detail),
            )

    def _weigh(self, path: Path, detail: GrantDetail) -> None:
        if detail.is_taken_in:
            self.banner.show_message(Tone.INFO, "Giấy chấp nhận này đã được dùng rồi.")
            return
        text = f"{detail.office} chấp nhận đề nghị của cơ quan."
        if detail.is_clock_doubtful:
            text += " Giấy lập cách hôm nay hơn một tháng: hãy kiểm tra ngày giờ của máy."
        is_same = CodeDialog.ask(
            self,
            "Dùng giấy chấp nhận này?",
            text,
            detail.code,
            _facts(detail),
            "Bắt đầu dùng",
            needs_call=detail.needs_call,
        )
        if is_same:
            code = detail.code if detail.needs_call else ""
            self._run(
                lambda: self._enrolment.accept_grant(path, code), "Đặt khóa mới", self._joined
            )

    def _joined(self, state: EnrolmentState) -> None:
        text = f"Đã kết nối với {state.office_above}. Từ nay gói gửi lên được mã hóa cho nơi ấy."
        self.banner.show_message(Tone.SUCCESS, text)
        self._bench.changes.tell({"connections", "offices", "trust"})

    def _run(
        self,
        work: Callable[[], object],
        step: str,
        on_done: Callable[..., object],
        on_failed: Callable[[], object] = lambda: None,
    ) -> None:
        """Do work that takes a second or more, with its progress."""

        def done(result: object) -> None:
            self.progress.finish()
            on_done(result)

        def refused(error: AppError) -> None:
            self.progress.finish()
            self.banner.show_refusal(error)
            on_failed()

        self.banner.clear()
        job = self._bench.runner.run(
            lambda _report: work(),
            on_done=done,
            on_refused=refused,
            on_cancelled=self.progress.finish,
        )
        self.progress.watch(job, step)


def _facts(detail: GrantDetail) -> list[tuple[str, str]]:
    ways = {way.value: label for way, label in WAYS.items()}
    line = ways.get(detail.way, detail.way)
    return [
        ("Cơ quan cấp trên", f"{detail.office} ({detail.tier.lower()})"),
        ("Cấp cho", holder(detail.person, detail.role)),
        ("Chứng thư có hạn đến", day(detail.valid_to)),
        ("Đường truyền", f"{line}: {detail.address}" if detail.address else line),
    ]
