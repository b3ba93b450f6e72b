from django.urls import path

from portal.offline import views

app_name = "offline"
urlpatterns = [
    path("worker.js", views.worker, name="worker"),
    path("no-signal/", views.no_signal, name="no_signal"),
]
