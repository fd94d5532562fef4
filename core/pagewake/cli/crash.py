"""An error that nobody foresaw, on the command line: a file with the details, and one sentence that names it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from pagewake.cli.session import Session
from pagewake.desk.crash_report import crash_details, redacted, write_crash_report
from pagewake.errors import Unexpected


def explain(error: Exception, arguments: Sequence[str], session: Session) -> Unexpected:
    """Write the details down and return the error that says so."""
    details = crash_details(error, arguments)
    if session.verbose or os.environ.get("PAGEWAKE_DEBUG") == "1":
        session.tell(details.rstrip())
    kind = type(error).__name__
    what = f"unexpected {kind}: {redacted(str(error))}" if str(error) else f"unexpected {kind}"
    try:
        path = write_crash_report(details)
    except OSError as unwritable:
        reason = unwritable.strerror or str(unwritable)
        return Unexpected(
            what, advice=f"The details could not be written ({reason}): run it again with --verbose."
        )
    return Unexpected(what, advice=f"Please report it with the details that were written to: {path}")
