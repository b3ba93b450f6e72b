from django.urls import path

from partnerships.agreements import desk, desk_acts

app_name = "agreements"
urlpatterns = [
    path("", desk.agreements, name="agreements"),
    path("new/", desk.new, name="new"),
    path("<int:pk>/", desk.agreement, name="agreement"),
    path("<int:pk>/edit/", desk.edit, name="edit"),
    path("<int:pk>/sheet/", desk.sheet, name="sheet"),
    path("<int:pk>/proposal/", desk_acts.proposal, name="proposal"),
    path("<int:pk>/taking-back/", desk_acts.taking_back, name="taking_back"),
    path("<int:pk>/signature/", desk_acts.signature, name="signature"),
    path("<int:pk>/paper/", desk_acts.paper, name="paper"),
    path("<int:pk>/withdrawal/", desk_acts.withdrawal, name="withdrawal"),
    path("<int:pk>/comments/", desk_acts.comment, name="comment"),
    path("<int:pk>/goals/", desk_acts.goals, name="goals"),
    path("<int:pk>/goals/<int:number>/", desk_acts.goal, name="goal"),
    path("<int:pk>/goals/<int:number>/removal/", desk_acts.goal_removal, name="goal_removal"),
    path("<int:pk>/files/<slug:name>/", desk_acts.file, name="file"),
]
