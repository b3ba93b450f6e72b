from django.urls import path

from portal.areas import desk, desk_handover

app_name = "desk_areas"
urlpatterns = [
    path("<slug:slug>/", desk.know, name="know"),
    path("<slug:slug>/team/", desk.team, name="team"),
    path("<slug:slug>/team/contact/", desk.contact, name="contact"),
    path("<slug:slug>/team/new/", desk.new_posting, name="new_posting"),
    path("<slug:slug>/team/<int:pk>/", desk.posting, name="posting"),
    path("<slug:slug>/team/<int:pk>/end/", desk.end, name="end"),
    path(
        "<slug:slug>/team/<int:pk>/portrait/removal/",
        desk.portrait_removal,
        name="portrait_removal",
    ),
    path("<slug:slug>/team/<int:pk>/handover/", desk_handover.beginning, name="handover_beginning"),
    path("<slug:slug>/handover/", desk_handover.handover, name="handover"),
    path("<slug:slug>/handover/<int:pk>/", desk_handover.note, name="handover_note"),
    path("<slug:slug>/handover/<int:pk>/reading/", desk_handover.reading, name="handover_reading"),
]
