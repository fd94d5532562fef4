"""What the tests of the WAL walkers share: WAL of random content, walking it in pieces, all that a walk found."""

from itertools import pairwise

import numpy as np
from tests.postgres.wal_writer import Block, Image, WalWriter, record_body, record_bytes

from pagewake.kernels import WAL_MAGICS, WAL_PAGE_BYTES, WalLayout, WalStop

SEGMENT = 4 * WAL_PAGE_BYTES
PLAIN_PROPERTIES = (
    *("position", "stop", "stop_lsn", "end_lsn", "first_record", "last_record", "first_prev", "pending"),
    *("timeline", "skipped_head", "records_counted", "commits", "aborts"),
    *("min_commit_time", "max_commit_time", "min_time", "max_time"),
)

MAGICS = sorted(WAL_MAGICS)


def layout_of(wal, known=True):
    return WalLayout(wal.magic, wal.segment_size, wal.system_identifier if known else 0)


def payload(random):
    """Main data of records that are short, that cross a page, that cross segments."""
    low, high = random.choice([(0, 40), (0, 40), (200, 300), (900, 1100), (7000, 9000), (16000, 70000)])
    return random.randbytes(random.randint(low, high))


def image(random, magic):
    bits = 0x02 if WAL_MAGICS[magic] < 15 else random.choice([0x04, 0x08, 0x10])
    apply, length = random.random() < 0.8, random.randint(1, 400)
    match random.choice(["whole", "hole", "compressed", "both"]):
        case "whole":
            return Image(random.randbytes(8192), apply=apply)
        case "hole":
            return Image(bytes(length), random.randint(1, 8191), 8192 - length, apply=apply)
        case "compressed":
            return Image(bytes(length), compressed=bits, apply=apply)
    return Image(bytes(length), random.randint(1, 8191), random.randint(1, 8191), bits, apply)


def blocks(random, magic):
    made = []
    for index in range(random.choice([0, 0, 1, 1, 1, 2, 3, 33])):
        made.append(
            Block(
                relation=random.randint(0, 3),
                block=random.choice([random.randint(0, 3), random.getrandbits(32)]),
                fork=random.randint(0, 3),
                database=random.randint(0, 3),
                tablespace=random.randint(0, 3),
                data=random.randbytes(random.choice([0, 0, 20, 300])),
                image=image(random, magic) if random.random() < 0.2 else None,
                will_init=random.random() < 0.3,
                same_relation=index > 0 and random.random() < 0.5,
                id=32 if index == 1 and random.random() < 0.1 else None,
            )
        )
        if made[-1].id == 32:
            break
    return made


def append(random, wal):
    """Any record that the version can have."""
    rmid = random.choice([0, 1, 2, 4, 5, 10, 11, random.randint(0, 21)])
    if WAL_MAGICS[wal.magic] >= 15 and random.random() < 0.1:
        rmid = random.randint(128, 255)
    info = random.randrange(0, 256, 16) | random.choice([0, 0, 0, 1, 2])
    if rmid == 0 and info & 0xF0 in (0x40, 0xD0):  # a SWITCH, and what follows an abandoned record, have
        info = 0x70  # deeds of their own
    if rmid == 1:
        info = info & 0x8F | 0x50
    top_level = wal.magic != 0xD106 and random.random() < 0.1
    wal.append(
        rmid,
        info,
        main=payload(random),
        blocks=blocks(random, wal.magic),
        xid=random.getrandbits(32),
        origin=3 if random.random() < 0.1 else None,
        top_level_xid=random.getrandbits(32) if top_level else None,
    )


def append_broken(random, wal):
    """A record whose checksum is right and whose content may not be."""
    body = bytearray(record_body(blocks(random, wal.magic), random.randbytes(20), wal.magic))
    for _ in range(random.randint(0, 2)):
        if body:
            body[random.randrange(min(len(body), 80))] = random.choice(
                [0, 1, 32, 33, 252, 255, random.getrandbits(8)]
            )
    if random.random() < 0.3:
        body = body[: random.randrange(len(body) + 1)]
    wal.append_body(random.choice([0, 1, 1, 10, 22, 127, 128, 255]), random.getrandbits(8), bytes(body))


def written(random, most=60):
    """A writer that wrote up to `most` records, all of them right."""
    magic = random.choice(MAGICS)
    wal = WalWriter(magic, SEGMENT, start=random.choice([1, 2**20, 2**32]) * SEGMENT)
    for _ in range(random.randint(0, most)):
        match random.choice(["append"] * 14 + ["commit"] * 4 + ["fill", "fill", "switch", "abandon"]):
            case "commit":
                dropped = [(1663, 5, 9)] * random.randint(0, 2)
                info = random.choice([0x00, 0x20, 0x30, 0x40])
                wal.commit(random.randint(-(2**63), 2**63 - 1), info=info, dropped=dropped)
            case "fill":
                wal.fill_page(random.choice([0, 8, 16, 24, 32]))
            case "switch":
                wal.switch()
                wal.timeline += random.randint(0, 1)
            case "abandon":
                wal.abandon(record_bytes(10, 0, wal.prev, bytes(random.randint(8200, 9000))))
            case _:
                append(random, wal)
    return wal


def walk(kernels, data, start, layout, *, exact=False, records=True, cuts=(), forget_at=None):
    """Feed `data`, that begins at the page of `start`, cut before these pages; the walker and its last answer."""
    walker = kernels.wal_walker(layout, start, exact=exact, records=records)
    first = start - start % WAL_PAGE_BYTES
    bounds = [
        0,
        *sorted(cut * WAL_PAGE_BYTES for cut in cuts if 0 < cut * WAL_PAGE_BYTES < len(data)),
        len(data),
    ]
    stop = WalStop.MORE
    for index, (begin, end) in enumerate(pairwise(bounds)):
        stop = walker.feed(data[begin:end], first + begin)
        if index == forget_at:
            walker.forget()
        if stop is not WalStop.MORE:
            break
    return walker, stop


def found(walker, records=True):
    """All that a walk found, in a form that compares."""
    blocks = walker.blocks()
    answer = {name: getattr(walker, name) for name in PLAIN_PROPERTIES}
    answer["blocks"] = sorted(blocks.tolist())
    answer["events"] = walker.events().tolist()
    for name in ("counts", "record_bytes", "image_bytes"):
        array = getattr(walker, name)
        answer[name] = {tuple(cell): int(array[tuple(cell)]) for cell in np.argwhere(array).tolist()}
    if records:
        answer["records"], answer["refs"] = walker.records().tolist(), walker.block_refs().tolist()
    return answer
