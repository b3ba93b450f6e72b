import django.db.models.deletion
import django.utils.timezone
import portal.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("concerns", "0002_categories"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Category",
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
                        ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                        (
                            "name",
                            models.CharField(
                                help_text="In English.", max_length=80, verbose_name="name"
                            ),
                        ),
                        (
                            "names",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text='By language code: {"es": "Robo"}.',
                                verbose_name="names in other languages",
                            ),
                        ),
                        (
                            "against_persons",
                            models.BooleanField(default=False, verbose_name="against persons"),
                        ),
                        (
                            "hardly_affected",
                            models.BooleanField(
                                default=False,
                                help_text="A crime that active neighbors can hardly prevent, such as bad checks. If it seems to change with a program, something else changed.",
                                verbose_name="hardly affected by neighbors",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=100, verbose_name="order"),
                        ),
                    ],
                    options={
                        "verbose_name": "kind of crime",
                        "verbose_name_plural": "kinds of crime",
                        "ordering": ["position", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="ForecastRun",
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
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "last_month",
                            models.DateField(help_text="The last whole month that was known."),
                        ),
                        ("card", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "look ahead",
                        "verbose_name_plural": "looks ahead",
                        "ordering": ["-made_at"],
                        "get_latest_by": "made_at",
                    },
                ),
                migrations.CreateModel(
                    name="Program",
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
                        ("title", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "about",
                            models.TextField(
                                help_text="Who does what, in a few sentences.",
                                max_length=2000,
                                verbose_name="what it is",
                            ),
                        ),
                        ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "measured_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        ("finding", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "entered_by",
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
                        "verbose_name": "program",
                        "verbose_name_plural": "programs",
                        "ordering": ["title", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Surge",
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
                        ("month", models.DateField()),
                        ("observed", models.PositiveIntegerField()),
                        ("expected", models.PositiveIntegerField()),
                        ("upper", models.PositiveIntegerField()),
                        ("adjusted", models.FloatField()),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="surges",
                                to="crime.forecastrun",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="concerns.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "surge",
                        "verbose_name_plural": "surges",
                        "ordering": ["adjusted", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Forecast",
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
                        ("month", models.DateField()),
                        ("year_before", models.PositiveIntegerField(null=True)),
                        ("middle", models.PositiveIntegerField(null=True)),
                        ("low80", models.PositiveIntegerField(null=True)),
                        ("high80", models.PositiveIntegerField(null=True)),
                        ("low95", models.PositiveIntegerField(null=True)),
                        ("high95", models.PositiveIntegerField(null=True)),
                        ("withheld", models.CharField(blank=True, max_length=10)),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="concerns.category",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="forecasts",
                                to="crime.forecastrun",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forecast",
                        "verbose_name_plural": "forecasts",
                        "ordering": ["area__path", "topic__position", "month"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "area", "topic", "month"),
                                name="one_forecast_per_series_and_month",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("middle__isnull", False), ("withheld", "")),
                                    models.Q(
                                        models.Q(("withheld", ""), _negated=True), ("middle", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_forecast_says_a_number_or_why_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyCount",
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
                            "month",
                            models.DateField(help_text="Its first day.", verbose_name="month"),
                        ),
                        ("n", models.PositiveIntegerField(verbose_name="count")),
                        (
                            "area",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="crime.category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "monthly count",
                        "verbose_name_plural": "monthly counts",
                        "indexes": [
                            models.Index(
                                fields=["month", "category"],
                                include=("area", "n"),
                                name="counts_by_month",
                            ),
                            models.Index(fields=["area", "month"], name="counts_by_area"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("category", "month", "area"),
                                name="one_count_per_area_month_and_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="a_month_is_named_by_its_first_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgramArea",
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
                        ("began_on", models.DateField(verbose_name="first month")),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended in"),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="areas.area",
                            ),
                        ),
                        (
                            "program",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="places",
                                to="crime.program",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "area of a program",
                        "verbose_name_plural": "areas of programs",
                        "ordering": ["began_on", "area__path"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("program", "area"), name="a_program_begins_once_in_an_area"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("ended_on__gt", models.F("began_on")),
                                    _connector="OR",
                                ),
                                name="a_program_ends_after_it_began",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("began_on__day", 1),
                                    models.Q(
                                        ("ended_on", None), ("ended_on__day", 1), _connector="OR"
                                    ),
                                ),
                                name="a_program_begins_and_ends_with_a_month",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
