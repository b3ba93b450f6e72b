from __future__ import annotations

from django.urls import path

from metrics.dashboards import oversight_views as views

app_name = "oversight"
urlpatterns = [
    path("", views.home, name="home"),
    path("replies/", views.replies, name="replies"),
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/<int:pk>/", views.concern, name="concern"),
    path("concerns.csv", views.concerns_csv, name="concerns_csv"),
    path("outreach/", views.outreach, name="outreach"),
    path("outreach.csv", views.outreach_csv, name="outreach_csv"),
    path("promises/", views.promises, name="promises"),
    path("promises.csv", views.promises_csv, name="promises_csv"),
    path("changes/", views.edits, name="edits"),
    path("complaints/", views.complaints, name="complaints"),
    path("readings/", views.readings, name="readings"),
    path("readings.csv", views.readings_csv, name="readings_csv"),
    path("demands/", views.demands, name="demands"),
]
