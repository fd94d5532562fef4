"""Stores in which objects are locked against deletion for a time, and keeping those locks as long as promised."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from pagewake.errors import StoreError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.stores.base import Store


@runtime_checkable
class LockingStore(Protocol):
    """A store that may lock its objects."""

    def renew_locks(self, job: Job) -> int:
        """Lock older objects for as long as new ones, if that is due; how many it did. Raises StoreError, Cancelled."""


def innermost(store: Store) -> Store:
    """The store below all wrappers."""
    inner = getattr(store, "store", None)
    return innermost(inner) if isinstance(inner, Store) else store


def keep_locks(store: Store, job: Job) -> None:
    """Renew the locks of what a new backup uses again; what the store refuses is a warning, the backup is made."""
    inner = innermost(store)
    if not isinstance(inner, LockingStore):
        return
    try:
        inner.renew_locks(job)
    except StoreError as error:
        job.warn(Finding(Severity.WARNING, "locks-not-renewed", error.object_name, error.what, error.advice))
