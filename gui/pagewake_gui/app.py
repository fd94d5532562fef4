"""Start of the window. This version has no window: it says so and names the command line."""

from __future__ import annotations

import sys

NO_WINDOW = """\
pagewake-gui: the window is not part of this version yet.
Everything that it will do is in the command line, on the same repositories:
    pagewake list --repo REPO      the backups
    pagewake --help                every command
"""

EXIT_USAGE = 2


def main() -> int:
    """Say that there is no window yet and return the exit status of a wrong usage."""
    sys.stderr.write(NO_WINDOW)
    return EXIT_USAGE


if __name__ == "__main__":
    sys.exit(main())
