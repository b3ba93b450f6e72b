from django.urls import path

from partnerships.boards import columns, consulting, feeds, public

app_name = "boards"
urlpatterns = [
    path("", public.boards, name="list"),
    path("recommendations/", public.register, name="register"),
    path("recommendations.csv", columns.register_csv, name="register_csv"),
    path("recommendations/columns.csv", columns.dictionary_csv, name="columns_csv"),
    path("recommendations/news.atom", feeds.atom, name="atom"),
    path("consultations/", consulting.consultations, name="consultations"),
    path("consultations/<slug:slug>/", consulting.consultation, name="consultation"),
    path("consultations/<slug:slug>/final/", consulting.final_file, name="final_file"),
    path("consultations/<slug:slug>/comments/", consulting.comments, name="comments"),
    path("comments/<str:token>/", consulting.my_comment, name="my_comment"),
    path("<slug:slug>/", public.board, name="board"),
    path("<slug:slug>/recommendations/<slug:label>/", public.recommendation, name="recommendation"),
]
