from __future__ import annotations

import rules

from portal.accounts.models import Role
from portal.accounts.rules import holds_role, holds_role_at

WRITERS = (Role.Kind.SUPERVISOR, Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)
PUBLISHERS = (Role.Kind.COMMAND, Role.Kind.ADMINISTRATOR)

rules.add_perm("reports.view_reports", holds_role(*WRITERS, Role.Kind.OVERSIGHT))
rules.add_perm("reports.request_report", holds_role(*WRITERS))
# The rest is asked about a report or a schedule, by its area.
rules.add_perm("reports.request_report_at", holds_role_at(*WRITERS))
rules.add_perm("reports.cancel_report", holds_role_at(*WRITERS))
rules.add_perm("reports.write_report", holds_role_at(*WRITERS))
rules.add_perm("reports.review_report", holds_role_at(*WRITERS))
rules.add_perm("reports.publish_report", holds_role_at(*PUBLISHERS))
