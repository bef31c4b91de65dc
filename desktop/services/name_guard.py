"""Use cases of the name guard: the pairs side by side, and taking one writing for the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from desktop.errors import MoveRefused, NotFound
from desktop.law.terms import Gender
from desktop.services.moves import dossier_of
from desktop.services.name_pairs import NamePair, NamePart, NamePlace, name_pairs
from desktop.services.nominations import NominationService
from desktop.services.records import SaveReport
from desktop.services.store import Store
from desktop.vietnamese.names import honorific


class NameGuardService:
    """Use cases of comparing names."""

    subject = "name_guard"

    def __init__(self, store: Store, nominations: NominationService) -> None:
        self._store = store
        self._nominations = nominations

    def pairs(self, dossier_id: UUID) -> list[NamePair]:
        """Return every two writings that differ in a dossier, its own or a received one.

        Raises:
            NotFound: there is no such dossier.
        """
        with self._store.reading() as session:
            dossier = dossier_of(session, dossier_id)
            return name_pairs(session, dossier, self._store.today())

    def take(self, nomination_id: UUID, part: NamePart, place: NamePlace) -> SaveReport:
        """Write a part of a nomination as another place writes it.

        Raises:
            NotFound: there is no such nomination, or nothing differs there any more.
            MoveRefused: FROZEN; the dossier may no longer be edited.
            StaleRecord: somebody saved the nomination meanwhile.
        """
        draft = self._nominations.open_draft(nomination_id)
        assert draft.dossier_id is not None  # every nomination has one
        pair = self._pair(draft.dossier_id, nomination_id, part, place)
        if not pair.may_take:
            with self._store.reading() as session:
                state = dossier_of(session, draft.dossier_id).state
            raise MoveRefused(MoveRefused.Code.FROZEN, state=state.value)
        is_honorific = part is NamePart.HONORIFIC
        value: Any = _gender(pair.right_text) if is_honorific else pair.right_text
        return self._nominations.save_draft(replace(draft, **{part.value: value}))

    def _pair(
        self, dossier_id: UUID, nomination_id: UUID, part: NamePart, place: NamePlace
    ) -> NamePair:
        for pair in self.pairs(dossier_id):
            where = (pair.nomination_id, pair.part, pair.left, pair.right)
            if where == (nomination_id, part, NamePlace.REQUEST, place):
                return pair
        raise NotFound(NotFound.Code.RECORD, subject=self.subject, id=str(nomination_id))


def _gender(written: str) -> Gender:
    """Return the gender an honorific tells: «Bà», «Hộ gia đình bà»."""
    last = written.rsplit(maxsplit=1)[-1].capitalize() if written else ""
    return next((g for g in (Gender.FEMALE, Gender.MALE) if honorific(g) == last), Gender.UNKNOWN)
