import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    initial = True

    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(max_length=200, verbose_name="the problem in one sentence"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="areas.area",
                        verbose_name="area",
                    ),
                ),
            ],
        ),
    ]
