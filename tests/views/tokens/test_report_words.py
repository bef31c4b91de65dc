"""The report in words: what it says, and what it never may."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.sealing.certificates import describe
from desktop.services.token_doctor import StepState, TokenDoctor, TokenReport
from desktop.views.tokens.report_words import report_text, step_words, verdict
from tests.sealing.packages import NOW
from tests.sealing.soft_token import PIN, SoftToken, signing_token
from tests.sealing.test_pkcs11_signer import COUNT_LOW, FINAL_TRY

NAME = "Đỗ Văn Ước"


def look(token: SoftToken, pin: str | None = PIN) -> TokenReport:
    return TokenDoctor(lambda: NOW).examine(token.module, pin)


def test_a_healthy_token_is_said_to_sign(token: SoftToken) -> None:
    signing_token(token, name=NAME)
    assert "Thiết bị ký được" in verdict(look(token))


def test_a_report_tells_neither_pin_nor_names_nor_numbers(token: SoftToken) -> None:
    info = describe(signing_token(token, name=NAME))
    text = report_text(look(token))
    assert info.short_code in text
    for secret in (PIN, NAME, "Ký số\n", info.fingerprint, str(Path.home())):
        assert secret not in text


def test_a_path_below_home_is_shown_without_the_users_name() -> None:
    missing = Path.home() / "driver.so"
    report = TokenDoctor(lambda: NOW).examine(missing)
    text = report_text(report)
    assert "~/driver.so" in text.replace("\\", "/")
    assert str(Path.home()) not in text
    assert str(Path.home()) not in verdict(report)


def test_every_step_stands_in_the_report_with_what_became_of_it(token: SoftToken) -> None:
    report = look(token)
    text = report_text(report)
    for number, step in enumerate(step_words(report), 1):
        assert f"{number:2}. [{step.state.label}] {step.title}" in text
    assert "(NO_CERTIFICATE)" in text


def test_a_failed_step_says_what_to_do(token: SoftToken) -> None:
    signing_token(token)
    (failed,) = [s for s in step_words(look(token, "0000")) if s.state is StepState.FAILED]
    assert (failed.title, failed.code) == ("PIN", "WRONG_PIN")
    assert "gõ lại" in failed.words
    assert "Chưa ký gì" not in failed.words


def test_without_a_pin_it_is_said_what_needs_one(token: SoftToken) -> None:
    signing_token(token)
    report = look(token, None)
    waiting = [s.title for s in step_words(report) if s.words == "Cần nhập PIN"]
    assert waiting == ["PIN", "Khóa đi kèm chứng thư", "Ký thử và kiểm tra lại"]
    assert "Nhập PIN rồi kiểm tra lại" in verdict(report)
    assert "không đối chiếu" in report_text(report)


def test_the_last_try_is_warned_of_before_a_pin_is_typed(token: SoftToken) -> None:
    signing_token(token)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    assert "chỉ còn một lần" in verdict(look(token, None))


@pytest.mark.parametrize("pin", [None, PIN])
def test_what_was_not_reached_waits_for_the_step_before(tmp_path: Path, pin: str | None) -> None:
    words = step_words(look(SoftToken(tmp_path / "khong-co.so", tmp_path), pin))
    assert {w.words for w in words[1:]} == {"Chờ bước trên đạt"}
