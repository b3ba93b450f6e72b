"""The addresses of data.police.uk: British, and without a slash at the end."""

from django.urls import path, re_path

from engagement.neighborhoods import views

app_name = "police_uk"
urlpatterns = [
    path("forces", views.forces, name="forces"),
    path("forces/<slug:force>", views.force, name="force"),
    path("forces/<slug:force>/people", views.force_people, name="force_people"),
    path("locate-neighbourhood", views.locate, name="locate"),
    path("<slug:force>/neighbourhoods", views.neighborhoods, name="neighborhoods"),
    path("<slug:force>/<slug:neighborhood>", views.neighborhood, name="neighborhood"),
    path("<slug:force>/<slug:neighborhood>/people", views.people, name="people"),
    path("<slug:force>/<slug:neighborhood>/events", views.events, name="events"),
    path("<slug:force>/<slug:neighborhood>/priorities", views.priorities, name="priorities"),
    path("<slug:force>/<slug:neighborhood>/boundary", views.boundary, name="boundary"),
    # /api/v1 without its slash is led to /api/v1/, as everywhere.
    re_path(r"^(?!v1$)(?P<rest>.+)$", views.nothing, name="nothing"),
]
