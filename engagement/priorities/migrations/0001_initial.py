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
        ("concerns", "0002_categories"),
        ("events", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("problems", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Ballot",
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
                        ("title", models.CharField(max_length=160, verbose_name="the question")),
                        (
                            "opens_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="first day"
                            ),
                        ),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        (
                            "most_choices",
                            models.PositiveSmallIntegerField(
                                default=2, verbose_name="how many each may choose"
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        (
                            "closed_why",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ballots",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
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
                    ],
                    options={
                        "verbose_name": "vote",
                        "verbose_name_plural": "votes",
                        "ordering": ["-opens_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["area", "-closes_on"], name="ballots_of_an_area"),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="ballots_last_changed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title__gt", "")),
                                name="a_ballot_asks_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                                name="a_ballot_closes_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("most_choices__range", (1, 3))),
                                name="a_voter_chooses_one_to_three",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on", None), ("closed_why", "")),
                                    models.Q(("closed_on__isnull", False), ("closed_why__gt", "")),
                                    _connector="OR",
                                ),
                                name="a_ballot_closed_early_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=160, verbose_name="the question")),
                        (
                            "opens_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="first day"
                            ),
                        ),
                        ("closes_on", models.DateField(verbose_name="last day")),
                        (
                            "most_choices",
                            models.PositiveSmallIntegerField(
                                default=2, verbose_name="how many each may choose"
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        (
                            "closed_why",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "by",
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
                                to="priorities.ballot",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Priority",
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
                        ("issue", models.CharField(max_length=300, verbose_name="the issue")),
                        (
                            "issue_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="since"
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what was done last"
                            ),
                        ),
                        (
                            "action_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "chosen",
                            models.CharField(
                                choices=[
                                    ("meeting", "At a meeting"),
                                    ("vote", "By a vote of residents"),
                                    ("survey", "From a survey"),
                                    ("data", "From what residents raised"),
                                    ("other", "In another way"),
                                ],
                                default="other",
                                max_length=10,
                                verbose_name="how it was chosen",
                            ),
                        ),
                        (
                            "chosen_words",
                            models.CharField(
                                blank=True,
                                help_text="Such as: chosen by 143 residents in October.",
                                max_length=200,
                                verbose_name="how, in a few words",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=1, verbose_name="order"),
                        ),
                        (
                            "retired_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        (
                            "retire_reason",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what came of it"
                            ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="priorities",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
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
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="priorities",
                                to="events.event",
                            ),
                        ),
                        (
                            "problem",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="priorities",
                                to="problems.problem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "priority",
                        "verbose_name_plural": "priorities",
                        "ordering": ["position", "issue_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("retired_on", None)),
                                fields=["area", "position"],
                                name="priorities_current",
                            ),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="priorities_last_changed",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("issue__gt", "")),
                                name="a_priority_names_its_issue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("action", ""), ("action_on", None)),
                                    models.Q(("action__gt", ""), ("action_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_action_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retire_reason", ""), ("retired_on", None)),
                                    models.Q(
                                        ("retired_on__gte", models.F("issue_on")),
                                        ("retire_reason__gt", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_closed_priority_says_when_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BallotOption",
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
                            "words",
                            models.CharField(max_length=200, verbose_name="what residents choose"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "ballot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="priorities.ballot",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="concerns.category",
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.suggestion",
                            ),
                        ),
                        (
                            "priority",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="option",
                                to="priorities.priority",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ballot", "words"), name="one_option_in_these_words"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words__gt", "")),
                                name="an_option_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriorityHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("issue", models.CharField(max_length=300, verbose_name="the issue")),
                        (
                            "issue_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="since"
                            ),
                        ),
                        (
                            "action",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what was done last"
                            ),
                        ),
                        (
                            "action_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "chosen",
                            models.CharField(
                                choices=[
                                    ("meeting", "At a meeting"),
                                    ("vote", "By a vote of residents"),
                                    ("survey", "From a survey"),
                                    ("data", "From what residents raised"),
                                    ("other", "In another way"),
                                ],
                                default="other",
                                max_length=10,
                                verbose_name="how it was chosen",
                            ),
                        ),
                        (
                            "chosen_words",
                            models.CharField(
                                blank=True,
                                help_text="Such as: chosen by 143 residents in October.",
                                max_length=200,
                                verbose_name="how, in a few words",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=1, verbose_name="order"),
                        ),
                        (
                            "retired_on",
                            models.DateField(blank=True, null=True, verbose_name="closed on"),
                        ),
                        (
                            "retire_reason",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what came of it"
                            ),
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "by",
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
                                to="priorities.priority",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PriorityUpdate",
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
                        ("action", models.CharField(max_length=600, verbose_name="what was done")),
                        ("action_on", models.DateField(verbose_name="on which day")),
                        (
                            "at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
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
                            "priority",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="updates",
                                to="priorities.priority",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-action_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("priority", "action_on", "action"),
                                name="an_action_is_told_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("action__gt", "")),
                                name="an_update_says_what_was_done",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
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
                        ("voter_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "cast_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, editable=False
                            ),
                        ),
                        (
                            "ballot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="priorities.ballot",
                            ),
                        ),
                        (
                            "choices",
                            models.ManyToManyField(
                                related_name="votes", to="priorities.ballotoption"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ballot", "voter_hash"), name="one_vote_a_person_and_ballot"
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ballot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "priorities_ballothistory" ("area_id", "by_id", "changed_at", "closed_on", "closed_why", "closes_on", "created_at", "id", "most_choices", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "title") VALUES (OLD."area_id", OLD."by_id", OLD."changed_at", OLD."closed_on", OLD."closed_why", OLD."closes_on", OLD."created_at", OLD."id", OLD."most_choices", OLD."opens_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."submission", OLD."title"); RETURN NULL;',
                            hash="8f7867433df79ec3f3425c3bad0733c7b5978cb3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_33577",
                            table="priorities_ballot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ballot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "priorities_ballothistory" ("area_id", "by_id", "changed_at", "closed_on", "closed_why", "closes_on", "created_at", "id", "most_choices", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "submission", "title") VALUES (OLD."area_id", OLD."by_id", OLD."changed_at", OLD."closed_on", OLD."closed_why", OLD."closes_on", OLD."created_at", OLD."id", OLD."most_choices", OLD."opens_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."submission", OLD."title"); RETURN NULL;',
                            hash="05b6b174bdfe7fc0354aa4f7c54960010771fdd1",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d9d22",
                            table="priorities_ballot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="priority",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "priorities_priorityhistory" ("action", "action_on", "area_id", "by_id", "changed_at", "chosen", "chosen_words", "created_at", "event_id", "id", "issue", "issue_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem_id", "retire_reason", "retired_on", "submission") VALUES (OLD."action", OLD."action_on", OLD."area_id", OLD."by_id", OLD."changed_at", OLD."chosen", OLD."chosen_words", OLD."created_at", OLD."event_id", OLD."id", OLD."issue", OLD."issue_on", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."position", OLD."problem_id", OLD."retire_reason", OLD."retired_on", OLD."submission"); RETURN NULL;',
                            hash="f821fa2bf80e82b3baea0aa09846b19afd6bf931",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_10be1",
                            table="priorities_priority",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="priority",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "priorities_priorityhistory" ("action", "action_on", "area_id", "by_id", "changed_at", "chosen", "chosen_words", "created_at", "event_id", "id", "issue", "issue_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "problem_id", "retire_reason", "retired_on", "submission") VALUES (OLD."action", OLD."action_on", OLD."area_id", OLD."by_id", OLD."changed_at", OLD."chosen", OLD."chosen_words", OLD."created_at", OLD."event_id", OLD."id", OLD."issue", OLD."issue_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."problem_id", OLD."retire_reason", OLD."retired_on", OLD."submission"); RETURN NULL;',
                            hash="2aaa1dae58ab9da35fc2b05d345dd2c84135d824",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0e0f9",
                            table="priorities_priority",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
