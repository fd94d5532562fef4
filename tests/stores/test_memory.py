"""The store in memory is a store."""

from __future__ import annotations

import pytest
from tests.stores.suite import StoreSuite

from pagewake.stores.memory import MemoryStore


class TestMemoryStore(StoreSuite):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()
