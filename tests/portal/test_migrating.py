"""A room's first tables are made in one step, whatever they point to."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    CreateModel,
    RunPython,
)
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from pgtrigger import Protect, Update
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from portal.migrating import CreateModels, in_one_step

ROOMS = [
    config.label
    for config in apps.get_app_configs()
    if (Path(config.path) / "migrations" / "0001_initial.py").exists()
    and Path(settings.BASE_DIR) in Path(config.path).parents
    and ".venv" not in Path(config.path).parts
]


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_makes_its_first_tables_at_once(room):
    migrations = importlib.import_module(
        f"{apps.get_app_config(room).name}.migrations.0001_initial"
    )

    (operation,) = migrations.Migration.operations

    assert isinstance(operation, CreateModels)


def as_django_writes_them():
    """Two tables that point to each other, with what Django adds to them afterwards."""
    trigger = Trigger(
        name="keep_title",
        sql=UpsertTriggerSql(
            func=Protect(name="keep_title", operation=Update).get_func(None),
            hash="1",
            operation="UPDATE",
            pgid="pgtrigger_keep_title_0001",
            table="areas_song",
            when="BEFORE",
        ),
    )
    return [
        CreateModel("Choir", [("id", models.BigAutoField(primary_key=True))]),
        CreateModel(
            "Song",
            [("id", models.BigAutoField(primary_key=True)), ("title", models.TextField())],
        ),
        AddField("choir", "best", models.ForeignKey("areas.song", models.CASCADE, null=True)),
        AddField("song", "choir", models.ForeignKey("areas.choir", models.CASCADE)),
        AddConstraint("song", models.UniqueConstraint(fields=["title"], name="one_title")),
        AddIndex("song", models.Index(fields=["choir", "title"], name="song_by_choir")),
        AddTrigger("song", trigger),
    ]


def tables():
    return {name for name in connection.introspection.table_names() if name.startswith("areas_")}


def run(operation, before):
    """Do it, as `migrate` does. Returns the state behind it."""
    after = before.clone()
    operation.state_forwards("areas", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("areas", editor, before, after)
    return after


def test_tables_that_point_to_each_other_are_made_and_taken_away_again():
    known = tables()
    (operation,) = in_one_step(as_django_writes_them())
    before = ProjectState()
    assert before.apps  # drawn, as they are while migrations run

    after = run(operation, before)

    assert tables() - known == {"areas_choir", "areas_song"}
    choir = after.apps.get_model("areas", "choir").objects.create()
    song = after.apps.get_model("areas", "song").objects.create(title="Hush", choir=choir)
    assert list(choir.song_set.all()) == [song]
    with connection.cursor() as cursor:
        names = connection.introspection.get_constraints(cursor, "areas_song")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'areas_song'::regclass")
        triggers = {name for (name,) in cursor}
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert {"one_title", "song_by_choir"} <= set(names)
    assert "pgtrigger_keep_title_0001" in triggers

    with connection.schema_editor() as editor:
        operation.database_backwards("areas", editor, after, before)

    assert tables() == known


def test_what_is_not_about_these_tables_stays_behind_them():
    later = RunPython(RunPython.noop)

    operations = in_one_step([*as_django_writes_them(), later])

    assert [type(operation) for operation in operations] == [CreateModels, RunPython]
    assert in_one_step([later]) == [later]


def test_a_step_can_be_written_to_a_file_and_says_what_it_makes():
    (operation,) = in_one_step(as_django_writes_them()[:-1])

    text, imports = MigrationWriter.serialize(operation)

    assert text.startswith("portal.migrating.CreateModels(")
    assert "import portal.migrating" in imports
    assert operation.describe() == "Create models Choir, Song"
