import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("district_quarterly", "District report")],
                        default="district_quarterly",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
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
                        condition=models.Q(("progress__lte", 100)), name="progress_is_a_percentage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(("claim__isnull", False), ("claimed_until__isnull", False)),
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
                        condition=models.Q(("state__in", ("queued", "running"))),
                        name="one_report_on_its_way_per_wish",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("csv", "Tables (CSV)")], max_length=10
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
            name="ReportHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("district_quarterly", "District report")],
                        default="district_quarterly",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "reports_reporthistory" ("area_id", "attempts", "claim", "claimed_until", "data_as_of", "ends_on", "error", "finished_at", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "sha256", "starts_on", "state", "step") VALUES (NEW."area_id", NEW."attempts", NEW."claim", NEW."claimed_until", NEW."data_as_of", NEW."ends_on", NEW."error", NEW."finished_at", NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."sha256", NEW."starts_on", NEW."state", NEW."step"); RETURN NULL;',
                    hash="92a22a1a3ed5025dc0d05601897a8e7b85655ce9",
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
                    func='INSERT INTO "reports_reporthistory" ("area_id", "attempts", "claim", "claimed_until", "data_as_of", "ends_on", "error", "finished_at", "id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "sha256", "starts_on", "state", "step") VALUES (OLD."area_id", OLD."attempts", OLD."claim", OLD."claimed_until", OLD."data_as_of", OLD."ends_on", OLD."error", OLD."finished_at", OLD."id", OLD."kind", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."progress", OLD."requested_at", OLD."requested_by_id", OLD."sha256", OLD."starts_on", OLD."state", OLD."step"); RETURN NULL;',
                    hash="fc7854f4e731473e813711732e84558a0e66a5dd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6acd6",
                    table="reports_report",
                    when="AFTER",
                ),
            ),
        ),
    ]
