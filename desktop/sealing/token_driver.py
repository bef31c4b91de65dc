"""The door to signing tokens: a PKCS#11 driver loaded, its tokens listed, its errors translated.

One use at a time, whole: the driver is initialised when the block begins and finalised when it
ends, so that a token plugged in or out between two uses is seen, a session of a failed log-in is
let go, and no driver is called from two threads (PKCS#11 v2.40 base 5.6 lets an application promise
that). python-pkcs11 is imported here, where first needed: it costs 60 ms.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.errors import SigningFailed, TokenUnavailable
from desktop.sealing.driver_file import check_bitness, read_driver_file

if TYPE_CHECKING:
    from pkcs11 import Slot, Token

_Code = SigningFailed.Code

SECONDS_TO_WAIT = 60.0
"""How long a use waits for another one to end; a long batch of signatures keeps the driver."""


class _OneUse:
    """The lock around every driver; a forked child starts with a lock of its own."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self.lock = threading.Lock()


_ONE_USE = _OneUse()


@dataclass(frozen=True, slots=True)
class TokenState:
    """A token as it tells of itself before anybody logs in.

    Attributes:
        label: the name given at initialisation; may be a person's, so it goes into no report.
        manufacturer: who made it.
        model: which one.
        initialised: whether it holds a PIN and room for keys.
        pin_set: whether the user's PIN was ever set.
        pin_tried: a wrong PIN was typed since the last right one. PKCS#11 knows no exact count.
        last_try: one more wrong PIN locks it.
        locked: no PIN is taken any more.
        pin_to_change: it wants another PIN before it works.
    """

    label: str
    manufacturer: str
    model: str
    initialised: bool
    pin_set: bool
    pin_tried: bool
    last_try: bool
    locked: bool
    pin_to_change: bool


class Driver:
    """A loaded driver; made by ``token_driver`` only.

    Attributes:
        description: manufacturer, name and version, as the driver says them.
    """

    def __init__(self, library: Any) -> None:
        self._library = library
        major, minor = library.library_version
        words = (library.manufacturer_id, library.library_description, f"{major}.{minor}")
        self.description = " ".join(word.strip() for word in words if word.strip())

    def slots(self) -> list[Slot]:
        """Return the readers, with a token in them or not (``SigningFailed`` as ``translated``)."""
        with translated():
            return list(self._library.get_slots())

    def tokens(self) -> list[Token]:
        """Return the tokens plugged in and recognised, the blank ones too."""
        from pkcs11 import exceptions as raised

        found = []
        for slot in self.slots():
            with translated(), suppress(raised.TokenNotPresent, raised.TokenNotRecognised):
                found.append(slot.get_token())
        return found

    def token(self, label: str = "") -> Token:
        """Return the one token in use.

        Args:
            label: which of several; "" when there should be one only.

        Raises:
            TokenUnavailable: NO_TOKEN, TOKEN_BLANK or SEVERAL_TOKENS.
        """
        plugged = self.tokens()
        # Some drivers keep a blank place ready beside the tokens in use.
        ready = [t for t in plugged if state_of(t).initialised]
        named = [t for t in ready if t.label == label] if label else ready
        if len(named) > 1:
            raise TokenUnavailable(_Code.SEVERAL_TOKENS, count=len(named))
        if not named:
            blank = bool(plugged) and not ready
            raise TokenUnavailable(_Code.TOKEN_BLANK if blank else _Code.NO_TOKEN)
        return named[0]


@contextmanager
def token_driver(path: Path) -> Iterator[Driver]:
    """Load a driver for the time of the block; nobody else in this process uses one meanwhile.

    Raises:
        TokenUnavailable: NO_DRIVER, DRIVER_UNUSABLE, WRONG_BITNESS, DRIVER_FAILED, or TOKEN_BUSY
            when another use did not end within ``SECONDS_TO_WAIT``.
    """
    check_bitness(path, read_driver_file(path))
    lock = _ONE_USE.lock
    if not lock.acquire(timeout=SECONDS_TO_WAIT):
        raise TokenUnavailable(_Code.TOKEN_BUSY)
    try:
        library = _loaded(path)
        try:
            yield Driver(library)
        finally:
            _let_go(library)
    finally:
        lock.release()


