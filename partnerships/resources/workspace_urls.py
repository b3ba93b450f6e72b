from django.urls import path

from partnerships.resources import workspace

app_name = "workspace_resources"
urlpatterns = [
    path("", workspace.resources, name="list"),
    path("export.csv", workspace.export_csv, name="export_csv"),
    path("<slug:kind>/", workspace.record, name="record"),
    path("<slug:kind>/<int:pk>/undoing/", workspace.undoing, name="undo"),
    path("<slug:kind>/<int:pk>/confirmation/", workspace.confirmation, name="confirm"),
]
