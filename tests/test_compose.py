"""Compose file, image, example of variables and settings name the same things."""

import ast
import re
import shlex
from pathlib import Path

import pytest
import yaml

from smartpick.machine import system
from tests.production import run

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: one for name, one in SERVICES.items() if one.get("image") == "smartpick"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text().splitlines()
NEEDED = {line[:-1] for line in EXAMPLE if re.fullmatch(r"[A-Z_]+=", line)}
OPTIONAL = {found[1] for line in EXAMPLE if (found := re.fullmatch(r"# ([A-Z_]+)=\S*", line))}
OF_COMPOSE = {"POSTGRES_PASSWORD"}
SERVICE_KEYS = {
    "image", "build", "env_file", "environment", "read_only", "tmpfs", "volumes", "cap_drop",
    "security_opt", "restart", "command", "networks", "depends_on", "ports", "healthcheck",
    "profiles",
}  # fmt: skip
CONDITIONS = {"service_healthy", "service_completed_successfully"}


def read_by(*files):
    """Names of the variables that these settings ask the environment for."""
    asked = set()
    for file in files:
        for node in ast.walk(ast.parse((ROOT / "smartpick/settings" / file).read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of = node.func.value
                if isinstance(of, ast.Name) and of.id == "env" and node.args:
                    asked.add(node.args[0].value)
    return asked


def words(command):
    return command if isinstance(command, list) else shlex.split(command)


def test_example_names_each_variable_of_the_settings_and_no_other():
    assert read_by("base.py", "production.py") | OF_COMPOSE == NEEDED | OPTIONAL


def test_no_variable_of_the_example_has_a_value_but_harmless_ones():
    given = {line for line in EXAMPLE if re.fullmatch(r"(# )?[A-Z_]+=\S+", line)}

    assert given == {
        "# TRUSTED_PROXY_COUNT=1",
        "# SMARTPICK_DATA=/data",
        "# DOCUMENTS_QUOTA_MB=60",
        "# DOCUMENTS_TOTAL_MB=20000",
    }


def test_compose_file_holds_no_secret():
    told = [
        (name, key, value)
        for name, one in SERVICES.items()
        for key, value in one.get("environment", {}).items()
        if "PASSWORD" in key and not value.startswith("${")
    ]

    assert told == []


def test_services_are_the_processes_of_the_operations_page():
    page = (ROOT / "docs/operations.md").read_text()

    assert set(SERVICES) == {"prepare", "web", "worker", "beat", "postgres", "redis", "mailpit"}
    assert [name for name in SERVICES if f"`{name}`" not in page] == []


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_service_is_shut_in(name):
    service = SERVICES[name]

    assert set(service) <= SERVICE_KEYS
    assert service["read_only"] is True
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    for other, needed in service.get("depends_on", {}).items():
        assert other in SERVICES
        assert needed["condition"] in CONDITIONS
        if needed["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other]


def test_ours_run_without_rights_and_databases_without_a_way_out():
    assert all(one["cap_drop"] == ["ALL"] for one in OURS.values())
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name for name, one in SERVICES.items() if "outside" in one["networks"]} == {
        "web", "worker", "mailpit",
    }  # fmt: skip


def test_image_installs_what_pdfs_need_and_runs_as_somebody():
    installed = re.search(r"install -y --no-install-recommends \\\n(.*?)\n", DOCKERFILE)[1]

    assert set(installed.strip(" \\").split()) == set(system.PDF)
    assert "--require-hashes -r run.lock" in DOCKERFILE
    assert re.search(r"^USER smartpick$", DOCKERFILE, re.M)


def test_image_and_web_service_start_the_same_command():
    image = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.M)[1]

    assert yaml.safe_load(image) == OURS["web"]["command"]


def test_web_command_is_one_that_gunicorn_takes(tmp_path):
    given = words(OURS["web"]["command"])
    (tmp_path / "static").mkdir()

    checked = run("-m", *given, "--check-config", SMARTPICK_DATA=str(tmp_path))

    assert given[0] == "gunicorn"
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_worker_and_beat_commands_are_ones_that_celery_takes(name, tmp_path):
    given = words(OURS[name]["command"])

    taken = run("-m", *given, "--help", SMARTPICK_DATA=str(tmp_path))
    misspelt = run("-m", *given, "--no-such-word", SMARTPICK_DATA=str(tmp_path))

    assert (given[0], taken.returncode) == ("celery", 0)
    assert misspelt.returncode != 0


def test_prepare_is_a_command_of_ours():
    given = words(OURS["prepare"]["command"])

    assert given[:2] == ["python", "manage.py"]
    assert run("manage.py", given[2], "--help").returncode == 0


def test_health_check_of_the_web_ends_with_1_when_nothing_answers():
    given = OURS["web"]["healthcheck"]["test"]

    assert given[:3] == ["CMD", "python", "-m"]
    assert run("-m", given[3]).returncode == 1
