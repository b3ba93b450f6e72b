from django.urls import path

from partnerships.organizations import joining_views

app_name = "joining"
urlpatterns = [
    path("", joining_views.start, name="start"),
    path("registration/", joining_views.register, name="register"),
    path("invitation/<str:token>/", joining_views.invitation, name="invitation"),
    path("<slug:slug>/", joining_views.ask, name="ask"),
]
