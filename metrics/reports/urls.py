from django.urls import path

from metrics.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("<int:pk>/files/<slug:kind>/", views.download, name="download"),
]
