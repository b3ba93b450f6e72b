from django.urls import path

from engagement.priorities import desk, desk_ballots

app_name = "desk_priorities"
urlpatterns = [
    path("", desk.areas, name="areas"),
    path("votes/<int:pk>/", desk_ballots.ballot, name="ballot"),
    path("votes/<int:pk>/closing/", desk_ballots.closing, name="closing"),
    path("votes/<int:pk>/winners/", desk_ballots.winners, name="winners"),
    path("<slug:slug>/", desk.area, name="area"),
    path("<slug:slug>/new/", desk.new, name="new"),
    path("<slug:slug>/votes/new/", desk_ballots.new, name="new_ballot"),
]
