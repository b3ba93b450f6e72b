from django.urls import path

from metrics.transparency import api

app_name = "open"
urlpatterns = [
    path("publications/", api.Publications.as_view(), name="publications"),
    path("publications/<slug:quarter>/", api.Whole.as_view(), name="publication"),
    path("publications/<slug:quarter>/<slug:dataset>/", api.Table.as_view(), name="table"),
    path("publications/<slug:quarter>/<slug:dataset>.csv", api.TableAsCsv.as_view(), name="csv"),
    path("datasets/", api.Datasets.as_view(), name="datasets"),
    path("dictionary/", api.Dictionary.as_view(), name="dictionary"),
    path("definitions/", api.Definitions.as_view(), name="definitions"),
]
