import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=80, verbose_name="what")),
                ("filters", models.JSONField(blank=True, default=dict, verbose_name="asked for")),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="when"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "verbose_name_plural": "exports",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["-at"], name="exports_by_time")],
            },
        ),
        migrations.CreateModel(
            name="AccessLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="Such as “read the name”.", max_length=80, verbose_name="what"
                    ),
                ),
                ("model", models.CharField(max_length=80, verbose_name="kind of record")),
                ("record", models.CharField(max_length=40, verbose_name="record")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="why")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="when"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading",
                "verbose_name_plural": "who read what",
                "ordering": ["-at"],
                "indexes": [
                    models.Index(fields=["model", "record"], name="readings_of_a_record"),
                    models.Index(fields=["-at"], name="readings_by_time"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="accesslog",
            trigger=pgtrigger.compiler.Trigger(
                name="readings_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3fefc54ad5be0375be88a5624033b4f6be32d3e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_readings_stay_f33a4",
                    table="records_accesslog",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="export",
            trigger=pgtrigger.compiler.Trigger(
                name="exports_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="08966d52108205273721b8c6ee41b129e5c12795",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_exports_stay_7870c",
                    table="records_export",
                    when="BEFORE",
                ),
            ),
        ),
    ]
