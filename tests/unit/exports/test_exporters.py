"""What each exporter writes of one metric of each kind, held against the target's own schema and its own readers.

The schemas are the targets', and no part of the repository: where they are not there, the test says so.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.conftest import OPEN_SCHEMAS
from tests.exports_sample import ALIGNED, CANDIDATE, PARKED, SUBJECT, WRONG
from tests.told import held_against

from heartbeat_cli.exports import EXPORTERS, Exported, ExportSubject, carried, exporter_names
from heartbeat_cli.exports.parts.carried import described
from heartbeat_cli.metrics import with_tables_called

CASES = Path(__file__).parents[2] / "cases" / "exports"
SPECS = Path(os.environ.get("HB_METRIC_SPECS") or OPEN_SCHEMAS.parent / "metric_specs")
EVERY = [(name, spec) for name in EXPORTERS.own() for spec in EXPORTERS.find(name).specs or ("",)]


def made(name: str, spec: str = "", subject: ExportSubject = SUBJECT) -> Exported:
    return EXPORTERS.find(name).write(subject, spec)


def text_of(name: str, spec: str = "") -> str:
    (file,) = made(name, spec).files
    return file.text


@pytest.mark.parametrize(("name", "spec"), EVERY)
def test_what_is_written_of_each_kind_of_metric(name: str, spec: str) -> None:
    done = made(name, spec)
    files = "".join(f"==> {file.name} <==\n{file.text}" for file in done.files)
    statements = "".join(f"{statement};\n" for statement in done.statements)
    left = "".join(f"not carried: {one}\n" for one in done.left_out)
    held_against(f"{files}{statements}==> not carried <==\n{left}", CASES / f"{name}{spec and '-'}{spec}.txt")
    assert made(name, spec) == done


@pytest.mark.parametrize("name", EXPORTERS.own())
def test_no_metric_at_all_is_no_failure(name: str) -> None:
    spec = EXPORTERS.find(name).spec(None)
    done = made(name, spec, ExportSubject("bank", (), SUBJECT.made_at))
    assert all(file.mark in file.text[:1024] for file in done.files)


@pytest.mark.parametrize(("name", "spec"), EVERY)
def test_every_file_is_known_again_by_its_mark(name: str, spec: str) -> None:
    assert [file.name for file in made(name, spec).files if file.mark not in file.text[:1024]] == []


def test_a_number_that_does_not_stand_is_nowhere_as_if_it_did() -> None:
    plain = [
        line for line in text_of("openmetrics", "1.0").splitlines() if not line.startswith(("#", "heartbeat_metric"))
    ]
    fit = {line.partition("{")[0] for line in plain if "doubtful" not in line}
    assert fit == {"heartbeat_payments_made_count_24h", "heartbeat_payment_time_p50_min_24h_minutes"}
    rows = list(csv.DictReader(io.StringIO(text_of("csv"))))
    assert {row["metric"] for row in rows if row["fit"] == "yes"} == {
        "payments_made_count_24h",
        "payment_time_p50_min_24h",
    }
    assert all(row["doubts"] for row in rows if row["fit"] == "no")
    listed = next(f for f in made("dbt").files if f.name == "heartbeat.yml")
    (model,) = yaml.safe_load(text_of("ossie", "0.2.0.dev0"))["semantic_model"]
    in_dbt = [metric for m in yaml.safe_load(listed.text)["models"] for metric in m.get("metrics", ())]
    doubtful = {e.metric.name for e in SUBJECT.metrics if e.computable and e.why_not}
    for metrics in (in_dbt, model["metrics"]):
        assert {m["name"] for m in metrics if "Not to be shown as it is" in m["description"]} == doubtful
    assert {m["name"] for m in in_dbt if m["label"].endswith((" (candidate)", "stale)", "ment)"))} == doubtful
    told = json.loads(text_of("json"))["metrics"]
    assert [m["name"] for m in told if m["fit"]] == [r["metric"] for r in rows if r["fit"] == "yes"]


def test_no_digit_is_lost() -> None:
    exact = "41.53333333333333333333"
    assert [e.value for e in SUBJECT.metrics][1] == Decimal(exact)
    rows = list(csv.DictReader(io.StringIO(text_of("csv"))))
    assert (rows[1]["value"], json.loads(text_of("json"))["metrics"][1]["value"]) == (exact, exact)
    assert f" {exact} " in text_of("openmetrics", "1.0")


def test_what_has_no_number_is_no_definition_to_compute_either() -> None:
    hidden = {PARKED.metric.name, WRONG.metric.name}
    for name, spec in (("dbt", ""), ("ossie", "0.2.0.dev0"), ("ossie", "0.1.1")):
        done = made(name, spec)
        assert {left.metric for left in done.left_out if left.metric} == hidden
        assert not any(metric in file.text for file in done.files for metric in hidden)


# The targets' own schemas and readers


def ossie_schema(spec: str) -> dict[str, Any]:
    """That of 0.1.1 as it was: five vendors, no datatype."""
    file = SPECS / "ossie" / "osi-schema.json"
    if not file.is_file():
        pytest.skip("the schema of Apache Ossie is not here (HB_METRIC_SPECS)")
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if spec == "0.1.1":
        schema["properties"]["version"]["const"] = spec
        kinds = schema["$defs"]
        kinds["Vendor"]["enum"] = ["COMMON", "SNOWFLAKE", "SALESFORCE", "DBT", "DATABRICKS"]
        for kind in ("Field", "Metric"):
            del kinds[kind]["properties"]["datatype"]
    return schema


@pytest.mark.parametrize("spec", ["0.2.0.dev0", "0.1.1"])
def test_ossie_is_what_its_schema_says(spec: str) -> None:
    Draft202012Validator(ossie_schema(spec)).validate(yaml.safe_load(text_of("ossie", spec)))


@pytest.mark.parametrize("spec", ["0.2.0.dev0", "0.1.1"])
def test_ossie_gives_back_every_field(spec: str) -> None:
    (model,) = yaml.safe_load(text_of("ossie", spec))["semantic_model"]
    datasets = {dataset["name"]: dataset for dataset in model["datasets"]}
    for exported in SUBJECT.metrics:
        if not exported.computable:
            continue
        metric = exported.metric
        told = next(one for one in model["metrics"] if one["name"] == metric.name)
        (extension,) = told["custom_extensions"]
        assert json.loads(extension["data"]) == carried(exported, "bank")
        assert told["description"] == described(exported)
        assert told["ai_context"] == {"synonyms": [metric.label], "examples": [metric.question]}
        assert (
            with_tables_called(metric.sql or "", lambda t: f'{t.schema}."{t.name}"' if " " in t.name else str(t))
            in (datasets[metric.name]["source"])
        )
    assert datasets["bank_core__payment"]["primary_key"] == ["id"]
    assert [field["name"] for field in datasets["bank_core__payment"]["fields"]] == ["id", "amount", "paid_at"]


def test_what_is_carried_makes_the_metric_again() -> None:
    """Of each field of the file; of a receipt the id."""
    told, metric = carried(CANDIDATE, "bank"), CANDIDATE.metric
    assert {key: told.get(key) for key in ("label", "question", "description", "owner", "unit", "window")} == {
        "label": metric.label,
        "question": metric.question,
        "description": metric.description,
        "owner": None,
        "unit": metric.unit,
        "window": metric.window,
    }
    assert (told["direction"], told["source"], told["status"], told["sql"]) == (
        metric.direction,
        metric.source,
        metric.status,
        metric.sql,
    )
    assert told["notes"] == [
        {
            "kind": "fallback",
            "source": "bank",
            "why": "Nobody else has it.",
            "tried": ["web.core.pay"],
            "review_by": "2026-08-01",
            "stop_gap": True,
        }
    ]
    (record,) = carried(ALIGNED, "bank")["alignment"]
    counted = ALIGNED.metric.alignment[0]
    assert record["receipt"] == counted.receipt_id
    assert (record["count"], record["by"], record["method"], record["given"]) == ("24", "ops", "a list", "blind")


def test_a_reader_of_openmetrics_reads_it() -> None:
    parser = pytest.importorskip("prometheus_client.openmetrics.parser", reason="prometheus-client is not installed")
    families = list(parser.text_string_to_metric_families(text_of("openmetrics", "1.0")))
    gauges = {f.name: (f.unit, f.samples[0].value) for f in families if f.type == "gauge" and f.samples}
    assert {name: told for name, told in gauges.items() if not name.startswith("heartbeat_metric")} == {
        "heartbeat_payments_made_count_24h": ("", 24.0),
        "heartbeat_payment_time_p50_min_24h_minutes": ("minutes", 41.53333333333333),
        "heartbeat_doubtful_payments_share_24h_ratio": ("ratio", 0.125),
        "heartbeat_doubtful_payments_sum_eur_total_eur": ("eur", -1203.5),
        "heartbeat_doubtful_payments_failed_count_total_value": ("", 3.0),
    }
    told = {s.labels["metric"]: s.labels for f in families if f.name == "heartbeat_metric" for s in f.samples}
    assert told["payment_time_p50_min_24h"]["question"] == 'How "long" does a payment take\\last?'
    assert len(told) == len(SUBJECT.metrics)


def test_a_node_exporter_reads_the_older_format() -> None:
    """Its reader knows no other types, refuses times, and any escape in a HELP that it does not know."""
    text = text_of("openmetrics", "0.0.4")
    lines = text.splitlines()
    types = {line.rpartition(" ")[2] for line in lines if line.startswith("# TYPE")}
    others = [line for line in lines if line.startswith("#") and not line.startswith(("# TYPE ", "# HELP "))]
    numbers = [line.rpartition("} ")[2] for line in lines if not line.startswith("#")]
    helps = [line for line in lines if line.startswith("# HELP ")]
    assert (types, others) == ({"gauge"}, [])
    assert [n for n in numbers if " " in n] == []
    assert [h for h in helps if re.search(r"\\[^\\n]", h)] == []
    parser = pytest.importorskip("prometheus_client.parser", reason="prometheus-client is not installed")
    now = pytest.importorskip("prometheus_client.openmetrics.parser")

    def told(families: Iterable[Any]) -> set[tuple[str, tuple[tuple[str, str], ...], float]]:
        return {(s.name, tuple(sorted(s.labels.items())), s.value) for f in families for s in f.samples}

    newer = told(now.text_string_to_metric_families(text_of("openmetrics", "1.0")))
    assert told(parser.text_string_to_metric_families(text)) == newer


def test_a_name_that_is_anothers_is_left_out_and_spoils_nothing() -> None:
    (fit, doubtful) = (
        replace(ALIGNED, metric=replace(ALIGNED.metric, name="doubtful_a_count_24h")),
        replace(CANDIDATE, metric=replace(CANDIDATE.metric, name="a_count_24h")),
    )
    done = made("openmetrics", "1.0", replace(SUBJECT, metrics=(fit, doubtful)))
    assert done.files[0].text.count("# TYPE heartbeat_doubtful_a_count_24h gauge") == 1
    assert [(left.metric, left.why) for left in done.left_out if left.metric] == [
        ("a_count_24h", "another metric's number is called heartbeat_doubtful_a_count_24h")
    ]


def test_dbt_parses_it(tmp_path: Path) -> None:
    dbt = shutil.which("dbt")
    if dbt is None:
        pytest.skip("dbt-core is not installed")
    folder = tmp_path / "models" / "heartbeat"
    folder.mkdir(parents=True)
    for file in made("dbt").files:
        (folder / file.name).write_text(file.text)
    (tmp_path / "dbt_project.yml").write_text("name: bank\nversion: '1.0'\nprofile: bank\n")
    profile = {"bank": {"target": "one", "outputs": {"one": {"type": "duckdb", "path": str(tmp_path / "m.duckdb")}}}}
    (tmp_path / "profiles.yml").write_text(json.dumps(profile))
    env = {**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"}
    line = [dbt, "--no-use-colors", "parse", "--profiles-dir", ".", "--no-version-check"]
    done = subprocess.run(line, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    if "Could not find adapter type duckdb" in done.stdout:
        pytest.skip("dbt-duckdb is not installed")
    assert (done.returncode, "WARNING" in done.stdout) == (0, False), done.stdout
    told = json.loads((tmp_path / "target" / "semantic_manifest.json").read_text())
    assert {one["name"] for one in told["metrics"]} == {e.metric.name for e in SUBJECT.metrics if e.computable}
    for exported in SUBJECT.metrics:
        if exported.computable:
            one = next(one for one in told["metrics"] if one["name"] == exported.metric.name)
            assert one["config"]["meta"]["heartbeat"] == carried(exported, "bank")
            assert one["description"] == described(exported)


def test_every_exporter_says_what_it_is_for() -> None:
    for name in exporter_names():
        assert EXPORTERS.find(name).about
