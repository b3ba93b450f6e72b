from django.db import migrations

from engagement.concerns.categories import seed


def add(apps, schema_editor):
    seed(apps.get_model("concerns", "Category"))


class Migration(migrations.Migration):
    """The kinds of concern a new installation starts with. Going back leaves them."""

    dependencies = [("concerns", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
