"""The source tree itself: nothing of one machine in it, its pages current, its entry points as promised."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.packaging.conftest import ROOT, run

# Put together from parts, so that this file does not find itself.
FOREIGN = re.compile(
    "|".join(
        [
            "/" + "(?:root|work)/",
            "/tmp/" + "bash_jobs",
            "pypi" + r"\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.(?:org|com)",
            "deb" + r"ian\.org",
            "--(?:extra-)?" + "index-url",
        ]
    ).encode()
)


def tracked_files() -> list[Path]:
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_registry_and_no_path_of_a_machine_is_tracked() -> None:
    found = []
    for path in tracked_files():
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
            if FOREIGN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line[:100]!r}")
    assert found == []


def test_no_lock_file_of_uv_is_tracked() -> None:
    assert [path for path in tracked_files() if path.name == "uv.lock"] == []


def test_constraints_are_exact_versions_and_nothing_else() -> None:
    line = re.compile(r"[a-z0-9][a-z0-9.-]*==[^ /:]+( ; [^:/]+)?")
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [text for text in lines if not line.fullmatch(text)] == []
    assert len(lines) > 20


def test_packaging_never_becomes_a_package() -> None:
    # `import packaging` must find the library of that name, also with the tree's root on the path.
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_ci_runs_what_people_run() -> None:
    assert (ROOT / ".ci/run").read_text() == "#!/usr/bin/env bash\n./pw test --apt\n"
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert os.access(ROOT / "pw", os.X_OK)


def test_generated_pages_are_current() -> None:
    done = run([sys.executable, "docs/generate.py", "--check"], ROOT)
    assert done.returncode == 0, done.stderr


def test_verbs_of_pw_that_pages_name_exist() -> None:
    usage = run([sys.executable, "pw", "--help"], ROOT).stdout
    verbs = {line.split()[0] for line in usage.splitlines() if line.startswith("  ")}
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    named = {verb for page in pages for verb in re.findall(r"\./pw ([a-z]+)\b", page.read_text("utf-8"))}
    assert named
    assert named <= verbs


def test_links_between_pages_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!\w+:)([^)#\s]+)|(?:src|srcset)=\"(?!\w+:)([^\"]+)\"")
    broken = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for found in link.finditer(page.read_text("utf-8")):
            target = found[1] or found[2]
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert broken == []


def test_every_page_is_listed() -> None:
    listed = (ROOT / "docs/README.md").read_text("utf-8")
    pages = [p.name for p in (ROOT / "docs").glob("*.md") if p.name != "README.md"]
    assert [name for name in pages if f"({name})" not in listed] == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/architecture.md").read_text("utf-8")
    assert [
        p.name for p in (ROOT / "docs/decisions").glob("*.md") if f"(decisions/{p.name})" not in listed
    ] == []
