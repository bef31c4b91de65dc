"""What is plugged in: each token with the certificates it shows before anybody logs in."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import SigningFailed
from desktop.sealing.pkcs11_signer import close_quietly
from desktop.sealing.token_driver import state_of, token_driver, translated
from desktop.sealing.token_keys import TokenCertificate, certificates_in
from desktop.sealing.token_report import TriesLeft, tries_left


@dataclass(frozen=True, slots=True)
class ListedToken:
    """A token in use.

    Attributes:
        label: its name; may be a person's.
        maker: manufacturer and model.
        tries: what it says of its PIN.
        certificates: those it shows without a PIN; some tokens show none.
    """

    label: str
    maker: str
    tries: TriesLeft
    certificates: tuple[TokenCertificate, ...]


def list_tokens(module: Path) -> list[ListedToken]:
    """Return the tokens plugged in, blank ones left out; no PIN is asked or sent.

    Raises:
        TokenUnavailable: as ``token_driver``.
    """
    listed = []
    with token_driver(module) as driver:
        for token in driver.tokens():
            state = state_of(token)
            if not state.initialised:
                continue
            certificates: list[TokenCertificate] = []
            # A token pulled out while it is looked at is listed without its certificates.
            with suppress(SigningFailed), translated(token.slot):
                session = token.open()
                try:
                    certificates = certificates_in(session)
                finally:
                    close_quietly(session)
            maker = f"{state.manufacturer} {state.model}".strip()
            listed.append(ListedToken(state.label, maker, tries_left(state), tuple(certificates)))
    return listed
