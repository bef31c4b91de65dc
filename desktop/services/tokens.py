"""thiết bị ký số: which driver this machine uses, what is plugged in, and signing with it.

A certificate on a token signs for this office only once it is registered here (``register``); the
same ``.gscert`` file then lets the receiver register it too. The driver's path belongs to the
machine and not to the office, so it is kept under the machine's name.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from desktop.errors import SigningFailed
from desktop.models import Setting, TrustedCertificate
from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.keys import Signer
from desktop.sealing.known_drivers import known_drivers
from desktop.sealing.token_report import TriesLeft
from desktop.services.certificate_files import CertificateFile
from desktop.services.keys import KeyService
from desktop.services.store import Store
from desktop.services.trust import TrustService

__all__ = ["Signer", "TokenPlace", "TokenRow", "TokenService", "TokenSigner", "TriesLeft"]


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where the token of this machine is found: the driver's file, and its label or ""."""

    module: Path
    label: str = ""


@dataclass(frozen=True, slots=True)
class TokenSigner:
    """What a token signs with: where it is, which certificate, and the PIN, handed over once.

    Attributes:
        module: the driver's file.
        pin: as typed; never stored, logged or shown.
        label: which of several tokens, "" for the only one.
        fingerprint: which of several certificates, hex; "" for the only one that can sign.
        allow_last_try: whether a PIN may be sent that would lock the token if it were wrong.
    """

    module: Path
    pin: str
    label: str = ""
    fingerprint: str = ""
    allow_last_try: bool = False

    def __repr__(self) -> str:
        """Return what may stand in a log: all but the PIN."""
        return f"TokenSigner({self.module.name!r})"


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate on a token; ``bound`` says whether it is registered for this office."""

    fingerprint: str
    short_code: str
    subject: str
    organization: str
    valid_from: datetime
    valid_to: datetime
    for_signing: bool
    bound: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token plugged in, with the certificates it shows without a PIN."""

    label: str
    maker: str
    tries: TriesLeft
    certificates: tuple[CertificateRow, ...]


class TokenService:
    """Use cases of signing tokens."""

    subject = "tokens"

    def __init__(self, store: Store, keys: KeyService, trust: TrustService) -> None:
        self._store = store
        self._keys = keys
        self._trust = trust

    def remembered(self) -> TokenPlace | None:
        """Return where this machine's token was found last, None when none ever was."""
        with self._store.reading() as session:
            row = session.get(Setting, _setting_key())
            return TokenPlace(Path(row.value["module"]), row.value["label"]) if row else None

    def remember(self, place: TokenPlace) -> None:
        """Keep where this machine's token is found; nothing is written when nothing changed."""
        if self.remembered() == place:
            return
        value = {"module": str(place.module), "label": place.label}
        with self._store.writing() as session:
            row = session.get(Setting, _setting_key()) or Setting(key=_setting_key())
            row.value = value
            session.add(row)
            session.flush()
            self._store.record_event(session, self.subject, row.id, "token_chosen")
            session.commit()

    def known_modules(self) -> tuple[Path, ...]:
        """Return the drivers to offer: the one used here last, then those the machine names."""
        place = self.remembered()
        first = [place.module] if place else []
        return tuple(dict.fromkeys((*first, *known_drivers())))

    def list_rows(self, module: Path) -> list[TokenRow]:
        """Return the tokens plugged in; no PIN is asked or sent.

        Raises:
            TokenUnavailable: the driver cannot be used.
        """
        from desktop.sealing.token_listing import list_tokens

        bound = self.bound()
        return [
            TokenRow(
                token.label,
                token.maker,
                token.tries,
                tuple(_row(c.info, bound, for_signing=c.for_signing) for c in token.certificates),
            )
            for token in list_tokens(module)
        ]

    def bound(self) -> frozenset[str]:
        """Return the fingerprints registered for this office and neither closed nor revoked."""
        query = sa.select(TrustedCertificate.fingerprint).where(
            TrustedCertificate.office_id == self._store.actor.office_id,
            TrustedCertificate.archived_at.is_(None),
            TrustedCertificate.revoked_at.is_(None),
        )
        with self._store.reading() as session:
            return frozenset(session.scalars(query))

    @contextmanager
    def signer(self, chosen: TokenSigner) -> Iterator[Signer]:
        """Log in once and give what signs for as many packages as the block needs.

        Raises:
            SigningFailed: whatever is wrong with driver, token, PIN or certificate; NOT_BOUND for
                a certificate not registered for this office.
        """
        from desktop.sealing.pkcs11_signer import token_signer
        from desktop.sealing.token_keys import Wanted

        wanted = Wanted(self._store.clock(), self.bound(), chosen.fingerprint)
        with token_signer(
            chosen.module,
            chosen.pin,
            wanted,
            label=chosen.label,
            allow_last_try=chosen.allow_last_try,
        ) as signer:
            self.remember(TokenPlace(chosen.module, chosen.label))
            yield signer

    def register(
        self, module: Path, target: Path, label: str = "", fingerprint: str = ""
    ) -> CertificateInfo:
        """Register a token's certificate for this office and write the file for the receiver.

        Args:
            module: the driver's file.
            target: the ``.gscert`` file to write; the receiver compares the short code and pins it.
            label: which of several tokens.
            fingerprint: which of several certificates, hex; "" for the only one for signing.

        Raises:
            SigningFailed: the token cannot be read; NO_CERTIFICATE, SEVERAL_CERTIFICATES or
                CERTIFICATE_OF_OTHER_OFFICE.
            StorageError: the file cannot be written; nothing was registered.
        """
        info = self._to_register(module, label, fingerprint)
        self._keys.export_certificate(target, info)
        self._trust.pin_file(self._store.actor.office_id, CertificateFile(info))
        self.remember(TokenPlace(module, label))
        return info

    def _to_register(self, module: Path, label: str, fingerprint: str) -> CertificateInfo:
        from desktop.sealing.token_listing import list_tokens

        found = [
            certificate.info
            for token in list_tokens(module)
            if label in {"", token.label}
            for certificate in token.certificates
            if certificate.for_signing and fingerprint in {"", certificate.info.fingerprint}
        ]
        if not found:
            raise SigningFailed(SigningFailed.Code.NO_CERTIFICATE)
        if len(found) > 1:
            raise SigningFailed(SigningFailed.Code.SEVERAL_CERTIFICATES, count=len(found))
        return found[0]


def _setting_key() -> str:
    # A digest: a machine's name is often its user's.
    return f"token:{hashlib.sha256(platform.node().encode()).hexdigest()[:16]}"


def _row(info: CertificateInfo, bound: frozenset[str], *, for_signing: bool) -> CertificateRow:
    return CertificateRow(
        info.fingerprint,
        info.short_code,
        info.subject,
        info.organization,
        info.valid_from,
        info.valid_to,
        for_signing,
        info.fingerprint in bound,
    )
