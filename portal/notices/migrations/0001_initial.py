import django.db.models.deletion
import django.utils.timezone
import portal.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Silence",
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
                        ("fingerprint", models.CharField(max_length=32)),
                        ("topic", models.CharField(max_length=40)),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason"),
                        ),
                        (
                            "since",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("fingerprint", "topic"), name="one_silence_per_topic"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
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
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("to", models.EmailField(blank=True, max_length=254)),
                        (
                            "reply_to",
                            models.EmailField(
                                blank=True, db_default="", default="", max_length=254
                            ),
                        ),
                        ("fingerprint", models.CharField(editable=False, max_length=32)),
                        ("topic", models.CharField(max_length=40)),
                        ("language", models.CharField(max_length=10)),
                        ("subject", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("html", models.TextField(blank=True)),
                        ("attachments", models.JSONField(blank=True, default=list)),
                        ("keeps_quiet_hours", models.BooleanField(default=True)),
                        ("erased_when_sent", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("sent", "Sent"),
                                    ("dead", "Could not be sent"),
                                    ("cancelled", "Taken back"),
                                    ("held", "Kept back for now"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("claim", models.UUIDField(editable=False, null=True)),
                        ("claimed_until", models.DateTimeField(editable=False, null=True)),
                        ("claimed_by", models.IntegerField(editable=False, null=True)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
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
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["keeps_quiet_hours", "due_at", "id"],
                                name="messages_waiting",
                            ),
                            models.Index(fields=["-due_at", "-id"], name="messages_latest"),
                            models.Index(
                                condition=models.Q(("state", "dead")),
                                fields=["-due_at", "-id"],
                                name="messages_dead",
                            ),
                            models.Index(
                                fields=["fingerprint", "topic"], name="messages_by_reader"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(
                                        models.Q(("state", "sent"), _negated=True),
                                        ("sent_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_sent_message_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "waiting"), ("claim__isnull", True), _connector="OR"
                                ),
                                name="only_a_waiting_message_is_claimed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "waiting"), _negated=True),
                                    models.Q(("to", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_waiting_message_has_an_address",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
