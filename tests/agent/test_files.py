"""The unit, the dashboard and the alert rules: that they are what they say, and name only metrics that there are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from pagewake.metrics import METRICS

ROOT = Path(__file__).resolve().parent.parent.parent
NAMED = re.compile(r"\bpagewake_[a-z_]+")


def shipped(name: str) -> str:
    return files("pagewake_resources").joinpath("agent", name).read_text("utf-8")


@pytest.mark.parametrize("name", ["grafana-dashboard.json", "prometheus-alerts.yml"])
def test_every_metric_that_is_named_exists(name: str) -> None:
    named = set(NAMED.findall(shipped(name)))
    assert len(named) > 8
    assert named <= set(METRICS)


def test_the_page_names_every_metric_and_no_other() -> None:
    page = (ROOT / "docs" / "agent.md").read_text("utf-8")
    named = set(NAMED.findall(page))
    short = {f"pagewake_backup_last_{rest}" for rest in ("duration_seconds", "read_bytes", "written_bytes")}
    assert named | short == set(METRICS)


def test_names_of_metrics_follow_the_rules_of_prometheus() -> None:
    for name, metric in METRICS.items():
        assert re.fullmatch(r"pagewake(_[a-z]+)+", name)
        assert (metric.kind == "counter") == name.endswith("_total"), name
        assert metric.help.endswith("."), name
        assert not ("timestamp" in name and not name.endswith("_timestamp_seconds")), name


def test_the_dashboard_is_one() -> None:
    board = json.loads(shipped("grafana-dashboard.json"))
    places = [panel["gridPos"] for panel in board["panels"]]
    assert len({panel["id"] for panel in board["panels"]}) == len(places) > 10
    for one in places:
        assert one["x"] + one["w"] <= 24
        clash = [
            other
            for other in places
            if other is not one
            and one["x"] < other["x"] + other["w"]
            and other["x"] < one["x"] + one["w"]
            and one["y"] < other["y"] + other["h"]
            and other["y"] < one["y"] + one["h"]
        ]
        assert not clash
    for panel in board["panels"]:
        for target in panel["targets"]:
            assert target["expr"].count("(") == target["expr"].count(")")
            assert target["expr"].count("{") == target["expr"].count("}")


def test_the_alert_rules_have_all_that_a_rule_needs(tmp_path: Path) -> None:
    text = shipped("prometheus-alerts.yml")
    rules = text.split("- alert: ")[1:]
    assert len(rules) >= 10
    for rule in rules:
        assert all(part in rule for part in ("expr:", "severity:", "summary:", "description:")), rule
    if promtool := shutil.which("promtool"):
        file = tmp_path / "alerts.yml"
        file.write_text(text, "utf-8")
        subprocess.run([promtool, "check", "rules", str(file)], check=True, timeout=60)


def test_the_unit_is_one(tmp_path: Path) -> None:
    text = shipped("pagewake-agent.service")
    settings = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert settings["Type"] == "notify"
    assert settings["KillMode"] == "mixed"  # a second signal to a job would have it leave at once
    assert settings["ExecStart"].startswith("/usr/bin/pagewake agent ")
    if tool := shutil.which("systemd-analyze"):
        unit = tmp_path / "pagewake-agent.service"
        unit.write_text(text.replace("/usr/bin/pagewake", "/bin/true"), "utf-8")
        done = subprocess.run(
            [tool, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
        )
        about = [line for line in (done.stdout + done.stderr).splitlines() if unit.name in line]
        assert not about, about
