"""What staff do with the words of a meeting and with its people, before and after it."""

from django.urls import path

from engagement.events import (
    announcement_views,
    attendee_exports,
    kept_seats,
    starter_views,
    translation_views,
)

urlpatterns = [
    path("<int:pk>/attendees.csv", attendee_exports.csv, name="attendees_csv"),
    path("<int:pk>/attendees.xlsx", attendee_exports.xlsx, name="attendees_xlsx"),
    path("<int:pk>/roster/print/", attendee_exports.print_roster, name="print_roster"),
    path("<int:pk>/roster/badges/", attendee_exports.print_badges, name="print_badges"),
    path("<int:pk>/starter/", starter_views.keep_starter, name="keep_starter"),
    path("<int:pk>/words/<slug:language>/", translation_views.translate, name="words"),
    path("starters/", starter_views.list_starters, name="starters"),
    path("starters/<int:pk>/", starter_views.rename_starter, name="starter"),
    path("starters/<int:pk>/removal/", starter_views.remove_starter, name="starter_removal"),
    path("sessions/<int:pk>/kept/", kept_seats.kept, name="kept_seats"),
    path("<int:pk>/mail/", announcement_views.announce, name="mail"),
]
