"""The token doctor's report in plain Vietnamese, for the dialog, the clipboard, a file, a terminal.

Made to be handed to whoever can help: no PIN, no label of a token, no number or name of a person;
of the certificate its short code alone. The home folder is written as ``~``, for its name is often
somebody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop import __version__
from desktop.config import LOCAL_TIME
from desktop.services.token_doctor import StepState, TokenCheck, TokenReport, TokenStep, TriesLeft
from desktop.vietnamese.dates import date_time
from desktop.views.messages import sentence

_BEHIND_THE_PIN = {
    TokenStep.PIN,
    TokenStep.CERTIFICATE,
    TokenStep.KEY,
    TokenStep.USE,
    TokenStep.VALIDITY,
    TokenStep.BOUND,
    TokenStep.TEST_SIGNATURE,
}
_LAST_TRY = (
    "Chú ý: thiết bị chỉ còn một lần gõ PIN. Gõ sai lần này là bị khóa; nếu không chắc PIN, hãy "
    "nhờ nơi cấp chứng thư số đặt lại."
)
_CLOSING = (
    "Báo cáo này không chứa PIN, họ tên, tên thiết bị hay số của chứng thư; gửi cho người hỗ trợ "
    "được."
)


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step in words: its name, what became of it, and what was found or what to do."""

    title: str
    state: StepState
    words: str
    code: str = ""


def step_words(report: TokenReport) -> list[StepWords]:
    """Return every step of a report in words, in order."""
    return [
        StepWords(
            check.step.label,
            check.state,
            _without_home(_words(check, report)),
            str(check.failure.code) if check.failure else "",
        )
        for check in report.checks
    ]


def verdict(report: TokenReport) -> str:
    """Return in one or two sentences what the whole look came to, and what to do first."""
    failure = report.failure
    if failure is not None:
        told = sentence(failure)
        return _without_home(f"{told.what} {told.do}".strip())
    if report.tries is TriesLeft.LAST and not report.with_pin:
        return _LAST_TRY
    if not report.with_pin:
        return "Chưa thấy lỗi ở những bước không cần PIN. Nhập PIN rồi kiểm tra lại để ký thử."
    return "Thiết bị ký được: đã ký thử và kiểm tra lại chữ ký."


def report_text(report: TokenReport) -> str:
    """Return the whole report as the text to copy, save or print; ends with a line feed."""
    at = date_time(report.at.astimezone(LOCAL_TIME))
    head = [
        "BÁO CÁO KIỂM TRA THIẾT BỊ KÝ SỐ",
        f"Gương Sáng {__version__}, {at}",
        f"Trình điều khiển: {_without_home(str(report.module))}",
        f"Trình điều khiển tự giới thiệu: {report.driver or 'chưa nạp được'}",
        f"Loại thiết bị: {report.maker or 'chưa thấy'}",
        f"Mã ngắn của chứng thư: {report.short_code or 'chưa đọc được'}",
        f"PIN: {'có nhập' if report.with_pin else 'không nhập'}",
        "",
    ]
    lines = [
        f"{number:2}. [{step.state.label}] {step.title}{': ' if step.words else ''}{step.words}"
        f"{f' ({step.code})' if step.code else ''}"
        for number, step in enumerate(step_words(report), 1)
    ]
    return "\n".join([*head, *lines, "", f"Kết luận: {verdict(report)}", "", _CLOSING, ""])


def _words(check: TokenCheck, report: TokenReport) -> str:
    if check.failure is not None:
        told = sentence(check.failure)
        return f"{told.what} {told.do}".strip()
    if check.state is StepState.NOT_REACHED:
        return _why_not_reached(check.step, report)
    if check.step is TokenStep.TRIES and report.tries is not None:
        return report.tries.label
    return check.found


def _why_not_reached(step: TokenStep, report: TokenReport) -> str:
    token_seen = report.tries is not None
    if report.certificate is not None and step is TokenStep.BOUND:
        return "Không mở dữ liệu của cơ quan nên không đối chiếu"
    if token_seen and step in _BEHIND_THE_PIN and not report.with_pin:
        return "Cần nhập PIN"
    return "Chờ bước trên đạt"


def _without_home(text: str) -> str:
    return text.replace(str(Path.home()), "~")
