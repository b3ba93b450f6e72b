from django.db import migrations

from metrics.dashboards.rollups.subjects import SUBJECTS
from metrics.dashboards.rollups.watching import installed


class Migration(migrations.Migration):
    """The triggers that say what is out of date, on the tables of the rooms below."""

    dependencies = [
        ("dashboards", "0001_initial"),
        ("accounts", "0001_initial"),
        ("areas", "0001_initial"),
        ("boards", "0001_initial"),
        ("commitments", "0001_initial"),
        ("concerns", "0001_initial"),
        ("events", "0001_initial"),
        ("outreach", "0001_initial"),
        ("priorities", "0001_initial"),
        ("problems", "0001_initial"),
        ("referrals", "0001_initial"),
        ("resources", "0001_initial"),
        ("training", "0001_initial"),
    ]

    operations = [
        *installed(watch for subject in SUBJECTS.values() for watch in subject.watches),
    ]
