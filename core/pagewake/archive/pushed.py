"""Whether a file was pushed before: the answer to most archive commands of a server that is behind.

Loads next to nothing, takes no lock and lists nothing: such a server starts one process a segment.
"""

from __future__ import annotations

from pathlib import Path

from blake3 import blake3

from pagewake.lsn import timeline_of_name
from pagewake.repository.wal_keys import WalKeys


def pushed_before(keys: WalKeys, source: str, path: Path) -> bool:
    """Whether exactly this content is archived under the file's own name.

    Only what is archived whole as it is can be known so; False says nothing. Raises StoreError.
    """
    timeline = timeline_of_name(path.name)
    if timeline is None:
        return False
    try:
        data = path.read_bytes()
    except OSError:  # what is wrong with it is told where it is read for good
        return False
    return keys.holds(source, timeline, path.name, blake3(data).digest())
