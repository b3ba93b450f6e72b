from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _mail_templates(settings):
    """A mail of two languages, and one that has no HTML."""
    mails = Path(__file__).parent / "templates"
    settings.TEMPLATES = [
        engine | {"DIRS": [*engine["DIRS"], mails]} for engine in settings.TEMPLATES
    ]
