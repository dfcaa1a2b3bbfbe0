"""How Alembic runs here: on the connection and in the transaction that ``store.db.migrate`` gives it."""

from alembic import context

from store.db.whole_schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False, render_as_batch=True)
context.run_migrations()
