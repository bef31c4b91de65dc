"""«Đường truyền»: by what packages travel to the office above, or to the boxes kept here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.services.connections import Direction, LineDraft, Way
from desktop.views.connections.words import WAYS, day
from desktop.views.theme import GAP, PAD, Tone
from desktop.views.widgets.banner import Banner
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.kept_texts import KeptTexts
from desktop.views.widgets.named import named
from desktop.views.widgets.progress import JobProgress
from desktop.views.widgets.reading_page import action_button, allow

if TYPE_CHECKING:
    from desktop.services.connections import LineState
    from desktop.services.server_files import BoxFiles
    from desktop.views.pages import Bench

_WIDTH = 960
_LARGEST_RATE = 1_000_000
_UP_WAYS = (Way.FOLDER, Way.WEBDAV, Way.SFTP)
_DOWN_WAYS = (Way.FOLDER, Way.TREE, Way.WEBDAV, Way.SFTP)
_ABOUT = {
    Way.FOLDER: "Gói được chép vào USB hoặc một thư mục dùng chung. Không cần mạng: để trống địa "
    "chỉ nếu chỉ dùng USB.",
    Way.TREE: "Thư mục hộp của máy chủ, khi chương trình này chạy ngay trên máy chủ ấy.",
    Way.WEBDAV: "Máy chủ web của cơ quan cấp trên, đi bằng https. Máy chủ nhận ra cơ quan qua "
    "chứng thư đã được cấp.",
    Way.SFTP: "Máy chủ SFTP của cơ quan cấp trên. Máy chủ nhận ra cơ quan qua khóa đã được cấp.",
}
_KEYS = "Khóa máy chủ (*.pub);;Mọi tệp (*)"
_CERTIFICATES = "Chứng thư (*.pem *.crt *.cer);;Mọi tệp (*)"


class LineTab(QWidget):
    """The form of a line, with a try before or after saving it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setObjectName("line_tab")
        self._bench = bench
        self._connections = bench.desk.connections
        self.banner, self.progress = Banner(), JobProgress()
        self._saved: LineDraft | None = None
        self._typed: dict[Direction, LineDraft] = {}
        self._is_filling = False
        self._make_fields()
        self._make_buttons()
        self._lay_out()
        self._way_chosen()

    def _make_fields(self) -> None:
        self.direction = named(QComboBox(), "direction", says="Đường truyền nào")
        seat = self._bench.desk.offices.own().seat
        receives = seat.receives
        for direction in Direction if receives else (Direction.UP,):
            self.direction.addItem(direction.label, direction)
        if not seat.sends:
            # The boxes of the offices below are its work; it may have no line up at all.
            self.direction.setCurrentIndex(self.direction.findText(Direction.DOWN.label))
        self.direction.setVisible(receives)
        self.direction.currentIndexChanged.connect(lambda _index: self.start())
        self.way = named(QComboBox(), "line_way")
        self._about = named(QLabel(), "line_about", role="muted")
        self._about.setWordWrap(True)
        self.address = named(QLineEdit(), "line_address")
        self.user = named(QLineEdit(), "line_account")
        self.password = named(QLineEdit(), "line_password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.server_ca = named(QPlainTextEdit(), "line_server_ca")
        self.server_ca.setFixedHeight(64)
        self.server_ca.setTabChangesFocus(True)
        self.server_ca.setPlaceholderText("để trống nếu máy chủ dùng chứng thư công cộng")
        self.host_key = named(QLineEdit(), "line_host_key")
        self.host_key.setPlaceholderText("ssh-ed25519 AAAA…")
        self.rate = named(QLineEdit(), "line_rate")
        self.rate.setValidator(QIntValidator(0, _LARGEST_RATE, self.rate))
        self.rate.setPlaceholderText("KB mỗi giây; để trống là không giới hạn")
        self.is_on = named(QCheckBox("Tự gửi và nhận khi có mạng"), "line_is_on")
        self.way.currentIndexChanged.connect(lambda _index: self._way_chosen())
        self.way.currentIndexChanged.connect(lambda _index: self._edited())
        for line in (self.address, self.user, self.password, self.host_key, self.rate):
            line.textChanged.connect(lambda _text: self._edited())
        self.server_ca.textChanged.connect(self._edited)
        self.is_on.toggled.connect(lambda _on: self._edited())

    def _make_buttons(self) -> None:
        self._save = action_button("Lưu", "save_line", "save", self.save, role="primary")
        self._try = action_button("Thử kết nối", "try_line", "sync", self.try_line)
        self._server = action_button(
            "Tệp cho máy chủ…", "server_files", "export", self.write_server_files
        )
        about = "Ghi chứng thư, khóa công khai của các hộp cho kỹ thuật viên đặt lên máy chủ"
        allow(self._server, "", about)
        self._folder = action_button("Chọn…", "pick_folder", "open", self._pick_folder)
        self._from_pem = action_button("Từ tệp…", "pick_ca", "open", self._pick_ca)
        self._from_pub = action_button("Từ tệp…", "pick_host_key", "open", self._pick_host_key)
        self._last = named(QLabel(), "line_last", role="muted")
        self._last.setWordWrap(True)

    def _lay_out(self) -> None:
        card = named(QFrame(), "line_card", card=True)
        card.setMaximumWidth(_WIDTH)
        grid = QGridLayout(card)
        grid.setContentsMargins(PAD, PAD, PAD, PAD)
        grid.setHorizontalSpacing(PAD)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        self._rows: dict[str, list[QWidget]] = {}
        self._add(grid, "way", "Đi bằng", self.way)
        grid.addWidget(self._about, grid.rowCount(), 1)
        self._add(grid, "address", "Địa chỉ", self.address, self._folder)
        self._add(grid, "user", "Tài khoản", self.user)
        self._add(grid, "password", "Mật khẩu (nếu máy chủ hỏi)", self.password)
        self._add(
            grid, "server_ca", "Chứng thư của nơi cấp cho máy chủ", self.server_ca, self._from_pem
        )
        self._add(grid, "host_key", "Khóa của máy chủ", self.host_key, self._from_pub)
        self._add(grid, "rate", "Giới hạn tốc độ (KB mỗi giây)", self.rate)
        grid.addWidget(self.is_on, grid.rowCount(), 1)
        grid.addLayout(_buttons(self._save, self._try, self._server), grid.rowCount(), 1)
        grid.addWidget(self._last, grid.rowCount(), 1)
        head = QHBoxLayout()
        head.addWidget(named(QLabel("Đường truyền"), "page_title", role="title"))
        head.addStretch(1)
        head.addWidget(self.direction)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(PAD)
        layout.addWidget(self.banner)
        layout.addWidget(self.progress)
        layout.addLayout(head)
        layout.addWidget(card)
        layout.addStretch(1)

    def _add(
        self,
        grid: QGridLayout,
        name: str,
        label: str,
        field: QWidget,
        button: QWidget | None = None,
    ) -> None:
        caption = QLabel(label)
        caption.setProperty("role", "label")
        caption.setBuddy(field)
        field.setAccessibleName(label)
        row = grid.rowCount()
        grid.addWidget(caption, row, 0)
        grid.addWidget(field, row, 1)
        parts = [caption, field]
        if button is not None:
            grid.addWidget(button, row, 2)
            parts.append(button)
        self._rows[name] = parts

    def _direction(self) -> Direction:
        # Qt keeps the text of an enumeration's member and not the member.
        return Direction(self.direction.currentData())

    # -- showing ----------------------------------------------------------------------------

    def start(self) -> None:
        """Read the line of the direction chosen and show it."""
        direction = self._direction()
        self._server.setVisible(direction is Direction.DOWN)
        self._run(lambda: self._connections.open(direction), self._show)

    def _show(self, state: LineState) -> None:
        self._saved = state.draft
        typed = self._unsaved()
        self._fill(typed or state.draft)
        if typed is not None:
            self.banner.show_message(Tone.INFO, "Nội dung đã gõ của đường truyền này chưa lưu.")
        tried = f"Thử lần cuối ngày {day(state.last_try_at)}. " if state.last_try_at else ""
        done = f"Thông lần cuối ngày {day(state.last_done_at)}." if state.last_done_at else ""
        self._last.setText(tried + done)

    def _fill(self, draft: LineDraft) -> None:
        self._is_filling = True
        self._offer_ways(draft.way)
        self.address.setText(draft.address)
        self.user.setText(draft.user)
        self.password.setText(draft.password)
        self.server_ca.setPlainText(draft.server_ca)
        self.host_key.setText(draft.host_key)
        self.rate.setText(str(draft.kilobytes_per_second or ""))
        self.is_on.setChecked(draft.is_on)
        self._way_chosen()
        self._is_filling = False

    @property
    def _place(self) -> str:
        return f"line:{self._direction().value}"

    def _unsaved(self) -> LineDraft | None:
        """Return what was typed for the line in sight and not saved; a password is kept nowhere."""
        direction = self._direction()
        texts = KeptTexts.of(self)
        kept = texts.at(self._place) if texts is not None else None
        if direction not in self._typed and kept is not None and self._saved is not None:
            state = {**kept.state, "way": Way(kept.state["way"]), "password": self._saved.password}
            self._typed[direction] = LineDraft(**state)
        return self._typed.get(direction)

    def _edited(self) -> None:
        if self._is_filling or self._saved is None:
            return
        draft, texts = self.draft(), KeptTexts.of(self)
        if draft == self._saved:
            self._forget(self._direction())
            return
        self._typed[self._direction()] = draft
        if texts is None:
            return
        if replace(draft, password=self._saved.password) == self._saved:
            texts.drop(self._place)  # nothing but a password
            return
        state = {**asdict(draft), "way": draft.way.value}
        del state["password"]
        texts.keep(self._place, state)

    def _forget(self, direction: Direction) -> None:
        self._typed.pop(direction, None)
        if (texts := KeptTexts.of(self)) is not None:
            texts.drop(f"line:{direction.value}")

    def _offer_ways(self, chosen: Way) -> None:
        ways = _UP_WAYS if self._direction() is Direction.UP else _DOWN_WAYS
        self.way.blockSignals(True)
        self.way.clear()
        for way in ways:
            self.way.addItem(WAYS[way], way)
        self.way.setCurrentIndex(max(self.way.findData(chosen), 0))
        self.way.blockSignals(False)

    def _way_chosen(self) -> None:
        way = Way(self.way.currentData() or Way.FOLDER)
        is_folder, is_web = way in {Way.FOLDER, Way.TREE}, way is Way.WEBDAV
        shown = {
            "user": not is_folder,
            "password": is_web,
            "server_ca": is_web,
            "host_key": way is Way.SFTP,
            "rate": not is_folder,
        }
        for name, is_shown in shown.items():
            for part in self._rows[name]:
                part.setVisible(is_shown)
        self._folder.setVisible(is_folder)
        self._about.setText(_ABOUT[way])
        scheme = "sftp://máy-chủ/đường-dẫn" if way is Way.SFTP else "https://máy-chủ/đường-dẫn"
        self.address.setPlaceholderText("thư mục" if is_folder else scheme)

    # -- doing ------------------------------------------------------------------------------

    def draft(self) -> LineDraft:
        """Return the line as typed."""
        return LineDraft(
            way=Way(self.way.currentData()),
            address=self.address.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text(),
            server_ca=self.server_ca.toPlainText().strip(),
            host_key=self.host_key.text().strip(),
            kilobytes_per_second=int(self.rate.text() or 0),
            is_on=self.is_on.isChecked(),
        )

    def save(self) -> None:
        """Keep the line as typed."""
        draft, direction = self.draft(), self._direction()

        def done(_none: object) -> None:
            if direction is self._direction():
                self._saved = draft
            if self._typed.get(direction) == draft:
                self._forget(direction)
            self.banner.show_message(Tone.SUCCESS, "Đã lưu đường truyền.")
            self._bench.changes.tell({"connections"})

        self._run(lambda: self._connections.save(draft, direction), done)

    def try_line(self) -> None:
        """See whether the other end answers, without saving anything."""
        draft, direction = self.draft(), self._direction()

        def done(_none: object) -> None:
            self.progress.finish()
            allow(self._try, "")
            text = "Kết nối được: nơi kia trả lời, đúng là nơi ấy, và cho cơ quan này vào."
            self.banner.show_message(Tone.SUCCESS, text)

        def refused(error: AppError) -> None:
            self.progress.finish()
            allow(self._try, "")
            self.banner.show_refusal(error)

        def stopped() -> None:
            self.progress.finish()
            allow(self._try, "")

        self.banner.clear()
        allow(self._try, "Đang thử")
        job = self._bench.runner.run(
            lambda _report: self._connections.check(draft, direction),
            on_done=done,
            on_refused=refused,
            on_cancelled=stopped,
        )
        self.progress.watch(job, "Thử kết nối")

    def write_server_files(self) -> None:
        """Write what a technician lays on the server so that each office opens its own box."""
        folder = FilePicker.folder(self, "Ghi tệp cho máy chủ ra USB hoặc thư mục")
        if folder is None:
            return

        def done(made: Sequence[BoxFiles]) -> None:
            text = (
                f"Đã ghi tệp của {len(made)} cơ quan vào {folder}, không có gì bí mật. Kỹ thuật "
                "viên đặt lên máy chủ theo hướng dẫn installer/server; cấp hoặc thu hồi chứng thư "
                "xong thì ghi lại."
            )
            self.banner.show_message(Tone.SUCCESS, text)

        files = self._bench.desk.server_files
        self.banner.clear()
        self._run(lambda: files.write(folder), done)

    def _pick_folder(self) -> None:
        folder = FilePicker.folder(self, "Thư mục trao đổi gói")
        if folder is not None:
            self.address.setText(str(folder))

    def _pick_ca(self) -> None:
        self._pick("Chứng thư của nơi cấp cho máy chủ", _CERTIFICATES, self.server_ca.setPlainText)

    def _pick_host_key(self) -> None:
        self._pick("Khóa của máy chủ SFTP", _KEYS, lambda text: self.host_key.setText(text.strip()))

    def _pick(self, title: str, kinds: str, show: Callable[[str], object]) -> None:
        path = FilePicker.open_file(self, title, kinds)
        if path is not None:
            self._run(lambda: self._connections.read_small_file(path), show)

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._bench.runner.run(
            lambda _report: work(), on_done=on_done, on_refused=self.banner.show_refusal
        )


def _buttons(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
