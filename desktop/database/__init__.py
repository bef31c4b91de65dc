"""The encrypted store of one office: engine, key slots, attached files, migrations.

May import ``desktop.models``, SQLAlchemy, Alembic, SQLCipher and cryptography; never services or
Qt. Read ``engine.py`` first: how a connection is opened and how a writing transaction begins.
``keyring.py`` holds the random key in slots wrapped by Argon2id, ``blobs.py`` keeps attached files
encrypted by content hash, ``schema.py`` brings an older database up to date and refuses a newer
one. Driver errors are turned into ``StorageError`` here and nowhere else.
"""
