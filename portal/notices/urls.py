from django.urls import path

from portal.notices import views

app_name = "desk_messages"
urlpatterns = [
    path("", views.list_messages, name="list"),
    path("silence/", views.keep_silence, name="silence"),
    path("<int:pk>/resending/", views.resend, name="resending"),
    path("<int:pk>/withdrawal/", views.take_back, name="withdrawal"),
]
