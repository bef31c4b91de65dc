"""«Ký bằng»: the office's key, an officer's key file, or a token with its PIN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.config import LOCAL_TIME
from desktop.services.tokens import TokenSigner, TriesLeft
from desktop.vietnamese.dates import short_date
from desktop.views.theme import GAP
from desktop.views.tokens.driver_field import DriverField
from desktop.views.tokens.key_choice import KeyChoice
from desktop.views.widgets.dialogs import FilePicker
from desktop.views.widgets.named import named

if TYPE_CHECKING:
    from desktop.services.tokens import CertificateRow, TokenRow

_INDENT = 24
_NO_KEY = "Chọn tệp khóa .p12 và gõ mật khẩu của khóa trước"
_NO_DRIVER = "Chọn trình điều khiển của thiết bị ký số trước"
_NOT_PLUGGED = "Cắm thiết bị ký số rồi bấm «Tìm lại»"
_NO_PIN = "Gõ PIN của thiết bị ký số trước"
_LAST = "Chú ý: thiết bị báo chỉ còn một lần gõ PIN, gõ sai nữa là bị khóa."
_CONSENT = "Tôi nhớ chắc PIN: cho dùng lần gõ cuối cùng"
_NO_CONSENT = "Thiết bị chỉ còn một lần gõ PIN: đánh dấu đồng ý dùng lần cuối trước"
_TRIED = "Thiết bị báo đã có lần gõ sai PIN."
_LOCKED = "Thiết bị đã bị khóa vì gõ sai PIN nhiều lần."


class SigningSource(QWidget):
    """Three ways to sign, one chosen; knows no service.

    Signals:
        changed: something was chosen or typed; ``why_not`` may have another answer.
        look_asked: a driver's file, whose tokens are to be listed.
        doctor_asked: the driver's file or None; the token is to be examined.
    """

    changed = Signal()
    look_asked = Signal(object)
    doctor_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._key_file: Path | None = None
        self._last_try = False
        self._own = named(QRadioButton("Khóa của cơ quan"), "own_key")
        self._own.setChecked(True)
        self._own_about = named(QLabel("Khóa nằm trong cơ sở dữ liệu đã mã hóa."), "own_key_about")
        self._own_about.setProperty("role", "muted")
        self._own_about.setWordWrap(True)
        self._other = named(QRadioButton("Khóa riêng của người ký (tệp .p12)"), "personal_key")
        self._by_token = named(QRadioButton("Thiết bị ký số (USB token)"), "token_key")
        self._file_part, self._token_part = self._make_file_part(), self._make_token_part()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        parts: tuple[QWidget, ...] = (
            self._own,
            _indented(self._own_about),
            self._other,
            self._file_part,
            self._by_token,
            self._token_part,
        )
        for part in parts:
            layout.addWidget(part)
        self._connect()
        self._say()

    def _make_file_part(self) -> QWidget:
        self._key_line = named(QLineEdit(), "key_file", says="Tệp khóa")
        self._key_line.setReadOnly(True)
        self._key_line.setPlaceholderText("Tệp khóa .p12, thường ở trên USB")
        self._choose_key = named(QPushButton("Chọn tệp…"), "choose_key")
        self._choose_key.setAutoDefault(False)
        self._passphrase = _secret("passphrase", "Mật khẩu của khóa")
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.addWidget(self._key_line, 0, 0)
        grid.addWidget(self._choose_key, 0, 1)
        grid.addWidget(self._passphrase, 1, 0)
        grid.setColumnStretch(0, 1)
        return _part(grid)

    def _make_token_part(self) -> QWidget:
        self.driver = DriverField()
        self._tokens = named(QComboBox(), "token", says="Chứng thư trên thiết bị")
        self._tokens.setPlaceholderText("Chưa thấy thiết bị nào")
        self._again = named(QPushButton("Tìm lại"), "look_again")
        self._examine = named(QPushButton("Kiểm tra thiết bị…"), "examine_token")
        self._pin = _secret("pin", "PIN của thiết bị")
        self._tries = named(QLabel(), "tries", problem="warning")
        self._tries.setWordWrap(True)
        self._tries.hide()
        self._consent = named(QCheckBox(_CONSENT), "consent")
        self._consent.hide()
        for button in (self._again, self._examine):
            button.setAutoDefault(False)
        grid = QGridLayout()
        grid.setSpacing(GAP)
        grid.addWidget(self.driver, 0, 0, 1, 2)
        grid.addWidget(self._tokens, 1, 0)
        grid.addWidget(self._again, 1, 1)
        grid.addWidget(self._pin, 2, 0)
        grid.addWidget(self._examine, 2, 1)
        grid.addWidget(self._tries, 3, 0, 1, 2)
        grid.addWidget(self._consent, 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        return _part(grid)

    def _connect(self) -> None:
        for choice in (self._own, self._other, self._by_token):
            choice.toggled.connect(lambda _checked: self._say())
        self._by_token.toggled.connect(self._look_first)
        self._passphrase.textChanged.connect(lambda _text: self._say())
        self._pin.textChanged.connect(lambda _text: self._say())
        self._consent.toggled.connect(lambda _checked: self._say())
        self._tokens.currentIndexChanged.connect(lambda _place: self._say())
        self._choose_key.clicked.connect(self._ask_key)
        self._again.clicked.connect(self._look)
        self._examine.clicked.connect(lambda: self.doctor_asked.emit(self.driver.module))
        self.driver.chosen.connect(lambda _module: self._look())

    # -- what was chosen --------------------------------------------------------------------

    @property
    def why_not(self) -> str:
        """Why one cannot sign yet, "" when one can."""
        if self._other.isChecked():
            return "" if self._key_file and self._passphrase.text() else _NO_KEY
        if self._by_token.isChecked():
            if self.driver.module is None:
                return _NO_DRIVER
            if self._tokens.currentData() is None:
                return _NOT_PLUGGED
            if not self._pin.text():
                return _NO_PIN
            refused = self._last_try and not self._consent.isChecked()
            return _NO_CONSENT if refused else ""
        return ""

    @property
    def is_token(self) -> bool:
        """Whether a token is to sign."""
        return self._by_token.isChecked()

    @property
    def choice(self) -> KeyChoice:
        """What to sign with, as it stands."""
        if self._other.isChecked():
            return KeyChoice(self._key_file, self._passphrase.text())
        module = self.driver.module
        if self._by_token.isChecked() and module is not None:
            label, certificate = self._tokens.currentData() or ("", None)
            fingerprint = certificate.fingerprint if certificate else ""
            consent = self._consent.isChecked()
            signer = TokenSigner(module, self._pin.text(), label, fingerprint, consent)
            return KeyChoice(token=signer)
        return KeyChoice()

    def show_own_key(self, about: str) -> None:
        """Tell about the office's key: its short code and how long it holds."""
        self._own_about.setText(about)

    def show_tokens(self, module: Path, rows: Sequence[TokenRow]) -> None:
        """Show what is plugged in, each certificate for signing as one line, registered first."""
        if module != self.driver.module:
            return
        self._tokens.blockSignals(True)
        self._tokens.clear()
        for bound in (True, False):
            for row in rows:
                for certificate in row.certificates:
                    if certificate.for_signing and certificate.bound is bound:
                        self._tokens.addItem(_words(certificate), (row.label, certificate))
        for row in rows:
            # Some tokens show their certificates only to who knows the PIN.
            if not row.certificates:
                self._tokens.addItem(f"{row.label} ({row.maker})", (row.label, None))
        # WORKAROUND: with a placeholder Qt leaves nothing chosen when items are added.
        self._tokens.setCurrentIndex(0 if self._tokens.count() else -1)
        self._tokens.blockSignals(False)
        self._say_tries(rows)
        self._say()

    def forget_pin(self) -> None:
        """Empty the PIN: it was handed over, or it was wrong."""
        self._pin.clear()

    # -- work -------------------------------------------------------------------------------

    def _ask_key(self) -> None:
        found = FilePicker.open_file(self, "Chọn tệp khóa của người ký", "Tệp khóa (*.p12 *.pfx)")
        if found is not None:
            self._key_file = found
            self._key_line.setText(str(found))
            self._passphrase.setFocus()
        self._say()

    def _look_first(self, chosen: bool) -> None:
        if chosen and self._tokens.currentData() is None:
            self._look()

    def _look(self) -> None:
        self._tokens.clear()
        self._say_tries([])
        self._say()
        if self._by_token.isChecked() and self.driver.module is not None:
            self.look_asked.emit(self.driver.module)

    def _say_tries(self, rows: Sequence[TokenRow]) -> None:
        states = {row.tries for row in rows}
        told = next((words for tries, words in _WARNINGS.items() if tries in states), "")
        self._tries.setText(told)
        self._tries.setVisible(bool(told))
        self._last_try = TriesLeft.LAST in states
        self._consent.setVisible(self._last_try)
        self._consent.setChecked(False)

    def _say(self) -> None:
        self._file_part.setVisible(self._other.isChecked())
        self._token_part.setVisible(self._by_token.isChecked())
        self.changed.emit()


_WARNINGS = {TriesLeft.NONE: _LOCKED, TriesLeft.LAST: _LAST, TriesLeft.TRIED: _TRIED}


def _words(certificate: CertificateRow) -> str:
    until = short_date(certificate.valid_to.astimezone(LOCAL_TIME).date())
    registered = "" if certificate.bound else "(chưa đăng ký) "
    return f"{registered}{certificate.subject} · {certificate.short_code[:9]}… · đến {until}"


def _secret(name: str, says: str) -> QLineEdit:
    field = named(QLineEdit(), name, says=says)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(says)
    return field


def _part(grid: QGridLayout) -> QWidget:
    widget = QWidget()
    grid.setContentsMargins(_INDENT, 0, 0, 0)
    widget.setLayout(grid)
    return widget


def _indented(label: QLabel) -> QWidget:
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(_INDENT, 0, 0, 0)
    layout.addWidget(label)
    return widget
