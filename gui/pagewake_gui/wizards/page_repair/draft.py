"""What is asked for while a page repair is put together: the source, its pages, where they go, from which backup."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pagewake.desk.commands import blocks_command
from pagewake.desk.places import RepositoryPlace
from pagewake.errors import UsageError
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.block_plan import count_of, parse_blocks, written
from pagewake.restore.block_planning import BlocksRequest
from pagewake_gui.wizards.page_repair.proposal import Proposal

LATEST = RestoreTarget(TargetKind.LATEST)


@dataclass(frozen=True)
class Asked:
    """A page repair as it was asked for. `bandwidth` as for `--bandwidth`."""

    source: str
    request: BlocksRequest
    bandwidth: str = ""

    @property
    def in_place(self) -> bool:
        """Whether pages of a database are overwritten."""
        return self.request.in_place is not None

    @property
    def blocks(self) -> int:
        """How many blocks are asked for."""
        return count_of(self.request.wanted)

    def command(self, place: RepositoryPlace, style: LsnStyle, *, dry_run: bool = False) -> str:
        """The same on the command line."""
        request = self.request
        return blocks_command(
            place,
            self.source,
            written(request.wanted),
            request.target,
            in_place=request.in_place,
            to=request.pages_to,
            backup=request.backup,
            scratch=request.scratch,
            bandwidth=self.bandwidth,
            dry_run=dry_run,
            lsn=style.text,
        )


def proposal_of(source: str, command: str) -> Proposal:
    """What a command that `Asked.command` wrote asked for; as much of it as can be read."""
    try:
        words = shlex.split(command)
        wanted = parse_blocks([after for word, after in pairwise(words) if word == "--blocks"])
    except (ValueError, UsageError):
        return Proposal(source)
    place = next((after for word, after in pairwise(words) if word == "--in-place"), "")
    return Proposal(source, wanted, database=place)


def saved_in(command: str) -> Path | None:
    """The directory that a command takes a repair back from; None for any other command."""
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    return next((Path(after) for word, after in pairwise(words) if word == "--undo"), None)
