from django.urls import path

from portal.notices import public_views

app_name = "notices"
urlpatterns = [
    path("unsubscribe/<str:token>/", public_views.unsubscribe, name="unsubscribe"),
    path("preferences/", public_views.save_preferences, name="preferences"),
]
