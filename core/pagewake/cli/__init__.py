"""The command line: one module a command group under `commands`, everything around them here.

Starting must be quick, because `wal push` and `wal get` run once a segment: a command's module is only
imported when that command runs, and nothing here imports numpy, cryptography, rich or the kernels.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with the process's arguments and exit with its status."""
    from pagewake.interpreter import end_quickly, start_quickly

    start_quickly()
    from pagewake.cli.entry import run

    end_quickly(run(sys.argv[1:]))
