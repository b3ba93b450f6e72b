from django.urls import path

from engagement.problems import workspace

app_name = "workspace_problems"
urlpatterns = [
    path("", workspace.problems, name="problems"),
    path("<int:pk>/", workspace.problem, name="problem"),
    path("<int:pk>/steps/new/", workspace.new_step, name="new_step"),
    path("<int:pk>/steps/<int:step>/", workspace.step, name="step"),
]
