from django.urls import path

from metrics.surveys.words import export_views, views

app_name = "desk_words"
urlpatterns = [
    path("<int:pk>/", views.read, name="wave"),
    path("<int:pk>/decisions/", views.decide, name="decide"),
    path("<int:pk>/texts/<uuid:text>/black/", views.black_out, name="black_out"),
    path("<int:pk>/answers/", export_views.export, name="export"),
]
