"""What writes into somebody's database is confirmed by typing the name of the source."""

from __future__ import annotations

import sys

from pagewake.cli.places import somebody_is_there
from pagewake.cli.session import Session
from pagewake.errors import UsageError


def require_name(session: Session, name: str, typed: str | None, plan: str, purpose: str) -> None:
    """Have the source's name typed, or take `typed`, as it was given with --yes. `plan` is shown before the question.

    Raises UsageError.
    """
    if typed is None and somebody_is_there(session):
        session.tell(plan)
        session.tell(f"Type the name of the source, {name}, to {purpose}:")
        typed = sys.stdin.readline().strip()
    if typed is None:
        raise UsageError(
            "pages in place need a confirmation, and nobody is there to ask",
            meaning="Nothing was written.",
            advice=f"Look at what --dry-run says, and give --yes {name}",
        )
    if typed != name:
        raise UsageError(
            f"{typed!r} is not the name of the source",
            meaning="Nothing was written.",
            advice=f"The source is {name}.",
        )
