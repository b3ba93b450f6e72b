from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "partnerships.boards"
    label = "boards"
