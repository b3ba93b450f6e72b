"""What a resident's browser sends, screen by screen."""

import re

from django.utils.html import strip_tags

WORDS = "Motorbikes race on the river path after dark."
SAID = {"text": WORDS, "place": "River path", "who": "anonymous"}
TOKEN = re.compile(r'name="token" value="([^"]+)"')
CODE = re.compile(r"data-code>(.*?)</p>", re.DOTALL)


class Resident:
    """Someone at the form; each step is one page as the browser would send it."""

    def __init__(self, client):
        self.client = client

    def look_over(self, **said):
        return self.client.post("/concerns/new/", {**SAID, **said})

    def send(self, **said):
        token = self.token(**said)
        return self.client.post("/concerns/receipt/", {**SAID, "token": token, **said})

    def token(self, **said):
        asked = {name: said[name] for name in said if name not in ("token", "photos")}
        return TOKEN.search(self.look_over(**asked).text).group(1)

    def code(self, **said):
        return code_on(self.send(**said))

    def track(self, code):
        return self.client.post("/concerns/track/", {"code": code})


def code_on(response):
    found = CODE.search(response.text)
    return "".join(strip_tags(found.group(1)).split()) if found else ""


def hidden(response, name):
    return re.search(rf'name="{name}" value="([^"]+)"', response.text).group(1)


def square(west, south, east, north):
    """A GeoJSON polygon."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
