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
    (tmp_path / "alerts.yml").write_text(text, "utf-8")
    promtool(tmp_path, "check", "rules", "alerts.yml")


def promtool(directory: Path, *words: str) -> None:
    """Have Prometheus' own tool look at a file, where it is installed."""
    if tool := shutil.which("promtool"):
        done = subprocess.run(
            [tool, *words], cwd=directory, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


EXPRESSIONS = re.compile(r"(pagewake_[a-z_]+)(?:\{([^}]*)\})?")
LABEL = re.compile(r'([a-z_]+)\s*(?:=~|!~|!=|=)\s*"')


def test_every_label_that_is_named_is_one_of_its_metric() -> None:
    board = json.loads(shipped("grafana-dashboard.json"))
    expressions = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    rules = shipped("prometheus-alerts.yml")
    named = [found for text in (*expressions, rules) for found in EXPRESSIONS.findall(text)]
    assert len(named) > 30
    for metric, matchers in named:
        assert set(LABEL.findall(matchers)) <= set(METRICS[metric].labels), metric
    every = {label for metric in METRICS.values() for label in metric.labels}
    for panel in board["panels"]:
        shown = [
            METRICS[name].labels for one in panel["targets"] for name, _ in EXPRESSIONS.findall(one["expr"])
        ]
        known = {label for labels in shown for label in labels}
        legends = [one.get("legendFormat", "") for one in panel["targets"]]
        assert {label for text in legends for label in re.findall(r"\{\{(\w+)\}\}", text)} <= known
    for rule in rules.split("- alert: ")[1:]:
        labels = {label for name, _ in EXPRESSIONS.findall(rule) for label in METRICS[name].labels}
        assert set(re.findall(r"\$labels\.(\w+)", rule)) <= labels & every, rule


def test_prometheus_understands_what_the_dashboard_asks(tmp_path: Path) -> None:
    board = json.loads(shipped("grafana-dashboard.json"))
    variables = {one["name"] for one in board["templating"]["list"]}
    lines = ["groups:", "- name: dashboard", "  rules:"]
    for number, target in enumerate(target for panel in board["panels"] for target in panel["targets"]):
        used = set(re.findall(r"\$\{?(\w+)", target["expr"])) - {"__rate_interval", "__range", "__interval"}
        assert used <= variables, target["expr"]
        expression = re.sub(r"\$\{?__\w+\}?", "5m", target["expr"])
        expression = re.sub(r"\$\{?\w+(:\w+)?\}?", ".*", expression)
        lines += [f"  - record: one:{number}", f"    expr: {json.dumps(expression)}"]
    (tmp_path / "board.yml").write_text("\n".join(lines), "utf-8")
    promtool(tmp_path, "check", "rules", "board.yml")


LATE = """\
rule_files: [alerts.yml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - {series: 'pagewake_build_info{version="1"}', values: '1x200'}
      - {series: 'pagewake_settings_good', values: '1x20 0x200'}
      - {series: 'pagewake_protected_until_timestamp_seconds{repository="r",source="s"}', values: '0x200'}
      - {series: 'pagewake_promised_interval_seconds{repository="r",source="s"}', values: '600x200'}
      - {series: 'pagewake_wal_receiver_up{repository="r",source="s"}', values: '0x200'}
      - {series: 'pagewake_wal_receiver_up{repository="r",source="t"}', values: '0x200'}
      - {series: 'pagewake_agent_standby{repository="r",source="s"}', values: '0x200'}
      - {series: 'pagewake_agent_standby{repository="r",source="t"}', values: '1x200'}
    alert_rule_test:
      - {eval_time: 30m, alertname: PagewakeProtectionLate, exp_alerts: []}
      - eval_time: 45m
        alertname: PagewakeProtectionLate
        exp_alerts: [{exp_labels: {severity: warning, repository: r, source: s}, exp_annotations: {
          summary: The newest restorable moment of s is 45m 0s old,
          description: More than twice the shortest interval of its schedule has passed.}}]
      - {eval_time: 25m, alertname: PagewakeSettingsRefused, exp_alerts: []}
      - eval_time: 40m
        alertname: PagewakeReceiverDown
        exp_alerts: [{exp_labels: {severity: warning, repository: r, source: s}, exp_annotations: {
          summary: No WAL of s is received,
          description: "The agent's log says why. A server keeps WAL for its slot meanwhile, and its disk may fill."}}]
      - {eval_time: 40m, alertname: PagewakeAgentDown, exp_alerts: []}
"""


def test_alerts_are_raised_when_they_should_be(tmp_path: Path) -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    (tmp_path / "alerts.yml").write_text(shipped("prometheus-alerts.yml"), "utf-8")
    (tmp_path / "late.yml").write_text(LATE, "utf-8")
    promtool(tmp_path, "test", "rules", "late.yml")


def test_the_unit_is_one(tmp_path: Path) -> None:
    text = shipped("pagewake-agent.service")
    settings = dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))
    assert settings["Type"] == "notify"
    assert settings["KillMode"] == "mixed"  # a second signal to a job would have it leave at once
    assert settings["ExecStart"].startswith("/usr/bin/pagewake agent ")
    assert settings["ExecReload"].endswith(" -HUP $MAINPID")
    if tool := shutil.which("systemd-analyze"):
        unit = tmp_path / "pagewake-agent.service"
        unit.write_text(text.replace("/usr/bin/pagewake", "/bin/true"), "utf-8")
        done = subprocess.run(
            [tool, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
        )
        about = [line for line in (done.stdout + done.stderr).splitlines() if unit.name in line]
        assert not about, about
