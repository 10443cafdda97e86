"""What Alembic runs to bring the tables up to date, on the connection that opens the store."""

from alembic import context

from extractor.review.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
