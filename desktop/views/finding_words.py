"""How findings of the law are written on screen: outcome, what is missing, what they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.law.catalogue import Catalogue
from desktop.law.eligibility import Finding, Met
from desktop.law.standing import missing_text
from desktop.views.theme import Tone

UNVERIFIED = "chưa đối chiếu"
OUTCOMES = {
    Met.MET: ("Đạt", Tone.SUCCESS),
    Met.NOT_MET: ("Không đạt", Tone.DANGER),
    Met.UNDECIDED: ("Chưa đủ căn cứ", Tone.WARNING),
    Met.ATTEST: ("Cần xác nhận", Tone.INFO),
}


def outcome_text(finding: Finding) -> str:
    """Return the outcome in words, and whether it rests on a person's word."""
    text, _ = OUTCOMES[finding.outcome]
    return f"{text} (theo xác nhận)" if finding.by_word and not finding.parts else text


def missing_words(finding: Finding) -> str:
    """Return what is not recorded, "" where nothing is: «xếp loại năm 2023»."""
    law = Catalogue.load()
    return ", ".join(dict.fromkeys(missing_text(fact, law) for fact in finding.missing))


def basis_text(finding: Finding, separator: str = "\n") -> str:
    """Return the article, the regime where no article may be printed, and «chưa đối chiếu»."""
    law = Catalogue.load()
    named = {regime.code: regime.name for regime in law.regimes}
    parts: Iterable[str] = (
        finding.citation or named.get(finding.regime, finding.regime),
        "" if finding.verified else UNVERIFIED,
    )
    return separator.join(part for part in parts if part)
