from django.urls import path

from portal.areas import views

app_name = "areas"
urlpatterns = [
    path("", views.list_areas, name="list"),
    path("find/", views.find_area, name="find"),
    path("portraits/<str:name>/", views.portrait, name="portrait"),
    path("<slug:slug>/", views.show_area, name="area"),
]
