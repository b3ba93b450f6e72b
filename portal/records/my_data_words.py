"""What the rooms call the things they hold about a person, in the reader's language.

A room says them in English, as they stand in the JSON file. A word that is not here is shown
as it is: it may be a question somebody asked, which has its own translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

WORDS: dict[str, _StrOrPromise] = {
    # Rooms
    "account": _("Your account"),
    "boards": _("Seats on boards"),
    "concerns": _("Concerns you raised"),
    "copies of this data": _("Copies of your data"),
    "messages": _("Messages we sent you"),
    "organizations": _("Organizations you belong to"),
    "outreach": _("Outreach you logged"),
    "readings": _("Who read your concerns"),
    "seats at meetings": _("Seats at meetings"),
    "training": _("Training"),
    # What they hold
    "about": _("About"),
    "added": _("Added"),
    "age": _("Age"),
    "answered": _("Answered"),
    "answers": _("Answers"),
    "area": _("Area"),
    "asked": _("Asked for"),
    "asked for": _("What you asked for"),
    "board": _("Board"),
    "by": pgettext_lazy("who did it", "By"),
    "checked in": _("Checked in"),
    "closed": _("Closed"),
    "earlier names and addresses": _("Earlier names and addresses"),
    "email": _("Email"),
    "fetched": _("Fetched"),
    "guardian": _("Parent or guardian"),
    "joined": _("Joined"),
    "keys for signing in": _("Keys for signing in"),
    "kind": _("Kind"),
    "language": _("Language"),
    "last signed in": _("Last signed in"),
    "last used": _("Last used"),
    "meeting": _("Meeting"),
    "name": _("Name"),
    "needs": _("Needs"),
    "outcome": _("What was done"),
    "partners may see it": _("Partners may see it"),
    "people": _("People"),
    "pgh_created_at": _("Changed"),
    "phone": _("Phone"),
    "place": _("Where"),
    "public": _("On the public page"),
    "raised": _("Raised"),
    "role": _("Role"),
    "roles": _("Roles"),
    "said": _("What was said"),
    "sent": _("Sent"),
    "shown as": _("Shown as"),
    "since": _("Since"),
    "size": _("Size"),
    "starts": _("Starts"),
    "state": _("Where it stands"),
    "subject": _("Subject"),
    "to": _("To"),
    "topic": _("Topic"),
    "until": _("Until"),
    "what": _("What"),
    "when": _("When"),
    "wish": _("What would help"),
    "written": _("Written messages"),
}


def label(key: str) -> str:
    return str(WORDS.get(key, key))
