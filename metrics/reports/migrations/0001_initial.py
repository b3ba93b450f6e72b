import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.migrating
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="DistributionList",
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
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "distribution list",
                        "verbose_name_plural": "distribution lists",
                        "ordering": ["name", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                            "kind",
                            models.CharField(
                                default="district_quarterly", max_length=30, verbose_name="kind"
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to start"),
                                    ("running", "Being written"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be written"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for its turn"),
                                    ("counting", "Counting concerns, meetings and outreach"),
                                    ("drawing", "Drawing the charts"),
                                    ("typesetting", "Setting the pages"),
                                    ("packing", "Packing the tables"),
                                    ("keeping", "Putting it away"),
                                    ("done", "Done"),
                                ],
                                default="waiting",
                                max_length=20,
                            ),
                        ),
                        ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                        ("claimed_until", models.DateTimeField(blank=True, null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("numbers", models.JSONField(blank=True, null=True)),
                        ("data_as_of", models.DateTimeField(blank=True, null=True)),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="fingerprint of the numbers"
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reports",
                                to="reports.reportschedule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report",
                        "verbose_name_plural": "reports",
                        "ordering": ["-requested_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("queued", "running"))),
                                fields=["requested_at"],
                                name="reports_to_write",
                            ),
                            models.Index(fields=["area", "-requested_at"], name="reports_by_area"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="a_report_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("progress__lte", 100)),
                                name="progress_is_a_percentage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "running"), _negated=True),
                                    models.Q(
                                        ("claim__isnull", False), ("claimed_until__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_running_report_has_a_writer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ready"), _negated=True),
                                    models.Q(
                                        ("data_as_of__isnull", False),
                                        ("numbers__isnull", False),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_ready_report_has_its_numbers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_failed_report_says_why",
                            ),
                            models.UniqueConstraint(
                                models.F("kind"),
                                models.F("requested_by"),
                                django.db.models.functions.comparison.Coalesce("area", 0),
                                models.F("starts_on"),
                                models.F("ends_on"),
                                models.F("language"),
                                models.F("answers"),
                                condition=models.Q(("state__in", ("queued", "running"))),
                                name="one_report_on_its_way_per_wish",
                            ),
                            models.UniqueConstraint(
                                fields=("schedule", "due_at"), name="one_report_each_time_it_is_due"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
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
                        ("kind", models.CharField(max_length=30)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("language", models.CharField(max_length=10)),
                        ("title", models.CharField(max_length=300)),
                        ("place", models.CharField(max_length=200)),
                        ("series", models.CharField(max_length=200)),
                        ("version", models.PositiveSmallIntegerField()),
                        ("slug", models.SlugField(max_length=250, unique=True)),
                        ("document", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("data_as_of", models.DateTimeField()),
                        ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report_publications",
                                to="areas.area",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successor",
                                to="reports.publication",
                            ),
                        ),
                        (
                            "report",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publication",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "published report",
                        "verbose_name_plural": "published reports",
                        "ordering": ["-published_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["starts_on", "ends_on"], name="publications_about")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "version"),
                                name="versions_of_a_report_are_numbered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportFile",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("xlsx", "Tables (Excel)"),
                                    ("csv", "Tables (CSV)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="reports.report",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "kind"), name="one_file_of_each_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)), name="a_file_is_not_empty"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportSchedule",
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
                        ("kind", models.CharField(max_length=30)),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "every",
                            models.CharField(
                                choices=[
                                    ("week", "Every week"),
                                    ("month", "Every month"),
                                    ("quarter", "Every quarter"),
                                    ("year", "Every year"),
                                ],
                                max_length=10,
                                verbose_name="how often",
                            ),
                        ),
                        ("day", models.PositiveSmallIntegerField(default=1, verbose_name="day")),
                        (
                            "month",
                            models.PositiveSmallIntegerField(default=1, verbose_name="month"),
                        ),
                        ("at", models.TimeField(verbose_name="time")),
                        ("next_at", models.DateTimeField()),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("paused_at", models.DateTimeField(blank=True, null=True)),
                        ("paused_because", models.CharField(blank=True, max_length=300)),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report_schedules",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "lists",
                            models.ManyToManyField(
                                blank=True, related_name="schedules", to="reports.distributionlist"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report_schedules",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "report schedule",
                        "verbose_name_plural": "report schedules",
                        "ordering": ["next_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("paused_at", None)),
                                fields=["next_at"],
                                name="schedules_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day__gte", 1),
                                    ("day__lte", 28),
                                    models.Q(
                                        models.Q(("every", "week"), _negated=True),
                                        ("day__lte", 7),
                                        _connector="OR",
                                    ),
                                ),
                                name="a_schedule_names_a_day_that_exists",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__gte", 1), ("month__lte", 12)),
                                name="a_schedule_names_a_month",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                default="district_quarterly", max_length=30, verbose_name="kind"
                            ),
                        ),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("requested_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Waiting to start"),
                                    ("running", "Being written"),
                                    ("ready", "Ready"),
                                    ("failed", "Could not be written"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting for its turn"),
                                    ("counting", "Counting concerns, meetings and outreach"),
                                    ("drawing", "Drawing the charts"),
                                    ("typesetting", "Setting the pages"),
                                    ("packing", "Packing the tables"),
                                    ("keeping", "Putting it away"),
                                    ("done", "Done"),
                                ],
                                default="waiting",
                                max_length=20,
                            ),
                        ),
                        ("claim", models.UUIDField(blank=True, editable=False, null=True)),
                        ("claimed_until", models.DateTimeField(blank=True, null=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.TextField(blank=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("data_as_of", models.DateTimeField(blank=True, null=True)),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="fingerprint of the numbers"
                            ),
                        ),
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
                                to="reports.report",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.reportschedule",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportScheduleHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=30)),
                        ("answers", models.JSONField(blank=True, default=dict)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")],
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "every",
                            models.CharField(
                                choices=[
                                    ("week", "Every week"),
                                    ("month", "Every month"),
                                    ("quarter", "Every quarter"),
                                    ("year", "Every year"),
                                ],
                                max_length=10,
                                verbose_name="how often",
                            ),
                        ),
                        ("day", models.PositiveSmallIntegerField(default=1, verbose_name="day")),
                        (
                            "month",
                            models.PositiveSmallIntegerField(default=1, verbose_name="month"),
                        ),
                        ("at", models.TimeField(verbose_name="time")),
                        ("next_at", models.DateTimeField()),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("paused_at", models.DateTimeField(blank=True, null=True)),
                        ("paused_because", models.CharField(blank=True, max_length=300)),
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
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="reports.reportschedule",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                        ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "note",
                            models.TextField(blank=True, max_length=2000, verbose_name="note"),
                        ),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_because", models.TextField(blank=True, max_length=2000)),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="reports.report",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "review",
                        "verbose_name_plural": "reviews",
                        "ordering": ["-reviewed_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("report",),
                                name="one_standing_review",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at", None), ("undone_by", None)),
                                    models.Q(
                                        ("undone_at__isnull", False),
                                        ("undone_by__isnull", False),
                                        models.Q(("undone_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_undone_review_says_who_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("reviewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "note",
                            models.TextField(blank=True, max_length=2000, verbose_name="note"),
                        ),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_because", models.TextField(blank=True, max_length=2000)),
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
                                to="reports.review",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.report",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "undone_by",
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
                migrations.CreateModel(
                    name="Withdrawal",
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
                        ("withdrawn_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("because", models.TextField(max_length=2000, verbose_name="why")),
                        (
                            "publication",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawal",
                                to="reports.publication",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "withdrawal",
                        "verbose_name_plural": "withdrawals",
                        "ordering": ["-withdrawn_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("because", ""), _negated=True),
                                name="a_withdrawal_of_a_report_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Written",
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
                        ("key", models.CharField(max_length=60, verbose_name="box")),
                        (
                            "text",
                            models.TextField(blank=True, max_length=20000, verbose_name="text"),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="written",
                                to="reports.report",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "text in a report",
                        "verbose_name_plural": "texts in reports",
                        "ordering": ["report", "key"],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "key"), name="one_text_a_box")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WrittenHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("key", models.CharField(max_length=60, verbose_name="box")),
                        (
                            "text",
                            models.TextField(blank=True, max_length=20000, verbose_name="text"),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                                to="reports.written",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.report",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                migrations.CreateModel(
                    name="ListedPerson",
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
                        ("email", models.EmailField(max_length=254, verbose_name="address")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("es", "Spanish")], max_length=10
                            ),
                        ),
                        (
                            "token",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="reports.distributionlist",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person on a list",
                        "verbose_name_plural": "people on lists",
                        "ordering": ["email"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("of", "email"), name="an_address_once_a_list"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicFile",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("xlsx", "Tables (Excel)"),
                                    ("csv", "Tables (CSV)"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("content", models.BinaryField()),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.publication",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-kind"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("publication", "kind"), name="one_public_file_of_each_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("size__gt", 0)),
                                name="a_public_file_is_not_empty",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publicfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="public_files_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="48d8dcb66d7d37dd752ae0fd5b36b42a46b2836a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_public_files_stay_f2374",
                            table="reports_publicfile",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="publications_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a6086dcaca836bf4bb9233d44be1bb0cbe90c6ca",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_publications_stay_73e79",
                            table="reports_publication",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportfile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="published_drafts_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT FROM reports_publication WHERE report_id = OLD.report_id) THEN RAISE EXCEPTION 'What was published does not change. Publish a newer version.'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                            hash="ae527b3767a2a2dbe5e502be4bcdf316fd687dab",
                            operation='UPDATE OF "report_id", "kind", "content" OR DELETE',
                            pgid="pgtrigger_published_drafts_stay_f36db",
                            table="reports_reportfile",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportschedule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reportschedulehistory" ("answers", "area_id", "at", "day", "every", "id", "kind", "language", "made_at", "made_by_id", "month", "next_at", "paused_at", "paused_because", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answers", NEW."area_id", NEW."at", NEW."day", NEW."every", NEW."id", NEW."kind", NEW."language", NEW."made_at", NEW."made_by_id", NEW."month", NEW."next_at", NEW."paused_at", NEW."paused_because", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="340195e2e9773b524ed14b2ad163d95397df5f85",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_168a3",
                            table="reports_reportschedule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportschedule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."paused_at" IS DISTINCT FROM (NEW."paused_at"))',
                            func='INSERT INTO "reports_reportschedulehistory" ("answers", "area_id", "at", "day", "every", "id", "kind", "language", "made_at", "made_by_id", "month", "next_at", "paused_at", "paused_because", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answers", NEW."area_id", NEW."at", NEW."day", NEW."every", NEW."id", NEW."kind", NEW."language", NEW."made_at", NEW."made_by_id", NEW."month", NEW."next_at", NEW."paused_at", NEW."paused_because", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="d774297799bbfc5cb3fe1f62c4f2f0e8ac26c8b5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_45f5f",
                            table="reports_reportschedule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="reportschedule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reportschedulehistory" ("answers", "area_id", "at", "day", "every", "id", "kind", "language", "made_at", "made_by_id", "month", "next_at", "paused_at", "paused_because", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."answers", OLD."area_id", OLD."at", OLD."day", OLD."every", OLD."id", OLD."kind", OLD."language", OLD."made_at", OLD."made_by_id", OLD."month", OLD."next_at", OLD."paused_at", OLD."paused_because", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="d9cf4782f64082db8e1a2b0eef1e8e244a0718af",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e1643",
                            table="reports_reportschedule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="published_numbers_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT FROM reports_publication WHERE report_id = OLD.id) THEN RAISE EXCEPTION 'What was published does not change. Publish a newer version.'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                            hash="c2e422db1492e3ed9b8e26e307a7c08badee07d1",
                            operation='UPDATE OF "kind", "area_id", "starts_on", "ends_on", "language", "answers", "state", "numbers", "data_as_of", "sha256" OR DELETE',
                            pgid="pgtrigger_published_numbers_stay_a9343",
                            table="reports_report",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "reports_reporthistory" ("answers", "area_id", "attempts", "claim", "claimed_until", "data_as_of", "due_at", "ends_on", "error", "finished_at", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "schedule_id", "sha256", "starts_on", "state", "step") VALUES (NEW."answers", NEW."area_id", NEW."attempts", NEW."claim", NEW."claimed_until", NEW."data_as_of", NEW."due_at", NEW."ends_on", NEW."error", NEW."finished_at", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."schedule_id", NEW."sha256", NEW."starts_on", NEW."state", NEW."step"); RETURN NULL;',
                            hash="45d2c2f6e6434bd7bc194208cd849be860e5ad4d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_234a9",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="report",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reporthistory" ("answers", "area_id", "attempts", "claim", "claimed_until", "data_as_of", "due_at", "ends_on", "error", "finished_at", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "schedule_id", "sha256", "starts_on", "state", "step") VALUES (OLD."answers", OLD."area_id", OLD."attempts", OLD."claim", OLD."claimed_until", OLD."data_as_of", OLD."due_at", OLD."ends_on", OLD."error", OLD."finished_at", OLD."id", OLD."kind", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."progress", OLD."requested_at", OLD."requested_by_id", OLD."schedule_id", OLD."sha256", OLD."starts_on", OLD."state", OLD."step"); RETURN NULL;',
                            hash="306a7fe00199d0465daceb892e3a1d2084d62067",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6acd6",
                            table="reports_report",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="review",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reports_reviewhistory" ("id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "reviewed_at", "reviewed_by_id", "undone_at", "undone_because", "undone_by_id") VALUES (NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."reviewed_at", NEW."reviewed_by_id", NEW."undone_at", NEW."undone_because", NEW."undone_by_id"); RETURN NULL;',
                            hash="167d50c9a941f7c8719a26c17478292b166fedd3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_134e7",
                            table="reports_review",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="review",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_reviewhistory" ("id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "reviewed_at", "reviewed_by_id", "undone_at", "undone_because", "undone_by_id") VALUES (OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_id", OLD."reviewed_at", OLD."reviewed_by_id", OLD."undone_at", OLD."undone_because", OLD."undone_by_id"); RETURN NULL;',
                            hash="068ff295526526e389864ab2aea48714c94f56a7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_eebca",
                            table="reports_review",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="withdrawal",
                    trigger=pgtrigger.compiler.Trigger(
                        name="withdrawals_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="75e9f1763081f465845f04271657c26aa40ddb10",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_withdrawals_stay_a7e00",
                            table="reports_withdrawal",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="written",
                    trigger=pgtrigger.compiler.Trigger(
                        name="published_words_stay",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT FROM reports_publication WHERE report_id = OLD.report_id) THEN RAISE EXCEPTION 'What was published does not change. Publish a newer version.'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;",
                            hash="a605cae6c216102bcd7b0dbc2709c1bc9cdc2987",
                            operation='UPDATE OF "text", "key", "report_id" OR DELETE',
                            pgid="pgtrigger_published_words_stay_5743f",
                            table="reports_written",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="written",
                    trigger=pgtrigger.compiler.Trigger(
                        name="no_new_words_in_print",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT FROM reports_publication WHERE report_id = NEW.report_id) THEN RAISE EXCEPTION 'What was published does not change. Publish a newer version.'; END IF; RETURN NEW;",
                            hash="01dea35c2c88582b49fa1376c5e6de4c8d2cc32b",
                            operation="INSERT",
                            pgid="pgtrigger_no_new_words_in_print_3cce0",
                            table="reports_written",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="written",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_writtenhistory" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "written_at", "written_by_id") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="155d112ba8e0cf0b865b77b3a267d0791c4df00f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6d68e",
                            table="reports_written",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="written",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reports_writtenhistory" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "written_at", "written_by_id") VALUES (NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                            hash="2c77fc607048409350ca0f5016b38dec02d0ad09",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2bb2f",
                            table="reports_written",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="written",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reports_writtenhistory" ("id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "text", "written_at", "written_by_id") VALUES (OLD."id", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_id", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                            hash="8789ee9208ec531715f58c6cb413dba19603cafe",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e7621",
                            table="reports_written",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
