"""What is plugged in, before anybody logs in."""

from __future__ import annotations

from desktop.sealing.token_listing import list_tokens
from desktop.sealing.token_report import TriesLeft
from tests.sealing.packages import certificate_for
from tests.sealing.soft_token import (
    Faulty,
    SoftToken,
    ec_key,
    faulty,
    signing_token,
    soft,
    token,
)
from tests.sealing.test_pkcs11_signer import COUNT_LOW, FINAL_TRY, LOCKED

__all__ = ["faulty", "soft", "token"]


def test_blank_tokens_are_not_listed(soft: SoftToken) -> None:
    assert list_tokens(soft.module) == []


def test_each_token_shows_its_certificates_and_its_tries(token: SoftToken) -> None:
    signing_token(token)
    token.put(certificate=certificate_for(ec_key()), key_id=b"\x02")
    token.set_flags(on=COUNT_LOW)
    token.initialise("Thứ hai")
    listed = {t.label: t for t in list_tokens(token.module)}
    assert len(listed["Ký số"].certificates) == 2
    assert listed["Ký số"].tries is TriesLeft.TRIED
    assert listed["Thứ hai"].certificates == ()
    assert "SoftHSM" in listed["Thứ hai"].maker


def test_flags_of_the_last_try_and_of_a_locked_token_are_told(token: SoftToken) -> None:
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    assert list_tokens(token.module)[0].tries is TriesLeft.LAST
    token.set_flags(on=LOCKED)
    assert list_tokens(token.module)[0].tries is TriesLeft.NONE


def test_a_token_that_shows_nothing_without_a_pin_is_listed_all_the_same(
    token: SoftToken, faulty: Faulty
) -> None:
    signing_token(token)
    (listed,) = list_tokens(faulty.driver("C_OpenSession=101").module)
    assert (listed.label, listed.certificates) == ("Ký số", ())
