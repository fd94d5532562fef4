"""A short run of the fuzz harness; `python -m tests.kernels.fuzz.run` is the long one."""

import pytest
from tests.kernels.fuzz import run


@pytest.mark.parametrize("seconds", [1, pytest.param(60, marks=pytest.mark.torture)])
def test_the_sanitizers_find_nothing(seconds):
    status = run.fuzz(seconds, seed=20260101)
    if status == 2:
        pytest.skip("no compiler with the sanitizers is installed")
    assert status == 0
