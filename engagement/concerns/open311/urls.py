from django.urls import path

from engagement.concerns.open311 import views

app_name = "open311"
urlpatterns = [
    path("discovery", views.discovery, name="discovery"),
    path("discovery.<slug:ending>", views.discovery, name="discovery"),
    path("v2/discovery", views.discovery, name="discovery"),
    path("v2/discovery.<slug:ending>", views.discovery, name="discovery"),
    path("v2/services", views.service_list, name="services"),
    path("v2/services.<slug:ending>", views.service_list, name="services"),
    path("v2/services/<str:code>.<slug:ending>", views.service, name="service"),
    path("v2/services/<str:code>", views.service, name="service"),
    path("v2/requests", views.requests, name="requests"),
    path("v2/requests.<slug:ending>", views.requests, name="requests"),
    path("v2/requests/<str:number>.<slug:ending>", views.one_request, name="request"),
    path("v2/requests/<str:number>", views.one_request, name="request"),
    path("v2/tokens/<str:token>.<slug:ending>", views.token, name="token"),
    path("v2/tokens/<str:token>", views.token, name="token"),
    # All else, so that a program gets a sentence in its own format and no page.
    path("<path:rest>.<slug:ending>", views.nothing, name="nothing"),
    path("<path:rest>", views.nothing, name="nothing"),
]
