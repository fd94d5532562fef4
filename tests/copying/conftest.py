"""Scenes as the durability tests have them: packs small enough that a tiny backup has several."""

from __future__ import annotations

from tests.durability.conftest import _small_packs, any_scene, scene  # noqa: F401
