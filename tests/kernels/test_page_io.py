"""Pages between memory and files: the same bytes and the same errors from C and from Python."""

import errno
import os

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MODEST = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def file(tmp_path):
    descriptor = os.open(tmp_path / "pages", os.O_RDWR | os.O_CREAT)
    yield descriptor
    os.close(descriptor)


def content(descriptor):
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


@MODEST
@given(
    gaps=st.lists(st.sampled_from([1, 1, 1, 2, 5]), max_size=12),
    page_size=st.integers(1, 40),
    short=st.integers(0, 39),
    limit=st.none() | st.integers(0, 500),
    filler=st.binary(max_size=100),
)
def test_written_pages_are_where_they_belong(kernels, file, gaps, page_size, short, limit, filler):
    blocks = np.cumsum(gaps, dtype=np.int64) - 1
    size = max(len(blocks) * page_size - short % page_size, 0)
    data = np.random.default_rng(size).integers(1, 256, size, np.uint8).tobytes()
    os.ftruncate(file, 0)
    os.pwrite(file, filler, 0)
    want, written = bytearray(filler), 0
    for index, block in enumerate(blocks.tolist()):
        piece = data[index * page_size : (index + 1) * page_size]
        at = block * page_size
        piece = piece if limit is None else piece[: max(limit - at, 0)]
        if piece:
            want.extend(bytes(max(at + len(piece) - len(want), 0)))
            want[at : at + len(piece)] = piece
            written += len(piece)
    assert kernels.write_pages(file, data, blocks, page_size, limit) == written
    assert content(file) == want


@MODEST
@given(
    size=st.integers(0, 400),
    runs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=5),
    page_size=st.integers(1, 40),
    spare=st.integers(0, 20),
)
def test_runs_are_read_back_to_back_up_to_the_end(kernels, file, size, runs, page_size, spare):
    data = np.random.default_rng(size).integers(1, 256, size, np.uint8).tobytes()
    os.ftruncate(file, 0)
    os.pwrite(file, data, 0)
    want = b""
    for first, count in runs:
        piece = data[first * page_size : (first + count) * page_size]
        want += piece
        if len(piece) < count * page_size:
            break
    into = bytearray(sum(count for _, count in runs) * page_size + spare)
    done = kernels.read_pages(file, np.array(runs, np.int64).reshape(-1, 2), page_size, into)
    assert done == len(want)
    assert into == want + bytes(len(into) - done)


def test_many_neighbours_and_a_hole(kernels, file):
    data = os.urandom(4096 * 300)
    blocks = np.delete(np.arange(301), 100)
    assert kernels.write_pages(file, data, blocks, 4096) == len(data)
    stored = content(file)
    assert stored[: 100 * 4096] + stored[101 * 4096 :] == data
    into = bytearray(len(data))
    assert kernels.read_pages(file, np.array([[0, 100], [101, 200]]), 4096, into) == len(data)
    assert into == data


def test_errors_keep_their_number(kernels, tmp_path):
    (tmp_path / "pages").write_bytes(bytes(10))
    descriptor = os.open(tmp_path / "pages", os.O_RDONLY)
    try:
        with pytest.raises(OSError) as caught:  # noqa: PT011
            kernels.write_pages(descriptor, b"x", np.array([0]), 4)
        assert caught.value.errno == errno.EBADF
    finally:
        os.close(descriptor)
    with pytest.raises(OSError) as caught:  # noqa: PT011
        kernels.read_pages(-1, np.array([[0, 1]]), 4, bytearray(4))
    assert caught.value.errno == errno.EBADF


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_said(kernels):
    descriptor = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError) as caught:  # noqa: PT011
            kernels.write_pages(descriptor, b"xxxx", np.array([0]), 4)
        assert caught.value.errno == errno.ENOSPC
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("blocks", "data"),
    [([1, 1], 8), ([2, 1], 8), ([-1, 0], 8), ([0, 1], 9), ([0, 1], 4), ([0, 2**61], 8), ([[0], [1]], 8)],
)
def test_impossible_writes_are_refused(kernels, file, blocks, data):
    with pytest.raises(ValueError, match=r"block numbers|are not \d+ pages"):
        kernels.write_pages(file, bytes(data), np.array(blocks), 4)
    assert content(file) == b""


@pytest.mark.parametrize(
    "runs", [[[0, 3]], [[-1, 1]], [[0, -1]], [[0, 2**61], [0, 2**61]], [[2**61, 1]], [0, 1]]
)
def test_impossible_reads_are_refused(kernels, file, runs):
    with pytest.raises(ValueError, match=r"runs"):
        kernels.read_pages(file, np.array(runs), 4, bytearray(8))


@MODEST
@given(
    files=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.booleans()), max_size=12),
    spare=st.integers(0, 9),
)
def test_many_files_are_read_each_into_its_place(kernels, tmp_path, files, spare):
    """Files longer and shorter than their places, and some that are not there."""
    (tmp_path / "deeper").mkdir(exist_ok=True)
    paths, want, expected = [], b"", []
    for number, (length, room, there) in enumerate(files):
        path, data = tmp_path / "deeper" / str(number), os.urandom(length)
        path.unlink(missing_ok=True)
        if there:
            path.write_bytes(data)
        paths.append(f"deeper/{number}")
        want += data[:room].ljust(room, b"\0") if there else bytes(room)
        expected.append(min(length, room) if there else -errno.ENOENT)
    into = bytearray(b"\xff" * (len(want) + spare))
    sizes = np.array([room for _, room, _ in files], np.int64)
    directory = os.open(tmp_path, os.O_RDONLY)
    try:
        assert kernels.read_files(directory, paths, sizes, into).tolist() == expected
        assert into == want + b"\xff" * spare
    finally:
        os.close(directory)


def test_files_without_room_or_name_are_refused(kernels, tmp_path):
    (tmp_path / "a").write_bytes(b"content")
    directory = os.open(tmp_path, os.O_RDONLY)
    into = bytearray(8)
    try:
        for paths, sizes in (
            (["a"], [9]),
            (["a", "a"], [5, 5]),
            (["a"], [-1]),
            (["a"], []),
            ([""], [1]),
            (["a\0b"], [1]),
        ):
            with pytest.raises(ValueError, match=r"files|paths"):
                kernels.read_files(directory, paths, np.array(sizes, np.int64), into)
        assert into == bytes(8)
        (failed,) = kernels.read_files(directory, ["."], np.array([4]), into)
        assert failed == -errno.EISDIR
    finally:
        os.close(directory)
