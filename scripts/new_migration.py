"""Write the migration that brings the last revision to what the mapped classes say now.

Usage: python scripts/new_migration.py "what changes"
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from desktop.database.engine import create_engine
from desktop.models import Base

_MIGRATIONS = Path("desktop/database/migrations")
_SCHEMA = Path("desktop/database/schema.py")


def main() -> None:
    """Upgrade an empty database, compare, write the next numbered revision and note it as head."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(Path(folder) / "office.db", bytes(32))
        config.attributes |= {"engine": engine, "metadata": Base.metadata}
        known = list(ScriptDirectory.from_config(config).walk_revisions())
        if known:
            command.upgrade(config, "head")
        number = f"{len(known) + 1:04d}"
        command.revision(config, sys.argv[1], autogenerate=True, rev_id=number)
        engine.dispose()
    schema = _SCHEMA.read_text(encoding="utf-8")
    numbers = ", ".join(f'"{n:04d}"' for n in range(1, len(known) + 2))
    schema = re.sub(r'HEAD = "\d+"', f'HEAD = "{number}"', schema)
    schema = re.sub(r"KNOWN = \([^)]*\)", f"KNOWN = ({numbers})", schema)
    _SCHEMA.write_text(schema, encoding="utf-8")
    subprocess.run(["ruff", "format", "--quiet", str(_MIGRATIONS)], check=True)


if __name__ == "__main__":
    main()
