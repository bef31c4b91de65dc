"""token list, token register, token doctor, and signing with a token from the command."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.sealing.certificates import describe
from tests.commands.conftest import Run
from tests.commands.test_sending import SENT
from tests.sealing.soft_token import PIN, SoftToken, signing_token, soft, token
from tests.sealing.test_pkcs11_signer import COUNT_LOW, FINAL_TRY

__all__ = ["soft", "token"]

# The command's clock is the real one.
NOW_VALID = {"start": datetime.now(UTC) - timedelta(days=2)}
NAME = "Đỗ Văn Ước"


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    file = tmp_path / "pin"
    file.write_text(f"{PIN}\n", "utf-8")
    return file


def test_what_is_plugged_in_is_listed(run: Run, commune: Path, token: SoftToken) -> None:
    info = describe(signing_token(token, name=NAME))
    words = ("--data", commune, "token", "list", "--module", token.module)
    (listed,) = run("--json", *words).data["tokens"]
    assert listed["label"] == "Ký số"
    (certificate,) = listed["certificates"]
    assert certificate["short_code"] == info.short_code
    assert not certificate["bound"]
    assert info.short_code in run(*words).out


def test_no_token_is_said_in_words(run: Run, commune: Path, soft: SoftToken) -> None:
    said = run("--data", commune, "token", "list", "--module", soft.module)
    assert (said.code, said.out) == (0, "Không thấy thiết bị ký số nào.\n")


def test_a_missing_driver_is_the_environments_fault(run: Run, commune: Path) -> None:
    said = run("--json", "--data", commune, "token", "list", "--module", "khong-co.so")
    assert (said.code, said.data["error"]) == (6, "NO_DRIVER")
    assert "khong-co.so" in said.told


def test_without_a_driver_known_here_one_must_be_named(run: Run, commune: Path) -> None:
    said = run("--json", "--data", commune, "token", "doctor")
    assert (said.code, said.data["error"]) == (2, "NO_TOKEN_MODULE")


def test_a_registered_certificate_passes_the_doctor(
    run: Run, commune_copy: Path, token: SoftToken, pin: Path, tmp_path: Path
) -> None:
    info = describe(signing_token(token, **NOW_VALID))
    module = ("--module", token.module)
    look = ("--json", "--data", commune_copy, "token", "doctor", *module, "--pin-file", pin)
    before = run(*look)
    assert (before.code, before.data["error"]) == (4, "NOT_BOUND")
    card = tmp_path / "uoc.gscert"
    said = run("--json", "--data", commune_copy, "token", "register", *module, "--to", card)
    assert (said.code, said.data["short_code"]) == (0, info.short_code)
    assert card.exists()
    after = run(*look)
    assert (after.code, after.data["healthy"], after.data["error"]) == (0, True, None)
    assert all(check["ok"] for check in after.data["checks"])


def test_the_doctor_needs_no_office_and_writes_a_report(
    run: Run, token: SoftToken, pin: Path, tmp_path: Path
) -> None:
    signing_token(token, name=NAME, **NOW_VALID)
    report = tmp_path / "bao-cao.txt"
    words = ("token", "doctor", "--no-office", "--module", token.module, "--pin-file", pin)
    said = run(*words, "--to", report)
    assert said.code == 0
    assert "Thiết bị ký được" in said.out
    text = report.read_text("utf-8")
    assert text.splitlines() == said.out.splitlines()
    assert NAME not in text
    assert PIN not in text


def test_the_doctor_sends_no_pin_unasked(
    run: Run, token: SoftToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing_token(token, **NOW_VALID)
    words = ("--json", "token", "doctor", "--no-office", "--module", token.module)
    said = run(*words)
    assert (said.code, said.data["pin_given"]) == (0, False)
    monkeypatch.setenv("GUONGSANG_TOKEN_PIN", "0000")
    said = run(*words)
    assert (said.code, said.data["error"]) == (4, "WRONG_PIN")


def test_the_last_try_is_spent_only_when_asked_for(run: Run, token: SoftToken, pin: Path) -> None:
    signing_token(token, **NOW_VALID)
    token.set_flags(on=COUNT_LOW | FINAL_TRY)
    words = ("--json", "token", "doctor", "--no-office", "--module", token.module)
    said = run(*words, "--pin-file", pin)
    assert (said.code, said.data["error"], said.data["tries"]) == (4, "PIN_LAST_TRY", "LAST")
    assert run(*words, "--pin-file", pin, "--last-try").code == 0


def test_a_token_that_is_absent_has_the_environments_exit_code(run: Run, soft: SoftToken) -> None:
    said = run("--json", "token", "doctor", "--no-office", "--module", soft.module)
    assert (said.code, said.data["error"]) == (6, "TOKEN_BLANK")
    reached = {check["name"]: check["ok"] for check in said.data["checks"]}
    assert reached["READERS"] is True
    assert reached["TOKEN"] is False
    assert reached["TEST_SIGNATURE"] is None


def test_a_token_not_registered_exports_nothing(
    run: Run, commune_copy: Path, token: SoftToken, pin: Path, tmp_path: Path
) -> None:
    signing_token(token, **NOW_VALID)
    words = ("export", SENT, "--to", tmp_path, "--token", token.module, "--pin-file", pin)
    said = run("--json", "--data", commune_copy, *words)
    assert (said.code, said.data["error"]) == (4, "NOT_BOUND")
    assert not list(tmp_path.glob("*.asice*"))


def test_a_token_signs_an_export_and_is_remembered(
    run: Run, commune_copy: Path, token: SoftToken, pin: Path, tmp_path: Path
) -> None:
    signing_token(token, **NOW_VALID)
    module, card = token.module, tmp_path / "x.gscert"
    data = ("--json", "--data", commune_copy)
    assert run(*data, "token", "register", "--module", module, "--to", card).code == 0
    said = run(*data, "export", SENT, "--to", tmp_path, "--token", module, "--pin-file", pin)
    assert said.code == 0
    assert Path(said.data["package"]).exists()
    assert run(*data, "token", "list").data["module"] == str(module)


def test_a_key_file_and_a_token_are_not_given_together(
    run: Run, commune: Path, token: SoftToken, tmp_path: Path
) -> None:
    words = ("export", SENT, "--to", tmp_path, "--token", token.module, "--key", "x.p12")
    assert run("--json", "--data", commune, *words).code == 2


def test_a_token_asked_for_without_a_pin_says_where_to_put_it(
    run: Run, commune_copy: Path, token: SoftToken, tmp_path: Path
) -> None:
    words = ("--yes", "export", SENT, "--to", tmp_path, "--token", token.module)
    said = run("--json", "--data", commune_copy, *words)
    assert (said.code, said.data["error"]) == (2, "NO_PASSWORD")
    assert "GUONGSANG_TOKEN_PIN" in said.told
