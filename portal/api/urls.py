from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from portal.api import problems, views

app_name = "api"
urlpatterns = [
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    path("concerns/", include("engagement.concerns.api.urls")),
    path("desk/concerns/", include("engagement.concerns.api.desk_urls")),
    path("events/", include("engagement.events.api.urls")),
    path("commitments/", include("engagement.commitments.api.urls")),
    path("boards/", include("partnerships.boards.api.board_urls")),
    path("recommendations/", include("partnerships.boards.api.urls")),
    path("outreach/", include("engagement.outreach.api.urls")),
    path("priorities/", include("engagement.priorities.api.urls")),
    path("problems/", include("engagement.problems.api.urls")),
    path("", include("partnerships.organizations.api.urls")),
    re_path("^(?P<rest>.*)$", csrf_exempt(login_not_required(problems.nothing)), name="nothing"),
]
