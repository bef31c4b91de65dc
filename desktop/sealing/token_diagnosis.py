"""The token doctor: every step from the driver's file to a signature, tried in order.

Nothing the token holds is changed, and no PIN is sent before the token's own flags were asked how
many tries are left. A step fails by the same ``SigningFailed`` that signing would meet there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.errors import SigningFailed, TokenUnavailable
from desktop.sealing.driver_file import check_bitness, own_kind, read_driver_file
from desktop.sealing.pkcs11_signer import Pkcs11Signer, check_tries, close_quietly, log_in
from desktop.sealing.token_driver import TokenState, state_of, token_driver, translated
from desktop.sealing.token_keys import (
    TokenCertificate,
    Wanted,
    certificates_in,
    nearest,
    private_keys_in,
)
from desktop.sealing.token_report import (
    StepState,
    TokenCheck,
    TokenReport,
    TokenStep,
    tries_left,
)

if TYPE_CHECKING:
    from pkcs11 import Session, Token

    from desktop.sealing.token_driver import Driver

T = TypeVar("T")

_Code = SigningFailed.Code
_TEST_CONTENT = b"guongsang: token test"  # no manifest, which is XML: it can stand for no package
_OF_THE_CERTIFICATE = {
    TokenStep.KEY: {_Code.NO_KEY},
    TokenStep.USE: {_Code.KEY_NOT_FOR_SIGNING},
    TokenStep.VALIDITY: {_Code.KEY_EXPIRED, _Code.CERTIFICATE_NOT_YET_VALID},
    TokenStep.BOUND: {_Code.NOT_BOUND},
}


def diagnose(
    module: Path,
    *,
    now: datetime,
    pin: str | None = None,
    bound: Collection[str] | None = None,
    label: str = "",
    fingerprint: str = "",
    allow_last_try: bool = False,
) -> TokenReport:
    """Try every step and return what became of each; raises nothing for a sick token.

    Args:
        module: the driver's file.
        now: the present, aware.
        pin: as typed; None logs in nowhere and looks only at what needs no PIN.
        bound: fingerprints registered for this office; None where no office is open.
        label: which of several tokens.
        fingerprint: which of several certificates, hex.
        allow_last_try: whether a PIN may be sent that would lock the token if it were wrong.
    """
    look = _Look(Wanted(now, bound, fingerprint), pin, allow_last_try=allow_last_try)
    with ExitStack() as open_things, suppress(_StoppedError):
        driver = look.open_driver(open_things, module)
        token = look.find_token(driver, label)
        session = look.log_in(open_things, token)
        look.examine(open_things, token, session)
    return look.report(module)


class _StoppedError(Exception):
    """A step failed, or cannot be tried, that everything behind it needs."""


class _Look:
    """One look at a token: what is known so far, and what became of the steps."""

    def __init__(self, wanted: Wanted, pin: str | None, *, allow_last_try: bool) -> None:
        self._wanted, self._pin, self._allow_last_try = wanted, pin, allow_last_try
        self._checks: dict[TokenStep, TokenCheck] = {}
        self._driver = ""
        self._state: TokenState | None = None
        self._certificate: TokenCertificate | None = None

    def open_driver(self, open_things: ExitStack, module: Path) -> Driver:
        """Read the driver's file and load it for as long as ``open_things`` stays open."""
        own = own_kind()
        file = self._needed(
            TokenStep.DRIVER_FILE, lambda: read_driver_file(module), lambda f: f.kind
        )
        self._needed(TokenStep.BITNESS, lambda: check_bitness(module, file), lambda _n: own.kind)
        driver = self._needed(
            TokenStep.LOADS,
            lambda: open_things.enter_context(token_driver(module)),
            lambda d: d.description,
        )
        self._driver = driver.description
        return driver

    def find_token(self, driver: Driver, label: str) -> Token:
        """Find the token, and what it says of itself."""
        self._needed(TokenStep.READERS, lambda: _readers(driver), str)
        token = self._needed(TokenStep.TOKEN, lambda: driver.token(label))
        self._state = state_of(token)
        # Without a PIN nothing is tried, so the last try is told and not refused.
        spare = self._allow_last_try or self._pin is None
        with self._noted(TokenStep.TRIES):
            check_tries(token, allow_last_try=spare)
        return token

    def log_in(self, open_things: ExitStack, token: Token) -> Session | None:
        """Log in, if a PIN was given and may be tried; None when it was not, or in vain."""
        if self._pin is None or self._checks[TokenStep.TRIES].failure is not None:
            return None
        trying = log_in(token, self._pin, allow_last_try=self._allow_last_try)
        session = None
        with self._noted(TokenStep.PIN):
            session = open_things.enter_context(trying)
        with suppress(SigningFailed), translated(token.slot):
            self._state = state_of(token.slot.get_token())
        return session

    def examine(self, open_things: ExitStack, token: Token, session: Session | None) -> None:
        """Look at the certificate, then at its key, and sign once."""

        def find() -> tuple[TokenCertificate, dict[bytes, Any] | None]:
            opened = session or _without_pin(open_things, token)
            keys = private_keys_in(opened) if session else None
            seen = certificates_in(opened)
            if not seen and keys is None:
                # Many tokens show their certificates to nobody who has not logged in.
                raise _StoppedError
            return nearest(seen, self._wanted, keys), keys

        certificate, keys = self._needed(
            TokenStep.CERTIFICATE, find, lambda found: found[0].info.short_code
        )
        self._certificate = certificate
        self._judge(self._wanted.obstacles(certificate, keys), logged_in=keys is not None)
        if keys is not None and self._is_fine(TokenStep.KEY) and self._is_fine(TokenStep.USE):
            with self._noted(TokenStep.TEST_SIGNATURE):
                key = keys[certificate.key_id]
                signer = Pkcs11Signer(certificate, key, token.slot, self._pin or "")
                signer.sign(_TEST_CONTENT, self._wanted.now)

    def report(self, module: Path) -> TokenReport:
        """Return all steps, those never reached too."""
        state = self._state
        unreached = StepState.NOT_REACHED
        return TokenReport(
            module=module,
            at=self._wanted.now,
            checks=tuple(self._checks.get(s, TokenCheck(s, unreached)) for s in TokenStep),
            driver=self._driver,
            maker=f"{state.manufacturer} {state.model}".strip() if state else "",
            tries=tries_left(state) if state else None,
            certificate=self._certificate.info if self._certificate else None,
            with_pin=self._pin is not None,
        )

    def _judge(self, obstacles: Sequence[SigningFailed], *, logged_in: bool) -> None:
        for step, codes in _OF_THE_CERTIFICATE.items():
            if step is TokenStep.KEY and not logged_in:
                continue
            if step is TokenStep.BOUND and self._wanted.bound is None:
                continue
            with self._noted(step):
                for obstacle in obstacles:
                    if obstacle.code in codes:
                        raise obstacle

    def _is_fine(self, step: TokenStep) -> bool:
        check = self._checks.get(step)
        return check is not None and check.state is StepState.OK

    def _needed(
        self, step: TokenStep, work: Callable[[], T], say: Callable[[T], str] | None = None
    ) -> T:
        with self._noted(step):
            result = work()
            self._checks[step] = TokenCheck(step, StepState.OK, None, say(result) if say else "")
            return result
        raise _StoppedError

    @contextmanager
    def _noted(self, step: TokenStep) -> Iterator[None]:
        """Note what becomes of the block as a step; its failure goes no further."""
        try:
            yield
        except SigningFailed as failure:
            self._checks[step] = TokenCheck(step, StepState.FAILED, failure)
        else:
            self._checks.setdefault(step, TokenCheck(step, StepState.OK))


def _without_pin(open_things: ExitStack, token: Token) -> Session:
    """Open what can be read of a token without its PIN: the certificates, usually."""
    with translated(token.slot):
        session = token.open()
    open_things.callback(close_quietly, session)
    return session


def _readers(driver: Driver) -> int:
    count = len(driver.slots())
    if not count:
        raise TokenUnavailable(_Code.NO_TOKEN)
    return count
