"""What Alembic runs to migrate: in the transaction of whoever called, on the connection it was given."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
