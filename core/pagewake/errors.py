"""Every error that a user can meet, each with a stable code and an exit status.

    PagewakeError
    ├── UsageError            PW-1xx  exit 2   the command or the settings are wrong
    ├── SourceError           PW-2xx           the database to protect
    ├── LogError              PW-3xx           the write-ahead log
    ├── PageError             PW-4xx           pages of data files
    ├── StoreError            PW-5xx           where objects live
    ├── RepositoryError       PW-6xx           what Pagewake keeps there
    ├── BackupError           PW-7xx
    ├── RestoreError          PW-8xx
    └── JobError              PW-9xx

An error says what happened, to what object, what it means for the data, and what to do next. The class fixes
the code, the default meaning and the default advice; the place that raises it adds what it saw.
All are imported from here; the base class is in `errors_base`, what stores raise in `errors_store`,
wrong usage in `errors_usage`.
`docs/errors.md` is generated from these classes (`./pw docs`). Text is joined only at the edge, by
`PagewakeError.__str__`.
"""

from __future__ import annotations

from pagewake.errors_base import PagewakeError as PagewakeError
from pagewake.errors_store import BucketMissing as BucketMissing
from pagewake.errors_store import ClockSkewed as ClockSkewed
from pagewake.errors_store import ConnectionUntrusted as ConnectionUntrusted
from pagewake.errors_store import CredentialsExpired as CredentialsExpired
from pagewake.errors_store import CredentialsRefused as CredentialsRefused
from pagewake.errors_store import DeleteDenied as DeleteDenied
from pagewake.errors_store import ObjectExists as ObjectExists
from pagewake.errors_store import ObjectMissing as ObjectMissing
from pagewake.errors_store import ReadDenied as ReadDenied
from pagewake.errors_store import StoreDenied as StoreDenied
from pagewake.errors_store import StoreError as StoreError
from pagewake.errors_store import StoreFull as StoreFull
from pagewake.errors_store import StoreGone as StoreGone
from pagewake.errors_store import StoreReadOnly as StoreReadOnly
from pagewake.errors_store import StoreThrottled as StoreThrottled
from pagewake.errors_store import StoreUnavailable as StoreUnavailable
from pagewake.errors_store import WriteDenied as WriteDenied
from pagewake.errors_usage import KeyringAbsent as KeyringAbsent
from pagewake.errors_usage import KeyringEntryMissing as KeyringEntryMissing
from pagewake.errors_usage import KeyringLocked as KeyringLocked
from pagewake.errors_usage import PassphraseError as PassphraseError
from pagewake.errors_usage import SettingsError as SettingsError
from pagewake.errors_usage import UsageError as UsageError


class SourceError(PagewakeError):
    """The database to protect cannot be used as it is."""

    code = "PW-200"
    default_meaning = "The database was not changed."


class SourceNotRecognised(SourceError):
    """No engine recognises what lies at the given place as a database."""

    code = "PW-201"
    exit_status = 2
    default_advice = (
        "Give a PostgreSQL data directory or postgresql:// URI, or the directory of a NeuroQuantumDB: it holds the "
        "page file (or its data/ directory) and the wal/ directory."
    )


class SourceChanged(SourceError):
    """The database under this name is not the one that was backed up under it before."""

    code = "PW-202"
    default_meaning = "Nothing was added to the repository; the older backups are untouched."
    default_advice = (
        "Back it up under another name with --source, or check that the right directory was given."
    )


class SourceInUse(SourceError):
    """Another process holds the database open in a way that this operation cannot share."""

    code = "PW-203"


class SourceUnreadable(SourceError):
    """A file of the database could not be read."""

    code = "PW-204"
    default_meaning = "No backup was made; what was uploaded so far is reused by the next run."


class DatabaseError(SourceError):
    """A use of the embedded database that its rules do not allow."""

    code = "PW-205"


class LogError(PagewakeError):
    """The write-ahead log cannot be used for what was asked."""

    code = "PW-300"


class LogCorrupt(LogError):
    """Bytes of the log do not form a valid record, and a valid log cannot end there."""

    code = "PW-301"
    default_meaning = "What the log says after this point cannot be trusted and is not used."


class LogGap(LogError):
    """Part of the log that is needed is missing."""

    code = "PW-302"
    default_meaning = "Points in time after the gap cannot be reached from backups taken before it."
    default_advice = "Take a full backup now; it starts a new restorable window."


class LogAmbiguous(LogError):
    """The same LSN names more than one record."""

    code = "PW-303"
    default_advice = "Name the timeline with --target-timeline, or choose a time or a transaction as target."


class LogConflict(LogError):
    """WAL offered to the archive differs from WAL that the archive already holds under the same name."""

    code = "PW-304"
    default_meaning = "The archived WAL was kept as it is; the new WAL was not stored."
    default_advice = "Find out which of two servers writes under this name before archiving any further."


class LogFormatUnknown(LogError):
    """The log is of a kind or version that this version of Pagewake does not read."""

    code = "PW-305"


class PageError(PagewakeError):
    """A page of a data file is not what it should be."""

    code = "PW-400"


class PageCorrupt(PageError):
    """A page fails its own checksum or has an impossible header."""

    code = "PW-401"


class RepositoryError(PagewakeError):
    """The repository cannot be used as it is."""

    code = "PW-600"


class RepositoryMissing(RepositoryError):
    """There is no repository at that place."""

    code = "PW-601"
    exit_status = 2
    default_advice = (
        "Check the path, and that its disk is mounted. A new one is made with: pagewake repo init REPO"
    )


