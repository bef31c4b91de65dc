"""The key slots: who opens the office, who does not, and what a wrong try costs."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.database.keyring import FILE_NAME, Keyring, new_key, new_recovery_code
from desktop.errors import AccessDenied, StorageError


class StandingClock:
    def __init__(self) -> None:
        self.now = datetime(2023, 11, 20, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def keyring(tmp_path: Path, clock: StandingClock) -> Keyring:
    return Keyring(tmp_path, clock)


def _code(error: pytest.ExceptionInfo[AccessDenied]) -> str:
    return str(error.value.code)


def test_the_right_password_gives_the_key_back(keyring: Keyring) -> None:
    key = new_key()
    keyring.create(key, "canbo", "mật khẩu")

    assert keyring.unlock("canbo", "mật khẩu").key == key


def test_neither_key_nor_password_stands_in_the_file(keyring: Keyring, tmp_path: Path) -> None:
    key = new_key()
    _, code = keyring.create(key, "canbo", "mật khẩu dài")

    content = (tmp_path / FILE_NAME).read_text()

    for secret in (key.hex(), "mật khẩu dài", code, code.replace("-", "")):
        assert secret not in content


def test_a_wrong_password_is_refused_and_the_delay_grows(
    keyring: Keyring, clock: StandingClock
) -> None:
    keyring.create(new_key(), "canbo", "mật khẩu")
    waits = []
    for _ in range(6):
        with pytest.raises(AccessDenied) as refused:
            keyring.unlock("canbo", "sai rồi")
        assert _code(refused) == "WRONG_PASSWORD"
        waits.append(refused.value.data["wait"])
        clock.now += timedelta(seconds=int(str(refused.value.data["wait"])))

    assert waits == [0, 0, 2, 4, 8, 16]


def test_the_right_password_has_to_wait_too_and_then_clears_the_count(
    keyring: Keyring, clock: StandingClock
) -> None:
    keyring.create(new_key(), "canbo", "mật khẩu")
    for _ in range(3):
        with pytest.raises(AccessDenied):
            keyring.unlock("canbo", "sai rồi")
    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("canbo", "mật khẩu")
    assert _code(refused) == "WAIT"

    clock.now += timedelta(seconds=3)
    keyring.unlock("canbo", "mật khẩu")

    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("canbo", "sai rồi")
    assert refused.value.data["wait"] == 0


def test_a_clock_set_back_does_not_lock_the_office_for_years(
    keyring: Keyring, clock: StandingClock
) -> None:
    keyring.create(new_key(), "canbo", "mật khẩu")
    for _ in range(3):
        with pytest.raises(AccessDenied):
            keyring.unlock("canbo", "sai rồi")
    clock.now -= timedelta(days=400)

    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("canbo", "mật khẩu")

    assert refused.value.data["wait"] == 2


def test_the_recovery_code_opens_once_and_a_new_one_takes_its_place(keyring: Keyring) -> None:
    key = new_key()
    _, code = keyring.create(key, "canbo", "đã quên")

    unlocked, fresh = keyring.recover(code.lower().replace("-", " "), "canbo", "mật khẩu mới")

    assert unlocked.key == key
    assert keyring.unlock("canbo", "mật khẩu mới").key == key
    with pytest.raises(AccessDenied):
        keyring.recover(code, "canbo", "lần nữa")
    assert keyring.recover(fresh, "canbo", "lần nữa")[0].key == key


def test_a_wrong_recovery_code_changes_nothing(keyring: Keyring) -> None:
    keyring.create(new_key(), "canbo", "mật khẩu")

    with pytest.raises(AccessDenied) as refused:
        keyring.recover(new_recovery_code(), "canbo", "mật khẩu mới")

    assert _code(refused) == "WRONG_RECOVERY_CODE"
    assert keyring.unlock("canbo", "mật khẩu").login == "canbo"


def test_each_officer_has_a_slot_and_the_last_one_stays(keyring: Keyring) -> None:
    key = new_key()
    keyring.create(key, "canbo", "một hai ba")
    keyring.set_password(key, "chutich", "bốn năm sáu")
    assert keyring.logins() == ("canbo", "chutich")
    assert keyring.unlock("chutich", "bốn năm sáu").key == key

    keyring.remove("canbo")

    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("canbo", "một hai ba")
    assert _code(refused) == "NO_SUCH_OFFICER"
    with pytest.raises(AccessDenied) as refused:
        keyring.remove("chutich")
    assert _code(refused) == "LAST_SLOT"


def test_the_recovery_slot_is_no_login(keyring: Keyring) -> None:
    _, code = keyring.create(new_key(), "canbo", "mật khẩu")

    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("recovery", code.replace("-", ""))

    assert _code(refused) == "NO_SUCH_OFFICER"


def test_nobody_takes_the_recovery_slots_name(keyring: Keyring) -> None:
    with pytest.raises(AccessDenied) as refused:
        keyring.create(new_key(), "recovery", "mật khẩu")

    assert _code(refused) == "LOGIN_TAKEN"
    assert not keyring.exists


def test_recovery_for_an_unknown_officer_keeps_the_old_code_good(keyring: Keyring) -> None:
    key = new_key()
    _, code = keyring.create(key, "canbo", "đã quên")

    with pytest.raises(AccessDenied) as refused:
        keyring.recover(code, "ai đó", "mật khẩu mới")

    assert _code(refused) == "NO_SUCH_OFFICER"
    assert keyring.logins() == ("canbo",)
    assert keyring.key_of_code(code) == key


def test_a_password_is_the_same_whichever_way_the_keyboard_sends_its_marks(
    keyring: Keyring,
) -> None:
    key = new_key()
    keyring.create(key, "canbo", unicodedata.normalize("NFC", "mật khẩu"))

    assert keyring.unlock("canbo", unicodedata.normalize("NFD", "mật khẩu")).key == key


def test_a_short_password_is_refused_before_anything_is_written(
    keyring: Keyring, tmp_path: Path
) -> None:
    with pytest.raises(AccessDenied) as refused:
        keyring.create(new_key(), "canbo", "abc")

    assert _code(refused) == "PASSWORD_TOO_SHORT"
    assert list(tmp_path.iterdir()) == []


def test_a_second_office_is_not_made_over_the_first(keyring: Keyring) -> None:
    keyring.create(new_key(), "canbo", "mật khẩu")

    with pytest.raises(StorageError) as refused:
        keyring.create(new_key(), "canbo", "mật khẩu")

    assert refused.value.code == StorageError.Code.OFFICE_EXISTS


def test_an_empty_folder_holds_no_office(keyring: Keyring) -> None:
    with pytest.raises(StorageError) as refused:
        keyring.logins()

    assert refused.value.code == StorageError.Code.NO_OFFICE


@pytest.mark.parametrize(
    "damage",
    [
        "not json",
        "{}",
        '{"format": 1, "slots": [{"login": "canbo"}]}',
        '{"format": 1, "slots": 7}',
    ],
)
def test_damaged_slots_are_said_to_be_damaged(
    keyring: Keyring, tmp_path: Path, damage: str
) -> None:
    (tmp_path / FILE_NAME).write_text(damage)

    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("canbo", "mật khẩu")

    assert _code(refused) == "KEYS_DAMAGED"


def test_slots_of_a_newer_program_are_refused(keyring: Keyring, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"format": 2, "slots": []}))

    with pytest.raises(StorageError) as refused:
        keyring.logins()

    assert refused.value.code == StorageError.Code.NEWER_DATABASE


def test_a_slot_moved_to_another_login_does_not_open(keyring: Keyring, tmp_path: Path) -> None:
    keyring.create(new_key(), "canbo", "mật khẩu")
    content = json.loads((tmp_path / FILE_NAME).read_text())
    content["slots"][0]["login"] = "chutich"
    (tmp_path / FILE_NAME).write_text(json.dumps(content))

    with pytest.raises(AccessDenied) as refused:
        keyring.unlock("chutich", "mật khẩu")

    assert _code(refused) == "WRONG_PASSWORD"


def test_recovery_codes_hold_no_letter_that_can_be_misread() -> None:
    for _ in range(50):
        code = new_recovery_code()
        assert len(code.split("-")) == 6
        assert not set(code) & set("ILOU01")
