from django.urls import URLPattern

app_name = "desk_partners"
urlpatterns: list[URLPattern] = []
