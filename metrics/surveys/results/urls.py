from django.urls import path

from metrics.surveys.results import views

app_name = "results"
urlpatterns = [
    path("", views.releases, name="list"),
    path("method/", views.method, name="method"),
    path("<slug:slug>/", views.wave, name="wave"),
    path("<slug:slug>/<int:number>/", views.wave, name="release"),
    path("<slug:slug>/<int:number>/<str:name>", views.table, name="table"),
]
