import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import portal.migrating
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("concerns", "0002_categories"),
        ("events", "0001_initial"),
        ("organizations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("resources", "0001_initial"),
    ]

    operations = [
        portal.migrating.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="OutreachAudit",
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
                            "chosen_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "asked",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "I cannot tell"),
                                ],
                                max_length=10,
                                verbose_name="Did you check with the meeting, the place or someone who was there?",
                            ),
                        ),
                        (
                            "plausible",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "I cannot tell"),
                                ],
                                max_length=10,
                                verbose_name="Do the numbers fit the place and the time?",
                            ),
                        ),
                        (
                            "substance",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "I cannot tell"),
                                ],
                                max_length=10,
                                verbose_name="Does it say what people want, so that someone else could act on it?",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("holds", "It holds"),
                                    ("unclear", "It could not be checked"),
                                    ("wrong", "It is not right"),
                                ],
                                max_length=10,
                                verbose_name="What came of it?",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="audit",
                                to="outreach.outreachentry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "check of an outreach entry",
                        "verbose_name_plural": "checks of outreach entries",
                        "ordering": ["chosen_at", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at", None)),
                                fields=["chosen_at"],
                                name="outreach_to_check",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at", None), ("outcome", "")),
                                    models.Q(
                                        ("done_at__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("asked", ""), _negated=True),
                                        models.Q(("plausible", ""), _negated=True),
                                        models.Q(("substance", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_finished_check_answers_each_question",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "wrong"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_wrong_entry_says_what_is_wrong",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutreachEntry",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent"),
                                    ("approved", "Approved"),
                                    ("returned", "Sent back"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "others",
                            models.CharField(
                                blank=True,
                                max_length=240,
                                verbose_name="who else was there from the police",
                            ),
                        ),
                        (
                            "happened_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        (
                            "started_at",
                            models.TimeField(blank=True, null=True, verbose_name="start"),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(default=60, verbose_name="minutes"),
                        ),
                        (
                            "staff",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="officers there"
                            ),
                        ),
                        (
                            "overtime_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                default=0,
                                max_digits=6,
                                verbose_name="hours of overtime, all together",
                            ),
                        ),
                        (
                            "grant_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                default=0,
                                max_digits=6,
                                verbose_name="hours paid by a grant",
                            ),
                        ),
                        (
                            "diverted",
                            models.BooleanField(
                                default=False, verbose_name="I was called away to another job"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "Community meeting"),
                                    ("patrol", "Foot or bike patrol"),
                                    ("business", "Visit to a business"),
                                    ("door_knock", "Door to door"),
                                    ("school", "School"),
                                    ("youth", "Youth program"),
                                    ("presentation", "Presentation"),
                                    ("office_hours", "Coffee or office hours"),
                                    ("cpted", "Looking at a place’s safety"),
                                    ("watch", "Watch meeting"),
                                    ("problem", "Visit about a problem"),
                                    ("partner", "Meeting with a partner"),
                                    ("public_event", "Public event"),
                                    ("online", "Online session"),
                                    ("follow_up", "Follow-up with someone harmed"),
                                    ("referral", "Referral to help"),
                                    ("other", "Something else"),
                                ],
                                default="meeting",
                                max_length=20,
                                verbose_name="what it was",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("relationship", "Getting to know people"),
                                    ("problem_solving", "Working on a problem"),
                                    ("other", "Something else"),
                                ],
                                default="relationship",
                                max_length=20,
                                verbose_name="what it was for",
                            ),
                        ),
                        (
                            "started_by",
                            models.CharField(
                                choices=[
                                    ("resident", "A resident"),
                                    ("partner", "A partner"),
                                    ("officer", "The officer"),
                                    ("command", "Command staff"),
                                    ("decree", "A court order or agreement"),
                                ],
                                default="officer",
                                max_length=20,
                                verbose_name="whose idea it was",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="place"),
                        ),
                        (
                            "online",
                            models.BooleanField(default=False, verbose_name="it was online"),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="paragraph of a decree, agreement or standard",
                            ),
                        ),
                        ("adults", models.PositiveIntegerField(default=0, verbose_name="adults")),
                        ("youth", models.PositiveIntegerField(default=0, verbose_name="under 18")),
                        (
                            "counted",
                            models.CharField(
                                choices=[
                                    ("counted", "Counted"),
                                    ("estimated", "Estimated"),
                                    ("sign_in", "Sign-in total"),
                                ],
                                default="counted",
                                max_length=10,
                                verbose_name="how do you know?",
                            ),
                        ),
                        (
                            "first_time_share",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="how many of a hundred were there for the first time?",
                            ),
                        ),
                        (
                            "segments",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("youth", "Young people"),
                                        ("seniors", "Older people"),
                                        ("faith", "Faith communities"),
                                        ("lep", "People who speak little English"),
                                        ("business", "Businesses"),
                                        ("lgbtq", "LGBTQ+ people"),
                                        ("unhoused", "People without homes"),
                                        ("disability", "People with disabilities"),
                                        ("immigrant", "Immigrants"),
                                        ("indigenous", "Indigenous people"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="whom it was for",
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="languages spoken"
                            ),
                        ),
                        (
                            "access",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("step_free", "Step-free from the street"),
                                        ("interpreter", "Interpreter in the room"),
                                        ("asl", "American Sign Language"),
                                        ("captions", "Live captions"),
                                        ("hearing_loop", "Hearing loop"),
                                        ("childcare", "Childcare"),
                                        ("transit", "Near a bus or train stop"),
                                        ("food", "Something to eat"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="what helped people take part",
                            ),
                        ),
                        (
                            "topics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("traffic", "Traffic and crossings"),
                                        ("noise", "Noise"),
                                        ("lighting", "Lighting and places that feel unsafe"),
                                        ("theft", "Theft and break-ins"),
                                        ("violence", "Violence and gunfire"),
                                        ("drugs", "Drugs and drinking in public"),
                                        ("youth", "Young people"),
                                        ("seniors", "Older people"),
                                        ("housing", "Housing and people without homes"),
                                        ("mental_health", "Mental health"),
                                        ("businesses", "Shops and businesses"),
                                        ("schools", "Schools"),
                                        ("treatment", "How police treat people"),
                                        ("services", "City services"),
                                        ("other", "Something else"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        ("happened", models.TextField(verbose_name="what happened?")),
                        (
                            "wants",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what do residents want?"
                            ),
                        ),
                        (
                            "unanswered",
                            models.CharField(
                                blank=True,
                                max_length=600,
                                verbose_name="which questions could you not answer?",
                            ),
                        ),
                        (
                            "obstacles",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="what got in the way?"
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("internal", "Colleagues only"),
                                    ("public", "The summary is for everyone"),
                                ],
                                default="internal",
                                max_length=10,
                                verbose_name="who may read of it?",
                            ),
                        ),
                        (
                            "public_summary",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="summary for everyone"
                            ),
                        ),
                        ("language", models.CharField(default="en", editable=False, max_length=10)),
                        (
                            "confirmed_warnings",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        ("review_note", models.CharField(blank=True, max_length=400)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        ("noted", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        language__startswith="es",
                                        then=models.Func(
                                            models.Value("spanish"),
                                            models.Func(
                                                django.db.models.functions.text.Concat(
                                                    models.F("happened"),
                                                    models.Value(" "),
                                                    models.F("place"),
                                                    models.Value(" "),
                                                    models.F("obstacles"),
                                                    models.Value(" "),
                                                    models.F("wants"),
                                                    models.Value(" "),
                                                    models.F("unanswered"),
                                                    models.Value(" "),
                                                    output_field=models.TextField(),
                                                ),
                                                models.Value(
                                                    "áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
                                                ),
                                                models.Value(
                                                    "aaaaaaeeeeiiiiooooouuuuncAAAAAAEEEEIIIIOOOOOUUUUNC"
                                                ),
                                                function="translate",
                                                output_field=models.TextField(),
                                            ),
                                            function="to_tsvector",
                                            output_field=django.contrib.postgres.search.SearchVectorField(),
                                        ),
                                    ),
                                    default=models.Func(
                                        models.Value("english"),
                                        models.Func(
                                            django.db.models.functions.text.Concat(
                                                models.F("happened"),
                                                models.Value(" "),
                                                models.F("place"),
                                                models.Value(" "),
                                                models.F("obstacles"),
                                                models.Value(" "),
                                                models.F("wants"),
                                                models.Value(" "),
                                                models.F("unanswered"),
                                                models.Value(" "),
                                                output_field=models.TextField(),
                                            ),
                                            models.Value(
                                                "áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ"
                                            ),
                                            models.Value(
                                                "aaaaaaeeeeiiiiooooouuuuncAAAAAAEEEEIIIIOOOOOUUUUNC"
                                            ),
                                            function="translate",
                                            output_field=models.TextField(),
                                        ),
                                        function="to_tsvector",
                                        output_field=django.contrib.postgres.search.SearchVectorField(),
                                    ),
                                ),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outreach",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "concerns",
                            models.ManyToManyField(
                                blank=True, related_name="outreach", to="concerns.concern"
                            ),
                        ),
                        (
                            "grants",
                            models.ManyToManyField(
                                blank=True, related_name="outreach", to="resources.grant"
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outreach_led",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organizations",
                            models.ManyToManyField(
                                blank=True, related_name="outreach", to="organizations.organization"
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="outreach",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "outreach entry",
                        "verbose_name_plural": "outreach entries",
                        "ordering": ["-happened_on", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["area", "-happened_on", "-id"],
                                name="outreach_by_area_and_day",
                            ),
                            models.Index(
                                fields=["lead", "-happened_on", "-id"], name="outreach_of_an_author"
                            ),
                            models.Index(
                                models.OrderBy(models.F("happened_on"), descending=True),
                                models.OrderBy(models.F("id"), descending=True),
                                name="outreach_by_day",
                            ),
                            models.Index(
                                condition=models.Q(("status", "submitted")),
                                fields=["area", "sent_at"],
                                name="outreach_to_review",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("status", "approved"), ("visibility", "public")
                                ),
                                fields=["-happened_on", "-id"],
                                name="outreach_for_everyone",
                            ),
                            models.Index(
                                models.OrderBy(models.F("changed_at"), descending=True),
                                name="outreach_last_changed",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                models.F("search"), fastupdate=False, name="outreach_by_words"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lead", "submission"), name="one_entry_per_form_sent"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("adults__lte", 100000), ("youth__lte", 100000)),
                                name="a_crowd_is_smaller_than_a_city",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                                name="outreach_lasts_within_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("staff__gte", 1), ("staff__lte", 500)),
                                name="someone_led_the_outreach",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("grant_hours__gte", 0), ("overtime_hours__gte", 0)
                                ),
                                name="outreach_hours_are_not_owed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_time_share", None),
                                    ("first_time_share__lte", 100),
                                    _connector="OR",
                                ),
                                name="at_most_everyone_came_for_the_first_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at", None), ("status", "draft")),
                                    models.Q(
                                        models.Q(("status", "draft"), _negated=True),
                                        ("sent_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_sent_entry_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ("approved", "returned")), _negated=True
                                    ),
                                    ("reviewed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_reviewed_entry_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "returned"), _negated=True),
                                    models.Q(("review_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="sent_back_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("visibility", "internal"),
                                    models.Q(
                                        models.Q(("public_summary", ""), _negated=True),
                                        models.Q(
                                            ("kind__in", ("follow_up", "referral")), _negated=True
                                        ),
                                        ("visibility", "public"),
                                    ),
                                    _connector="OR",
                                ),
                                name="public_outreach_has_words_and_harms_nobody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutreachAuditHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "chosen_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "asked",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "I cannot tell"),
                                ],
                                max_length=10,
                                verbose_name="Did you check with the meeting, the place or someone who was there?",
                            ),
                        ),
                        (
                            "plausible",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "I cannot tell"),
                                ],
                                max_length=10,
                                verbose_name="Do the numbers fit the place and the time?",
                            ),
                        ),
                        (
                            "substance",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("yes", "Yes"),
                                    ("no", "No"),
                                    ("unknown", "I cannot tell"),
                                ],
                                max_length=10,
                                verbose_name="Does it say what people want, so that someone else could act on it?",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("holds", "It holds"),
                                    ("unclear", "It could not be checked"),
                                    ("wrong", "It is not right"),
                                ],
                                max_length=10,
                                verbose_name="What came of it?",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                related_name="events",
                                to="outreach.outreachaudit",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="outreach.outreachentry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OutreachHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent"),
                                    ("approved", "Approved"),
                                    ("returned", "Sent back"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "others",
                            models.CharField(
                                blank=True,
                                max_length=240,
                                verbose_name="who else was there from the police",
                            ),
                        ),
                        (
                            "happened_on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        (
                            "started_at",
                            models.TimeField(blank=True, null=True, verbose_name="start"),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(default=60, verbose_name="minutes"),
                        ),
                        (
                            "staff",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="officers there"
                            ),
                        ),
                        (
                            "overtime_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                default=0,
                                max_digits=6,
                                verbose_name="hours of overtime, all together",
                            ),
                        ),
                        (
                            "grant_hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                default=0,
                                max_digits=6,
                                verbose_name="hours paid by a grant",
                            ),
                        ),
                        (
                            "diverted",
                            models.BooleanField(
                                default=False, verbose_name="I was called away to another job"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "Community meeting"),
                                    ("patrol", "Foot or bike patrol"),
                                    ("business", "Visit to a business"),
                                    ("door_knock", "Door to door"),
                                    ("school", "School"),
                                    ("youth", "Youth program"),
                                    ("presentation", "Presentation"),
                                    ("office_hours", "Coffee or office hours"),
                                    ("cpted", "Looking at a place’s safety"),
                                    ("watch", "Watch meeting"),
                                    ("problem", "Visit about a problem"),
                                    ("partner", "Meeting with a partner"),
                                    ("public_event", "Public event"),
                                    ("online", "Online session"),
                                    ("follow_up", "Follow-up with someone harmed"),
                                    ("referral", "Referral to help"),
                                    ("other", "Something else"),
                                ],
                                default="meeting",
                                max_length=20,
                                verbose_name="what it was",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("relationship", "Getting to know people"),
                                    ("problem_solving", "Working on a problem"),
                                    ("other", "Something else"),
                                ],
                                default="relationship",
                                max_length=20,
                                verbose_name="what it was for",
                            ),
                        ),
                        (
                            "started_by",
                            models.CharField(
                                choices=[
                                    ("resident", "A resident"),
                                    ("partner", "A partner"),
                                    ("officer", "The officer"),
                                    ("command", "Command staff"),
                                    ("decree", "A court order or agreement"),
                                ],
                                default="officer",
                                max_length=20,
                                verbose_name="whose idea it was",
                            ),
                        ),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="place"),
                        ),
                        (
                            "online",
                            models.BooleanField(default=False, verbose_name="it was online"),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="paragraph of a decree, agreement or standard",
                            ),
                        ),
                        ("adults", models.PositiveIntegerField(default=0, verbose_name="adults")),
                        ("youth", models.PositiveIntegerField(default=0, verbose_name="under 18")),
                        (
                            "counted",
                            models.CharField(
                                choices=[
                                    ("counted", "Counted"),
                                    ("estimated", "Estimated"),
                                    ("sign_in", "Sign-in total"),
                                ],
                                default="counted",
                                max_length=10,
                                verbose_name="how do you know?",
                            ),
                        ),
                        (
                            "first_time_share",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="how many of a hundred were there for the first time?",
                            ),
                        ),
                        (
                            "segments",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("youth", "Young people"),
                                        ("seniors", "Older people"),
                                        ("faith", "Faith communities"),
                                        ("lep", "People who speak little English"),
                                        ("business", "Businesses"),
                                        ("lgbtq", "LGBTQ+ people"),
                                        ("unhoused", "People without homes"),
                                        ("disability", "People with disabilities"),
                                        ("immigrant", "Immigrants"),
                                        ("indigenous", "Indigenous people"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="whom it was for",
                            ),
                        ),
                        (
                            "languages",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="languages spoken"
                            ),
                        ),
                        (
                            "access",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("step_free", "Step-free from the street"),
                                        ("interpreter", "Interpreter in the room"),
                                        ("asl", "American Sign Language"),
                                        ("captions", "Live captions"),
                                        ("hearing_loop", "Hearing loop"),
                                        ("childcare", "Childcare"),
                                        ("transit", "Near a bus or train stop"),
                                        ("food", "Something to eat"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="what helped people take part",
                            ),
                        ),
                        (
                            "topics",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("traffic", "Traffic and crossings"),
                                        ("noise", "Noise"),
                                        ("lighting", "Lighting and places that feel unsafe"),
                                        ("theft", "Theft and break-ins"),
                                        ("violence", "Violence and gunfire"),
                                        ("drugs", "Drugs and drinking in public"),
                                        ("youth", "Young people"),
                                        ("seniors", "Older people"),
                                        ("housing", "Housing and people without homes"),
                                        ("mental_health", "Mental health"),
                                        ("businesses", "Shops and businesses"),
                                        ("schools", "Schools"),
                                        ("treatment", "How police treat people"),
                                        ("services", "City services"),
                                        ("other", "Something else"),
                                    ],
                                    max_length=20,
                                ),
                                default=list,
                                size=None,
                            ),
                        ),
                        ("happened", models.TextField(verbose_name="what happened?")),
                        (
                            "wants",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="what do residents want?"
                            ),
                        ),
                        (
                            "unanswered",
                            models.CharField(
                                blank=True,
                                max_length=600,
                                verbose_name="which questions could you not answer?",
                            ),
                        ),
                        (
                            "obstacles",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="what got in the way?"
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("internal", "Colleagues only"),
                                    ("public", "The summary is for everyone"),
                                ],
                                default="internal",
                                max_length=10,
                                verbose_name="who may read of it?",
                            ),
                        ),
                        (
                            "public_summary",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="summary for everyone"
                            ),
                        ),
                        ("language", models.CharField(default="en", editable=False, max_length=10)),
                        (
                            "confirmed_warnings",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        ("review_note", models.CharField(blank=True, max_length=400)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("submission", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="areas.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="outreach.outreachentry",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.session",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outreachentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="approved_outreach_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."adults" IS DISTINCT FROM (NEW."adults") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."counted" IS DISTINCT FROM (NEW."counted") OR OLD."diverted" IS DISTINCT FROM (NEW."diverted") OR OLD."first_time_share" IS DISTINCT FROM (NEW."first_time_share") OR OLD."grant_hours" IS DISTINCT FROM (NEW."grant_hours") OR OLD."happened" IS DISTINCT FROM (NEW."happened") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."mandate" IS DISTINCT FROM (NEW."mandate") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."obstacles" IS DISTINCT FROM (NEW."obstacles") OR OLD."online" IS DISTINCT FROM (NEW."online") OR OLD."others" IS DISTINCT FROM (NEW."others") OR OLD."overtime_hours" IS DISTINCT FROM (NEW."overtime_hours") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."public_summary" IS DISTINCT FROM (NEW."public_summary") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."segments" IS DISTINCT FROM (NEW."segments") OR OLD."staff" IS DISTINCT FROM (NEW."staff") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by" IS DISTINCT FROM (NEW."started_by") OR OLD."topics" IS DISTINCT FROM (NEW."topics") OR OLD."unanswered" IS DISTINCT FROM (NEW."unanswered") OR OLD."wants" IS DISTINCT FROM (NEW."wants") OR OLD."youth" IS DISTINCT FROM (NEW."youth"))',
                            func="IF OLD.status = 'approved' AND NEW.status = 'approved' THEN RAISE check_violation USING MESSAGE = 'approved_outreach_stays'; END IF; RETURN NEW;",
                            hash="1228edb5e23abae7d85edda775b1c4c715c949c5",
                            operation="UPDATE",
                            pgid="pgtrigger_approved_outreach_stays_a1d7c",
                            table="outreach_outreachentry",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outreachentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."access" IS DISTINCT FROM (NEW."access") OR OLD."adults" IS DISTINCT FROM (NEW."adults") OR OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."confirmed_warnings" IS DISTINCT FROM (NEW."confirmed_warnings") OR OLD."counted" IS DISTINCT FROM (NEW."counted") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."diverted" IS DISTINCT FROM (NEW."diverted") OR OLD."first_time_share" IS DISTINCT FROM (NEW."first_time_share") OR OLD."grant_hours" IS DISTINCT FROM (NEW."grant_hours") OR OLD."happened" IS DISTINCT FROM (NEW."happened") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."mandate" IS DISTINCT FROM (NEW."mandate") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."obstacles" IS DISTINCT FROM (NEW."obstacles") OR OLD."online" IS DISTINCT FROM (NEW."online") OR OLD."others" IS DISTINCT FROM (NEW."others") OR OLD."overtime_hours" IS DISTINCT FROM (NEW."overtime_hours") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."public_summary" IS DISTINCT FROM (NEW."public_summary") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."review_note" IS DISTINCT FROM (NEW."review_note") OR OLD."reviewed_at" IS DISTINCT FROM (NEW."reviewed_at") OR OLD."reviewed_by_id" IS DISTINCT FROM (NEW."reviewed_by_id") OR OLD."segments" IS DISTINCT FROM (NEW."segments") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."staff" IS DISTINCT FROM (NEW."staff") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by" IS DISTINCT FROM (NEW."started_by") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."submission" IS DISTINCT FROM (NEW."submission") OR OLD."topics" IS DISTINCT FROM (NEW."topics") OR OLD."unanswered" IS DISTINCT FROM (NEW."unanswered") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility") OR OLD."wants" IS DISTINCT FROM (NEW."wants") OR OLD."youth" IS DISTINCT FROM (NEW."youth"))',
                            func='INSERT INTO "outreach_outreachhistory" ("access", "adults", "area_id", "confirmed_warnings", "counted", "created_at", "diverted", "first_time_share", "grant_hours", "happened", "happened_on", "id", "kind", "language", "languages", "lead_id", "mandate", "minutes", "obstacles", "online", "others", "overtime_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_summary", "purpose", "review_note", "reviewed_at", "reviewed_by_id", "segments", "sent_at", "session_id", "staff", "started_at", "started_by", "status", "submission", "topics", "unanswered", "visibility", "wants", "youth") VALUES (OLD."access", OLD."adults", OLD."area_id", OLD."confirmed_warnings", OLD."counted", OLD."created_at", OLD."diverted", OLD."first_time_share", OLD."grant_hours", OLD."happened", OLD."happened_on", OLD."id", OLD."kind", OLD."language", OLD."languages", OLD."lead_id", OLD."mandate", OLD."minutes", OLD."obstacles", OLD."online", OLD."others", OLD."overtime_hours", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place", OLD."public_summary", OLD."purpose", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."segments", OLD."sent_at", OLD."session_id", OLD."staff", OLD."started_at", OLD."started_by", OLD."status", OLD."submission", OLD."topics", OLD."unanswered", OLD."visibility", OLD."wants", OLD."youth"); RETURN NULL;',
                            hash="212793101b9fd79ba6ae4e9c6d8b38cb7f43fcea",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_76d61",
                            table="outreach_outreachentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outreachentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "outreach_outreachhistory" ("access", "adults", "area_id", "confirmed_warnings", "counted", "created_at", "diverted", "first_time_share", "grant_hours", "happened", "happened_on", "id", "kind", "language", "languages", "lead_id", "mandate", "minutes", "obstacles", "online", "others", "overtime_hours", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_summary", "purpose", "review_note", "reviewed_at", "reviewed_by_id", "segments", "sent_at", "session_id", "staff", "started_at", "started_by", "status", "submission", "topics", "unanswered", "visibility", "wants", "youth") VALUES (OLD."access", OLD."adults", OLD."area_id", OLD."confirmed_warnings", OLD."counted", OLD."created_at", OLD."diverted", OLD."first_time_share", OLD."grant_hours", OLD."happened", OLD."happened_on", OLD."id", OLD."kind", OLD."language", OLD."languages", OLD."lead_id", OLD."mandate", OLD."minutes", OLD."obstacles", OLD."online", OLD."others", OLD."overtime_hours", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."public_summary", OLD."purpose", OLD."review_note", OLD."reviewed_at", OLD."reviewed_by_id", OLD."segments", OLD."sent_at", OLD."session_id", OLD."staff", OLD."started_at", OLD."started_by", OLD."status", OLD."submission", OLD."topics", OLD."unanswered", OLD."visibility", OLD."wants", OLD."youth"); RETURN NULL;',
                            hash="6536807c6db4229b60812d78bf05c594ad26e2d9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f1d18",
                            table="outreach_outreachentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outreachaudit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "outreach_outreachaudithistory" ("asked", "by_id", "chosen_at", "done_at", "entry_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plausible", "substance") VALUES (OLD."asked", OLD."by_id", OLD."chosen_at", OLD."done_at", OLD."entry_id", OLD."id", OLD."note", OLD."outcome", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."plausible", OLD."substance"); RETURN NULL;',
                            hash="775883ab8a9bef137af10d3dd3b0a84f4047af0a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_836a6",
                            table="outreach_outreachaudit",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="outreachaudit",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "outreach_outreachaudithistory" ("asked", "by_id", "chosen_at", "done_at", "entry_id", "id", "note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plausible", "substance") VALUES (OLD."asked", OLD."by_id", OLD."chosen_at", OLD."done_at", OLD."entry_id", OLD."id", OLD."note", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plausible", OLD."substance"); RETURN NULL;',
                            hash="7627ed9980217e8c63a3ae75bee61f4483c8d991",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d2346",
                            table="outreach_outreachaudit",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]
