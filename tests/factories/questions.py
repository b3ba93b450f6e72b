from engagement.events.models import Question


def a_question(event, text="How will you come?", kind="choice", choices="On foot\nBy bus"):
    return Question.objects.ask(event, text=text, kind=kind, choices=choices)
