"""Publications and policies. The numbers are made of rows, as in the city."""

from datetime import UTC, date, datetime

from metrics.transparency import freezing
from metrics.transparency.models import Policy
from metrics.transparency.quarters import Quarter

THIRD = Quarter(2026, 3)
AFTER = datetime(2026, 10, 2, 12, tzinfo=UTC)  # the third quarter is over
LATER = datetime(2026, 10, 20, 12, tzinfo=UTC)


def a_drafted_quarter(quarter=THIRD, at=AFTER):
    return freezing.prepare(quarter, at)


def a_publication(quarter=THIRD, at=AFTER, note=""):
    return a_drafted_quarter(quarter, at).publish(None, note, at=at)


def a_policy(title="When officers run after someone", body="They stop when they lose sight."):
    policy = Policy.objects.begin(title)
    policy.publish(None, title=title, body=body, in_force_from=date(2026, 1, 1))
    return policy
