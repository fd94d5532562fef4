"""Fuzz the C kernels under the sanitizers: `python -m tests.kernels.fuzz.run --seconds 60` in the root.

Builds the harness with the kernels' sources by gcc or clang, with -fsanitize=address,undefined, and lets it
mutate seed buffers: records of the test encoders, pages, WAL, and the original's own files where they are. Half of
the time goes to the accelerated path, half to the portable one. Exit status 0: nothing found; 1: a failure,
reported on standard error; 2: no compiler with sanitizers is here.
"""

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from tests.kernels.encoding import encode, frame, one_of_each, page
from tests.kernels.wal_walks import SEGMENT, append_broken, written
from tests.postgres.wal_writer import Block, WalWriter

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "core" / "pagewake" / "kernels" / "src"
HARNESS = sorted(Path(__file__).parent.glob("*.c"))
FLAGS = [
    "-std=gnu11",
    "-O1",
    "-g",
    "-fno-omit-frame-pointer",
    "-fsanitize=address,undefined",
    "-fno-sanitize-recover=all",
]
EVERY_ITERATION = 2**62
_ASK, _NO_RANDOM_ADDRESSES = 0xFFFFFFFF, 0x0040000


def compiler():
    """A compiler that can build and link with the sanitizers, or None."""
    for name in ("gcc", "clang"):
        if shutil.which(name) is None:
            continue
        probe = [name, *FLAGS, "-x", "c", "-", "-o", os.devnull]
        if (
            subprocess.run(
                probe, input=b"int main(void) { return 0; }", capture_output=True, check=False
            ).returncode
            == 0
        ):
            return name
    return None


def build(directory):
    """Build the harness in `directory`; None where no compiler can."""
    name = compiler()
    if name is None:
        return None
    harness = directory / "harness"
    sources = [*map(str, HARNESS), *map(str, sorted(SOURCES.glob("*.c")))]
    strict = ["-Wall", "-Wextra", "-Werror", f"-I{SOURCES}"]
    subprocess.run([name, *FLAGS, *strict, "-o", str(harness), *sources], check=True)
    return harness


def seeds(directory):
    """Write the seed buffers; returns their paths in a fixed order."""
    buffers = [encode([record]) for record in one_of_each()]
    buffers.append(encode(one_of_each()))
    buffers.append(frame(bytes(46)))
    buffers.append(b"".join(page(number, bytes([number]) * 500) for number in range(4)) + bytes(8192))
    buffers += wal_seeds()
    paths = []
    for number, buffer in enumerate(buffers):
        paths.append(directory / f"seed-{number:03}")
        paths[-1].write_bytes(buffer)
    fixtures = Path(os.environ.get("PAGEWAKE_FIXTURES", ROOT.parent / "shared" / "fixtures")) / "neuroquantum"
    return paths + sorted(fixtures.rglob("*.log")) + sorted(fixtures.glob("quirks/*/data/*.db"))


def wal_seeds():
    """PostgreSQL WAL and single records of it, of every version."""
    buffers = []
    for number in range(24):
        random = Random(number)
        wal = written(random)
        append_broken(random, wal)
        buffers.append(wal.pages()[:65536])
        buffers.append(bytes(wal.data[40:3000]))
    # As many events, rows, references or relations as pages can hold.
    for rmid, count, one_relation in ((2, 0, True), (10, 0, True), (10, 33, True), (10, 33, False)):
        wal, block = WalWriter(segment_size=SEGMENT), 0
        while len(wal.data) < 65536:
            numbers = range(block, block + count)
            same = [one_relation and number > block for number in numbers]
            relations = [1 if one_relation else number for number in numbers]
            fields = zip(relations, numbers, same, strict=True)
            wal.append(rmid, 0, blocks=[Block(rel, at, same_relation=same) for rel, at, same in fields])
            block += count
        buffers += [wal.pages()[:65536]] * 4
    return [buffer for buffer in buffers if buffer]


def same_addresses():
    """Have the program that is started lie at the same addresses every time, where the system lets it.

    Where addresses are chosen out of 2**32 (vm.mmap_rnd_bits), some lie where the address sanitizer of gcc up to 13
    and clang up to 17 keeps its own notes, and the program ends now and then before it has begun.
    """
    if sys.platform == "linux":
        personality = ctypes.CDLL(None).personality
        personality(personality(_ASK) | _NO_RANDOM_ADDRESSES)


def fuzz(seconds, seed, only=None):
    """Run the harness on both paths; the exit status described above."""
    with tempfile.TemporaryDirectory() as scratch:
        harness = build(Path(scratch))
        if harness is None:
            sys.stderr.write("no compiler with the address and undefined-behaviour sanitizers is here\n")
            return 2
        first, last = (0, EVERY_ITERATION) if only is None else (only, only + 1)
        paths = seeds(Path(scratch))
        for path in ("accelerated", "portable"):
            bounds = [str(max(seconds // 2, 1)), str(seed), str(first), str(last), path]
            done = subprocess.run(
                [str(harness), *bounds, *map(str, paths)], check=False, preexec_fn=same_addresses
            )
            if done.returncode:
                sys.stderr.write(f"to see it alone: --seed {seed} --only ITERATION\n")
                return 1
    return 0


def main():
    parser = argparse.ArgumentParser(description="Fuzz the C kernels under the sanitizers.")
    parser.add_argument("--seconds", type=int, default=60, help="how long in all (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="another number is another sequence of inputs")
    parser.add_argument("--only", type=int, help="one iteration, as a failure names it")
    options = parser.parse_args()
    return fuzz(options.seconds, options.seed, options.only)


if __name__ == "__main__":
    sys.exit(main())
