"""Signing with a token, on SoftHSM2 for real; the flags it never sets are written into its file."""

from __future__ import annotations

import os
import subprocess
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.errors import SigningFailed, TokenUnavailable
from desktop.sealing import token_driver as driver_module
from desktop.sealing.cades import HeldSignature, check_signature
from desktop.sealing.certificates import describe
from desktop.sealing.pkcs11_signer import token_signer
from desktop.sealing.token_driver import token_driver
from desktop.sealing.token_keys import Wanted
from tests.other_tools import need
from tests.sealing.packages import NOW, certificate_for, seal_content
from tests.sealing.soft_token import (
    PIN,
    SoftToken,
    authority_certificate,
    ec_key,
    rsa_key,
    signing_token,
    soft,
    token,
)

__all__ = ["soft", "token"]

Code = SigningFailed.Code
COUNT_LOW, FINAL_TRY, LOCKED, TO_BE_CHANGED = 0x10000, 0x20000, 0x40000, 0x80000


def refusal(token: SoftToken, pin: str = PIN, **asked: Any) -> SigningFailed:
    label, last = asked.pop("label", ""), asked.pop("allow_last_try", False)
    wanted = Wanted(asked.pop("now", NOW), **asked)
    with (
        pytest.raises(SigningFailed) as refused,
        token_signer(token.module, pin, wanted, label=label, allow_last_try=last) as signer,
    ):
        signer.sign(b"x", NOW)
    return refused.value


def code_of(token: SoftToken, pin: str = PIN, **asked: Any) -> Any:
    return refusal(token, pin, **asked).code


# --- signing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [ec_key, rsa_key], ids=["EC", "RSA"])
def test_a_token_signs_as_a_key_file_does(token: SoftToken, make: Any) -> None:
    certificate = signing_token(token, make)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        signature = signer.sign(b"x", NOW)
    assert check_signature(signature, b"x") == HeldSignature(describe(certificate), NOW)


def test_a_key_on_another_accepted_curve_signs(token: SoftToken) -> None:
    signing_token(token, lambda: ec.generate_private_key(ec.SECP384R1()))
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        assert isinstance(check_signature(signer.sign(b"x", NOW), b"x"), HeldSignature)


def test_a_token_that_cannot_hash_is_given_the_digest(token: SoftToken) -> None:
    signing_token(token, rsa_key)
    token.configure("slots.mechanisms = CKM_ECDSA,CKM_RSA_PKCS")
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        assert isinstance(check_signature(signer.sign(b"x", NOW), b"x"), HeldSignature)


def test_a_token_that_knows_no_mechanism_of_ours_is_refused(token: SoftToken) -> None:
    signing_token(token, rsa_key)
    token.configure("slots.mechanisms = CKM_SHA256")
    assert code_of(token) is Code.TOKEN_CANNOT_SIGN


def test_one_log_in_signs_many_packages_also_from_several_threads(token: SoftToken) -> None:
    signing_token(token)
    made: list[bytes] = []
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        work = [
            threading.Thread(target=lambda n=n: made.append(signer.sign(b"%d" % n, NOW)))
            for n in range(20)
        ]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    held = [any(isinstance(check_signature(s, b"%d" % n), HeldSignature) for s in made)
            for n in range(20)]  # fmt: skip
    assert held == [True] * 20


def test_a_key_that_asks_for_its_pin_each_time_signs_many_too(token: SoftToken) -> None:
    key = ec_key()
    token.put(key, certificate_for(key), always_ask=True)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        for content in (b"a", b"b"):
            assert isinstance(check_signature(signer.sign(content, NOW), content), HeldSignature)


