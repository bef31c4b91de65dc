"""Which server an office moves to: typed in parts, tried, and only then agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.errors import AppError
from desktop.views.messages import sentence
from desktop.views.theme import GAP
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.form_dialog import FormDialog
from desktop.views.widgets.named import named
from desktop.views.widgets.reading_page import action_button

if TYPE_CHECKING:
    from desktop.views.pages import Bench

_ABOUT = (
    "Cơ sở dữ liệu trên máy chủ phải trống, do người quản trị lập theo hướng dẫn ở "
    "installer/server. Mật khẩu được mã hóa bằng khóa của cơ quan, không ai đọc được trong thư mục."
)
_PORT = "5432"


class ServerDialog(FormDialog):
    """Asks for server, database, name and password, and tries them.

    Args:
        parent: the window.
        bench: its service tries the server.
    """

    def __init__(self, parent: QWidget | None, bench: Bench) -> None:
        super().__init__(parent, "Chuyển lên máy chủ PostgreSQL", _ABOUT, "Chuyển dữ liệu…")
        self._bench, self._tried = bench, ""
        self.host = named(QLineEdit(), "server_host", says="Máy chủ")
        self.port = named(QLineEdit(_PORT), "server_port", says="Cổng")
        self.port.setMaximumWidth(90)
        self.database = named(QLineEdit("guongsang"), "server_database")
        self.user = named(QLineEdit("guongsang"), "server_user")
        self.password = named(QLineEdit(), "server_password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.root = named(QLineEdit(), "server_root", says="Chứng thư gốc của máy chủ")
        self.root.setPlaceholderText("Tệp .crt; để trống nếu máy chủ ở máy này")
        self._found = named(QLabel(), "server_found")
        self._found.setWordWrap(True)
        self._lay_out()
        self._weigh()

    def _lay_out(self) -> None:
        self.add_field("Máy chủ và cổng", _row(self.host, self.port))
        self.add_field("Tên cơ sở dữ liệu", self.database)
        self.add_field("Tên tài khoản", self.user)
        self.add_field("Mật khẩu", self.password)
        choose = action_button("Chọn…", "choose_root", "open", self._choose)
        self.add_field("Chứng thư gốc của máy chủ (TLS)", _row(self.root, choose))
        self._try = action_button("Thử kết nối", "try_server", "refresh", self._check)
        trying = QHBoxLayout()
        trying.setSpacing(GAP)
        trying.addWidget(self._try)
        trying.addWidget(self._found, 1)
        self.body.addLayout(trying)
        for field in (self.host, self.port, self.database, self.user, self.password, self.root):
            field.textChanged.connect(self._weigh)
        self.host.setFocus()

    @property
    def address(self) -> str:
        """The address as the service takes it; letters that mean something in it are escaped."""
        user, password = (quote(f.text(), safe="") for f in (self.user, self.password))
        port = self.port.text().strip() or _PORT
        root = self.root.text().strip()
        tls = "?" + urlencode({"sslmode": "verify-full", "sslrootcert": root}) if root else ""
        name = quote(self.database.text().strip(), safe="")
        return f"postgresql://{user}:{password}@{self.host.text().strip()}:{port}/{name}{tls}"

    def _choose(self) -> None:
        file = FilePicker.open_file(self, "Chứng thư gốc của máy chủ", "Chứng thư (*.crt *.pem)")
        if file is not None:
            self.root.setText(str(file))

    def _weigh(self) -> None:
        named_all = all(f.text().strip() for f in (self.host, self.database, self.user))
        self._try.setEnabled(named_all)
        self._try.setToolTip("" if named_all else "Ghi máy chủ, cơ sở dữ liệu và tài khoản trước")
        if self._tried != self.address:
            self._found.clear()
            self.allow("Thử kết nối trước")

    def _check(self) -> None:
        """Try what is typed; what is typed meanwhile has to be tried again."""
        address, service = self.address, self._bench.desk.databases
        self.complain("")
        self._found.setText("Đang thử…")

        def done(version: str) -> None:
            self._tried = address
            self._found.setText(f"Nối được: PostgreSQL {version}")
            self.allow("" if self.address == address else "Thử kết nối trước")

        def refused(error: AppError) -> None:
            self._found.clear()
            self.complain(sentence(error).text)

        self._bench.runner.run(
            lambda _r: service.check(address), on_done=done, on_refused=refused, queue="other"
        )

    @classmethod
    def ask(cls, parent: QWidget | None, bench: Bench) -> str | None:
        """Return the address that was tried and agreed to; None when it was given up."""
        dialog = cls(parent, bench)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.address


def _row(wide: QWidget, narrow: QWidget) -> QWidget:
    held = QWidget()
    layout = QHBoxLayout(held)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    layout.addWidget(wide, 1)
    layout.addWidget(narrow)
    return held
