"""No migration is missing, each has a name that says what it does, and each can be undone."""

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = {
    config.label
    for config in apps.get_app_configs()
    if config.name.split(".")[0] in ("smartpick", "autopsy", "mentors", "outreach", "timeline")
}


@pytest.fixture
def migrations(db):
    disk = MigrationLoader(connection).disk_migrations
    return {key: one for key, one in disk.items() if key[0] in OURS}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_each_name_says_what_it_does(migrations):
    assert [key for key in migrations if re.search(r"_auto_|_\d{8}", key[1])] == []


def test_each_migration_can_be_undone(migrations):
    stuck = [
        (key, operation.describe())
        for key, migration in migrations.items()
        for operation in migration.operations
        if not operation.reversible
    ]

    assert stuck == []


def test_each_app_has_one_newest_migration(migrations):
    graph = MigrationLoader(connection).graph

    assert {app: len(graph.leaf_nodes(app)) for app, _ in migrations} == {
        app: 1 for app, _ in migrations
    }
