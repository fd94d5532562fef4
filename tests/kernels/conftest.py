import os
from pathlib import Path

import pytest

from pagewake.kernels.native import NativeKernels
from pagewake.kernels.reference import ReferenceKernels

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library():
    try:
        return NativeKernels()
    except ImportError as error:
        pytest.skip(f"the C kernels are not built (python packaging/build_kernels.py): {error}")


@pytest.fixture(scope="module", params=["accelerated", "portable"])
def native(request, library):
    """The C kernels, with the machine's own CRC instructions and without."""
    on = library.use_acceleration(request.param == "accelerated")
    if on != (request.param == "accelerated"):
        pytest.skip("this machine has no CRC instructions that the kernels know")
    yield library
    library.use_acceleration(True)


@pytest.fixture(scope="session")
def plain():
    return ReferenceKernels()


@pytest.fixture(scope="module", params=["accelerated", "portable", "reference"])
def kernels(request, plain):
    """Every implementation in turn, for tests of what a kernel does."""
    if request.param == "reference":
        yield plain
        return
    library = request.getfixturevalue("library")
    library.use_acceleration(request.param == "accelerated")
    yield library
    library.use_acceleration(True)


@pytest.fixture(scope="session")
def fixtures():
    """Files made by the original database."""
    place = Path(os.environ.get("PAGEWAKE_FIXTURES", ROOT.parent / "shared" / "fixtures")) / "neuroquantum"
    if not place.is_dir():
        pytest.skip("the fixtures are not on this machine ($PAGEWAKE_FIXTURES)")
    return place
