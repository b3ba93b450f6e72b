from django.urls import path

from metrics.reports import public_views

app_name = "public_reports"
urlpatterns = [
    path("", public_views.publications, name="publications"),
    path("mail/<uuid:token>/", public_views.confirmation, name="confirmation"),
    path("<slug:slug>/", public_views.publication, name="publication"),
    path("<slug:slug>/<slug:kind>/", public_views.download, name="file"),
]