class RepositoryExists(RepositoryError):
    """A repository, or something else, is already at that place."""

    code = "PW-602"
    exit_status = 2


class RepositoryTooNew(RepositoryError):
    """The repository was written by a newer version of Pagewake."""

    code = "PW-603"
    default_meaning = "Nothing was read or changed."
    default_advice = "Install a version of Pagewake at least as new as the one that wrote it."


class WrongPassphrase(RepositoryError):
    """None of the repository's keys opens with this passphrase."""

    code = "PW-604"
    default_meaning = "Nothing was read or changed."
    default_advice = "Give another passphrase of this repository, or its recovery key."


class ObjectCorrupt(RepositoryError):
    """An object of the repository is damaged: its bytes do not match their hash or their format."""

    code = "PW-605"
    default_advice = "Run pagewake verify to see which backups are affected."


class KeyGenerationUnknown(ObjectCorrupt):
    """An object was encrypted with a later data key than the repository's key ring holds."""

    code = "PW-611"
    default_meaning = (
        "Either the object is damaged, or somebody put back an older key ring: then whatever was encrypted since the "
        "key was rotated cannot be read."
    )
    default_advice = (
        "Bring the newest objects keys/ring-* back from a copy of the repository, "
        "or from the bucket's versions."
    )


class KeyRingRolledBack(RepositoryError):
    """Nothing new is encrypted with a key that was replaced: the repository's newest key ring is not there."""

    code = "PW-612"
    default_meaning = (
        "Nothing more is written: it would be encrypted with an old key, which somebody may have stolen."
    )
    default_advice = (
        "Open the repository again if its root key was replaced meanwhile. Otherwise bring the newest objects "
        "keys/ring-* back from a copy of the repository, or from the bucket's versions."
    )


class ObjectUnreadable(StoreError, ObjectCorrupt):
    """The device cannot read some bytes of an object: a bad sector, a failing disk."""

    code = "PW-516"
    default_meaning = "Other copies of what it holds are used where there are any."
    default_advice = (
        "Look at the disk's health now, then run: pagewake repo check REPO --data. It says what is affected."
    )


class BackupMissing(RepositoryError):
    """No backup of that id exists in the repository."""

    code = "PW-606"
    exit_status = 2
    default_advice = "List the backups with: pagewake list --repo REPO"


class LockHeld(RepositoryError):
    """Another process is doing something to the repository that this operation must not overlap."""

    code = "PW-607"
    default_advice = (
        "Wait until it has finished; expire, prune and repo check --repair wait by themselves with --wait 1h. "
        "A lock of a dead process expires by itself."
    )


class LockLost(RepositoryError):
    """This process lost its lock on the repository: its heartbeat could not be written in time."""

    code = "PW-608"
    default_meaning = "The operation stopped before it could do harm; the repository is valid."


class BackupError(PagewakeError):
    """A backup could not be made."""

    code = "PW-700"
    default_meaning = "No backup was made; the repository is valid, and what was uploaded so far is reused."


class ParentUnusable(BackupError):
    """The requested type of backup has nothing to build on."""

    code = "PW-701"
    default_advice = "Use --type auto or --type full."


class ParentRemoved(BackupError):
    """The backup that a new one builds on was removed while the new one was made."""

    code = "PW-702"
    default_advice = "Run the backup again, and expire at another time."


class RestoreError(PagewakeError):
    """A restore could not be carried out."""

    code = "PW-800"


class TargetUnreachable(RestoreError):
    """No backup together with the WAL present reaches the restore target."""

    code = "PW-801"
    exit_status = 3
    default_meaning = "Nothing was written."
    default_advice = "See the restorable windows with: pagewake wal status --repo REPO"


class DirectoryNotEmpty(RestoreError):
    """The directory to restore into is not empty."""

    code = "PW-802"
    exit_status = 2
    default_meaning = "Nothing was written."
    default_advice = "Give an empty directory, or --delta to turn what is there into the restored state."


class RestoreIncomplete(RestoreError):
    """Some bytes of the backup could not be given back."""

    code = "PW-803"


class RecoveryFailed(RestoreError):
    """The restored files could not be brought to the target with the log."""

    code = "PW-804"


class DiskFull(RestoreError):
    """The file system that is restored to has no room left."""

    code = "PW-805"
    default_advice = "Free space or choose another directory, then run the command again with --delta."


class PlanOutdated(RestoreError):
    """A restore plan that was saved no longer holds."""

    code = "PW-806"
    exit_status = 2
    default_meaning = "Nothing was written."
    default_advice = "Plan the restore again: pagewake restore --dry-run, or the restore window."


class RestoreUnderWay(RestoreError):
    """Another restore, which has not ended, is writing into the directory."""

    code = "PW-807"
    default_meaning = "Nothing was written by this one; the other one goes on."
    default_advice = "Wait for it, cancel it, or restore into another directory."


class JobError(PagewakeError):
    """A long operation ended early."""

    code = "PW-900"


class Cancelled(JobError):
    """The operation was cancelled."""

    code = "PW-901"
    default_meaning = "Nothing half-made was left behind."


class OutputFailed(JobError):
    """The result could not be written to standard output."""

    code = "PW-902"
    default_meaning = "The operation itself is over; only its printed result is incomplete."
    default_advice = "Check where standard output goes, and ask again (pagewake list, pagewake show)."


class Unexpected(JobError):
    """Something that Pagewake does not foresee: a defect, or a system that behaves as none should."""

    code = "PW-999"
    default_meaning = "The operation did not finish. A backup exists only once it is complete."
    default_advice = "Run the command again with --verbose, and report what it says."
