"""Every metric that an agent shows, and how they are written for Prometheus. Pure: values in, text out.

Names follow the rules of Prometheus: seconds and bytes, moments as Unix times (their age is `time()` less the metric,
which stays true when no new value arrives), `_total` for what only grows. Labels are names from the settings and words
of this program, so that their number is bounded and none holds a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Kind(StrEnum):
    """How a metric behaves."""

    GAUGE = "gauge"
    COUNTER = "counter"


@dataclass(frozen=True)
class Metric:
    """One metric: its name as it is scraped, what it means, and its labels."""

    name: str
    help: str
    labels: tuple[str, ...] = ()
    kind: Kind = Kind.GAUGE


@dataclass(frozen=True)
class Sample:
    """One value of a metric; `labels` in the order of the metric's."""

    metric: Metric
    value: float
    labels: tuple[str, ...] = ()


_SOURCE = ("repository", "source")
_TYPE = (*_SOURCE, "type")
_TASK = (*_SOURCE, "task")


def _counter(name: str, help: str, labels: tuple[str, ...]) -> Metric:
    return Metric(name, help, labels, Kind.COUNTER)


BUILD = Metric("pagewake_build_info", "Always 1; the label says which version runs.", ("version",))
STARTED = Metric("pagewake_agent_start_timestamp_seconds", "When the agent was started.")
UNKNOWN_KEYS = Metric("pagewake_settings_unknown_keys", "Keys of the settings that mean nothing to it.")
SETTINGS_READ = Metric(
    "pagewake_settings_read_timestamp_seconds", "When the settings that it works by were read."
)
SETTINGS_GOOD = Metric(
    "pagewake_settings_good", "Whether the settings file is what it works by; 0 where that cannot be used."
)
REMOVAL_WAITS = Metric(
    "pagewake_removal_waits", "Whether nothing is expired or pruned for a day, after the clock leapt ahead."
)

REPOSITORY_UP = Metric(
    "pagewake_repository_up", "Whether the repository could be read the last time.", ("repository",)
)
REPOSITORY_READ = Metric(
    "pagewake_repository_read_timestamp_seconds",
    "When the repository was last read: all that is said of it is from then.",
    ("repository",),
)
REPOSITORY_BYTES = Metric("pagewake_repository_bytes", "All that lies in the repository.", ("repository",))
REPOSITORY_OBJECTS = Metric("pagewake_repository_objects", "Objects in the repository.", ("repository",))

BACKUPS = Metric("pagewake_backups", "Backups that are kept.", _TYPE)
BACKUPS_UNUSABLE = Metric("pagewake_backups_unusable", "Backups that cannot be restored.", _SOURCE)
BACKUPS_DAMAGED = Metric("pagewake_backups_damaged", "Backups that a verification found damaged.", _SOURCE)
BACKUPS_TRASH = Metric("pagewake_backups_in_trash", "Backups that expired and are not removed yet.", _SOURCE)
BACKUP_TIME = Metric(
    "pagewake_backup_last_timestamp_seconds", "When the newest backup of the type was begun.", _TYPE
)
BACKUP_SECONDS = Metric(
    "pagewake_backup_last_duration_seconds", "How long the newest backup of the type took.", _TYPE
)
BACKUP_READ = Metric(
    "pagewake_backup_last_read_bytes", "What the newest backup of the type read of the database.", _TYPE
)
BACKUP_WRITTEN = Metric(
    "pagewake_backup_last_written_bytes", "What the newest backup of the type added to the repository.", _TYPE
)
PROTECTED = Metric(
    "pagewake_protected_until_timestamp_seconds", "All that was committed before it can be restored.", _SOURCE
)
PROMISED = Metric(
    "pagewake_promised_interval_seconds", "The shortest interval of the source's schedule.", _SOURCE
)
WINDOW_FROM = Metric(
    "pagewake_restorable_from_timestamp_seconds", "The oldest moment that can be restored.", _SOURCE
)
WINDOW_TO = Metric(
    "pagewake_restorable_to_timestamp_seconds", "The newest moment that can be restored.", _SOURCE
)
GAPS = Metric("pagewake_wal_gaps", "Gaps in the archived WAL that nobody asked for.", _SOURCE)
GAPS_OPEN = Metric("pagewake_wal_gaps_open", "Those behind which nothing can be restored yet.", _SOURCE)
WAL_ARCHIVED = Metric(
    "pagewake_wal_archived_timestamp_seconds", "When WAL last reached the repository.", _SOURCE
)
STORED = Metric("pagewake_source_stored_bytes", "What the repository grew by for the source.", _SOURCE)
WAL_BYTES = Metric("pagewake_source_wal_bytes", "Archived WAL, before compression.", _SOURCE)
LOGICAL = Metric("pagewake_source_logical_bytes", "The database's size at its newest backup.", _SOURCE)
PROVEN = Metric(
    "pagewake_proven_restore_timestamp_seconds", "When a restore was last tried and proven good.", _SOURCE
)
VERIFIED = Metric("pagewake_verification_timestamp_seconds", "When a verification was last good.", _SOURCE)
VERDICT = Metric("pagewake_source_verdict", "0 healthy, 1 needs attention, 2 at risk, 3 no backup.", _SOURCE)

