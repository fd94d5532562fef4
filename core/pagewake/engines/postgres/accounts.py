"""The system users that PostgreSQL's files belong to and its programs run as.

PostgreSQL refuses to run as root, and refuses a data directory that is not its own user's. So where we are root,
restored files are given to the user that they belonged to on their server, by name, and programs are run as that
user; where we are not, files and programs are ours.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FALLBACKS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system user, and the groups it is in."""

    name: str
    uid: int
    gid: int
    groups: tuple[int, ...] = ()

    def popen(self) -> dict[str, Any]:
        """Keywords for `subprocess` that make a child run as this user."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": list(self.groups)}


def is_root() -> bool:
    """Whether we may give files away."""
    return sys.platform != "win32" and os.geteuid() == 0


def owner_name(uid: int) -> str:
    """The name of a system user; empty where it has none."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def account_named(name: str) -> Account | None:
    """The system user of that name, if this machine has one."""
    if sys.platform == "win32" or not name:
        return None
    import pwd

    try:
        entry = pwd.getpwnam(name)
    except (KeyError, ValueError):
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, tuple(os.getgrouplist(name, entry.pw_gid)))


def account_of(path: Path) -> Account | None:
    """The user that a file belongs to; None where it belongs to root, whom PostgreSQL refuses."""
    import pwd

    status = path.stat()
    if status.st_uid == 0:
        return None
    try:
        return account_named(pwd.getpwuid(status.st_uid).pw_name)
    except KeyError:
        return Account(str(status.st_uid), status.st_uid, status.st_gid)


def owner_for(name: str) -> Account | None:
    """Who restored files are to belong to, of the user `name` of their server: None leaves them as they are.

    Only root can give files away.
    """
    found = account_named(name) if is_root() else None
    return found if found is not None and found.uid != 0 else None


def server_account(owner: Account | None) -> Account | None:
    """Whom a server is to run as: the files' owner, else where we are root `postgres` or `nobody`.

    None where we are not root: then as we ourselves.
    """
    if not is_root():
        return None
    if owner is not None:
        return owner
    return next((found for name in FALLBACKS if (found := account_named(name)) is not None), None)


def give(path: Path, account: Account) -> None:
    """Give one file, directory or link to an account. Raises OSError."""
    os.chown(path, account.uid, account.gid, follow_symlinks=False)


def give_tree(root: Path, account: Account) -> None:
    """Give a directory and all below it to an account; links are given, not what they point to. Raises OSError."""
    give(root, account)
    for place, directories, files in os.walk(root):
        for name in (*directories, *files):
            os.chown(os.path.join(place, name), account.uid, account.gid, follow_symlinks=False)
