from django.urls import path, register_converter

from metrics.transparency import command, policy_desk
from metrics.transparency.quarters import QuarterConverter

register_converter(QuarterConverter, "published_quarter")

app_name = "publications"
urlpatterns = [
    path("", command.publications, name="list"),
    path("policies/", policy_desk.policies, name="policies"),
    path("policies/new/", policy_desk.new, name="new_policy"),
    path("policies/<slug:slug>/", policy_desk.version, name="policy"),
    path("<published_quarter:quarter>/", command.draft, name="draft"),
    path("<published_quarter:quarter>/preparation/", command.preparation, name="preparation"),
]
