"""Tags on the command line: given with a backup or later, shown, searched for, gone with what is removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagewake.demo.ledger import Ledger
from pagewake.errors import StoreError
from pagewake.jobs import Job
from pagewake.stores.local import LocalStore

NEWEST = (
    "--keep-last",
    "1",
    "--keep-full",
    "0",
    "--keep-within",
    "never",
    "--window",
    "never",
    "--daily",
    "0",
    "--weekly",
    "0",
    "--monthly",
    "0",
)


@pytest.fixture
def shop(tmp_path: Path, pagewake: Callable[..., Any]) -> Callable[..., Any]:
    """Runs commands on a repository with two backups; the second has tags from its beginning."""
    repo = ("--repo", str(tmp_path / "repository"))
    assert pagewake("repo", "init", repo[1]).status == 0
    ledger = Ledger(tmp_path / "shop", 20, seed=3)
    for words in ((), ("--tag", "release 2", "--tag", "audit")):
        ledger.run(10, Job())
        done = pagewake("backup", str(tmp_path / "shop"), *repo, "--source", "shop", *words, "--json")
        assert done.status == 0, done.err
        assert done.document["backup"]["tags"] == sorted(words[1::2])
    ledger.close()
    return lambda command, *arguments: pagewake(command, *arguments, *repo)


def ids(shop: Callable[..., Any], *words: str) -> list[str]:
    options = [part for word in words for part in ("--tag", word)]
    return [one["id"] for one in shop("list", *options, "--json").document["backups"]]


def test_they_are_given_taken_shown_and_found(shop: Callable[..., Any]) -> None:
    first, second = ids(shop)
    assert ids(shop, "audit") == ids(shop, "audit", "release 2") == [second]
    given = shop("tag", first, second, "--add", "audit", "--add", "before", "--remove", "release 2", "--json")
    assert given.document["backups"] == [{"id": one, "tags": ["audit", "before"]} for one in (first, second)]
    assert ids(shop, "audit") == [first, second]
    assert ids(shop, "release 2") == []
    assert "No backup has these tags." in shop("list", "--tag", "release 2").told
    assert "Tags" in shop("show", first).out
    assert shop("show", first, "--json").document["backup"]["tags"] == ["audit", "before"]
    compared = shop("compare", first, second, "--json").document
    assert compared["before"]["tags"] == compared["after"]["tags"] == ["audit", "before"]
    assert "audit, before" in shop("tag", first).out


def test_the_column_is_there_where_a_backup_has_any(shop: Callable[..., Any]) -> None:
    second = ids(shop)[1]
    assert "audit, release 2" in shop("list").out
    shop("tag", second, "--remove", "audit", "--remove", "release 2")
    assert "Tags" not in shop("list").out
    assert "Tags" not in shop("show", second).out


def test_they_follow_into_the_trash_and_back_and_go_with_the_backup(shop: Callable[..., Any]) -> None:
    first = ids(shop)[0]
    shop("tag", first, "--add", "old")
    done = shop("expire", *NEWEST)
    assert done.status == 0
    shown = shop("show", first, "--json").document["backup"]
    assert (shown["status"], shown["tags"]) == ("trash", ["old"])
    shop("undelete", "--all")
    assert ids(shop, "old") == [first]
    assert shop("expire", *NEWEST).status == 0
    assert shop("prune", "--purge-trash").status == 0
    assert ids(shop, "old") == []
    assert "audit" in shop("list").out


def test_what_is_no_tag_is_refused_before_anything_is_done(shop: Callable[..., Any], tmp_path: Path) -> None:
    before = ids(shop)
    refused = shop("backup", str(tmp_path / "shop"), "--tag", "a,b")
    assert refused.status == 2
    assert "comma" in refused.said
    assert ids(shop) == before
    assert shop("tag", before[0], "--add", "x" * 65).status == 2
    assert shop("tag", "nothing", "--add", "x").status == 2


def test_a_backup_whose_tags_cannot_be_written_is_there_and_it_says_so(
    shop: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = LocalStore.put

    def refusing(self: LocalStore, key: str, *rest: Any, **options: Any) -> Any:
        if key.startswith("keeping/"):
            raise StoreError("the disk is full", object_name=key)
        return put(self, key, *rest, **options)

    monkeypatch.setattr(LocalStore, "put", refusing)
    done = shop("backup", str(tmp_path / "shop"), "--source", "shop", "--tag", "late")
    assert done.status == 3
    assert "The backup is complete" in done.said
    assert len(ids(shop)) == 3
