from django.urls import path

from engagement.commitments import desk, ledger

app_name = "desk_commitments"
urlpatterns = [
    path("", ledger.commitments, name="ledger"),
    path("export.csv", ledger.export_csv, name="export_csv"),
    path("new/", desk.new, name="new"),
    path("<int:pk>/", desk.commitment, name="commitment"),
    path("<int:pk>/postponement/", desk.postponement, name="postponement"),
    path("<int:pk>/result/", desk.result, name="result"),
    path("<int:pk>/telling/", desk.telling, name="telling"),
    path("<int:pk>/reopening/", desk.reopening, name="reopening"),
    path("<int:pk>/showing/", desk.showing, name="showing"),
]
