import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.migrating
import portal.wordings
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="CourseHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "slug",
                            models.SlugField(
                                db_index=False,
                                editable=False,
                                max_length=80,
                                verbose_name="address",
                            ),
                        ),
                        ("name", portal.wordings.WordsField(max_length=120, verbose_name="name")),
                        (
                            "purpose",
                            portal.wordings.WordsField(blank=True, verbose_name="what it is for"),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1, max_digits=5, verbose_name="hours"
                            ),
                        ),
                        (
                            "required",
                            models.BooleanField(
                                default=False, verbose_name="everybody on staff has to hold it"
                            ),
                        ),
                        (
                            "valid_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Leave empty where it counts for good.",
                                null=True,
                                verbose_name="months it is valid",
                            ),
                        ),
                        ("retired_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="training.course",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Completion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("completed_on", models.DateField(verbose_name="completed on")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "entered_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "corrected_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("taken_back", models.BooleanField(default=False, editable=False)),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="correction",
                                to="training.completion",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="courses_completed",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="completions",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "completion",
                        "verbose_name_plural": "completions",
                        "ordering": ["-entered_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["-entered_at", "-id"], name="completions_newest_first"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken_back", False),
                                    ("corrects__isnull", False),
                                    _connector="OR",
                                ),
                                name="only_what_was_entered_is_taken_back",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("corrected_at", None), ("taken_back", False)),
                                fields=("person", "course", "completed_on"),
                                name="one_completion_of_a_course_a_person_and_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                editable=False, max_length=80, unique=True, verbose_name="address"
                            ),
                        ),
                        ("name", portal.wordings.WordsField(max_length=120, verbose_name="name")),
                        (
                            "purpose",
                            portal.wordings.WordsField(blank=True, verbose_name="what it is for"),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1, max_digits=5, verbose_name="hours"
                            ),
                        ),
                        (
                            "required",
                            models.BooleanField(
                                default=False, verbose_name="everybody on staff has to hold it"
                            ),
                        ),
                        (
                            "valid_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Leave empty where it counts for good.",
                                null=True,
                                verbose_name="months it is valid",
                            ),
                        ),
                        ("retired_on", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "course",
                        "verbose_name_plural": "courses",
                        "ordering": ["slug"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("hours__gt", 0)),
                                name="a_course_takes_some_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_months", None),
                                    models.Q(("valid_months__gte", 1), ("valid_months__lte", 240)),
                                    _connector="OR",
                                ),
                                name="a_course_is_valid_for_some_months",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompletionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("completed_on", models.DateField(verbose_name="completed on")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "entered_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "corrected_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("taken_back", models.BooleanField(default=False, editable=False)),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="training.completion",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="person",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="training.completion",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="training.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="course",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "training_coursehistory" ("hours", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "required", "retired_on", "slug", "valid_months") VALUES (OLD."hours", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."purpose", OLD."required", OLD."retired_on", OLD."slug", OLD."valid_months"); RETURN NULL;',
                            hash="fa2aa5a268ee1f72c8851e5e99cb33f2ec096be6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_27da0",
                            table="training_course",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="course",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "training_coursehistory" ("hours", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "required", "retired_on", "slug", "valid_months") VALUES (OLD."hours", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."required", OLD."retired_on", OLD."slug", OLD."valid_months"); RETURN NULL;',
                            hash="836d19bfd6da8f95cd4f73150ac27a03a30aa641",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9186d",
                            table="training_course",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="completion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "training_completionhistory" ("completed_on", "corrected_at", "corrects_id", "course_id", "entered_at", "entered_by_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back") VALUES (OLD."completed_on", OLD."corrected_at", OLD."corrects_id", OLD."course_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."taken_back"); RETURN NULL;',
                            hash="d70298cfa109f4930494ab960dfc5b01e285004c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_61a93",
                            table="training_completion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="completion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "training_completionhistory" ("completed_on", "corrected_at", "corrects_id", "course_id", "entered_at", "entered_by_id", "id", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_back") VALUES (OLD."completed_on", OLD."corrected_at", OLD."corrects_id", OLD."course_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."note", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."taken_back"); RETURN NULL;',
                            hash="2ee94535d117c13063b2886c2797a7a9ec8a7684",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c67f0",
                            table="training_completion",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
