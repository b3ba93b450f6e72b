from django.urls import URLPattern

app_name = "workspace_agreements"
urlpatterns: list[URLPattern] = []
