from django.urls import path

from engagement.problems import cluster_views, desk, desk_acts, desk_cpted

app_name = "desk_problems"
urlpatterns = [
    path("", desk.problems, name="problems"),
    path("new/", desk.new, name="new"),
    path("of-concern/<int:concern>/", desk.from_concern, name="from_concern"),
    path("clusters/", cluster_views.clusters, name="clusters"),
    path("clusters/<int:pk>/problem/", cluster_views.problem, name="cluster_problem"),
    path("clusters/<int:pk>/dismissal/", cluster_views.dismissal, name="cluster_dismissal"),
    path("cpted/", desk_cpted.visits, name="cpted"),
    path("cpted/new/", desk_cpted.new, name="new_cpted"),
    path("cpted/<int:pk>/", desk_cpted.visit, name="cpted_visit"),
    path("cpted/<int:pk>/print/", desk_cpted.print_view, name="print_cpted"),
    path("cpted/<int:pk>/items/<int:item>/", desk_cpted.item, name="cpted_item"),
    path("<int:pk>/", desk.problem, name="problem"),
    path("<int:pk>/print/", desk.print_view, name="print"),
    path("<int:pk>/advance/", desk_acts.advance, name="advance"),
    path("<int:pk>/publication/", desk_acts.publication, name="publication"),
    path("<int:pk>/telling/", desk_acts.tell, name="telling"),
    path("<int:pk>/edit/<slug:name>/", desk_acts.part, name="part"),
    path("<int:pk>/goals/<int:goal>/", desk_acts.goal, name="goal"),
    path("<int:pk>/steps/<int:step>/", desk_acts.step, name="step"),
    path("<int:pk>/photos/new/", desk_acts.new_photo, name="new_photo"),
    path("<int:pk>/photos/<slug:name>/", desk_acts.photo, name="photo"),
    path("<int:pk>/photos/<slug:name>/act/", desk_acts.photo_act, name="photo_act"),
    path("<int:pk>/links/<slug:kind>/<int:thing>/", desk_acts.unlinking, name="unlinking"),
]
