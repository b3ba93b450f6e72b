from django.urls import URLPattern

app_name = "desk_boards"
urlpatterns: list[URLPattern] = []
