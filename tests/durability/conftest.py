"""Scenes that the tests copy and never change; packs small enough that a tiny backup has several."""

from __future__ import annotations

import pytest
from tests.durability import scenes
from tests.durability.scenes import Scene

from pagewake.repository import packs


def _make_small(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(packs, "PACK_BYTES", scenes.PACK_BYTES)


@pytest.fixture(autouse=True)
def _small_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    _make_small(monkeypatch)


@pytest.fixture(scope="session", params=[False, True], ids=["plain", "encrypted"])
def any_scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    with pytest.MonkeyPatch.context() as patch:
        _make_small(patch)
        return Scene(tmp_path_factory.mktemp("scene"), encrypted=request.param)


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    with pytest.MonkeyPatch.context() as patch:
        _make_small(patch)
        return Scene(tmp_path_factory.mktemp("scene"))
