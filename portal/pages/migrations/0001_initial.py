import portal.migrating
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Agency",
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
                            "place",
                            models.CharField(
                                help_text="Such as “Linden Ferry”.",
                                max_length=80,
                                verbose_name="place",
                            ),
                        ),
                        (
                            "police_name",
                            models.CharField(
                                help_text="Without “the”.",
                                max_length=120,
                                verbose_name="name of the police agency",
                            ),
                        ),
                        (
                            "emergency_phone",
                            models.CharField(
                                default="911", max_length=30, verbose_name="emergency phone"
                            ),
                        ),
                        (
                            "non_emergency_phone",
                            models.CharField(
                                blank=True, max_length=30, verbose_name="non-emergency phone"
                            ),
                        ),
                        (
                            "report_crime_url",
                            models.URLField(blank=True, verbose_name="where to report a crime"),
                        ),
                        (
                            "tip_name",
                            models.CharField(
                                blank=True,
                                default="Crime Stoppers",
                                max_length=80,
                                verbose_name="who takes crime tips",
                            ),
                        ),
                        (
                            "tip_url",
                            models.URLField(blank=True, verbose_name="where to give a crime tip"),
                        ),
                        (
                            "oversight_name",
                            models.CharField(
                                blank=True,
                                help_text="Without “the”.",
                                max_length=120,
                                verbose_name="name of the oversight body",
                            ),
                        ),
                        (
                            "oversight_url",
                            models.URLField(
                                blank=True, verbose_name="where to complain about an officer"
                            ),
                        ),
                        (
                            "help_url",
                            models.URLField(
                                blank=True,
                                help_text="Food, housing, mental health.",
                                verbose_name="where to find help nearby",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agency",
                        "verbose_name_plural": "agency",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pk", 1)), name="one_agency_per_installation"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
