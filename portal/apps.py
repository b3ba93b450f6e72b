from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The frame itself is an app, so that its checks are run."""

    name = "portal"

    def ready(self) -> None:
        from portal import checks  # noqa: F401 -- registers them
