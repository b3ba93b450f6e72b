from django.urls import path

from metrics.surveys.answering import open_views

app_name = "open_surveys"
urlpatterns = [
    path("<slug:link_code>/", open_views.answer, name="answer"),
    path("<slug:link_code>/kiosk/", open_views.kiosk, name="kiosk"),
]