@pytest.mark.parametrize("make", [ec_key, rsa_key], ids=["EC", "RSA"])
def test_openssl_verifies_a_package_signed_by_a_token(
    token: SoftToken, make: Any, tmp_path: Path
) -> None:
    need("unzip", "openssl")
    certificate = signing_token(token, make)
    (tmp_path / "ca.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        package = seal_content(tmp_path / "p.asice", signer=signer)
    command = (
        f"unzip -q {package.name} META-INF/* -d out && openssl cms -verify -cades -binary "
        "-inform DER -in out/META-INF/signature001.p7s -content out/META-INF/ASiCManifest001.xml "
        f"-CAfile ca.pem -partial_chain -attime {int(NOW.timestamp())} -out /dev/null"
    )
    done = subprocess.run(["sh", "-ec", command], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


# --- driver ------------------------------------------------------------------------------------


def test_a_driver_that_is_missing_is_named(tmp_path: Path) -> None:
    missing = SoftToken(tmp_path / "khong-co.so", tmp_path)
    failure = refusal(missing)
    assert failure.code is Code.NO_DRIVER
    assert failure.data == {"path": str(missing.module)}
    assert failure.exit_code == 6


def test_a_library_that_is_no_driver_is_refused(soft: SoftToken, tmp_path: Path) -> None:
    import _ctypes

    other = SoftToken(Path(_ctypes.__file__), tmp_path)
    assert code_of(other) is Code.DRIVER_UNUSABLE


def test_a_driver_in_use_is_waited_for_only_so_long(
    token: SoftToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing_token(token)
    monkeypatch.setattr(driver_module, "SECONDS_TO_WAIT", 0.01)
    with token_driver(token.module):
        assert code_of(token) is Code.TOKEN_BUSY


# --- token and PIN -----------------------------------------------------------------------------


def test_a_driver_without_a_token_in_use_says_the_token_is_blank(soft: SoftToken) -> None:
    assert code_of(soft) is Code.TOKEN_BLANK


def test_a_token_of_another_name_is_no_token(token: SoftToken) -> None:
    signing_token(token)
    assert code_of(token, label="Khác") is Code.NO_TOKEN


def test_one_of_several_tokens_is_chosen_by_its_name(token: SoftToken) -> None:
    token.initialise("Thứ hai")
    key = ec_key()
    token.put(key, certificate_for(key), label="Thứ hai")
    failure = refusal(token)
    assert (failure.code, failure.data) == (Code.SEVERAL_TOKENS, {"count": 2})
    with token_signer(token.module, PIN, Wanted(NOW), label="Thứ hai") as signer:
        assert signer.sign(b"x", NOW)


def test_a_wrong_pin_is_refused_and_the_right_one_taken_after_it(token: SoftToken) -> None:
    signing_token(token)
    failure = refusal(token, "0000")
    assert (failure.code, failure.exit_code) == (Code.WRONG_PIN, 4)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        assert signer.sign(b"x", NOW)


def test_an_empty_pin_is_never_sent(token: SoftToken) -> None:
    assert code_of(token, "") is Code.WRONG_PIN
    with token_driver(token.module) as driver:
        assert not driver_module.state_of(driver.token()).pin_tried


def test_a_pin_appears_in_no_exception(token: SoftToken) -> None:
    secret = "bí mật 4711"
    chain: BaseException | None = refusal(token, secret)
    while chain is not None:
        assert "4711" not in f"{chain!r}{chain}"
        chain = chain.__cause__ or chain.__context__


def test_the_last_try_is_not_spent_without_consent(token: SoftToken) -> None:
    signing_token(token)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    assert code_of(token) is Code.PIN_LAST_TRY
    with token_signer(token.module, PIN, Wanted(NOW), allow_last_try=True) as signer:
        assert signer.sign(b"x", NOW)


def test_a_wrong_pin_with_one_try_left_says_so(token: SoftToken) -> None:
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    assert code_of(token, "0000", allow_last_try=True) is Code.WRONG_PIN_ONE_LEFT


def test_a_locked_token_is_not_tried(token: SoftToken) -> None:
    token.set_flags(on=COUNT_LOW | LOCKED)
    assert code_of(token, "0000", allow_last_try=True) is Code.PIN_LOCKED


def test_a_pin_to_be_changed_is_asked_to_be_changed(token: SoftToken) -> None:
    token.set_flags(on=TO_BE_CHANGED)
    assert code_of(token) is Code.PIN_TO_CHANGE


def test_a_token_whose_pin_was_never_set_says_so(token: SoftToken) -> None:
    token.forget_pin()
    assert code_of(token) is Code.PIN_NOT_SET


# --- certificate and key -----------------------------------------------------------------------


def test_a_token_without_certificates_is_refused(token: SoftToken) -> None:
    token.put(ec_key())
    assert code_of(token) is Code.NO_CERTIFICATE


def test_a_certificate_without_its_key_is_refused(token: SoftToken) -> None:
    token.put(certificate=certificate_for(ec_key()))
    assert code_of(token) is Code.NO_KEY


def test_certificates_of_authorities_and_what_is_none_are_passed_over(token: SoftToken) -> None:
    signing_token(token)
    key = ec_key()
    token.put(key, authority_certificate(key), key_id=b"\x02")
    token.put_raw(b"khong phai chung thu")
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        assert signer.sign(b"x", NOW)


def test_an_expired_certificate_is_refused_with_its_day(token: SoftToken) -> None:
    certificate = signing_token(token, start=NOW - timedelta(days=800), days=730)
    failure = refusal(token)
    assert failure.code is Code.KEY_EXPIRED
    assert failure.data == {"valid_to": certificate.not_valid_after_utc}


def test_a_certificate_of_tomorrow_is_refused(token: SoftToken) -> None:
    signing_token(token, start=NOW + timedelta(days=1))
    assert code_of(token) is Code.CERTIFICATE_NOT_YET_VALID


def test_a_certificate_for_encryption_only_is_refused(token: SoftToken) -> None:
    signing_token(token, rsa_key, usage={"key_encipherment": True})
    assert code_of(token) is Code.KEY_NOT_FOR_SIGNING


def test_a_key_the_token_keeps_from_signing_is_refused(token: SoftToken) -> None:
    key = rsa_key()
    token.put(key, certificate_for(key), sign=False)
    assert code_of(token) is Code.KEY_NOT_FOR_SIGNING


def test_a_certificate_not_registered_here_is_refused_with_its_short_code(token: SoftToken) -> None:
    info = describe(signing_token(token))
    failure = refusal(token, bound=frozenset())
    assert (failure.code, failure.data) == (Code.NOT_BOUND, {"short_code": info.short_code})
    with token_signer(token.module, PIN, Wanted(NOW, bound={info.fingerprint})) as signer:
        assert signer.info == info


def test_a_key_that_is_not_the_certificates_own_is_found_out(token: SoftToken) -> None:
    token.put(ec_key(), certificate_for(ec_key()))
    assert code_of(token) is Code.KEY_MISMATCH


def test_of_several_certificates_the_one_that_can_sign_is_taken(token: SoftToken) -> None:
    old, new = ec_key(), ec_key()
    expired = certificate_for(old, start=NOW - timedelta(days=800), days=730)
    token.put(old, expired, key_id=b"\x01")
    token.put(new, certificate_for(new, name="Mới"), key_id=b"\x02")
    token.put(certificate=certificate_for(ec_key()), key_id=b"\x03")
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        assert signer.info.subject == "Mới"


def test_two_certificates_that_can_sign_are_told_apart_by_fingerprint(token: SoftToken) -> None:
    first, second = ec_key(), ec_key()
    token.put(first, certificate_for(first, name="Một"), key_id=b"\x01")
    other = certificate_for(second, name="Hai")
    token.put(second, other, key_id=b"\x02")
    failure = refusal(token)
    assert (failure.code, failure.data) == (Code.SEVERAL_CERTIFICATES, {"count": 2})
    wanted = Wanted(NOW, fingerprint=describe(other).fingerprint)
    with token_signer(token.module, PIN, wanted) as signer:
        assert signer.info.subject == "Hai"
    assert code_of(token, fingerprint="00") is Code.NO_CERTIFICATE


# --- what happens in between -------------------------------------------------------------------


def test_a_token_pulled_out_between_two_packages_is_said_so(token: SoftToken) -> None:
    signing_token(token)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        signer.sign(b"x", NOW)
        token.pull_out()
        with pytest.raises(TokenUnavailable) as refused:
            signer.sign(b"y", NOW)
    assert refused.value.code is Code.TOKEN_REMOVED
    token.initialise()
    signing_token(token)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        assert signer.sign(b"y", NOW)


def test_a_signer_is_of_no_use_after_its_block(token: SoftToken) -> None:
    signing_token(token)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        pass
    with pytest.raises(TokenUnavailable) as refused:
        signer.sign(b"x", NOW)
    assert refused.value.code is Code.TOKEN_CLOSED


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_may_not_use_the_parents_log_in(token: SoftToken) -> None:
    signing_token(token)
    with token_signer(token.module, PIN, Wanted(NOW)) as signer:
        child = os.fork()
        if child == 0:
            try:
                signer.sign(b"x", NOW)
            except TokenUnavailable as refused:
                os._exit(7 if refused.code is Code.TOKEN_CLOSED else 1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 7
        assert signer.sign(b"x", NOW)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_waits_for_no_lock_of_its_parent(token: SoftToken) -> None:
    with token_driver(token.module):
        child = os.fork()
        if child == 0:
            with token_driver(token.module) as driver:
                os._exit(0 if driver.token().label == "Ký số" else 1)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
