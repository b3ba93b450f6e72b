from django.urls import path

from engagement.outreach import views

app_name = "outreach"
urlpatterns = [
    path("", views.list_entries, name="list"),
    path("new/", views.new_entry, name="new"),
    path("<int:pk>/", views.show_entry, name="entry"),
    path("<int:pk>/edit/", views.edit_entry, name="edit"),
]
