"""widen the indexes through which the rules read many people at once"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Indexes on one column, widened to all the rules ask of many people at once.
_WIDENED = {
    "ix_evaluations_person_id": ("evaluations", "person_id", ["person_id", "grade", "year"]),
    "ix_registrations_person_id": (
        "registrations",
        "person_id",
        ["person_id", "campaign_id", "registered_on"],
    ),
    "ix_people_search_key": ("people", "search_key", ["search_key", "birth_year"]),
    "ix_people_unit_id": ("people", "unit_id", ["unit_id", "id", "archived_at", "started_on"]),
}
# New ones, in which the lines of one year lie together.
_BY_YEAR = {
    "ix_evaluations_year": ("evaluations", ["year", "person_id", "grade"]),
    "ix_award_records_year": (
        "award_records",
        ["year", "person_id", "award_code", "cancelled_on"],
    ),
}


def upgrade() -> None:
    for name, (table, _before, after) in _WIDENED.items():
        op.drop_index(name, table_name=table)
        op.create_index(name, table, after, unique=False)
    for name, (table, columns) in _BY_YEAR.items():
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    for name, (table, _columns) in _BY_YEAR.items():
        op.drop_index(name, table_name=table)
    for name, (table, before, _after) in _WIDENED.items():
        op.drop_index(name, table_name=table)
        op.create_index(name, table, [before], unique=False)
