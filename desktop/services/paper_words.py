"""The words official papers take from records: who decides, who signs, where, about what. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.documents.award_groups import AwardGroup, RecipientLine
from desktop.documents.paper import SignatureBlock, missing
from desktop.law.catalogue import Catalogue
from desktop.law.concurrent_bonuses import NotPaid
from desktop.law.rows import AwardKind
from desktop.law.terms import Gender, RecipientKind, Tier
from desktop.models import AwardRecord, Nomination, Office
from desktop.services.recipients import honorific_of
from desktop.vietnamese.text import fold

_COMMITTEE = "Ủy ban nhân dân"
_CHAIR, _VICE_CHAIR = "CHỦ TỊCH", "PHÓ CHỦ TỊCH"
# Longest first: «thị trấn» would else lose to «thị xã»'s first word.
_AREA_WORDS = (
    "thành phố",
    "thị trấn",
    "thị xã",
    "đặc khu",
    "phường",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
)
_HEADS_OF_DEPARTMENTS = ("Phó Trưởng", "Phó Chánh", "Trưởng", "Chánh")
_AWARD = "danh hiệu, hình thức khen thưởng"
_WHY_UNPAID = {why.value: why.label for why in NotPaid}
_ABOUT, _ASKS = "Về việc", "Đề nghị"


def chair_of(office_name: str) -> str:
    """Return who decides in an office's name: «Chủ tịch Ủy ban nhân dân huyện Thanh Bình»."""
    head = "Chủ tịch" if fold(office_name).startswith(fold(_COMMITTEE)) else "Thủ trưởng"
    return f"{head} {office_name}"


def chairs_of(office_names: Sequence[str]) -> str:
    """Return several who ask in one phrase, «Chủ tịch Ủy ban nhân dân các xã Đông An, Đông Hải»."""
    by_rank: dict[str, list[str]] = {}
    others = []
    for name in office_names:
        area = area_of(name)
        rank = next((w for w in _AREA_WORDS if fold(area).startswith(f"{fold(w)} ")), "")
        if rank:
            by_rank.setdefault(rank, []).append(area[len(rank) :].strip())
        else:
            others.append(chair_of(name))
    ranks = [
        f"{'các ' if len(areas) > 1 else ''}{rank} {', '.join(areas)}"
        for rank, areas in by_rank.items()
    ]
    committees = f"Chủ tịch {_COMMITTEE} {'; '.join(ranks)}" if ranks else ""
    return "; ".join(filter(None, (committees, *others)))


def area_of(office_name: str) -> str:
    """Return the area of a committee, «xã Đông An»; "" for any other office."""
    is_committee = fold(office_name).startswith(fold(_COMMITTEE))
    return office_name[len(_COMMITTEE) :].strip() if is_committee else ""


def place_of(office: Office) -> str:
    """Return the place of the date line: as entered, else the office's area without its rank."""
    area = area_of(office.name)
    rank = next((w for w in _AREA_WORDS if fold(area).startswith(f"{fold(w)} ")), "")
    return office.place or area[len(rank) :].strip() or office.name


def agency_of(office: Office) -> str:
    """Return the office as the head of its papers names it."""
    return head_lines(office.agency or office.name.upper())


def head_lines(agency: str) -> str:
    """Return a committee's name on two lines, «ỦY BAN NHÂN DÂN» and its area."""
    committee = _COMMITTEE.upper()
    is_committee = agency.startswith(f"{committee} ")
    return f"{committee}\n{agency[len(committee) :].strip()}" if is_committee else agency


def letter_signature(office: Office, name: str, title: str) -> SignatureBlock:
    """Return who signs in the committee's name: «TM. ỦY BAN NHÂN DÂN», then the chair's title."""
    first = ("TM. ỦY BAN NHÂN DÂN",) if area_of(office.name) else ()
    return SignatureBlock((*first, *_title_lines(title)), name)


def chair_signature(name: str, title: str) -> SignatureBlock:
    """Return who signs a decision, which the chair takes alone or a deputy for the chair."""
    return SignatureBlock(_title_lines(title), name)


def department_of(title: str) -> str:
    """Return the department a title heads, «Phòng Văn hóa - Xã hội»; "" for any other title."""
    words = " ".join(title.split())
    for head in _HEADS_OF_DEPARTMENTS:
        if fold(words).startswith(f"{fold(head)} "):
            rest = words[len(head) :].strip()
            return rest[:1].upper() + rest[1:]
    return ""


def symbol_is_committees(number: str) -> bool:
    """Whether the committee issues a paper, «12/TTr-UBND»; a symbol that does not say it is its."""
    _, dash, symbol = fold(number).rpartition("-")
    return not dash or symbol.strip() == "ubnd"


