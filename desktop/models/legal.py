"""văn bản pháp luật: what an office corrects in the law data, and the papers it cites."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.law.terms import DayKind
from desktop.models.base import LineRecord, Record


class LawCorrection(Record):
    """A row of the law data as this office has read it; the shipped row stays in its file.

    ``row_id`` is the row's permanent name, ``changes`` what it says instead (keys as in the file).
    ``origin_office`` names the office above whose bulletin brought it, "" for one made here.
    """

    __tablename__ = "law_corrections"

    row_id: Mapped[str] = mapped_column(index=True)
    changes: Mapped[dict[str, Any]]
    basis: Mapped[str]
    holds_from: Mapped[date | None]
    holds_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    origin_office: Mapped[str] = mapped_column(default="")


class LegalDocument(Record):
    """văn bản làm căn cứ that the office keeps itself: a plan, a local regulation, a new decree."""

    __tablename__ = "legal_documents"

    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(default="")
    cited_as: Mapped[str]
    holds_from: Mapped[date | None]
    holds_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class DossierBasis(LineRecord):
    """căn cứ a dossier's tờ trình cites, in order; none chosen means those of the law data."""

    __tablename__ = "dossier_bases"

    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    code: Mapped[str] = mapped_column(default="")
    cited_as: Mapped[str]


class DecisionBasis(LineRecord):
    """căn cứ a decision cites, in order, frozen with it."""

    __tablename__ = "decision_bases"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), index=True)
    code: Mapped[str] = mapped_column(default="")
    cited_as: Mapped[str]


class PaperText(Record):
    """mẫu câu chữ of a paper that the office has changed, by the place it stands in."""

    __tablename__ = "paper_texts"

    slot: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]


class DayOverride(Record):
    """ngày nghỉ, ngày làm bù the office enters beside the public holidays."""

    __tablename__ = "day_overrides"

    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind]
    name: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
