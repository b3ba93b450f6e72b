from django.urls import URLPattern

app_name = "desk_priorities"
urlpatterns: list[URLPattern] = []
