from django.urls import path, register_converter

from metrics.transparency import embedding, feeds, files, pages, policies
from metrics.transparency.quarters import QuarterConverter

register_converter(QuarterConverter, "quarter")

NAMED_CSV = {"kind": "csv"}
NAMED_JSON = {"kind": "json"}

app_name = "transparency"
urlpatterns = [
    path("", pages.home, name="home"),
    path("feed.xml", feeds.rss, name="feed"),
    path("dictionary/", pages.dictionary, name="dictionary"),
    path("definitions/", pages.definitions, name="definitions"),
    path("surveys/", pages.surveys, name="surveys"),
    path("policies/", policies.policies, name="policies"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
    path("policies/<slug:slug>/<int:number>/", policies.policy, name="policy_version"),
    path("embed/<slug:slug>.svg", embedding.embed, name="embed"),
    path("<quarter:quarter>/", pages.publication, name="quarter"),
    path("<quarter:quarter>/<slug:name>.csv", files.file, NAMED_CSV, name="csv"),
    path("<quarter:quarter>/<slug:name>.json", files.file, NAMED_JSON, name="json"),
    path("<quarter:quarter>/<int:edition>/", pages.publication, name="edition"),
    path(
        "<quarter:quarter>/<int:edition>/<slug:name>.csv", files.file, NAMED_CSV, name="edition_csv"
    ),
    path(
        "<quarter:quarter>/<int:edition>/<slug:name>.json",
        files.file,
        NAMED_JSON,
        name="edition_json",
    ),
    path("<slug:slug>/", pages.topic, name="topic"),
]
