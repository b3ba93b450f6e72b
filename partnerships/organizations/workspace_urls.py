from django.urls import path

from partnerships.organizations import (
    funder_views,
    leaving_views,
    notes_views,
    page_views,
    people_views,
    workspace_views,
)

app_name = "workspace"
urlpatterns = [
    path("", workspace_views.home, name="home"),
    path("people/", people_views.people, name="people"),
    path("people/<int:pk>/role/", people_views.role, name="role"),
    path("people/<int:pk>/removal/", people_views.removal, name="removal"),
    path("invitations/<int:pk>/withdrawal/", people_views.withdrawal, name="withdrawal"),
    path("requests/<int:pk>/decision/", people_views.decision, name="decision"),
    path("page/", page_views.page, name="page"),
    path("page/logo/", page_views.logo, name="logo"),
    path("sites/new/", page_views.site, name="new_site"),
    path("sites/<int:pk>/", page_views.site, name="site"),
    path("sites/<int:pk>/removal/", page_views.removal, {"what": "site"}, name="site_removal"),
    path("services/new/", page_views.service, name="new_service"),
    path("services/<int:pk>/", page_views.service, name="service"),
    path(
        "services/<int:pk>/removal/",
        page_views.removal,
        {"what": "service"},
        name="service_removal",
    ),
    path("notes/", notes_views.notes, name="notes"),
    path("notes/<int:pk>/removal/", notes_views.removal, name="note_removal"),
    path("export/", funder_views.export, name="export"),
    path("export.csv", funder_views.export_csv, name="export_csv"),
    path("archive.zip", leaving_views.archive, name="archive"),
    path("leaving/", leaving_views.leaving, name="leaving"),
]
