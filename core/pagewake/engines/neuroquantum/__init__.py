"""NeuroQuantumDB: the embedded engine, one file of pages and a directory of WAL segments."""

from __future__ import annotations

from pagewake.engines.neuroquantum.engine import ENGINE

__all__ = ["ENGINE"]
