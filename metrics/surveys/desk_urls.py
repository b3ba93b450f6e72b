from django.urls import path

from metrics.surveys import desk

app_name = "desk_surveys"
urlpatterns = [
    path("", desk.list_waves, name="list"),
    path("partners/", desk.partner_answers, name="partners"),
]
