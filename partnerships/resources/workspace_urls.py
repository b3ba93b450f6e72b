from django.urls import URLPattern

app_name = "workspace_resources"
urlpatterns: list[URLPattern] = []
