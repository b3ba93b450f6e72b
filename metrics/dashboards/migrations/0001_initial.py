import django.db.models.deletion
import portal.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Rollup",
                    fields=[
                        (
                            "subject",
                            models.CharField(max_length=20, primary_key=True, serialize=False),
                        ),
                        ("as_of", models.DateTimeField()),
                        ("recipe", models.CharField(blank=True, default="", max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name="Touched",
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
                        ("subject", models.CharField(max_length=20)),
                        ("day", models.DateField()),
                        ("area_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "verbose_name_plural": "touched",
                        "indexes": [
                            models.Index(fields=["subject", "day", "area_id"], name="touched_days")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthTally",
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
                        ("fact", models.CharField(max_length=40)),
                        ("month", models.DateField()),
                        ("of", models.CharField(blank=True, max_length=80)),
                        ("n", models.BigIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["month", "fact"], name="tallies_by_month")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fact", "month", "area", "of"),
                                name="one_tally_of_a_fact_a_month_an_area_and_a_kind",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="a_tallied_month_is_named_by_its_first_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
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
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("query", models.CharField(blank=True, max_length=1000)),
                        (
                            "rhythm",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No mail"),
                                    ("weekly", "Every Monday morning"),
                                    ("monthly", "On the first of the month"),
                                ],
                                max_length=10,
                                verbose_name="by mail",
                            ),
                        ),
                        ("mail_due_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="board_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "indexes": [
                            models.Index(fields=["mail_due_at"], name="board_views_to_mail")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "name"), name="one_board_view_per_name"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mail_due_at", None), ("rhythm", "")),
                                    models.Q(
                                        models.Q(("rhythm", ""), _negated=True),
                                        ("mail_due_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_view_with_a_rhythm_has_its_next_mail",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
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
                        ("fact", models.CharField(max_length=40)),
                        ("of", models.CharField(blank=True, max_length=80)),
                        ("n", models.BigIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fact", "area", "of"),
                                name="one_standing_count_of_a_fact_an_area_and_a_kind",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tally",
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
                        ("fact", models.CharField(max_length=40)),
                        ("day", models.DateField()),
                        ("of", models.CharField(blank=True, max_length=80)),
                        ("n", models.BigIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["day", "fact"], name="tallies_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fact", "day", "area", "of"),
                                name="one_tally_of_a_fact_a_day_an_area_and_a_kind",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
