from django.urls import URLPattern

app_name = "desk_problems"
urlpatterns: list[URLPattern] = []
