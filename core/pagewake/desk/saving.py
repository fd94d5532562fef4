"""Files that people asked for: a picture, a table, the bytes of a page."""

from __future__ import annotations

from pathlib import Path


def save_bytes(path: Path, content: bytes) -> Path:
    """Write a new file, or replace one that the user chose to replace. Raises OSError."""
    path.write_bytes(content)
    return path
