"""The rows of the law data, typed. Each keeps its confidence, sources and citation.

The files stand in ``desktop/resources/law/`` with a JSON Schema each; the marks of confidence are
those of the legal catalogue the data was compiled from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.law.terms import AwardType, RecipientKind, Tier
from desktop.vietnamese.labels import Labelled


class Confidence(Labelled):
    """How well a row is known; only what was read in a source counts as verified."""

    FOUND = "FOUND", "Đã đối chiếu nguồn"
    FOUND_SECOND = "FOUND_SECOND", "Nguồn gián tiếp, chưa đối chiếu"
    MEM_H = "MEM_H", "Chưa đối chiếu, độ chắc cao"
    MEM_M = "MEM_M", "Chưa đối chiếu, độ chắc vừa"
    MEM_L = "MEM_L", "Chưa đối chiếu, độ chắc thấp"
    CONFLICT = "CONFLICT", "Các nguồn khác nhau"
    LOCAL = "LOCAL", "Do địa phương quy định"
    OFFICE = "OFFICE", "Cơ quan đã đối chiếu"

    @property
    def is_verified(self) -> bool:
        """Whether the screen shows the row without the badge «chưa đối chiếu»."""
        return self in {Confidence.FOUND, Confidence.OFFICE}


class AwardNature(Labelled):
    """The two families of awards (product.md §8)."""

    EMULATION_TITLE = "EMULATION_TITLE", "Danh hiệu thi đua"
    COMMENDATION_FORM = "COMMENDATION_FORM", "Hình thức khen thưởng"


class MadeBy(Labelled):
    """Where a paper of the dossier comes from."""

    PROGRAM = "PROGRAM", "Chương trình lập"
    ATTACHED = "ATTACHED", "Đính kèm"


class ItemScope(Labelled):
    """Whether one paper serves the whole dossier or each nomination needs its own."""

    DOSSIER = "DOSSIER", "Cả hồ sơ"
    NOMINATION = "NOMINATION", "Từng đề nghị"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of the law carries.

    Attributes:
        confidence: how well it is known.
        id: permanent ASCII name of the row, by which an office corrects it.
        sources: ids of ``sources.json``.
        citation: the article as printed; "" where none may be printed.
    """

    confidence: Confidence
    id: str = ""
    sources: tuple[str, ...] = ()
    citation: str = ""

    @property
    def verified(self) -> bool:
        """Whether the row may block; an unverified row only warns."""
        return self.confidence.is_verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Row):
    """A row with the days it holds, both included; None leaves that end open."""

    valid_from: date | None
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRegime(Row):
    """A row that holds in some regimes; an office's correction may hold for a part of their time.

    Attributes:
        regimes: codes of the regimes.
        valid_from, valid_to: days the row holds inside them, both included; None as long as they.
    """

    regimes: frozenset[str]
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, regime: str, day: date) -> bool:
        """Whether the row is in force on ``day``, which lies in ``regime``."""
        return (
            regime in self.regimes
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime(Dated):
    """bộ văn bản đang có hiệu lực: the body of rules of a time (catalogue §1.1)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Dated):
    """căn cứ: a paper that a tờ trình or a decision cites.

    Attributes:
        cited_as: the words printed after «Căn cứ».
        issued: day of issue, None where sources disagree.
        awards: codes of the awards it concerns; empty for all.
    """

    code: str
    cited_as: str
    number: str
    issued: date | None
    awards: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardTypeName(ByRegime):
    """loại hình khen thưởng as a regime names it (catalogue §3).

    Attributes:
        local: whether communes and districts decide it themselves.
        statistics: the column it is counted in.
    """

    award_type: AwardType
    name: str
    statistics: str
    local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle(ByRegime):
    """nguyên tắc: a general rule of awarding (catalogue §2.3)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingRule(ByRegime):
    """thẩm quyền: the tiers whose chair decides; empty where no People's Committee does."""

    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRule(ByRegime):
    """Whether a certificate goes with the award (catalogue §6.1); offices may print one anyway."""

    has_certificate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardKind:
    """danh hiệu thi đua or hình thức khen thưởng.

    Attributes:
        phrase: how decisions write it; ``{authority}`` stands for who awards.
        certificate_verb: line above the title on the certificate, «TẶNG».
        certificate_title: the certificate's title, «GIẤY KHEN».
        in_force: the days the award exists.
        annual: regimes in which one recipient holds it once a year (X6).
    """

    code: str
    name: str
    short_name: str
    nature: AwardNature
    recipients: tuple[RecipientKind, ...]
    phrase: str
    certificate_verb: str
    certificate_title: str
    in_force: Dated
    certificates: tuple[CertificateRule, ...]
    annual: tuple[ByRegime, ...]
    deciders: tuple[DecidingRule, ...]

    def phrase_for(self, authority: str) -> str:
        """Return the words of the decision: «Giấy khen của Chủ tịch Ủy ban nhân dân xã …»."""
        return self.phrase.format(authority=authority)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierItem:
    """thành phần hồ sơ: a kind of paper a dossier may hold."""

    code: str
    label: str
    made_by: MadeBy
    scope: ItemScope


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredItem(ByRegime):
    """A paper the dossier of an award needs (catalogue §4.1).

    Attributes:
        place: whose published procedure it was read in.
        enterprise_only: asked of enterprises and cooperatives only.
    """

    item: DossierItem
    awards: frozenset[str]
    types: frozenset[AwardType]
    recipients: frozenset[RecipientKind]
    place: str
    enterprise_only: bool
