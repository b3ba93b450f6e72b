from django.urls import path

from partnerships.boards.api import public

urlpatterns = [
    path("", public.Recommendations.as_view(), name="recommendations"),
    path("<int:pk>/", public.RecommendationInFull.as_view(), name="recommendation"),
]
