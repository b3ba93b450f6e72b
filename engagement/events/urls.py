from django.urls import path, register_converter

from engagement.events import feeds, minutes_views, seat_views, suggestions, views
from engagement.events.months import MonthConverter

register_converter(MonthConverter, "month")

app_name = "events"
urlpatterns = [
    path("", views.list_events, name="list"),
    path("month/", views.this_month, name="this_month"),
    path("month/<month:month>/", views.show_month, name="month"),
    path("map/", views.show_map, name="map"),
    path("calendar.ics", feeds.feed, name="feed"),
    path("feed.atom", feeds.atom, name="atom"),
    path("area/<slug:area>.ics", feeds.area_feed, name="area_feed"),
    path("kind/<slug:kind>.ics", feeds.kind_feed, name="kind_feed"),
    path("seats/<str:token>/", seat_views.seat, name="seat"),
    path("seats/<str:token>/ticket/", seat_views.ticket, name="ticket"),
    path("seats/<str:token>/acceptance/", seat_views.accept_seat, name="accept_seat"),
    path("seats/<str:token>/cancellation/", seat_views.cancel_seat, name="cancel_seat"),
    path("<slug:slug>/", views.show_event, name="event"),
    path("<slug:slug>/suggestions/", suggestions.suggestions, name="suggestions"),
    path(
        "<slug:slug>/suggestions/<int:pk>/voices/", suggestions.speak_up, name="suggestion_voices"
    ),
    path("<slug:slug>/minutes/", minutes_views.show_minutes, name="minutes"),
    path("<slug:slug>/event.ics", feeds.event_calendar, name="event_calendar"),
    path("<slug:slug>/mailed/", seat_views.mailed, name="mailed"),
    path("<slug:slug>/rsvp/<int:pk>/", seat_views.rsvp, name="rsvp"),
]
