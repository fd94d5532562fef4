import os
from pathlib import Path

import pytest
from tests.postgres.wal_writer import Block, Image, WalWriter, record_bytes

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


@pytest.fixture(scope="session")
def one_of_each():
    """PostgreSQL WAL with records of every kind that the walkers tell apart."""
    wal = WalWriter(segment_size=1 << 17)
    image = Image.of_page(bytes(range(256)) * 32, (100, 7000))
    wal.append(10, 0x00, main=b"abc", blocks=[Block(block=7, data=b"tuple", image=image)], xid=700)
    wal.commit(800_000_000_000_000)
    wal.commit(800_000_000_500_000, dropped=[(1663, 5, 16384)])
    wal.append(2, 0x20, main=bytes(20))
    wal.append(10, 0x20, blocks=[Block(block=7), Block(block=9, same_relation=True, will_init=True)])
    wal.append(200, 0x30, main=bytes(10000))
    wal.append(0, 0xB0, blocks=[Block(relation=5, block=n, image=Image(bytes(8192))) for n in range(3)])
    wal.switch()
    wal.append(11, 0x00, main=b"x", blocks=[Block(relation=6, fork=2)], origin=3, top_level_xid=9)
    wal.abandon(record_bytes(10, 0, wal.prev, bytes(9000)))
    wal.commit(799_000_000_000_000, info=0x20)
    return wal
