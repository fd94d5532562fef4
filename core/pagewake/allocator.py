"""How the C library's allocator treats the buffers of a long job.

As it comes, glibc gives every buffer of a few hundred KiB back to the kernel when it is freed, and fetches
and clears new memory for the next one: that costs more than compressing does. And each thread that allocates
keeps freed memory in an arena of its own. So buffers of up to 20 MiB are kept, larger ones go back, and few
arenas are made. Measured in docs/performance.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

LARGEST_KEPT = 20 << 20
"""A larger block goes back to the kernel as soon as it is freed. A stretch of WAL, of 16 MiB, does not."""
FEWEST_KEPT = 4 << 20
"""What `LARGEST_KEPT` is for work that needs two stores, and a client for one of them: some 60 MiB less stay behind."""
KEPT_AT_MOST = 34 << 20
"""So much free memory stays at the end of an arena: a stretch of WAL, and what it is compressed to, twice."""
ARENAS = 2

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def keep_buffers(largest: int = LARGEST_KEPT) -> bool:
    """Tell glibc; returns whether it was there to be told. Other C libraries are left as they are.

    A block of more than `largest` bytes goes back to the kernel when it is freed.

    For the whole process, so it is for programs to call, before they start threads, and not for libraries.
    """
    mallopt = _function("mallopt")
    if mallopt is None:
        return False
    settings = (
        (_M_MMAP_THRESHOLD, largest),
        (_M_TRIM_THRESHOLD, KEPT_AT_MOST),
        (_M_ARENA_MAX, ARENAS),
    )
    return all(mallopt(what, value) == 1 for what, value in settings)


def give_back() -> None:
    """Give the kernel all memory that is free by now, also what lies between other things; a few milliseconds.

    For work that needs little memory and does something else from here on. Changes nothing for who allocates next.
    """
    trim = _function("malloc_trim")
    if trim is not None:
        trim(0)


def _function(name: str) -> Callable[..., int] | None:
    """A function of glibc; None where that is not the C library."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    try:
        library = ctypes.CDLL(None)
        library.gnu_get_libc_version  # noqa: B018 - musl has no such function, and its mallopt none of these settings
        found: Callable[..., int] = getattr(library, name)
    except (OSError, AttributeError):
        return None
    return found
