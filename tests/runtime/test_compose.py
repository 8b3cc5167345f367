"""docker-compose.yml and the Dockerfile, checked without a Docker engine."""

import re
from typing import Any

import pytest
import yaml

from atspaces.embedded.places import PROJECT

SITE = ("web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
    return parsed


@pytest.fixture(scope="module")
def settings_read() -> set[str]:
    """Every variable that the settings read."""
    source = (PROJECT / "atspaces/settings.py").read_text()
    return set(re.findall(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", source))


def example_names() -> set[str]:
    """Every variable that `.env.example` names."""
    return set(re.findall(r"^#? ?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), flags=re.MULTILINE))


def test_services_are_productions_shape(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"postgres", "redis", *SITE}


def test_postgres_and_redis_are_the_seeds(compose: dict[str, Any]) -> None:
    postgres, redis = compose["services"]["postgres"], compose["services"]["redis"]
    assert (postgres["image"], postgres["container_name"]) == ("postgres:16-alpine", "atspaces-postgres")
    assert (redis["image"], redis["container_name"]) == ("redis:7-alpine", "atspaces-redis")
    assert postgres["environment"]["POSTGRES_DB"] == "atspaces"
    assert postgres["environment"]["POSTGRES_USER"] == "postgres"
    assert postgres["ports"] == ["127.0.0.1:5432:5432"]
    assert redis["ports"] == ["127.0.0.1:6379:6379"]


def test_site_runs_one_image_three_times(compose: dict[str, Any]) -> None:
    assert {compose["services"][name]["image"] for name in SITE} == {"atspaces-site"}
    assert len({str(compose["services"][name]["command"]) for name in SITE}) == len(SITE)


def test_every_service_has_a_health_check(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert {"test", "interval", "timeout", "retries"} <= service["healthcheck"].keys(), name


def test_nothing_starts_before_what_it_needs(compose: dict[str, Any]) -> None:
    needs = {name: service.get("depends_on", {}) for name, service in compose["services"].items()}
    assert needs["web"].keys() == {"postgres", "redis"}
    assert needs["worker"].keys() == needs["beat"].keys() == {"web"}
    conditions = {need["condition"] for each in needs.values() for need in each.values()}
    assert conditions == {"service_healthy"}


def test_data_lives_in_named_volumes(compose: dict[str, Any]) -> None:
    mounted = {
        mount.split(":")[0]: mount.split(":")[1]
        for service in compose["services"].values()
        for mount in service["volumes"]
    }
    assert mounted.keys() == compose["volumes"].keys()
    assert mounted["postgres_data"] == "/var/lib/postgresql/data"
    assert mounted["redis_data"] == "/data"


def test_site_sets_only_what_settings_read(compose: dict[str, Any], settings_read: set[str]) -> None:
    assert "DATABASE_URL" in settings_read  # the pattern still finds them
    for name in SITE:
        assert set(compose["services"][name]["environment"]) - settings_read == set(), name


def test_site_sets_all_that_settings_demand(compose: dict[str, Any]) -> None:
    source = (PROJECT / "atspaces/settings.py").read_text()
    demanded = set(re.findall(r"""\benv\.\w+\(\s*["']([A-Z_]+)["']\s*\)""", source))
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL"} <= demanded
    assert demanded <= set(compose["services"]["web"]["environment"])


INTERPOLATED = re.compile(r"\$\{([A-Z_]+):[-?]([^}]*)\}")
# Inside the network of the containers, servers have addresses of their own.
OWN = {"DATABASE_URL", "REDIS_URL"}


def environment_of(service: dict[str, Any], dotenv: dict[str, str]) -> dict[str, str]:
    """Give what a container finds in its environment, as Compose puts it together."""
    read = dotenv if {"path": ".env", "required": False} in service.get("env_file", []) else {}
    overriding = {
        name: INTERPOLATED.sub(lambda match: dotenv.get(match[1]) or match[2], value)
        for name, value in service["environment"].items()
    }
    return read | overriding


@pytest.mark.parametrize("name", SITE)
def test_all_of_the_example_environment_reaches_the_site(compose: dict[str, Any], name: str) -> None:
    dotenv = {setting: f"my {setting}" for setting in example_names()}
    there = environment_of(compose["services"][name], dotenv)
    assert {setting: there.get(setting) for setting in dotenv if setting not in OWN} == {
        setting: value for setting, value in dotenv.items() if setting not in OWN
    }


def test_without_a_file_the_site_is_looked_at_on_this_machine(compose: dict[str, Any]) -> None:
    assert environment_of(compose["services"]["web"], {})["HTTPS"] == "false"


def test_addresses_name_the_services(compose: dict[str, Any]) -> None:
    environment = compose["services"]["web"]["environment"]
    assert "@postgres:5432/atspaces" in environment["DATABASE_URL"]
    assert environment["REDIS_URL"].startswith("redis://redis:6379")


def test_image_sets_only_what_the_project_reads(settings_read: set[str]) -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text()
    (block,) = re.findall(r"^ENV (.+?[^\\])\n", dockerfile, flags=re.MULTILINE | re.DOTALL)
    set_there = set(re.findall(r"\b([A-Z_]+)=", block))
    known = settings_read | {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "ATSPACES_NO_BOOTSTRAP"}
    known |= {"ATSPACES_STATE_DIR"}  # read by atspaces/embedded/places.py
    assert set_there <= known


def test_example_environment_lists_every_setting(settings_read: set[str]) -> None:
    assert example_names() - {"POSTGRES_PASSWORD"} == settings_read
