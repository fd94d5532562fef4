"""The integrity report of a repository, written to a file in the form that the file's ending names."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagewake.desk.proofs import proofs_to_report, read_rows
from pagewake.errors import OutputFailed, UsageError
from pagewake.jobs import Job
from pagewake.report.integrity import integrity_document

if TYPE_CHECKING:
    from pagewake.desk.snapshot import RepositorySnapshot
    from pagewake.repository.evidence import Evidence
    from pagewake.repository.repository import Repository

FORMATS = (".html", ".json", ".pdf")
PDF_GROUP = "pagewake.pdf"
"""The group of entry points for what makes a PDF of a page: `writer(html, path)`."""
_KNOWN = {"qt": "pagewake_gui.pdf:write_pdf"}
"""Known also where the package runs from its sources, without metadata."""


def integrity_of(
    snapshot: RepositorySnapshot, *, zone: str = "UTC", proofs: Sequence[Evidence] = ()
) -> dict[str, Any]:
    """The integrity report of what a snapshot knows, with those `proofs` check by check (`desk.proofs`)."""
    return integrity_document(
        repository=snapshot.id,
        location=snapshot.place.location,
        encrypted=snapshot.encrypted,
        taken=snapshot.taken,
        zone=zone,
        sources=[(state.timeline, state.overview) for state in snapshot.sources],
        evidence=snapshot.evidence,
        findings=snapshot.findings,
        proofs=proofs,
    )


def write_report(
    snapshot: RepositorySnapshot,
    path: Path,
    job: Job,
    *,
    zone: str = "UTC",
    repository: Repository | None = None,
) -> dict[str, Any]:
    """Write the report to a file, which is replaced in one step, and return it.

    Proofs stand in it check by check where `repository` is given, from which they are read.
    Raises UsageError for an ending that stands for no form, or PDF where nothing installed writes it; OutputFailed.
    """
    write = _writer(path)
    with job.phase("write the report", None, "files"):
        chosen = proofs_to_report(snapshot.evidence) if repository is not None else []
        proofs = read_rows(repository, chosen, job) if repository is not None else ()
        document = integrity_of(snapshot, zone=zone, proofs=proofs)
        job.check()
        fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            write(document, fresh)
            os.replace(fresh, path)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise OutputFailed(
                f"the report cannot be written: {error.strerror or error}", object_name=str(path)
            ) from None
    return document


def check_output(path: Path) -> None:
    """Refuse a file that no report can be written to before anything is read. Raises UsageError."""
    _writer(path)


def _writer(path: Path) -> Callable[[dict[str, Any], Path], None]:
    form = path.suffix.lower()
    if form == ".json":
        return _write_json
    if form == ".html":
        return _write_html
    if form != ".pdf":
        raise UsageError(
            f"what kind of report {path.name!r} shall be is not clear",
            advice=f"Give a name that ends in {', '.join(FORMATS)}.",
        )
    make = _pdf_writer()

    def write_pdf(document: dict[str, Any], file: Path) -> None:
        from pagewake.report.html import integrity_html

        make(integrity_html(document), file)

    return write_pdf


def _pdf_writer() -> Callable[[str, Path], None]:
    from pagewake.plugins import entry_points, load

    for target in {**_KNOWN, **entry_points(PDF_GROUP)}.values():
        try:
            writer: Callable[[str, Path], None] = load(target)
        except (ImportError, AttributeError):  # its own packages are not there
            continue
        return writer
    raise UsageError(
        "nothing that is installed writes PDF",
        advice="Install the window's packages, pip install 'pagewake[gui]', or write .html and print that.",
    )


def _write_json(document: dict[str, Any], file: Path) -> None:
    import json

    file.write_text(json.dumps(document, indent=2, allow_nan=False) + "\n", "utf-8")


def _write_html(document: dict[str, Any], file: Path) -> None:
    from pagewake.report.html import integrity_html

    file.write_text(integrity_html(document), "utf-8")