def state_of(token: Token) -> TokenState:
    """Return what a token tells of itself, without logging in."""
    from pkcs11 import TokenFlag

    flags = token.flags
    return TokenState(
        label=token.label,
        manufacturer=token.manufacturer_id,
        model=token.model,
        initialised=bool(flags & TokenFlag.TOKEN_INITIALIZED),
        pin_set=bool(flags & TokenFlag.USER_PIN_INITIALIZED),
        pin_tried=bool(flags & TokenFlag.USER_PIN_COUNT_LOW),
        last_try=bool(flags & TokenFlag.USER_PIN_FINAL_TRY),
        locked=bool(flags & TokenFlag.USER_PIN_LOCKED),
        pin_to_change=bool(flags & TokenFlag.USER_PIN_TO_BE_CHANGED),
    )


def is_present(slot: Slot) -> bool:
    """Whether a token in use is still in its reader."""
    from pkcs11.exceptions import PKCS11Error

    try:
        return state_of(slot.get_token()).initialised
    except PKCS11Error:
        return False


@contextmanager
def translated(slot: Slot | None = None) -> Iterator[None]:
    """Turn the driver's errors inside the block into ``SigningFailed``.

    Args:
        slot: the reader of the token in use: an error while it is empty means a token pulled out,
            whatever name the driver gives it.
    """
    from pkcs11 import exceptions as raised

    try:
        yield
    except (raised.PKCS11Error, UnicodeDecodeError) as error:
        # UnicodeDecodeError: a label that is not UTF-8, against PKCS#11 v2.40 base 3.1.
        raise _failure(error, slot) from error


def _failure(error: Exception, slot: Slot | None) -> SigningFailed:
    from pkcs11 import exceptions as raised

    by_kind: tuple[tuple[tuple[type[Exception], ...], SigningFailed], ...] = (
        (
            (raised.PinIncorrect, raised.PinInvalid, raised.PinLenRange),
            SigningFailed(_Code.WRONG_PIN),
        ),
        ((raised.PinLocked,), SigningFailed(_Code.PIN_LOCKED)),
        ((raised.PinExpired,), SigningFailed(_Code.PIN_TO_CHANGE)),
        ((raised.UserPinNotInitialized,), SigningFailed(_Code.PIN_NOT_SET)),
        ((raised.DeviceRemoved,), TokenUnavailable(_Code.TOKEN_REMOVED)),
    )
    for kinds, failure in by_kind:
        if isinstance(error, kinds):
            return failure
    gone = (raised.TokenNotPresent, raised.SessionHandleInvalid, raised.SessionClosed)
    if slot is not None and (isinstance(error, gone) or not is_present(slot)):
        return TokenUnavailable(_Code.TOKEN_REMOVED)
    return TokenUnavailable(_Code.DRIVER_FAILED, cause=type(error).__name__)


def _loaded(path: Path) -> Any:
    import pkcs11

    try:
        return pkcs11.lib(str(path))
    except UnicodeDecodeError as error:
        raise TokenUnavailable(_Code.DRIVER_FAILED, cause=type(error).__name__) from error
    except pkcs11.PKCS11Error as error:
        # python-pkcs11 has no class of its own for what the system's loader says, only these words.
        if " while loading " in str(error):
            raise TokenUnavailable(_Code.DRIVER_UNUSABLE, path=str(path)) from error
        raise TokenUnavailable(_Code.DRIVER_FAILED, cause=type(error).__name__) from error


def _let_go(library: Any) -> None:
    from pkcs11.exceptions import PKCS11Error

    # A driver whose token was pulled out may fail to say good-bye; the next use begins anew.
    with suppress(PKCS11Error):
        library.finalize()
