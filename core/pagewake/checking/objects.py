"""The small objects of a repository: manifests, index, catalogue, keeping, evidence, sentences, locks, key slots."""

from __future__ import annotations

from pagewake.checking.facts import BadObject, Facts
from pagewake.checking.survey import room_of
from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError, RepositoryTooNew
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository import condemned, evidence, expired_wal, suspects
from pagewake.repository.catalogue import MAX_SNAPSHOT
from pagewake.repository.index_objects import PREFIX as INDEX
from pagewake.repository.index_objects import read_index
from pagewake.repository.keeping_book import MAX_OBJECT as MAX_KEEPING
from pagewake.repository.key_ring import KeyRings
from pagewake.repository.keys import KeySlots
from pagewake.repository.locks import DAMAGED
from pagewake.repository.manifest import BACKUPS
from pagewake.repository.repository import Repository
from pagewake.repository.wal_archive import MAX_RECORD
from pagewake.repository.wal_keys import SUMMARIES

CATALOGUE = "catalogue/"
_SLACK = 1 << 12
_REPAIR = "Run: pagewake repo check --repair"
_BOUNDS = {
    condemned.PREFIX: condemned.MAX_SENTENCE,
    evidence.EVIDENCE: evidence.MAX_EVIDENCE,
    expired_wal.PREFIX: expired_wal.MAX_OBJECT,
    suspects.PREFIX: suspects.MAX_NOTE,
}


def check_objects(repository: Repository, facts: Facts, job: Job) -> None:
    """Read all of them; what cannot be read becomes a finding, and a fact for a repair."""
    with job.phase("read small objects"):
        _manifests(repository, facts)
        _snapshots(repository, facts, job)
        _keeping(repository, facts)
        _indexes(repository, facts, job)
        _records(repository, facts)
        for prefix, bound in _BOUNDS.items():
            _plain(repository, facts, job, prefix, bound)
        _locks(repository, facts)
        _slots(repository, facts)


def _manifests(repository: Repository, facts: Facts) -> None:
    repository.existing_backups()
    for key in repository.unreadable_backups():
        try:
            repository.manifest(key.removeprefix(BACKUPS))
        except ObjectCorrupt as error:
            facts.objects.append(BadObject(key, error.what))
            facts.damaged.add(key.removeprefix(BACKUPS))
            text = f"The manifest of this backup is damaged: {error.what}. Without it there is no backup."
            advice = "Repair puts it into quarantine, so that prune can work again."
            facts.findings.append(Finding(Severity.ERROR, "backup-unreadable", key, text, advice))
        except PagewakeError as error:  # of a newer version, for one: not ours to judge
            facts.damaged.add(key.removeprefix(BACKUPS))
            facts.findings.append(
                Finding(Severity.ERROR, "backup-unreadable", key, error.account, error.advice)
            )


def _snapshots(repository: Repository, facts: Facts, job: Job) -> None:
    for info in list(repository.store.list(CATALOGUE)):
        why = _problem(repository, info.key, MAX_SNAPSHOT, job)
        if why and room_of(info.key) is not None:
            facts.snapshots.append(BadObject(info.key, why))
            text = f"A snapshot of the catalogue cannot be used: {why}. What it holds is read anew."
            facts.findings.append(Finding(Severity.WARNING, "catalogue-damaged", info.key, text, _REPAIR))


def _keeping(repository: Repository, facts: Facts) -> None:
    for finding in repository.keeping.findings:
        facts.findings.append(finding)
        if _problem(
            repository, finding.object_name, MAX_KEEPING, Job("check")
        ):  # not merely of a newer version
            facts.keeping.append(BadObject(finding.object_name, finding.message))


def _indexes(repository: Repository, facts: Facts, job: Job) -> None:
    for info in list(repository.store.list(INDEX)):
        job.check()
        if room_of(info.key) is None:
            continue
        try:
            read_index(repository.store, repository.sealer, info.key)
        except ObjectMissing:
            continue
        except ObjectCorrupt as error:
            facts.objects.append(BadObject(info.key, error.what))
            text = (
                f"An index object is damaged: {error.what}. What it says is read from the packs themselves."
            )
            facts.findings.append(Finding(Severity.WARNING, "index-damaged", info.key, text, _REPAIR))


def _records(repository: Repository, facts: Facts) -> None:
    """Records of WAL that cannot be read and that no snapshot of the catalogue knows."""
    for finding in repository.wal.findings:
        key = finding.object_name
        if not key.startswith(SUMMARIES):
            continue
        text = f"The record of a stretch of WAL is damaged, and its WAL does not count: {finding.message}."
        advice = "Archive the WAL again if the database still has it, or take a full backup."
        facts.findings.append(Finding(Severity.ERROR, finding.code, key, text, advice))
        if _problem(repository, key, MAX_RECORD, Job("check")):
            facts.objects.append(BadObject(key, finding.message))


def _plain(repository: Repository, facts: Facts, job: Job, prefix: str, bound: int) -> None:
    for info in list(repository.store.list(prefix)):
        why = _problem(repository, info.key, bound, job)
        if why and room_of(info.key) is not None:
            facts.objects.append(BadObject(info.key, why))
            room = prefix.rstrip("/")
            text = f"This object is damaged: {why}. Nothing that restores needs it."
            facts.findings.append(Finding(Severity.WARNING, f"{room}-damaged", info.key, text, _REPAIR))


def _locks(repository: Repository, facts: Facts) -> None:
    for lock in repository.locks.live():
        if lock.kind == DAMAGED:
            text = "This lock cannot be read, and keeps others away until it expires by itself."
            facts.findings.append(Finding(Severity.WARNING, "lock-damaged", f"locks/{lock.id}", text))


def _slots(repository: Repository, facts: Facts) -> None:
    if not repository.descriptor.encrypted:
        return
    for error in KeySlots(repository.store).readable()[1]:
        text = f"This key slot is damaged ({error.what}): its passphrase no longer opens the repository."
        advice = "Give that person a new passphrase, while another one still works."
        facts.findings.append(Finding(Severity.ERROR, "key-damaged", error.object_name, text, advice))
    for key in KeyRings(repository.store, repository.descriptor.id).damaged_copies():
        text = "This copy of the key ring is damaged; the other one opens the repository."
        advice = "The next change of a passphrase or of the data key writes the copy again."
        facts.findings.append(Finding(Severity.WARNING, "key-damaged", key, text, advice))


def _problem(repository: Repository, key: str, bound: int, job: Job) -> str:
    """Why a sealed object cannot be opened; empty where it can, or is gone."""
    job.check()
    try:
        sealed = repository.store.read(key, 0, bound + _SLACK)
        repository.sealer.open_object(key, sealed, max_size=bound)
    except (ObjectMissing, RepositoryTooNew):
        return ""
    except ObjectCorrupt as error:
        return error.what
    return ""
