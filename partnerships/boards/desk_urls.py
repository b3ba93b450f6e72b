from django.urls import path

from partnerships.boards import desk, desk_consultations, desk_members

app_name = "desk_boards"
urlpatterns = [
    path("", desk.home, name="home"),
    path("new/", desk_members.new, name="new"),
    path("recommendations/<int:pk>/", desk.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/revision/", desk.revision, name="revision"),
    path("recommendations/<int:pk>/taking-up/", desk.taking_up, name="taking_up"),
    path("recommendations/<int:pk>/answer/", desk.answer, name="answer"),
    path("recommendations/<int:pk>/more-time/", desk.more_time, name="more_time"),
    path("recommendations/<int:pk>/agreement/", desk.agreement, name="agreement"),
    path("recommendations/<int:pk>/withdrawal/", desk.withdrawal, name="withdrawal"),
    path("recommendations/<int:pk>/actions/", desk.actions, name="actions"),
    path("actions/<int:pk>/result/", desk.result, name="result"),
    path("members/<int:pk>/", desk_members.member, name="member"),
    path("consultations/new/", desk_consultations.new, name="new_consultation"),
    path("consultations/<int:pk>/", desk_consultations.consultation, name="consultation"),
    path("consultations/<int:pk>/draft/", desk_consultations.draft, name="draft"),
    path("consultations/<int:pk>/publication/", desk_consultations.publication, name="publication"),
    path(
        "consultations/<int:pk>/prolongation/", desk_consultations.prolongation, name="prolongation"
    ),
    path("consultations/<int:pk>/rows/", desk_consultations.rows, name="rows"),
    path("consultations/<int:pk>/conclusion/", desk_consultations.conclusion, name="conclusion"),
    path("rows/<int:pk>/", desk_consultations.row, name="row"),
    path("comments/<int:pk>/", desk_consultations.comment, name="comment"),
    path("<slug:slug>/", desk_members.board, name="board"),
    path("<slug:slug>/members/new/", desk_members.new_member, name="new_member"),
    path("<slug:slug>/recommendations/new/", desk.filing, name="filing"),
]
