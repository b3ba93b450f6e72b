from django.urls import path

from metrics.crime import views

app_name = "crime"
urlpatterns = [
    path("", views.counts, name="counts"),
    path("programs/", views.programs, name="programs"),
    path("programs/new/", views.new, name="new"),
    path("programs/<int:pk>/", views.program, name="program"),
    path("programs/<int:pk>/edit/", views.edit, name="edit"),
    path("programs/<int:pk>/areas/", views.places, name="places"),
    path("programs/<int:pk>/areas/<int:place>/removal/", views.removal, name="removal"),
    path("ahead/", views.ahead, name="ahead"),
]
