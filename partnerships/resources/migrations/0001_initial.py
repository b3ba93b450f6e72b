import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
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
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Contribution",
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
                            "given_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        ("by_partner", models.BooleanField(default=True, editable=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "Money"),
                                    ("space", "Space"),
                                    ("staff", "Staff"),
                                    ("goods", "Goods"),
                                    ("food", "Food"),
                                    ("time", "Time"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("words", models.CharField(max_length=300, verbose_name="what was given")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="worth about",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="organizations.organization",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="%(class)s_set",
                                to="resources.grant",
                                verbose_name="counts for the grant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contribution",
                        "verbose_name_plural": "contributions",
                        "ordering": ["-given_on", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["organization", "given_on"], name="contributions_by_partner"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recorded_by", "submission"),
                                name="one_contribution_per_form_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("value", None), ("value__gte", 0), _connector="OR"
                                ),
                                name="a_contribution_costs_nothing_less",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
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
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(
                                max_length=80, unique=True, verbose_name="address of its page"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="award number"
                            ),
                        ),
                        ("funder", models.CharField(max_length=160, verbose_name="who pays")),
                        (
                            "purpose",
                            models.TextField(max_length=2000, verbose_name="what it is for"),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="amount"
                            ),
                        ),
                        (
                            "positions",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="positions it pays for"
                            ),
                        ),
                        (
                            "plan_problem",
                            models.TextField(
                                blank=True, verbose_name="the problem, as the plan says it"
                            ),
                        ),
                        (
                            "plan_goals",
                            models.TextField(blank=True, verbose_name="the goals of the plan"),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="who at the funder answers questions",
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="closed"),
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
                            "created_by",
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
                        "verbose_name": "grant",
                        "verbose_name_plural": "grants",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="a_grant_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="a_grant_gives_money"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContributionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "given_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        ("by_partner", models.BooleanField(default=True, editable=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "Money"),
                                    ("space", "Space"),
                                    ("staff", "Staff"),
                                    ("goods", "Goods"),
                                    ("food", "Food"),
                                    ("time", "Time"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("words", models.CharField(max_length=300, verbose_name="what was given")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=10,
                                null=True,
                                verbose_name="worth about",
                            ),
                        ),
                        (
                            "confirmed_by",
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
                            "organization",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.organization",
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
                                to="resources.contribution",
                            ),
                        ),
                        (
                            "recorded_by",
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
                            "grant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="resources.grant",
                                verbose_name="counts for the grant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GrantHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(
                                db_index=False, max_length=80, verbose_name="address of its page"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="award number"
                            ),
                        ),
                        ("funder", models.CharField(max_length=160, verbose_name="who pays")),
                        (
                            "purpose",
                            models.TextField(max_length=2000, verbose_name="what it is for"),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, max_digits=12, verbose_name="amount"
                            ),
                        ),
                        (
                            "positions",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="positions it pays for"
                            ),
                        ),
                        (
                            "plan_problem",
                            models.TextField(
                                blank=True, verbose_name="the problem, as the plan says it"
                            ),
                        ),
                        (
                            "plan_goals",
                            models.TextField(blank=True, verbose_name="the goals of the plan"),
                        ),
                        (
                            "contact",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="who at the funder answers questions",
                            ),
                        ),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="closed"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
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
                                to="resources.grant",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportingPeriod",
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
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("due_on", models.DateField(verbose_name="report due on")),
                        (
                            "sent_on",
                            models.DateField(blank=True, null=True, verbose_name="report sent on"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="periods",
                                to="resources.grant",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reporting period",
                        "verbose_name_plural": "reporting periods",
                        "ordering": ["starts_on", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_on", None)),
                                fields=["due_on"],
                                name="reports_not_yet_sent",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due_on__gte", models.F("ends_on")),
                                    ("ends_on__gte", models.F("starts_on")),
                                ),
                                name="a_report_is_due_after_its_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_on", None),
                                    ("sent_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="a_report_is_sent_after_its_period_began",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        models.Func(
                                            django.db.models.functions.comparison.Cast(
                                                "grant_id", models.BigIntegerField()
                                            ),
                                            django.db.models.functions.comparison.Cast(
                                                "grant_id", models.BigIntegerField()
                                            ),
                                            models.Value("[]"),
                                            function="INT8RANGE",
                                        ),
                                        "&&",
                                    ),
                                    (
                                        models.Func(
                                            "starts_on",
                                            "ends_on",
                                            models.Value("[]"),
                                            function="DATERANGE",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="reporting_periods_of_a_grant_do_not_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingPeriodHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        ("due_on", models.DateField(verbose_name="report due on")),
                        (
                            "sent_on",
                            models.DateField(blank=True, null=True, verbose_name="report sent on"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "grant",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="resources.grant",
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
                                to="resources.reportingperiod",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerHours",
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
                            "given_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        ("by_partner", models.BooleanField(default=True, editable=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1, max_digits=7, verbose_name="hours in all"
                            ),
                        ),
                        ("people", models.PositiveIntegerField(default=1, verbose_name="people")),
                        ("what", models.CharField(max_length=300, verbose_name="what they did")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="%(class)s_set",
                                to="resources.grant",
                                verbose_name="counts for the grant",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="organizations.organization",
                            ),
                        ),
                        (
                            "recorded_by",
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
                        "verbose_name": "volunteer hours",
                        "verbose_name_plural": "volunteer hours",
                        "ordering": ["-given_on", "-pk"],
                        "abstract": False,
                        "indexes": [
                            models.Index(
                                fields=["organization", "given_on"],
                                name="volunteer_hours_by_partner",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recorded_by", "submission"),
                                name="hours_once_per_form_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("hours__gt", 0), ("people__gte", 1)),
                                name="volunteers_gave_some_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "hours__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("people"), "*", models.Value(24)
                                        ),
                                    )
                                ),
                                name="nobody_volunteers_more_than_a_day_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VolunteerHoursHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "given_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        ("by_partner", models.BooleanField(default=True, editable=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=1, max_digits=7, verbose_name="hours in all"
                            ),
                        ),
                        ("people", models.PositiveIntegerField(default=1, verbose_name="people")),
                        ("what", models.CharField(max_length=300, verbose_name="what they did")),
                        (
                            "confirmed_by",
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
                            "grant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="resources.grant",
                                verbose_name="counts for the grant",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organizations.organization",
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
                                to="resources.volunteerhours",
                            ),
                        ),
                        (
                            "recorded_by",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "resources_granthistory" ("amount", "changed_at", "closed_at", "contact", "created_at", "created_by_id", "ends_on", "funder", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_goals", "plan_problem", "positions", "purpose", "slug", "starts_on", "submission") VALUES (OLD."amount", OLD."changed_at", OLD."closed_at", OLD."contact", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."funder", OLD."id", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plan_goals", OLD."plan_problem", OLD."positions", OLD."purpose", OLD."slug", OLD."starts_on", OLD."submission"); RETURN NULL;',
                            hash="0f34f15c849e851d484fc18784b5a6ff6bde2fcd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6956e",
                            table="resources_grant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="grant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "resources_granthistory" ("amount", "changed_at", "closed_at", "contact", "created_at", "created_by_id", "ends_on", "funder", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_goals", "plan_problem", "positions", "purpose", "slug", "starts_on", "submission") VALUES (OLD."amount", OLD."changed_at", OLD."closed_at", OLD."contact", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."funder", OLD."id", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_goals", OLD."plan_problem", OLD."positions", OLD."purpose", OLD."slug", OLD."starts_on", OLD."submission"); RETURN NULL;',
                            hash="f4cdcffedb0a7124906da0dc4ce1f4ac42243f65",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d33c5",
                            table="resources_grant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contribution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "resources_contributionhistory" ("by_partner", "confirmed_at", "confirmed_by_id", "given_on", "grant_id", "id", "kind", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "value", "words") VALUES (OLD."by_partner", OLD."confirmed_at", OLD."confirmed_by_id", OLD."given_on", OLD."grant_id", OLD."id", OLD."kind", OLD."organization_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."submission", OLD."value", OLD."words"); RETURN NULL;',
                            hash="50f3325d6f42ba1c4b65707ed2a1162311a8372d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_75a94",
                            table="resources_contribution",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contribution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "resources_contributionhistory" ("by_partner", "confirmed_at", "confirmed_by_id", "given_on", "grant_id", "id", "kind", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "value", "words") VALUES (OLD."by_partner", OLD."confirmed_at", OLD."confirmed_by_id", OLD."given_on", OLD."grant_id", OLD."id", OLD."kind", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."submission", OLD."value", OLD."words"); RETURN NULL;',
                            hash="8f3a083f92f4d25d7832964cdff486da8f38adba",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7acfd",
                            table="resources_contribution",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportingperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "resources_reportingperiodhistory" ("changed_at", "due_on", "ends_on", "grant_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "starts_on") VALUES (OLD."changed_at", OLD."due_on", OLD."ends_on", OLD."grant_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."sent_on", OLD."starts_on"); RETURN NULL;',
                            hash="c8f6d2b4f9b39c565494b3faa2043defdebd7afb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_17a6c",
                            table="resources_reportingperiod",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportingperiod",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "resources_reportingperiodhistory" ("changed_at", "due_on", "ends_on", "grant_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "starts_on") VALUES (OLD."changed_at", OLD."due_on", OLD."ends_on", OLD."grant_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_on", OLD."starts_on"); RETURN NULL;',
                            hash="be1fb44364e5865cfdd5761266df2402e13f03b2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ab428",
                            table="resources_reportingperiod",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="volunteerhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "resources_volunteerhourshistory" ("by_partner", "confirmed_at", "confirmed_by_id", "given_on", "grant_id", "hours", "id", "organization_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "what") VALUES (OLD."by_partner", OLD."confirmed_at", OLD."confirmed_by_id", OLD."given_on", OLD."grant_id", OLD."hours", OLD."id", OLD."organization_id", OLD."people", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."submission", OLD."what"); RETURN NULL;',
                            hash="755ac87d2c8be8cb316b4b94fd13002179749203",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a49b6",
                            table="resources_volunteerhours",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="volunteerhours",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "resources_volunteerhourshistory" ("by_partner", "confirmed_at", "confirmed_by_id", "given_on", "grant_id", "hours", "id", "organization_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "submission", "what") VALUES (OLD."by_partner", OLD."confirmed_at", OLD."confirmed_by_id", OLD."given_on", OLD."grant_id", OLD."hours", OLD."id", OLD."organization_id", OLD."people", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."submission", OLD."what"); RETURN NULL;',
                            hash="6ebbfa188ddb8c12b64a137f65ebc04d28b2f8f4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_764b9",
                            table="resources_volunteerhours",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
