"""What the rules are told about a dossier."""

from datetime import date
from uuid import UUID

import pytest

from desktop.law.facts import AttachmentFact, DossierFacts, NominationFacts
from desktop.law.terms import RecipientKind, Tier

TODAY = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("received", "letter", "day"),
    [  # catalogue §1.1: a dossier received before 1/1/2024 is finished under the old law
        (date(2023, 12, 29), date(2024, 1, 5), date(2023, 12, 29)),
        (None, date(2023, 12, 20), date(2023, 12, 20)),
        (None, None, TODAY),
    ],
)
def test_the_day_of_receipt_chooses_the_rules(
    received: date | None, letter: date | None, day: date
) -> None:
    facts = DossierFacts(office_tier=Tier.COMMUNE, received_on=received, letter_date=letter)
    assert facts.regime_day(TODAY) == day


def test_files_of_the_dossier_and_of_its_nominations_are_weighed_together() -> None:
    nomination = NominationFacts(
        id=UUID(int=1),
        recipient_kind=RecipientKind.INDIVIDUAL,
        name="Đỗ Thị Ước",
        attachments=(AttachmentFact(size=3), AttachmentFact(size=4)),
    )
    facts = DossierFacts(
        office_tier=Tier.COMMUNE,
        attachments=(AttachmentFact(item_code="BIEN_BAN", size=5),),
        nominations=(nomination,),
    )
    assert facts.attached_bytes == 12
