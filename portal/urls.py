from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from portal.pages import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("portal.pages.urls")),
    # Harmless to forge, so it needs no token, and public pages no cookie.
    path("language/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("areas/", include("portal.areas.urls")),
    path("accounts/", include("portal.accounts.sign_in_urls")),
    path("accounts/", include("allauth.urls")),
    path("me/", include("portal.accounts.urls")),
    path("notices/", include("portal.notices.public_urls")),
    path("desk/messages/", include("portal.notices.urls")),
    path("desk/areas/", include("portal.areas.desk_urls")),
    path("partners/join/", include("partnerships.organizations.join_urls")),
    path("partners/", include("partnerships.organizations.urls")),
    path("concerns/", include("engagement.concerns.urls")),
    path("desk/concerns/", include("engagement.concerns.desk_urls")),
    path("api/v1/open/", include("metrics.transparency.open_urls")),
    path("api/v1/", include("portal.api.urls")),
    path("api/", include("engagement.neighborhoods.urls")),
    path("open311/", include("engagement.concerns.open311.urls")),
    path("events/", include("engagement.events.urls")),
    path("desk/events/", include("engagement.events.desk_urls")),
    path("desk/outreach/", include("engagement.outreach.urls")),
    path("promises/", include("engagement.commitments.urls")),
    path("desk/commitments/", include("engagement.commitments.desk_urls")),
    path("problems/", include("engagement.problems.urls")),
    path("areas/", include("engagement.priorities.urls")),
    path("referrals/", include("partnerships.referrals.urls")),
    path("boards/", include("partnerships.boards.urls")),
    path("surveys/results/", include("metrics.surveys.results.urls")),
    path("surveys/open/", include("metrics.surveys.answering.open_urls")),
    path("surveys/", include("metrics.surveys.urls")),
    path("desk/surveys/instruments/", include("metrics.surveys.instruments.desk_urls")),
    path("desk/surveys/waves/", include("metrics.surveys.waves.desk_urls")),
    path("desk/surveys/entry/", include("metrics.surveys.answering.desk_urls")),
    path("desk/surveys/words/", include("metrics.surveys.words.desk_urls")),
    path("desk/surveys/results/", include("metrics.surveys.results.desk_urls")),
    path("desk/surveys/", include("metrics.surveys.desk_urls")),
    path("crime/", include("metrics.crime.public_urls")),
    path("command/crime/", include("metrics.crime.urls")),
    path("desk/", include("portal.offline.urls")),
    path("desk/", include("metrics.dashboards.desk_urls")),
    path("command/reports/", include("metrics.reports.urls")),
    path("command/publications/", include("metrics.transparency.command_urls")),
    path("command/", include("metrics.dashboards.urls")),
    path("oversight/", include("metrics.dashboards.oversight_urls")),
    path("transparency/reports/", include("metrics.reports.public_urls")),
    path("transparency/", include("metrics.transparency.urls")),
    path("desk/training/", include("engagement.training.desk_urls")),
    path("desk/records/", include("portal.records.desk_urls")),
    path("desk/problems/", include("engagement.problems.desk_urls")),
    path("desk/priorities/", include("engagement.priorities.desk_urls")),
    path("workspace/", include("partnerships.organizations.workspace_urls")),
    path("desk/partners/", include("partnerships.organizations.desk_urls")),
    path("desk/agreements/", include("partnerships.agreements.desk_urls")),
    path("workspace/agreements/", include("partnerships.agreements.workspace_urls")),
    path("desk/referrals/", include("partnerships.referrals.desk_urls")),
    path("workspace/referrals/", include("partnerships.referrals.workspace_urls")),
    path("desk/boards/", include("partnerships.boards.desk_urls")),
    path("desk/grants/", include("partnerships.resources.desk_urls")),
    path("workspace/resources/", include("partnerships.resources.workspace_urls")),
    path("workspace/problems/", include("engagement.problems.workspace_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "portal.pages.errors.bad_request"
handler403 = "portal.pages.errors.forbidden"
handler404 = "portal.pages.errors.not_found"
handler500 = "portal.pages.errors.broken"
