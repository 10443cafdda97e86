"""Addresses people have signed in from, so that a flood of wrong passwords from elsewhere does not keep them out."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. Nobody is known at first; each is from his next login on."""
    op.create_table(
        "known_clients",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("client", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_known_clients_user_id")),
        sa.PrimaryKeyConstraint("user_id", "client", name=op.f("pk_known_clients")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("known_clients")