def _title_lines(title: str) -> tuple[str, ...]:
    """Return a title in capitals; a deputy signs «KT. CHỦ TỊCH» (NĐ 30/2020, Phụ lục I)."""
    words = " ".join(title.upper().split()) or _CHAIR
    if words.endswith(_VICE_CHAIR):
        return (f"KT. {_CHAIR}", _VICE_CHAIR)
    return (words,)


def about(title: str) -> str:
    """Return a title as trích yếu: «Về việc đề nghị khen thưởng năm 2023»."""
    if fold(title).startswith((f"{fold(_ABOUT)} ", "v/v ")):
        return title
    # «ĐHĐB» keeps its capitals: only a word that has small letters after the first loses it.
    lowered = title[:1].lower() + title[1:] if title[1:2].islower() else title
    return f"{_ABOUT} {lowered}"


def granted_title(title: str) -> str:
    """Return a dossier's title as the decision on it is titled: it no longer asks."""
    asks = fold(title).startswith(f"{fold(_ASKS)} ")
    return title[len(_ASKS) :].strip() if asks else title


def award_phrase(
    award: AwardKind | None, code: str, decider: Office | None, day: date, law: Catalogue
) -> str:
    """Return an award inside a sentence, in the name of the office asked where it may decide it."""
    if award is None:
        return code or missing(_AWARD)
    if decider and decider.tier in law.deciding_tiers(award.code, day):
        return award.phrase_for(chair_of(decider.name))
    # A dossier on its way further up: the catalogue's name says whose award it is.
    return award.name if "{" in award.phrase else award.phrase


def award_verb(award: AwardKind | None) -> str:
    """Return «Công nhận» or «Tặng», as a decision begins the sentence."""
    is_recognised = award is not None and award.certificate_verb == "CÔNG NHẬN"
    return "Công nhận" if is_recognised else "Tặng"


def award_groups(
    lines: Sequence[tuple[str, RecipientLine]],
    decider: Office | None,
    day: date,
    law: Catalogue,
) -> tuple[AwardGroup, ...]:
    """Return recipients grouped by award code, the awards in the order they first appear."""
    groups = []
    for code in dict.fromkeys(code for code, _ in lines):
        award = law.find_award(code)
        groups.append(
            AwardGroup(
                name=award.certificate_title.capitalize() if award else code or missing(_AWARD),
                phrase=award_phrase(award, code, decider, day, law),
                recipients=tuple(line for own, line in lines if own == code),
                verb=award_verb(award),
            )
        )
    return tuple(groups)


def nominated(nomination: Nomination) -> RecipientLine:
    """Return a nominated recipient as the request's list writes them."""
    return RecipientLine(
        kind=nomination.recipient_kind,
        honorific=honorific_of(nomination.recipient_kind, nomination.recipient_gender),
        name=nomination.recipient_name,
        post_unit=post_unit(nomination),
        achievement=nomination.achievement,
        proposed_by=nomination.proposed_by or "",
    )


def awarded(award: AwardRecord, nomination: Nomination | None, area: str) -> RecipientLine:
    """Return a rewarded recipient as decision and certificate write them, the area included."""
    gender = nomination.recipient_gender if nomination else Gender.UNKNOWN
    return RecipientLine(
        kind=award.recipient_kind,
        honorific=honorific_of(award.recipient_kind, gender),
        name=award.recipient_name,
        post_unit=in_area(post_unit(nomination) if nomination else award.recipient_unit, area),
        achievement=award.achievement,
        certificate_number=award.certificate_number,
        bonus=award.bonus_amount,
        why_unpaid=_WHY_UNPAID.get(award.bonus_note, award.bonus_note),
    )


def post_unit(nomination: Nomination) -> str:
    """Return post and unit, or where a household or collective is, as one line.

    Gathered from another office, it names that office's area too: of two communes with a school of
    one name it says which.
    """
    first = nomination.proposed_by or ""
    return in_area(_own_place(nomination), area_of(first) or first)


def _own_place(nomination: Nomination) -> str:
    if nomination.recipient_kind is RecipientKind.HOUSEHOLD:
        return nomination.recipient_address or nomination.recipient_unit
    known = (nomination.recipient_post, nomination.recipient_unit)
    return ", ".join(filter(None, known)) or nomination.recipient_address


def in_area(words: str, area: str) -> str:
    """Return a recipient's line with the area it is in, unless it says so already."""
    if not area or fold(area) in fold(words):
        return words
    return ", ".join(filter(None, (words, area)))


def executors_of(tier: Tier, area: str) -> str:
    """Return who carries a decision out at an office of this tier."""
    if tier is Tier.DISTRICT:
        return f"Chánh Văn phòng Hội đồng nhân dân và {_COMMITTEE} {area}, Trưởng phòng Nội vụ"
    if tier is Tier.PROVINCE:
        return f"Chánh Văn phòng {_COMMITTEE} {area}, Giám đốc Sở Nội vụ"
    return f"Văn phòng {_COMMITTEE} {area}"