STANDBY = Metric("pagewake_agent_standby", "Whether another agent does the work for this source.", _SOURCE)
NEXT = Metric("pagewake_next_run_timestamp_seconds", "When the task is to begin next.", _TASK)
RUNNING = Metric("pagewake_job_running", "Whether a job of the task runs.", _TASK)
JOBS = _counter(
    "pagewake_jobs_total",
    "Jobs that ended, by how: ok, findings, failed, held, cancelled.",
    (*_TASK, "result"),
)
IN_A_ROW = Metric(
    "pagewake_job_failures_in_a_row", "How often the task failed since it last succeeded.", _TASK
)
SUCCESS = Metric(
    "pagewake_job_last_success_timestamp_seconds", "When a job of the task last ended well.", _TASK
)
FAILURE = Metric("pagewake_job_last_failure_timestamp_seconds", "When a job of the task last failed.", _TASK)
SECONDS = Metric("pagewake_job_last_duration_seconds", "How long the last job of the task took.", _TASK)
RECEIVER_UP = Metric("pagewake_wal_receiver_up", "Whether the receiver of WAL runs.", _SOURCE)
RECEIVER_STARTS = _counter(
    "pagewake_wal_receiver_starts_total", "How often the receiver of WAL was started.", _SOURCE
)

METRICS: Mapping[str, Metric] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Metric)
}
"""Every metric, by name."""


def seconds_of(moment: datetime | None) -> float | None:
    """A moment as Prometheus wants it."""
    return None if moment is None else moment.timestamp()


def sample(metric: Metric, value: float | None, *labels: str) -> list[Sample]:
    """One value, or none where there is nothing to say."""
    return [] if value is None else [Sample(metric, float(value), labels)]


def exposition(samples: Iterable[Sample]) -> bytes:
    """The samples as a page to scrape, one group a metric, in the order of `METRICS`."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
    from prometheus_client.metrics_core import Metric as Family

    groups: dict[str, list[Sample]] = {}
    for one in samples:
        groups.setdefault(one.metric.name, []).append(one)
    families: list[Family] = []
    for name, metric in METRICS.items():
        if name not in groups:
            continue
        made = CounterMetricFamily if metric.kind is Kind.COUNTER else GaugeMetricFamily
        family = made(name, metric.help, labels=metric.labels)
        for one in groups[name]:
            family.add_metric(one.labels, one.value)
        families.append(family)

    class Shown:
        def collect(self) -> list[Family]:
            return families

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Shown())
    return generate_latest(registry)
