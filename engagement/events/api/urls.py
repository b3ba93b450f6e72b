from django.urls import path

from engagement.events.api import door, meetings, seats

urlpatterns = [
    path("", meetings.Meetings.as_view(), name="events"),
    path("seats/<str:token>/", seats.Seat.as_view(), name="seat"),
    path("sessions/<int:pk>/check-ins/", door.CheckIns.as_view(), name="check_ins"),
    path("<slug:slug>/", meetings.MeetingInFull.as_view(), name="event"),
    path("<slug:slug>/sessions/<int:pk>/rsvps/", seats.Rsvps.as_view(), name="rsvps"),
]
