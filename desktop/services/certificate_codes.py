"""mã kiểm tra: a short code that says whether a certificate's number, name and decision agree.

It is an HMAC-SHA-256 (RFC 2104) under a secret of the office, cut to 40 bits and written as eight
letters of Crockford's base 32, «7K3M-9QTZ». The secret is made once, lies in the office's encrypted
database and nowhere else: so every officer of the office gets the same code, it goes along with a
handover, and nobody outside can make one. Guessing one takes 10^12 attempts at an officer who looks
them up; and a code is always held against the register, so a copied one names its true holder.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop.models import AwardRecord, Decision, Setting
from desktop.services.prior_awards import award_name
from desktop.services.store import Store
from desktop.vietnamese.labels import Labelled
from desktop.vietnamese.text import nfc

_SETTING = "certificate_code_key"
_KEY_BYTES = 32
# Crockford's: no I, L, O, U, so that nobody takes a letter for a digit.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS, _BITS = 8, 5
_MISREAD = str.maketrans("ILO", "110")
_CODE = re.compile(r"([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})\s*$")


class CodeOutcome(Labelled):
    """What a check found."""

    GENUINE = "GENUINE", "Số và mã khớp với sổ của cơ quan"
    CANCELLED = "CANCELLED", "Giấy có trong sổ nhưng khen thưởng đã bị hủy"
    OTHER_NUMBER = "OTHER_NUMBER", "Mã này thuộc một giấy khen mang số khác"
    UNKNOWN = "UNKNOWN", "Không có giấy khen nào của cơ quan mang mã này"


@dataclass(frozen=True, slots=True)
class CodeReport:
    """Whom a code belongs to; everything but ``outcome`` is empty for an unknown one."""

    outcome: CodeOutcome
    number: str = ""
    name: str = ""
    award: str = ""
    decision_number: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Issued:
    number: str
    name: str
    decision_number: str
    decided_on: date
    award_code: str
    cancelled_on: date | None


class CertificateCodeService:
    """Use cases of check codes."""

    subject = "certificates"

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = b""

    def code(self, number: str, name: str, decision_number: str, decided_on: date) -> str:
        """Return the code of one certificate, «7K3M-9QTZ»."""
        return _code(self._secret(), number, name, decision_number, decided_on)

    def check(self, text: str) -> CodeReport:
        """Say to whom what was read belongs: «12 7K3M-9QTZ», or the code alone.

        Letters that are easily misread (O for 0, I and L for 1) and small ones are understood.
        """
        number, code = parse(text)
        if not code:
            return CodeReport(CodeOutcome.UNKNOWN)
        secret = self._secret()
        with self._store.reading() as session:
            for issued in _issued(session):
                made = (issued.number, issued.name, issued.decision_number, issued.decided_on)
                if hmac.compare_digest(_code(secret, *made), code):
                    return _report(issued, number)
        return CodeReport(CodeOutcome.UNKNOWN)

    def _secret(self) -> bytes:
        """Return the office's secret, made when it is first asked for."""
        if not self._key:
            with self._store.reading() as session:
                kept = session.get(Setting, _SETTING)
                self._key = bytes.fromhex(kept.value["key"]) if kept else b""
        if not self._key:
            self._key = self._made()
        return self._key

    def _made(self) -> bytes:
        with self._store.writing() as session:
            # Another window may have made it since it was looked for.
            kept = session.get(Setting, _SETTING)
            if kept is None:
                kept = Setting(key=_SETTING, value={"key": secrets.token_hex(_KEY_BYTES)})
                session.add(kept)
                session.flush()
                self._store.record_event(session, self.subject, kept.id, "code_key_made")
                session.commit()
            return bytes.fromhex(kept.value["key"])


def parse(text: str) -> tuple[str, str]:
    """Return number and code as read from a certificate; either is "" where it is missing."""
    words = text.strip().upper()
    match = _CODE.search(words)
    if match is None:
        return "", ""
    number = re.sub(r"\D+", " ", words[: match.start()]).split()
    code = "".join(match.groups()).translate(_MISREAD)
    return number[0].lstrip("0") if number else "", f"{code[:4]}-{code[4:]}"


def _code(secret: bytes, number: str, name: str, decision_number: str, decided_on: date) -> str:
    said = "\n".join(("1", number, nfc(name), decision_number, decided_on.isoformat()))
    digest = hmac.new(secret, said.encode(), hashlib.sha256).digest()
    value = int.from_bytes(digest[:5], "big")
    letters = [_ALPHABET[value >> _BITS * place & 31] for place in reversed(range(_LETTERS))]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _issued(session: Session) -> Iterator[_Issued]:
    """Yield every certificate this office has given a number, a thousand at a time."""
    query = (
        sa.select(
            AwardRecord.certificate_number,
            AwardRecord.recipient_name,
            Decision.number,
            Decision.decided_on,
            AwardRecord.award_code,
            AwardRecord.cancelled_on,
        )
        .join(Decision, Decision.id == AwardRecord.decision_id)
        .where(Decision.made_here, AwardRecord.certificate_number != "")
        .execution_options(yield_per=1000)
    )
    with session.execute(query) as rows:  # a reader that has seen enough closes it at the server
        for row in rows:
            yield _Issued(*row)


def _report(issued: _Issued, number: str) -> CodeReport:
    outcome = CodeOutcome.GENUINE
    if number and number != issued.number.lstrip("0"):
        outcome = CodeOutcome.OTHER_NUMBER
    elif issued.cancelled_on is not None:
        outcome = CodeOutcome.CANCELLED
    return CodeReport(
        outcome,
        issued.number,
        issued.name,
        award_name(issued.award_code),
        issued.decision_number,
        issued.decided_on,
    )
