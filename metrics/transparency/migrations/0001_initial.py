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
        ("boards", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Policy",
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
                        ("slug", models.SlugField(max_length=80, unique=True)),
                    ],
                    options={
                        "verbose_name_plural": "policies",
                        "ordering": ["slug"],
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
                        ("year", models.PositiveSmallIntegerField()),
                        ("quarter_number", models.PositiveSmallIntegerField()),
                        ("edition", models.PositiveSmallIntegerField(default=1)),
                        ("counted_at", models.DateTimeField()),
                        ("content", models.JSONField()),
                        ("counts", models.JSONField()),
                        ("note", models.TextField(blank=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "published_by",
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
                        "ordering": ["-year", "-quarter_number", "-edition"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "quarter_number", "edition"),
                                name="editions_are_numbered",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("published_at", None)),
                                fields=("year", "quarter_number"),
                                name="one_draft_a_quarter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quarter_number__range", (1, 4))),
                                name="a_year_has_four_quarters",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("published_at", None),
                                    ("edition", 1),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_second_edition_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RenderedPage",
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
                        ("path", models.CharField(max_length=300)),
                        ("language", models.CharField(max_length=10)),
                        ("stamp", models.CharField(max_length=64)),
                        ("etag", models.CharField(max_length=64)),
                        ("content_type", models.CharField(max_length=80)),
                        ("body", models.BinaryField()),
                        ("drawn_at", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("path", "language"),
                                name="one_rendered_page_a_path_and_language",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyVersion",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", portal.wordings.WordsField(max_length=160, verbose_name="title")),
                        ("body", portal.wordings.WordsField(verbose_name="text")),
                        ("in_force_from", models.DateField(verbose_name="in force from")),
                        (
                            "note",
                            portal.wordings.WordsField(
                                blank=True, verbose_name="what changed, and why"
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("sha256", models.CharField(editable=False, max_length=64)),
                        (
                            "consultation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policy_versions",
                                to="boards.consultation",
                                verbose_name="consultation about it",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="transparency.policy",
                            ),
                        ),
                        (
                            "published_by",
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
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("policy", "number"), name="policy_versions_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="policy_versions_begin_at_one",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="policyversion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'A policy that was published does not change. Add a version.';",
                            hash="57d8cc9d62e2b7bfbfc53b3dd7f0edb15facb13b",
                            operation='UPDATE OF "policy_id", "number", "title", "body", "in_force_from", "note", "published_at", "sha256" OR DELETE',
                            pgid="pgtrigger_frozen_3c36e",
                            table="transparency_policyversion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="publication",
                    trigger=pgtrigger.compiler.Trigger(
                        name="frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF OLD.published_at IS NOT NULL THEN\n        RAISE EXCEPTION 'What was published does not change. Publish a new edition.';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                            hash="8f26e23a6d88794b65ee4fcdd11a278d71f3ccca",
                            operation='UPDATE OF "year", "quarter_number", "edition", "counted_at", "content", "counts", "note", "published_at", "sha256" OR DELETE',
                            pgid="pgtrigger_frozen_4c402",
                            table="transparency_publication",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
