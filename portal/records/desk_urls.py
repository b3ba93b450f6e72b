from __future__ import annotations

from django.urls import path

from portal.records import demand_views, export_views, views

app_name = "records"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.one, name="request"),
    path("<int:pk>/log/", views.entries, name="entries"),
    path("<int:pk>/more-time/", views.extension, name="extension"),
    path("<int:pk>/closure/", views.closure, name="closure"),
    path("<int:pk>/file/", export_views.new, name="new_export"),
    path("files/<int:pk>/", export_views.one, name="export"),
    path("files/<int:pk>/cancellation/", export_views.cancellation, name="cancellation"),
    path("files/<int:pk>/download/", export_views.download, name="download"),
    path("demands/", demand_views.demands, name="demands"),
    path("demands/new/", demand_views.new, name="new_demand"),
    path("demands/<int:pk>/", demand_views.demand, name="demand"),
]
