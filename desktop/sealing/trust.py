"""Who may sign for which office, and what to say about a signature that holds.

Trust is a register of bindings: this certificate speaks for that office, from then until then. The
receiving office keeps it; a certificate gets onto it after two people compared its short code, or
because the office's own authority issued it (choices.md part 1 §3). For a certificate of a known
authority the chain and a fresh revocation list are asked for as well; they never replace the
binding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from desktop.sealing.certificates import CertificateInfo
from desktop.sealing.issuers import TrustedAuthority, Vouching, ask_issuers
from desktop.sealing.purposes import KeyPurpose
from desktop.sealing.revocation import RevocationList, RevocationStatus, Revoked
from desktop.sealing.signature_report import (
    FATAL,
    SignatureOutcome,
    SignatureReason,
    SignatureReport,
)

__all__ = [
    "Pin",
    "SignatureOutcome",
    "SignatureReason",
    "SignatureReport",
    "Trust",
    "TrustedAuthority",
    "judge",
]

_CLOCK_TOLERANCE = timedelta(days=1)
# Packages do lie in drawers for some days; what is a month off asks for an explanation.
_LONG_WAY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Pin:
    """One certificate bound to one office.

    Attributes:
        office_id: the office it speaks for.
        fingerprint: SHA-256 of the certificate, hex, as in ``CertificateInfo``.
        valid_from: first moment it is recognised, aware; None means always.
        valid_to: last moment it is recognised, aware; None means until further notice.
        person: who holds the key; "" for the office itself.
        role: that person's post at the office.
        purpose: what the key is for; only SIGN counts when a package is judged.
        issuer: fingerprint of the authority that must vouch for it; "" where the binding is all
            there is.
        revoked: that this office took the certificate back by itself, where no authority does.
    """

    office_id: UUID
    fingerprint: str
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    person: str = ""
    role: str = ""
    purpose: KeyPurpose = KeyPurpose.SIGN
    issuer: str = ""
    revoked: Revoked | None = None

    def is_open_at(self, moment: datetime) -> bool:
        """Say whether the moment lies in the pin's window."""
        after_start = self.valid_from is None or self.valid_from <= moment
        return after_start and (self.valid_to is None or moment <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Trust:
    """What an office goes by; an empty one knows nobody.

    Attributes:
        pins: the register of bindings.
        authorities: those whose certificates were taken in, each with its revocation list.
    """

    pins: tuple[Pin, ...] = ()
    authorities: tuple[TrustedAuthority, ...] = ()
    _by_fingerprint: Mapping[str, tuple[Pin, ...]] = field(init=False, repr=False, compare=False)
    _signing_offices: frozenset[UUID] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A district takes in thousands of packages against hundreds of bindings: look up, not walk.
        found: defaultdict[str, tuple[Pin, ...]] = defaultdict(tuple)
        for pin in self.pins:
            found[pin.fingerprint] += (pin,)
        object.__setattr__(self, "_by_fingerprint", dict(found))
        signing = (pin.office_id for pin in self.pins if pin.purpose is KeyPurpose.SIGN)
        object.__setattr__(self, "_signing_offices", frozenset(signing))

    @classmethod
    def of(cls, fingerprints: Mapping[UUID, Iterable[str]]) -> Trust:
        """Build a list of pins without windows from office ids and their fingerprints."""
        pairs = ((office, print_) for office, prints in fingerprints.items() for print_ in prints)
        return cls(tuple(Pin(office, print_) for office, print_ in pairs))

    def with_crl(self, authority: str, crl: RevocationList) -> Trust:
        """Return the same trust with a newer list of the authority of that fingerprint.

        Raises:
            TrustRefused: CRL_OLDER.
        """
        changed = tuple(
            one.with_crl(crl) if one.certificate.fingerprint == authority else one
            for one in self.authorities
        )
        return replace(self, authorities=changed)

    def pins_of(self, fingerprint: str) -> tuple[Pin, ...]:
        """Return every binding of a certificate, whatever its purpose and window."""
        return self._by_fingerprint.get(fingerprint, ())

    def offices_of(self, fingerprint: str) -> frozenset[UUID]:
        """Return the offices a certificate may sign for, whatever the window."""
        pins = self.pins_of(fingerprint)
        return frozenset(pin.office_id for pin in pins if pin.purpose is KeyPurpose.SIGN)

    def encrypts_to(self, office_id: UUID, fingerprint: str) -> bool:
        """Say whether the certificate was bound as one to encrypt to that office with."""
        pins = (pin for pin in self.pins_of(fingerprint) if pin.office_id == office_id)
        return any(pin.purpose is KeyPurpose.ENCRYPT for pin in pins)

    def knows(self, office_id: UUID) -> bool:
        """Say whether any signing certificate is pinned for the office."""
        return office_id in self._signing_offices

    def is_open(self, office_id: UUID, fingerprint: str, moment: datetime) -> bool:
        """Say whether the certificate is recognised for the office's signatures at the moment."""
        return self.open_pin(office_id, fingerprint, moment) is not None

    def open_pin(self, office_id: UUID, fingerprint: str, moment: datetime) -> Pin | None:
        """Return the binding by which a certificate signs for the office at the moment."""
        mine = (pin for pin in self.pins_of(fingerprint) if pin.office_id == office_id)
        signing = (pin for pin in mine if pin.purpose is KeyPurpose.SIGN)
        return next((pin for pin in signing if pin.is_open_at(moment)), None)

    def is_later_than(self, clock: datetime) -> bool:
        """Say whether something here was signed after this moment, so that the clock is behind.

        To be asked with this computer's own clock only: at the time an archived package was
        received, today's revocation list was still to come.
        """
        lists = (one.crl for one in self.authorities if one.crl is not None)
        return any(crl.this_update > clock + _CLOCK_TOLERANCE for crl in lists)


def judge(
    signer: CertificateInfo, signed_at: datetime, sender: UUID, trust: Trust, now: datetime
) -> SignatureReport:
    """Say what to think of a signature that holds.

    Args:
        signer: the certificate that made it.
        signed_at: the time the signer claims; only a claim, so it never saves an expired
            certificate.
        sender: the office the package says it comes from.
        trust: the bindings and authorities to go by.
        now: the moment to judge at: now, or the recorded receipt time for a package from the
            archive.
    """
    if wrong := _wrong_holder(signer, sender, trust):
        return SignatureReport(SignatureOutcome.INVALID, signer, signed_at, wrong)
    vouching = ask_issuers(signer.der, trust.authorities, now)
    doubts = (
        # A wrong clock here makes the rest follow, so it is what to look at first.
        *_doubts_about_clock(signer, signed_at, vouching, now),
        *vouching.reasons,
        *_doubts_about_recall(signer, sender, trust, now),
        *_doubts_about_pin(signer, sender, trust, vouching, now),
        *_doubts_about_dates(signer, signed_at, now),
    )
    # Stable sort: what makes it invalid stands before what only casts doubt.
    reasons = tuple(sorted(dict.fromkeys(doubts), key=lambda reason: reason not in FATAL))
    return SignatureReport(_outcome(reasons), signer, signed_at, reasons, vouching.remarks)


def _outcome(reasons: tuple[SignatureReason, ...]) -> SignatureOutcome:
    if not reasons:
        return SignatureOutcome.VALID
    return SignatureOutcome.INVALID if reasons[0] in FATAL else SignatureOutcome.UNDECIDED


def _wrong_holder(
    signer: CertificateInfo, sender: UUID, trust: Trust
) -> tuple[SignatureReason, ...]:
    """Say that the certificate is bound, but not to sign for the sender."""
    offices = trust.offices_of(signer.fingerprint)
    if offices:
        return () if sender in offices else (SignatureReason.SIGNER_MISMATCH,)
    # The key shown to a server can make signatures too; it must not make them on packages.
    return (SignatureReason.KEY_NOT_ACCEPTED,) if trust.pins_of(signer.fingerprint) else ()


def _doubts_about_pin(
    signer: CertificateInfo, sender: UUID, trust: Trust, vouching: Vouching, now: datetime
) -> tuple[SignatureReason, ...]:
    pin = trust.open_pin(sender, signer.fingerprint, now)
    if pin is not None:
        return _doubts_about_issuer(pin, vouching)
    if trust.offices_of(signer.fingerprint):
        return (SignatureReason.PIN_CLOSED,)
    if trust.knows(sender):
        return (SignatureReason.SIGNER_UNKNOWN, SignatureReason.SENDER_HAS_OTHER_KEY)
    return (SignatureReason.SIGNER_UNKNOWN,)


def _doubts_about_issuer(pin: Pin, vouching: Vouching) -> tuple[SignatureReason, ...]:
    """A binding made because an authority vouched falls with it."""
    if not pin.issuer or SignatureReason.CHAIN_BROKEN in vouching.reasons:
        return ()
    vouched = {authority.certificate.fingerprint for authority in vouching.authorities}
    return () if pin.issuer in vouched else (SignatureReason.AUTHORITY_UNKNOWN,)


def _doubts_about_recall(
    signer: CertificateInfo, sender: UUID, trust: Trust, now: datetime
) -> tuple[SignatureReason, ...]:
    """Say that this office itself took the certificate back, in whatever binding that stands."""
    doubts = {
        RevocationStatus.REVOKED: SignatureReason.REVOKED,
        RevocationStatus.COMPROMISED_LATER: SignatureReason.KEY_COMPROMISED,
    }
    pins = (pin for pin in trust.pins_of(signer.fingerprint) if pin.office_id == sender)
    found = {pin.revoked.status_at(now) for pin in pins if pin.revoked}
    return tuple(reason for status, reason in doubts.items() if status in found)


def _doubts_about_dates(
    signer: CertificateInfo, signed_at: datetime, now: datetime
) -> tuple[SignatureReason, ...]:
    holds = {
        SignatureReason.SIGNER_EXPIRED: now > signer.valid_to,
        SignatureReason.SIGNER_NOT_YET_VALID: now < signer.valid_from,
        SignatureReason.SIGNED_OUTSIDE_VALIDITY: not signer.is_valid_at(signed_at),
        SignatureReason.SIGNED_IN_FUTURE: signed_at - now > _CLOCK_TOLERANCE,
    }
    return tuple(reason for reason, is_so in holds.items() if is_so)


def _doubts_about_clock(
    signer: CertificateInfo, signed_at: datetime, vouching: Vouching, now: datetime
) -> tuple[SignatureReason, ...]:
    """Suspect this computer's clock where all papers agree with each other but not with it."""
    if abs(signed_at - now) <= _LONG_WAY or not signer.is_valid_at(signed_at):
        return ()
    lists = [one.crl for one in vouching.authorities if one.requires_crl and one.crl]
    if signed_at > now:
        later = any(crl.this_update - now > _CLOCK_TOLERANCE for crl in lists)
        is_odd = later or now < signer.valid_from
    else:
        is_odd = any(_was_in_force(crl, signed_at) and not crl.is_fresh_at(now) for crl in lists)
    return (SignatureReason.CLOCK_DOUBTFUL,) if is_odd else ()


def _was_in_force(crl: RevocationList, signed_at: datetime) -> bool:
    return crl.this_update - _LONG_WAY <= signed_at <= crl.next_update
