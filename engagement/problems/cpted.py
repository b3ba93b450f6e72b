"""What a safety walk asks of a place: crime prevention through environmental design.

Every question is put so that “yes” is good. Four ideas: one can see, one is led, someone
cares, and it is kept up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SECTIONS: list[tuple[_StrPromise, dict[str, _StrPromise]]] = [
    (
        _("Being seen (natural surveillance)"),
        {
            "sight_lines": _("Can you see from the street who is there?"),
            "trees": _("Are bushes below your knee and branches above your head?"),
            "windows": _("Do windows look onto it, with nothing in front of them?"),
            "light_even": _("Is the light even after dark, with no black corners?"),
            "light_works": _("Do all the lamps work?"),
            "hiding": _("Is it free of places to hide?"),
        },
    ),
    (
        _("Coming in and going out (access control)"),
        {
            "entrances": _("Is it clear where one goes in?"),
            "back_ways": _("Are back ways closed, or in sight?"),
            "doors": _("Do doors and gates close and lock?"),
            "paths": _("Do paths lead people where others can see them?"),
            "hours": _("Is it closed, or looked after, at night?"),
        },
    ),
    (
        _("Whose place it is (territorial reinforcement)"),
        {
            "borders": _("Can one tell where the private part begins?"),
            "signs": _("Do signs say the hours and the rules in plain words?"),
            "numbers": _("Can the house number be read from the street, day and night?"),
            "use": _("Is it used by people who belong there, at most hours?"),
            "contact": _("Does a sign say whom to call when something is wrong?"),
        },
    ),
    (
        _("Kept up (maintenance)"),
        {
            "litter": _("Is it free of litter and dumped things?"),
            "graffiti": _("Is graffiti painted over within days?"),
            "repairs": _("Are fences, locks and windows whole?"),
            "empty": _("Are empty buildings closed and looked after?"),
            "schedule": _("Does someone come by on fixed days to look?"),
        },
    ),
]
QUESTIONS = {key: words for _heading, asked in SECTIONS for key, words in asked.items()}
