"""What the token doctor found: one line for each step from the driver's file to a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.errors import SigningFailed
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.token_driver import TokenState
from desktop.vietnamese.labels import Labelled


class TokenStep(Labelled):
    """One step on the way to a signature, in the order in which they are tried."""

    DRIVER_FILE = "DRIVER_FILE", "Tệp trình điều khiển"
    BITNESS = "BITNESS", "Đúng loại máy (32 hay 64 bit)"
    LOADS = "LOADS", "Nạp trình điều khiển"
    READERS = "READERS", "Cổng cắm, đầu đọc"
    TOKEN = "TOKEN", "Thiết bị đang cắm"
    TRIES = "TRIES", "Số lần gõ PIN còn lại"
    PIN = "PIN", "PIN"
    CERTIFICATE = "CERTIFICATE", "Chứng thư trên thiết bị"
    KEY = "KEY", "Khóa đi kèm chứng thư"
    USE = "USE", "Chứng thư dùng để ký"
    VALIDITY = "VALIDITY", "Thời hạn của chứng thư"
    BOUND = "BOUND", "Đăng ký cho cơ quan này"
    TEST_SIGNATURE = "TEST_SIGNATURE", "Ký thử và kiểm tra lại"


class StepState(Labelled):
    """What became of a step."""

    OK = "OK", "Đạt"
    FAILED = "FAILED", "Không đạt"
    NOT_REACHED = "NOT_REACHED", "Chưa kiểm tra"


class TriesLeft(Labelled):
    """What a token says of the tries left for its PIN; PKCS#11 knows no exact number."""

    FULL = "FULL", "Chưa có lần gõ sai nào"
    TRIED = "TRIED", "Đã có lần gõ sai, chưa phải lần cuối"
    LAST = "LAST", "Chỉ còn một lần"
    NONE = "NONE", "Đã khóa"


def tries_left(state: TokenState) -> TriesLeft:
    """Return what a token's flags say of the tries left."""
    if state.locked:
        return TriesLeft.NONE
    if state.last_try:
        return TriesLeft.LAST
    return TriesLeft.TRIED if state.pin_tried else TriesLeft.FULL


@dataclass(frozen=True, slots=True)
class TokenCheck:
    """What became of one step.

    Attributes:
        step: which.
        state: fine, failed or not reached.
        failure: why it failed; None otherwise.
        found: what was found, such as «64 bit (x86-64)»; never a name or number of a person.
    """

    step: TokenStep
    state: StepState
    failure: SigningFailed | None = None
    found: str = ""


@dataclass(frozen=True, slots=True)
class TokenReport:
    """All steps, in order; to be handed to a stranger but for ``certificate`` and ``module``.

    Attributes:
        module: the driver's file.
        at: when the doctor looked, aware.
        checks: one for each ``TokenStep``.
        driver: manufacturer, name and version the driver gives itself, "" when it did not load.
        maker: manufacturer and model of the token, "" when there was none.
        tries: what the token said of its PIN last; None when there was no token.
        certificate: the one that came closest to signing.
        with_pin: whether a PIN was given; without it the steps behind the log-in are not reached.
    """

    module: Path
    at: datetime
    checks: tuple[TokenCheck, ...]
    driver: str = ""
    maker: str = ""
    tries: TriesLeft | None = None
    certificate: CertificateInfo | None = None
    with_pin: bool = False

    @property
    def healthy(self) -> bool:
        """Whether nothing failed: with a PIN a test signature was verified, too."""
        return self.failure is None

    @property
    def failure(self) -> SigningFailed | None:
        """What to mend first; None when nothing failed."""
        return next((c.failure for c in self.checks if c.failure is not None), None)

    @property
    def short_code(self) -> str:
        """The certificate's short code, all that a report says of whose it is."""
        return self.certificate.short_code if self.certificate else ""
