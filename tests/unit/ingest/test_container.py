"""The command of the one-off container, and the files it stands on."""

import re
from typing import Any

import pytest
import yaml
from tests.conftest import REPOSITORY

from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.ingest.container import COMPOSE_FILE, CONTAINER, IMAGE_USER, SERVICE, container_command
from heartbeat_cli.mirror import dump_file

PRODUCTION = yaml.safe_load((REPOSITORY / COMPOSE_FILE).read_text())
DEVELOPMENT = yaml.safe_load((REPOSITORY / "docker-compose.dev.yml").read_text())


def test_the_command_in_the_projects_folder(project: ProjectSettings) -> None:
    command = container_command(project, ["ingest", "--source", "webbank", "--container"], project.root)
    assert " ".join(command) == (
        "docker compose -f docker-compose.prod.yml run --rm --no-deps --name heartbeat_ingest"
        " ingest hb ingest --source webbank"
    )


def test_elsewhere_the_compose_file_is_named_in_full(project: ProjectSettings) -> None:
    command = container_command(project, ["ingest", "--all"], project.root.parent)
    assert command[3] == str(project.root / COMPOSE_FILE)


def test_another_user_is_named(project: ProjectSettings) -> None:
    command = container_command(project, ["ingest", "--all"], project.root, user=(1234, 56))
    assert command[4:8] == ("run", "--user", "1234:56", "--rm")


@pytest.mark.parametrize(
    ("given", "inside"),
    [
        ("ingest --all --container", "ingest --all"),
        ("ingest --container --plan --source aml", "ingest --source aml"),
        ("ingest --source aml --json --container", "ingest --source aml"),
        ("--project /srv/x ingest --source aml --container", "ingest --source aml"),
        ("ingest --source aml --project=/srv/x --container --debug", "ingest --source aml --debug"),
        (
            "ingest --container --source=aml --table core.a --table core.b --reconcile --proof rows --wait --no-input",
            "ingest --source=aml --table core.a --table core.b --reconcile --proof rows --wait --no-input",
        ),
    ],
)
def test_every_flag_is_passed_on_but_those_of_the_host(project: ProjectSettings, given: str, inside: str) -> None:
    command = container_command(project, given.split(), project.root)
    assert command[command.index("hb") + 1 :] == tuple(inside.split())


def test_production_has_the_one_off_service() -> None:
    service = PRODUCTION["services"][SERVICE]
    assert list(PRODUCTION["services"]) == [SERVICE]
    assert (service["image"], service["build"]) == ("heartbeat-cli", ".")
    assert service["volumes"] == [".:/project", "dlt_data:/var/dlt"]
    assert "dlt_data" in PRODUCTION["volumes"]
    assert (service["init"], service["stop_grace_period"]) == (True, "60s")
    assert service["profiles"], "`docker compose up` would start it"
    assert "depends_on" not in service, "--no-deps needs nothing else to run"
    assert re.fullmatch(r"[a-z0-9-]+", service["hostname"]), "RFC 1123 has no underscore"
    assert "container_name" not in service, f"the name {CONTAINER} is given where it is run"


def test_credentials_are_passed_on_by_name_only() -> None:
    environment: list[str] = PRODUCTION["services"][SERVICE]["environment"]
    assert [line for line in environment if "=" in line] == ["DLT_PIPELINES_DIR=/var/dlt/pipelines"]
    clusters = yaml.safe_load((REPOSITORY / "heartbeat.yml").read_text())["clusters"].values()
    needed = {f"{c['env']}_{part}" for c in clusters for part in ("HOST", "PORT", "USER", "PASSWORD", "PARAMETERS")}
    needed |= {f"MARTS_PG_{part}" for part in ("HOST", "PORT", "USER", "PASSWORD", "PARAMETERS", "DATABASE")}
    assert set(environment) == needed | {"DLT_PIPELINES_DIR=/var/dlt/pipelines"}


def test_the_mirrors_server_is_for_this_machine_only() -> None:
    service = DEVELOPMENT["services"]["postgres"]
    assert list(DEVELOPMENT["services"]) == ["postgres", "postgres-schemas"]
    assert service["image"] == "postgres:14"
    assert service["ports"] == ["127.0.0.1:5433:5432"]
    assert service["environment"] == {"POSTGRES_USER": "explorer", "POSTGRES_PASSWORD": "explorer"}


def test_the_mirror_is_loaded_once_its_server_answers() -> None:
    """By the service that the page has started: it waits for the server, loads every dump, and ends."""
    server, load = (DEVELOPMENT["services"][name] for name in ("postgres", "postgres-schemas"))
    assert load["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert (load["command"], load["restart"], load["build"]) == (["hb", "mirror", "load"], "no", ".")
    entered = {"POSTGRES_USER": "MIRROR_PG_USER", "POSTGRES_PASSWORD": "MIRROR_PG_PASSWORD"}
    assert load["environment"] == {
        "MIRROR_PG_HOST": "postgres",
        "MIRROR_PG_PORT": "5432",
        **{entered[name]: value for name, value in server["environment"].items()},
    }


def test_what_a_load_reads_is_there_and_cannot_be_written() -> None:
    mounts = [volume.split(":") for volume in DEVELOPMENT["services"]["postgres-schemas"]["volumes"]]
    assert {(inside, mode) for _, inside, mode in mounts} == {
        (f"/project/{path.removeprefix('./')}", "ro") for path, _, _ in mounts
    }
    there = {(REPOSITORY / path).resolve() for path, _, _ in mounts}
    assert all(path.exists() for path in there)
    project = load_project(REPOSITORY / "heartbeat.yml")
    read = (project.root / "heartbeat.yml", project.sources_folder, project.mirror)
    assert [any(path.is_relative_to(one) for one in there) for path in read] == [True] * 3
    databases = [source for source in load_inventory(project).sources if source.database]
    assert [dump_file(project, source).is_file() for source in databases] == [True] * 12


def test_no_address_but_loopback_in_any_of_them() -> None:
    files = ("Dockerfile", ".dockerignore", COMPOSE_FILE, "docker-compose.dev.yml")
    found = {a for name in files for a in re.findall(r"(?:\d{1,3}\.){3}\d{1,3}", (REPOSITORY / name).read_text())}
    assert found == {"127.0.0.1"}


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (REPOSITORY / "Dockerfile").read_text().splitlines()
    last_stage = lines[max(i for i, line in enumerate(lines) if line.startswith("FROM ")) :]
    assert last_stage[0] == "FROM python:3.12-slim"
    assert "USER hb" in last_stage
    assert f"useradd --uid {IMAGE_USER[0]} " in "\n".join(last_stage)
    assert 'CMD ["hb"]' in last_stage
    assert not [line for line in last_stage if line.startswith("ENTRYPOINT")], "the command begins with hb"


def test_the_image_is_built_from_named_paths_only() -> None:
    """An allowlist: credentials, state and a real bank's DDL cannot get in by being forgotten."""
    rules = [r for r in (REPOSITORY / ".dockerignore").read_text().splitlines() if r and not r.startswith("#")]
    assert rules[0] == "*"
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}
    assert allowed == set(copied_by_the_build())
    assert all((REPOSITORY / path).exists() for path in allowed)


def copied_by_the_build() -> list[str]:
    """What the Dockerfile copies from the checkout."""
    paths: list[Any] = []
    for line in (REPOSITORY / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            paths += line.split()[1:-1]
    return paths
