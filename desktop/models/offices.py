"""Offices known here (this one, the one above, those below), officers, and plain settings."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.law.terms import OfficerRole, Seat, Tier
from desktop.models.base import Base, LineRecord, Record


class Office(Record):
    """cơ quan: an office with its tier; ``is_self`` marks the one this installation belongs to."""

    __tablename__ = "offices"

    name: Mapped[str]
    tier: Mapped[Tier]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("offices.id"))
    is_self: Mapped[bool] = mapped_column(default=False)
    seat: Mapped[Seat | None]
    code: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    superior_agency: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="")
    symbol: Mapped[str] = mapped_column(default="")
    signatory_name: Mapped[str] = mapped_column(default="")
    signatory_title: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    # Code of the layout certificates are printed with unless another is asked for.
    certificate_layout: Mapped[str] = mapped_column(default="", server_default="")
    names: Mapped[list[OfficeName]] = relationship(
        order_by="OfficeName.position", lazy="raise", passive_deletes="all"
    )


class OfficeName(LineRecord):
    """A name and tier the office had for a time."""

    __tablename__ = "office_names"

    office_id: Mapped[UUID] = mapped_column(ForeignKey("offices.id"), index=True)
    name: Mapped[str]
    tier: Mapped[Tier]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Officer(Record):
    """người dùng: somebody who unlocks this installation, with a key slot under the same login.

    ``scope`` narrows whose dossiers they handle: ``{"offices": [ids]}``; empty for all.
    """

    __tablename__ = "officers"

    login: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    role: Mapped[OfficerRole] = mapped_column(
        default=OfficerRole.HEAD, server_default=OfficerRole.HEAD.value
    )
    scope: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class Setting(Base):
    """One plain setting of this database, such as its database id."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
    id: Mapped[UUID] = mapped_column(default=uuid4)
