"""The doctor's steps, each made to fail for real; what it may not do, and what it may not tell."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import SigningFailed
from desktop.sealing.certificates import describe
from desktop.sealing.driver_file import own_kind
from desktop.sealing.token_diagnosis import diagnose
from desktop.sealing.token_driver import state_of, token_driver
from desktop.sealing.token_report import StepState, TokenReport, TokenStep, TriesLeft
from tests.sealing.packages import NOW, certificate_for
from tests.sealing.soft_token import (
    PIN,
    Faulty,
    SoftToken,
    ec_key,
    faulty,
    rsa_key,
    signing_token,
    soft,
    token,
)
from tests.sealing.test_driver_file import elf
from tests.sealing.test_pkcs11_signer import COUNT_LOW, FINAL_TRY, LOCKED

__all__ = ["faulty", "soft", "token"]

Code = SigningFailed.Code
STEPS = list(TokenStep)


def look(token: SoftToken, pin: str | None = PIN, **asked: Any) -> TokenReport:
    return diagnose(token.module, now=NOW, pin=pin, **asked)


def states(report: TokenReport) -> dict[TokenStep, StepState]:
    assert [check.step for check in report.checks] == STEPS
    return {check.step: check.state for check in report.checks}


def failures(report: TokenReport) -> dict[TokenStep, Any]:
    return {c.step: c.failure.code for c in report.checks if c.failure is not None}


def unreached(report: TokenReport) -> Sequence[TokenStep]:
    return [step for step, state in states(report).items() if state is StepState.NOT_REACHED]


@pytest.mark.parametrize("make", [ec_key, rsa_key], ids=["EC", "RSA"])
def test_a_healthy_token_passes_every_step(token: SoftToken, make: Any) -> None:
    info = describe(signing_token(token, make))
    report = look(token, bound={info.fingerprint})
    assert set(states(report).values()) == {StepState.OK}
    assert report.healthy
    assert report.certificate == info
    assert report.tries is TriesLeft.FULL
    assert "SoftHSM" in report.driver
    assert "SoftHSM" in report.maker


def test_a_missing_driver_ends_the_look(tmp_path: Path) -> None:
    report = look(SoftToken(tmp_path / "khong-co.so", tmp_path))
    assert failures(report) == {TokenStep.DRIVER_FILE: Code.NO_DRIVER}
    assert unreached(report) == STEPS[1:]
    assert not report.healthy


def test_a_text_file_for_a_driver_ends_the_look(tmp_path: Path) -> None:
    text = tmp_path / "driver.so"
    text.write_text("không phải trình điều khiển")
    report = look(SoftToken(text, tmp_path))
    assert failures(report) == {TokenStep.DRIVER_FILE: Code.DRIVER_UNUSABLE}


@pytest.mark.skipif(own_kind().system != "linux", reason="needs an ELF loader")
def test_a_driver_for_the_other_bitness_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    other = tmp_path / "driver32.so"
    other.write_bytes(elf(bits=96 - own_kind().bits, machine=3))
    report = look(SoftToken(other, tmp_path))
    assert failures(report) == {TokenStep.BITNESS: Code.WRONG_BITNESS}
    assert states(report)[TokenStep.DRIVER_FILE] is StepState.OK


def test_a_library_that_is_no_driver_does_not_load(tmp_path: Path) -> None:
    import _ctypes

    library = tmp_path / "library.so"
    shutil.copy(_ctypes.__file__, library)
    assert failures(look(SoftToken(library, tmp_path))) == {TokenStep.LOADS: Code.DRIVER_UNUSABLE}


def test_no_token_in_use_is_told_as_blank(soft: SoftToken) -> None:
    report = look(soft)
    assert failures(report) == {TokenStep.TOKEN: Code.TOKEN_BLANK}
    assert states(report)[TokenStep.READERS] is StepState.OK
    assert report.tries is None


def test_a_wrong_pin_leaves_the_certificate_looked_at(token: SoftToken) -> None:
    info = describe(signing_token(token))
    report = look(token, "0000", bound={info.fingerprint})
    assert failures(report) == {TokenStep.PIN: Code.WRONG_PIN}
    assert unreached(report) == [TokenStep.KEY, TokenStep.TEST_SIGNATURE]
    assert report.tries is TriesLeft.TRIED


@pytest.mark.parametrize("pin", ["0000", None])
def test_a_certificate_hidden_until_the_log_in_is_not_called_missing(
    token: SoftToken, pin: str | None
) -> None:
    key = ec_key()
    token.put(key, certificate_for(key), hidden=True)
    report = look(token, pin, bound=set())
    assert failures(report) == ({TokenStep.PIN: Code.WRONG_PIN} if pin else {})
    assert TokenStep.CERTIFICATE in unreached(report)
    assert look(token).healthy


def test_a_locked_token_is_told_from_its_flags_and_no_pin_is_sent(token: SoftToken) -> None:
    signing_token(token)
    token.set_flags(on=LOCKED)
    report = look(token, "0000")
    assert failures(report) == {TokenStep.TRIES: Code.PIN_LOCKED}
    assert TokenStep.PIN in unreached(report)
    assert report.tries is TriesLeft.NONE
    with token_driver(token.module) as driver:
        assert not state_of(driver.token()).pin_tried


def test_the_last_try_is_never_spent_without_consent(token: SoftToken) -> None:
    signing_token(token)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    report = look(token)
    assert failures(report) == {TokenStep.TRIES: Code.PIN_LAST_TRY}
    assert TokenStep.PIN in unreached(report)
    assert report.tries is TriesLeft.LAST
    assert look(token, allow_last_try=True).healthy


def test_without_a_pin_only_what_needs_none_is_looked_at(token: SoftToken) -> None:
    signing_token(token)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    report = look(token, None)
    behind = [TokenStep.PIN, TokenStep.KEY, TokenStep.BOUND, TokenStep.TEST_SIGNATURE]
    assert unreached(report) == behind
    assert report.healthy
    assert report.tries is TriesLeft.LAST
    assert not report.with_pin


def test_an_empty_token_has_no_certificate(token: SoftToken) -> None:
    report = look(token)
    assert failures(report) == {TokenStep.CERTIFICATE: Code.NO_CERTIFICATE}


def test_a_certificate_without_its_key_is_told(token: SoftToken) -> None:
    token.put(certificate=certificate_for(ec_key()))
    report = look(token)
    assert failures(report) == {TokenStep.KEY: Code.NO_KEY}
    assert TokenStep.TEST_SIGNATURE in unreached(report)


def test_all_that_is_wrong_with_a_certificate_is_told_at_once(token: SoftToken) -> None:
    signing_token(
        token,
        rsa_key,
        usage={"key_encipherment": True},
        start=NOW - timedelta(days=800),
        days=730,
    )
    assert failures(look(token, bound=())) == {
        TokenStep.USE: Code.KEY_NOT_FOR_SIGNING,
        TokenStep.VALIDITY: Code.KEY_EXPIRED,
        TokenStep.BOUND: Code.NOT_BOUND,
    }


def test_a_key_of_another_pair_fails_the_test_signature(token: SoftToken) -> None:
    token.put(ec_key(), certificate_for(ec_key()))
    assert failures(look(token)) == {TokenStep.TEST_SIGNATURE: Code.KEY_MISMATCH}


def test_several_tokens_are_told_and_one_is_looked_at_by_name(token: SoftToken) -> None:
    token.initialise("Thứ hai")
    key = ec_key()
    token.put(key, certificate_for(key), label="Thứ hai")
    assert failures(look(token)) == {TokenStep.TOKEN: Code.SEVERAL_TOKENS}
    assert look(token, label="Thứ hai").healthy


def test_looking_twice_gives_the_same_answer(token: SoftToken) -> None:
    signing_token(token)
    assert look(token) == look(token)


# --- drivers that fail --------------------------------------------------------------------------

_INITIALISE, _LOGIN, _SIGN = TokenStep.LOADS, TokenStep.PIN, TokenStep.TEST_SIGNATURE


@pytest.mark.parametrize(
    ("fault", "step", "code"),
    [
        ("C_Initialize=30", _INITIALISE, Code.DRIVER_FAILED),
        ("C_GetInfo=5", _INITIALISE, Code.DRIVER_FAILED),
        ("C_GetSlotList=30", TokenStep.READERS, Code.DRIVER_FAILED),
        ("C_GetTokenInfo=E0", TokenStep.TOKEN, Code.NO_TOKEN),
        ("C_GetTokenInfo=E1", TokenStep.TOKEN, Code.NO_TOKEN),
        ("C_GetTokenInfo=30", TokenStep.TOKEN, Code.DRIVER_FAILED),
        ("C_Login=A4", _LOGIN, Code.PIN_LOCKED),
        ("C_Login=A3", _LOGIN, Code.PIN_TO_CHANGE),
        ("C_Login=102", _LOGIN, Code.PIN_NOT_SET),
        ("C_Login=A2", _LOGIN, Code.WRONG_PIN),
        ("C_Login=32", _LOGIN, Code.TOKEN_REMOVED),
        ("C_Login=5", _LOGIN, Code.DRIVER_FAILED),
        ("C_SignInit=B3", _SIGN, Code.TOKEN_REMOVED),
        ("C_SignInit=70", _SIGN, Code.TOKEN_CANNOT_SIGN),
        ("C_Sign=30", _SIGN, Code.DRIVER_FAILED),
    ],
)
def test_what_a_failing_driver_means(
    token: SoftToken, faulty: Faulty, fault: str, step: TokenStep, code: Any
) -> None:
    signing_token(token)
    assert failures(look(faulty.driver(fault))) == {step: code}


def test_a_driver_that_cannot_log_out_is_forgiven(token: SoftToken, faulty: Faulty) -> None:
    signing_token(token)
    assert look(faulty.driver("C_Logout=5")).healthy


@pytest.mark.parametrize(
    ("flags", "code", "tries"),
    [
        (COUNT_LOW | LOCKED, Code.PIN_LOCKED, TriesLeft.NONE),
        (COUNT_LOW | FINAL_TRY, Code.WRONG_PIN_ONE_LEFT, TriesLeft.LAST),
        (COUNT_LOW, Code.WRONG_PIN, TriesLeft.TRIED),
    ],
)
def test_what_a_wrong_pin_did_to_the_token_is_told(
    token: SoftToken, faulty: Faulty, flags: int, code: Any, tries: TriesLeft
) -> None:
    signing_token(token)
    report = look(faulty.driver(f"C_Login=A0 flags={flags:X}"))
    assert failures(report) == {TokenStep.PIN: code}
    assert report.tries is tries


def test_a_driver_without_any_reader_has_no_token(token: SoftToken, faulty: Faulty) -> None:
    report = look(faulty.driver("C_GetSlotList=EEE"))
    assert failures(report) == {TokenStep.READERS: Code.NO_TOKEN}
    assert report.short_code == ""
