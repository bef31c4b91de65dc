"""token list, token register, token doctor: signing tokens, and why one does not sign."""

from __future__ import annotations

from argparse import ArgumentParser, _ArgumentGroup, _SubParsersAction
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.answer import DONE, PIN_VARIABLE, Answer, Context, now, plain
from desktop.config import LOCAL_TIME
from desktop.errors import UsageError
from desktop.services.token_doctor import TokenDoctor, write_report
from desktop.services.tokens import TokenRow, TokenSigner
from desktop.vietnamese.dates import short_date
from desktop.views.tokens.report_words import report_text, step_words, verdict

if TYPE_CHECKING:
    from desktop.sealing.keys import Signer
    from desktop.services.desk import Desk
    from desktop.services.token_doctor import TokenReport


def register(commands: _SubParsersAction[Any], add: Any) -> None:
    """Declare the commands."""
    about = "thiết bị ký số: xem, đăng ký chứng thư, kiểm tra"
    group = commands.add_parser("token", help=about, description=about)
    parts = group.add_subparsers(title="việc", metavar="VIỆC", required=True)
    listing = add(parts, "list", "thiết bị đang cắm và chứng thư trên đó", list_tokens)
    _module_option(listing)
    registering = add(
        parts, "register", "đăng ký chứng thư trên thiết bị cho cơ quan", register_certificate
    )
    _module_option(registering)
    _which_options(registering)
    text = "tệp .gscert để chuyển cho nơi nhận"
    registering.add_argument("--to", type=Path, required=True, metavar="TỆP.gscert", help=text)
    looking = add(parts, "doctor", "kiểm tra từng bước vì sao thiết bị không ký được", doctor)
    _module_option(looking)
    _which_options(looking)
    add_pin_options(looking)
    text = "ghi báo cáo ra tệp (không có PIN, tên người, số chứng thư)"
    looking.add_argument("--to", type=Path, metavar="BÁO_CÁO.txt", help=text)
    text = "không mở dữ liệu cơ quan: bỏ bước đối chiếu đăng ký"
    looking.add_argument("--no-office", action="store_true", help=text)


def add_pin_options(parser: ArgumentParser) -> None:
    """Add what tells the PIN, read by ``Context.pin``."""
    text = f"tệp chứa PIN (hoặc biến {PIN_VARIABLE})"
    parser.add_argument("--pin-file", metavar="TỆP", help=text)
    text = "chịu dùng lần gõ PIN cuối cùng; gõ sai thì thiết bị khóa"
    parser.add_argument("--last-try", action="store_true", help=text)


def add_signing_options(parser: ArgumentParser, keys: _ArgumentGroup) -> None:
    """Add ``--token`` to a command that signs, among its ``keys``, and what goes with it."""
    text = "trình điều khiển PKCS#11 của thiết bị ký số, thay cho khóa của cơ quan"
    keys.add_argument("--token", type=Path, metavar="TRÌNH_ĐIỀU_KHIỂN", help=text)
    text = "tên thiết bị, khi cắm nhiều thiết bị"
    parser.add_argument("--token-label", default="", metavar="TÊN", help=text)
    text = "dấu vân tay SHA-256 của chứng thư, khi thiết bị có nhiều chứng thư"
    parser.add_argument("--token-certificate", default="", metavar="SHA256", help=text)
    add_pin_options(parser)


@contextmanager
def token_signer(context: Context, desk: Desk) -> Iterator[Signer]:
    """Give what signs with the token that ``--token`` names, for the time of the block."""
    given = context.arguments
    chosen = TokenSigner(
        given.token,
        context.pin(),
        given.token_label,
        given.token_certificate.lower(),
        given.last_try,
    )
    with desk.tokens.signer(chosen) as signer:
        yield signer


def list_tokens(context: Context) -> Answer:
    """Return the tokens plugged in with their certificates; asks no PIN."""
    with context.desk() as desk:
        module = _module(context, desk)
        rows = desk.tokens.list_rows(module)
    return Answer(
        {"module": str(module), "tokens": plain(rows)},
        [line for row in rows for line in _lines(row)] or ["Không thấy thiết bị ký số nào."],
    )


def register_certificate(context: Context) -> Answer:
    """Register a token's certificate for this office and write the file for the receiver."""
    given = context.arguments
    with context.desk() as desk:
        module = _module(context, desk)
        info = desk.tokens.register(module, given.to, given.label, given.certificate.lower())
    data = {"file": str(given.to), "short_code": info.short_code, "fingerprint": info.fingerprint}
    lines = [
        f"Đã đăng ký chứng thư có mã ngắn {info.short_code}.",
        f"Chuyển {given.to} cho nơi nhận và đọc mã ngắn qua điện thoại để họ so.",
    ]
    return Answer(data, lines)


def doctor(context: Context) -> Answer:
    """Look at a token step by step; exits as signing would with what failed first."""
    given = context.arguments
    pin = context.pin_if_given()
    with nullcontext(None) if given.no_office else context.desk() as desk:
        looking = desk.token_doctor if desk else TokenDoctor(now)
        module = _module(context, desk)
        report = looking.examine(
            module,
            pin,
            label=given.label,
            fingerprint=given.certificate.lower(),
            allow_last_try=given.last_try,
        )
    if given.to:
        write_report(given.to, report_text(report))
    code = report.failure.exit_code if report.failure else DONE
    return Answer(_document(report, given.to), report_text(report).splitlines(), code)


def _document(report: TokenReport, file: Path | None) -> dict[str, Any]:
    return {
        "healthy": report.healthy,
        "error": str(report.failure.code) if report.failure else None,
        "message": verdict(report),
        "module": str(report.module),
        "driver": report.driver,
        "token": report.maker,
        "short_code": report.short_code,
        "tries": plain(report.tries),
        "pin_given": report.with_pin,
        "checks": [
            {
                "name": str(check.step),
                "ok": {"OK": True, "FAILED": False}.get(str(check.state)),
                "state": str(check.state),
                "code": words.code or None,
                "message": words.words,
            }
            for check, words in zip(report.checks, step_words(report), strict=True)
        ],
        "report": plain(file),
    }


def _lines(row: TokenRow) -> Iterator[str]:
    yield f"{row.label} ({row.maker}). PIN: {row.tries.label.lower()}."
    for certificate in row.certificates:
        bound = "đã đăng ký" if certificate.bound else "chưa đăng ký"
        yield (
            f"  {certificate.short_code} · {certificate.subject} · {bound} · đến "
            f"{short_date(certificate.valid_to.astimezone(LOCAL_TIME).date())} · "
            f"{certificate.fingerprint}"
        )


def _module(context: Context, desk: Desk | None) -> Path:
    """Return the driver asked for, or the one this machine used last."""
    given: Path | None = context.arguments.module
    if given is not None:
        return given
    place = desk.tokens.remembered() if desk else None
    if place is None:
        raise UsageError(UsageError.Code.NO_TOKEN_MODULE)
    return place.module


def _module_option(parser: ArgumentParser) -> None:
    text = "trình điều khiển PKCS#11; mặc định là cái máy này dùng lần trước"
    parser.add_argument("--module", type=Path, metavar="TRÌNH_ĐIỀU_KHIỂN", help=text)


def _which_options(parser: ArgumentParser) -> None:
    text = "tên thiết bị, khi cắm nhiều thiết bị"
    parser.add_argument("--label", default="", metavar="TÊN", help=text)
    text = "dấu vân tay SHA-256 của chứng thư, khi thiết bị có nhiều chứng thư"
    parser.add_argument("--certificate", default="", metavar="SHA256", help=text)
