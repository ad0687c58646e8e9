"""What texts say they repeal; filled as files are read again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repeal_clause",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
            name=op.f("fk_repeal_clause_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "ordinal", name=op.f("pk_repeal_clause")),
    )
    op.create_index(op.f("ix_repeal_clause_key"), "repeal_clause", ["key"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_repeal_clause_key"), table_name="repeal_clause")
    op.drop_table("repeal_clause")
