from django.urls import URLPattern

app_name = "workspace_referrals"
urlpatterns: list[URLPattern] = []
