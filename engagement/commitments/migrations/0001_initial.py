import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("boards", "0001_initial"),
        ("concerns", "0002_categories"),
        ("events", "0001_initial"),
        ("outreach", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("problems", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Commitment",
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
                        ("what", models.CharField(max_length=400, verbose_name="what we promise")),
                        (
                            "owner_words",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="someone else who answers for it",
                            ),
                        ),
                        (
                            "made_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="promised on"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("first_due_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Not done yet"),
                                    ("kept", "Kept"),
                                    ("dropped", "We cannot do this"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what came of it"
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="residents told on"
                            ),
                        ),
                        (
                            "told_how",
                            models.CharField(
                                blank=True, max_length=240, verbose_name="how they were told"
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=True, verbose_name="shown to everyone"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "submission",
                            models.UUIDField(blank=True, editable=False, null=True, unique=True),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="outreach.outreachentry",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="events.event",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who answers for it",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="problems.problem",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "promise",
                        "verbose_name_plural": "promises",
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "open")),
                                fields=["due_on"],
                                name="commitments_open",
                            ),
                            models.Index(
                                condition=models.Q(("told_on", None)),
                                fields=["area", "due_on"],
                                name="commitments_not_yet_told",
                            ),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="commitments_last_changed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("entry", None),
                                        ("event", None),
                                        ("problem", None),
                                        ("recommendation", None),
                                    ),
                                    models.Q(
                                        ("concern", None),
                                        ("entry", None),
                                        ("problem", None),
                                        ("recommendation", None),
                                    ),
                                    models.Q(
                                        ("concern", None),
                                        ("event", None),
                                        ("problem", None),
                                        ("recommendation", None),
                                    ),
                                    models.Q(
                                        ("concern", None),
                                        ("entry", None),
                                        ("event", None),
                                        ("recommendation", None),
                                    ),
                                    models.Q(
                                        ("concern", None),
                                        ("entry", None),
                                        ("event", None),
                                        ("problem", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_commitment_was_made_in_one_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner__isnull", False),
                                    ("owner_words__gt", ""),
                                    _connector="OR",
                                ),
                                name="someone_answers_for_a_commitment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_on", None), ("result", ""), ("status", "open")
                                    ),
                                    models.Q(
                                        models.Q(("status", "open"), _negated=True),
                                        ("closed_on__isnull", False),
                                        ("result__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_commitment_says_when_and_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("told_on", None),
                                    models.Q(
                                        ("closed_on__isnull", False),
                                        ("told_on__gte", models.F("closed_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="residents_are_told_after_it_is_closed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("made_on"))),
                                name="a_commitment_is_due_after_it_is_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=400, verbose_name="what we promise")),
                        (
                            "owner_words",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="someone else who answers for it",
                            ),
                        ),
                        (
                            "made_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="promised on"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("first_due_on", models.DateField(editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "Not done yet"),
                                    ("kept", "Kept"),
                                    ("dropped", "We cannot do this"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what came of it"
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="residents told on"
                            ),
                        ),
                        (
                            "told_how",
                            models.CharField(
                                blank=True, max_length=240, verbose_name="how they were told"
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=True, verbose_name="shown to everyone"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="concerns.concern",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="outreach.outreachentry",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who answers for it",
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
                                to="commitments.commitment",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="problems.problem",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="boards.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Postponement",
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
                        ("was_due_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("why", models.CharField(max_length=300, verbose_name="why")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="postponements",
                                to="commitments.commitment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why__gt", "")), name="a_postponement_says_why"
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="commitment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "commitments_commitmenthistory" ("area_id", "changed_at", "closed_on", "concern_id", "created_at", "created_by_id", "due_on", "entry_id", "event_id", "first_due_on", "id", "is_public", "made_on", "owner_id", "owner_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "recommendation_id", "result", "status", "submission", "told_how", "told_on", "what") VALUES (OLD."area_id", OLD."changed_at", OLD."closed_on", OLD."concern_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."entry_id", OLD."event_id", OLD."first_due_on", OLD."id", OLD."is_public", OLD."made_on", OLD."owner_id", OLD."owner_words", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."problem_id", OLD."recommendation_id", OLD."result", OLD."status", OLD."submission", OLD."told_how", OLD."told_on", OLD."what"); RETURN NULL;',
                            hash="873429a61e18a8eeccc84f0b3f18e67f3f8e47f9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_56e76",
                            table="commitments_commitment",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="commitment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "commitments_commitmenthistory" ("area_id", "changed_at", "closed_on", "concern_id", "created_at", "created_by_id", "due_on", "entry_id", "event_id", "first_due_on", "id", "is_public", "made_on", "owner_id", "owner_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem_id", "recommendation_id", "result", "status", "submission", "told_how", "told_on", "what") VALUES (OLD."area_id", OLD."changed_at", OLD."closed_on", OLD."concern_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."entry_id", OLD."event_id", OLD."first_due_on", OLD."id", OLD."is_public", OLD."made_on", OLD."owner_id", OLD."owner_words", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."problem_id", OLD."recommendation_id", OLD."result", OLD."status", OLD."submission", OLD."told_how", OLD."told_on", OLD."what"); RETURN NULL;',
                            hash="610cf069af8a07a5bc111788c2c3ae7fd5ca2856",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e31be",
                            table="commitments_commitment",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
