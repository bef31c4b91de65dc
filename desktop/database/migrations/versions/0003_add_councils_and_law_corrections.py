"""add councils, initiatives, law corrections, holds, attestations and bonus money"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_terms",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_terms")),
    )
    op.create_table(
        "day_overrides",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_overrides")),
        sa.UniqueConstraint("day", name=op.f("uq_day_overrides_day")),
    )
    op.create_table(
        "initiatives",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=True),
        sa.Column("recognised_on", sa.Date(), nullable=True),
        sa.Column("recognised_by", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
    )
    op.create_table(
        "law_corrections",
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=True),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("origin_office", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_corrections")),
    )
    with op.batch_alter_table("law_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_law_corrections_row_id"), ["row_id"], unique=False)

    op.create_table(
        "legal_documents",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("cited_as", sa.Text(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=True),
        sa.Column("holds_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_documents")),
    )
    op.create_table(
        "paper_texts",
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_texts")),
        sa.UniqueConstraint("slot", name=op.f("uq_paper_texts_slot")),
    )
    op.create_table(
        "unit_evaluations",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1945 AND 2100", name=op.f("ck_unit_evaluations_year")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_unit_evaluations_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_evaluations")),
    )
    with op.batch_alter_table("unit_evaluations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_evaluations_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "council_members",
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_council_members_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["council_terms.id"], name=op.f("fk_council_members_term_id_council_terms")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_members")),
    )
    with op.batch_alter_table("council_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_council_members_term_id"), ["term_id"], unique=False)

    op.create_table(
        "council_sessions",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("discussion", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("invitation_number", sa.Text(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("guests", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_council_sessions_dossier_id_dossiers")
        ),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["council_terms.id"],
            name=op.f("fk_council_sessions_term_id_council_terms"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_sessions")),
    )
    with op.batch_alter_table("council_sessions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_council_sessions_dossier_id"), ["dossier_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_council_sessions_term_id"), ["term_id"], unique=False)

    op.create_table(
        "dossier_bases",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cited_as", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossiers.id"], name=op.f("fk_dossier_bases_dossier_id_dossiers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_bases")),
    )
    with op.batch_alter_table("dossier_bases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dossier_bases_dossier_id"), ["dossier_id"], unique=False
        )

    op.create_table(
        "initiative_authors",
        sa.Column("initiative_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("share", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "share BETWEEN 0 AND 100", name=op.f("ck_initiative_authors_share_percent")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_authors_initiative_id_initiatives"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_initiative_authors_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_authors")),
    )
    with op.batch_alter_table("initiative_authors", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_initiative_authors_initiative_id"), ["initiative_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_initiative_authors_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "decision_bases",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cited_as", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_decision_bases_decision_id_decisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_bases")),
    )
    with op.batch_alter_table("decision_bases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decision_bases_decision_id"), ["decision_id"], unique=False
        )

    op.create_table(
        "holds",
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("household_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_holds_household_id_households")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_holds_person_id_people")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_holds_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_holds_household_id"), ["household_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holds_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_holds_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "session_attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("presence", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["council_members.id"],
            name=op.f("fk_session_attendance_member_id_council_members"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_sessions.id"],
            name=op.f("fk_session_attendance_session_id_council_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_attendance")),
    )
    with op.batch_alter_table("session_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_attendance_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "attestations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("attested_by", sa.Text(), nullable=False),
        sa.Column("attested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nominations.id"],
            name=op.f("fk_attestations_nomination_id_nominations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestations")),
        sa.UniqueConstraint(
            "nomination_id", "condition", name=op.f("uq_attestations_nomination_id_condition")
        ),
    )
    with op.batch_alter_table("attestations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attestations_nomination_id"), ["nomination_id"], unique=False
        )

    op.create_table(
        "session_recusals",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nominations.id"],
            name=op.f("fk_session_recusals_nomination_id_nominations"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_sessions.id"],
            name=op.f("fk_session_recusals_session_id_council_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_recusals")),
    )
    with op.batch_alter_table("session_recusals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_recusals_session_id"), ["session_id"], unique=False
        )

    op.create_table(
        "session_votes",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("award_code", sa.Text(), nullable=False),
        sa.Column("issued", sa.BigInteger(), nullable=True),
        sa.Column("collected", sa.BigInteger(), nullable=True),
        sa.Column("valid", sa.BigInteger(), nullable=True),
        sa.Column("in_favour", sa.BigInteger(), nullable=True),
        sa.Column("against", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nominations.id"],
            name=op.f("fk_session_votes_nomination_id_nominations"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["council_sessions.id"],
            name=op.f("fk_session_votes_session_id_council_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_votes")),
    )
    with op.batch_alter_table("session_votes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_votes_nomination_id"), ["nomination_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_session_votes_session_id"), ["session_id"], unique=False
        )

    with op.batch_alter_table("award_records", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("bonus_coefficient", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("bonus_base", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("bonus_raw", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("bonus_amount", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("bonus_note", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ceremony_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ceremony_at", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("ceremony_place", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("invitation_number", sa.Text(), server_default="", nullable=False)
        )

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("identity_number", sa.Text(), server_default="", nullable=False)
        )
        batch_op.create_index(
            batch_op.f("ix_people_identity_number"), ["identity_number"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_people_identity_number"))
        batch_op.drop_column("identity_number")

    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_column("invitation_number")
        batch_op.drop_column("ceremony_place")
        batch_op.drop_column("ceremony_at")
        batch_op.drop_column("ceremony_on")

    with op.batch_alter_table("award_records", schema=None) as batch_op:
        batch_op.drop_column("bonus_note")
        batch_op.drop_column("bonus_amount")
        batch_op.drop_column("bonus_raw")
        batch_op.drop_column("bonus_base")
        batch_op.drop_column("bonus_coefficient")

    with op.batch_alter_table("session_votes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_votes_session_id"))
        batch_op.drop_index(batch_op.f("ix_session_votes_nomination_id"))

    op.drop_table("session_votes")
    with op.batch_alter_table("session_recusals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_recusals_session_id"))

    op.drop_table("session_recusals")
    with op.batch_alter_table("attestations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attestations_nomination_id"))

    op.drop_table("attestations")
    with op.batch_alter_table("session_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_attendance_session_id"))

    op.drop_table("session_attendance")
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_holds_unit_id"))
        batch_op.drop_index(batch_op.f("ix_holds_person_id"))
        batch_op.drop_index(batch_op.f("ix_holds_household_id"))

    op.drop_table("holds")
    with op.batch_alter_table("decision_bases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_bases_decision_id"))

    op.drop_table("decision_bases")
    with op.batch_alter_table("initiative_authors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_authors_person_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_authors_initiative_id"))

    op.drop_table("initiative_authors")
    with op.batch_alter_table("dossier_bases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_bases_dossier_id"))

    op.drop_table("dossier_bases")
    with op.batch_alter_table("council_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_sessions_term_id"))
        batch_op.drop_index(batch_op.f("ix_council_sessions_dossier_id"))

    op.drop_table("council_sessions")
    with op.batch_alter_table("council_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_members_term_id"))

    op.drop_table("council_members")
    with op.batch_alter_table("unit_evaluations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_evaluations_unit_id"))

    op.drop_table("unit_evaluations")
    op.drop_table("paper_texts")
    op.drop_table("legal_documents")
    with op.batch_alter_table("law_corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_law_corrections_row_id"))

    op.drop_table("law_corrections")
    op.drop_table("initiatives")
    op.drop_table("day_overrides")
    op.drop_table("council_terms")
