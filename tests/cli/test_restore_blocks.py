"""`pagewake restore --blocks`: from a damaged page to the repaired one, and what is refused on the way."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Done
from tests.docs.test_json_page import compare

from pagewake.demo.ledger import Ledger
from pagewake.desk.journal import Journal, Standing, state_directory
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.restore.block_plan import MOST_BLOCKS, blocks_in_findings, blocks_of, parse_blocks, written

Run = Callable[..., Done]
PAGE = 4096


@pytest.fixture
def place(tmp_path: Path, pagewake: Run) -> tuple[str, Path, str]:
    """A repository, a closed database that has gone on since its backup, and the path of its page file there."""
    repository, database = str(tmp_path / "repository"), tmp_path / "shop"
    assert pagewake("repo", "init", repository).status == 0
    ledger = Ledger(database, 40, seed=5)
    ledger.run(20, Job())
    assert pagewake("backup", str(database), "--repo", repository).status == 0
    ledger.run(30, Job())
    ledger.close()
    return repository, database, f"data/{next((database / 'data').glob('*.db')).name}"


def spoil(path: Path, *blocks: int) -> None:
    content = bytearray(path.read_bytes())
    for block in blocks:
        content[block * PAGE + 200 : block * PAGE + 220] = b"\x5a" * 20
    path.write_bytes(content)


def test_from_a_finding_to_the_repaired_page(
    pagewake: Run, place: tuple[str, Path, str], tmp_path: Path
) -> None:
    repo, database, file = place
    truth = (database / file).read_bytes()
    spoil(database / file, 3, 4, 7)
    found = pagewake("backup", str(database), "--repo", repo, "--type", "full", "--json")
    findings = tmp_path / "findings.json"
    findings.write_text(json.dumps(found.document))
    ask = ("restore", "--repo", repo, "--blocks-from", str(findings), "--in-place", str(database))
    planned = pagewake(*ask, "--dry-run", "--json")
    assert planned.status == 0
    compare(planned.document, "restore --blocks")
    assert [(one["block"], one["present"][:7]) for one in planned.document["blocks"]] == [
        (3, "damaged"),
        (4, "damaged"),
        (7, "damaged"),
    ]
    assert len(planned.document["passed_over"]) == 1
    assert "Nothing was written" in pagewake(*ask, "--dry-run").told
    for wrong in ((), ("--yes", "other")):
        assert pagewake(*ask, *wrong).status == 2
    assert (database / file).read_bytes() != truth
    done = pagewake(*ask, "--yes", "shop", "--json")
    assert done.status == 0
    compare(done.document, "restore --blocks")
    assert [one["written"] for one in done.document["blocks"]] == [True, True, True]
    assert (database / file).read_bytes() == truth
    assert (Path(done.document["saved"]) / "blocks.json").is_file()
    assert "the others were right" in pagewake(*ask, "--yes", "shop").told


def test_a_repair_is_taken_back_by_the_command_that_it_names(
    pagewake: Run, place: tuple[str, Path, str], tmp_path: Path
) -> None:
    repo, database, file = place
    truth = (database / file).read_bytes()
    spoil(database / file, 3, 7)
    bad = (database / file).read_bytes()
    repair = ("restore", "--repo", repo, "--blocks", f"{file}:3,7", "--in-place", str(database))
    done = pagewake(*repair, "--yes", "shop", "--json").document
    compare(done, "restore --blocks")
    words = shlex.split(done["undo"])[1:]
    planned = pagewake(*words, "--dry-run", "--json").document
    compare(planned, "restore --undo")
    assert [(one["block"], one["state"], one["written"]) for one in planned["blocks"]] == [
        (3, "repaired", False),
        (7, "repaired", False),
    ]
    assert "Nothing was written" in pagewake(*words, "--dry-run").told
    for wrong in (
        (),
        ("--yes", "other"),
        ("--yes", "shop", "--latest"),
        ("--yes", "shop", "--blocks", f"{file}:1"),
        ("--yes", "shop", "--source", "other"),
    ):
        assert pagewake(*words, *wrong).status == 2, wrong
    assert pagewake("restore", "--repo", repo, "--overwrite-changed", "--to", str(tmp_path / "x")).status == 2
    assert (database / file).read_bytes() == truth
    undone = pagewake(*words, "--yes", "shop", "--json").document
    compare(undone, "restore --undo")
    assert (database / file).read_bytes() == bad
    assert [one["written"] for one in undone["blocks"]] == [True, True]
    assert "as it was before" in pagewake(*words).told, "nothing to confirm where nothing is to be done"
    records = pagewake("evidence", "--repo", repo, "--json").document["records"]
    assert [one["id"] for one in records if one["level"] == "repair"] == [
        done["evidence"],
        undone["evidence"],
    ]
    changed = bytearray(bad)
    changed[3 * PAGE + 300] ^= 1
    (database / file).write_bytes(changed)
    told = pagewake("restore", "--repo", repo, "--undo", undone["saved"], "--yes", "shop")
    assert told.status == 3 and "--overwrite-changed" in told.err
    journal = Journal(state_directory()).entries()
    assert [one.standing for one in journal] == [Standing.DONE] * 3 + [Standing.FAILED]
    assert done["saved"] in " ".join(journal[0].log) and "--blocks" in journal[0].command
    assert journal[1].command == done["undo"] and undone["saved"] in " ".join(journal[1].log)
    assert "not what the repair wrote" in journal[3].error


def test_pages_as_files(pagewake: Run, place: tuple[str, Path, str], tmp_path: Path) -> None:
    repo, _, file = place
    out = tmp_path / "pages"
    done = pagewake("restore", "--repo", repo, "--blocks", f"{file}:1,3-4", "--to", str(out), "--json")
    assert done.status == 0
    compare(done.document, "restore --blocks")
    assert len(list(out.glob("*.page"))) == 3
    index = json.loads((out / "blocks.json").read_text())
    assert [one["block"] for one in index["blocks"]] == [1, 3, 4]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--to", "x", "--drill"),
        ("--to", "x", "--in-place", "y"),
        (),
        ("--to", "x", "--delta"),
    ],
)
def test_options_that_contradict(pagewake: Run, place: tuple[str, Path, str], wrong: tuple[str, ...]) -> None:
    repo, _, file = place
    assert pagewake("restore", "--repo", repo, "--blocks", f"{file}:1", *wrong).status == 2
    assert pagewake("restore", "--repo", repo, "--to", "x", "--yes", "shop").status == 2


def test_blocks_are_parsed() -> None:
    assert parse_blocks(["a/b:3,1-2", "c:d:5", "a/b:2"]) == {"a/b": (1, 2, 3), "c:d": (5,)}
    for wrong in (
        "a",
        "a:",
        ":1",
        "a:x",
        "a:5-4",
        "a:-1",
        f"a:0-{MOST_BLOCKS}",
        "a:1,",
        "a:0-99999999999999999",
    ):
        with pytest.raises(UsageError):
            parse_blocks([wrong])
    with pytest.raises(UsageError):
        parse_blocks([f"a:0-{MOST_BLOCKS - 1}", "b:1"])


def test_findings_are_read() -> None:
    one = {"code": "page-checksum", "object": "data/x y.db blocks 3 to 5"}
    two = {"code": "page-checksum", "object": "base/5/1 block 7"}
    other = {"code": "blocks-missing", "object": "id base/5/1 block 9"}
    document = {"backup": {"findings": [one, other]}, "more": [{"deep": [two]}]}
    assert blocks_in_findings(json.dumps(document).encode(), "f") == {
        "data/x y.db": (3, 4, 5),
        "base/5/1": (7,),
    }
    for wrong in (b"", b"{}", b"[" * 100_000, b"\xff", b'{"code": 1, "object": "a block 1"}'):
        with pytest.raises(UsageError):
            blocks_in_findings(wrong, "f")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.text("a/.:- 0,", min_size=1, max_size=8),
        st.sets(st.integers(0, 60), min_size=1),
        min_size=1,
        max_size=4,
    )
)
def test_blocks_are_written_as_they_are_read(asked: dict[str, set[int]]) -> None:
    wanted = {file: tuple(sorted(blocks)) for file, blocks in sorted(asked.items())}
    assert parse_blocks(written(wanted)) == wanted


def test_findings_name_the_pages_of_the_database_alone() -> None:
    def finding(code: str, name: str) -> Finding:
        return Finding(Severity.ERROR, code, name, "it is damaged")

    found = [
        finding("page-checksum", "base/5/7 blocks 3 to 5"),
        finding("page-corrupt", "base/5/7 block 4"),
        finding("page-corrupt", "page 9"),
        finding("pack-damaged", "packs/ab block 1"),
    ]
    assert blocks_of(found) == {"base/5/7": (3, 4, 5)}
    assert blocks_of(found[2:]) == {}
