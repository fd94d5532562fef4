"""The least rights with which a server can be backed up, as the statements that grant them.

What is granted was tried with a role that has nothing else on every supported version. Grants on functions are
made in one database (`pg_proc` is a catalog of each), so they count in the database of the connection.
"""

from __future__ import annotations

from typing import NamedTuple

ROLE = "pagewake"


class Function(NamedTuple):
    """A function that a backup calls, with the types of its arguments, and what it is called for."""

    signature: str
    why: str
    local: bool = True
    """Whether a backup beside the server needs it too."""


def needed_functions(major: int) -> tuple[Function, ...]:
    """The functions that the public may not call and a backup must."""
    if major >= 15:
        around = (
            Function("pg_backup_start(text, boolean)", "begins a backup"),
            Function("pg_backup_stop(boolean)", "ends a backup"),
        )
    else:
        around = (
            Function("pg_start_backup(text, boolean, boolean)", "begins a backup"),
            Function("pg_stop_backup(boolean, boolean)", "ends a backup"),
        )
    return (
        *around,
        Function("pg_ls_dir(text, boolean, boolean)", "lists the files of the data directory", local=False),
        Function("pg_stat_file(text, boolean)", "tells how long files are", local=False),
        Function("pg_read_binary_file(text, bigint, bigint, boolean)", "reads the files", local=False),
    )


def setup_script(major: int, database: str, role: str = ROLE) -> str:
    """What an administrator runs once, as superuser and in `database`. Can be run again."""
    name, place = quoted(role), quoted(database)
    grants = "\n".join(
        f"GRANT EXECUTE ON FUNCTION pg_catalog.{one.signature} TO {name};" for one in needed_functions(major)
    )
    return f"""\
-- Lets Pagewake back up this PostgreSQL {major} server, with no right that it does not need.
-- Run it as superuser in the database {place}: rights on functions count in the database where they are granted.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = {literal(role)}) THEN
    CREATE ROLE {name} LOGIN;
  END IF;
END
$$;
ALTER ROLE {name} LOGIN REPLICATION;
{grants}
-- Names the data directory and the configuration files, which are captured with each backup.
GRANT pg_read_all_settings TO {name};

-- Two more, which are convenient: a restore point, and a WAL segment that is closed now.
GRANT EXECUTE ON FUNCTION pg_catalog.pg_create_restore_point(text) TO {name};
GRANT EXECUTE ON FUNCTION pg_catalog.pg_switch_wal() TO {name};

-- A password, typed where nobody sees it (psql):      \\password {role}
-- On the machine that backs up, it belongs into ~/.pgpass.
-- Lines for pg_hba.conf (ADDRESS is that machine's, or use "local" without one), then SELECT pg_reload_conf();
--   host  all          {role}  ADDRESS  scram-sha-256
--   host  replication  {role}  ADDRESS  scram-sha-256
"""


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
