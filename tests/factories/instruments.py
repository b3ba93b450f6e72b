"""Small instruments made of every kind of question, for tests of how they are answered."""

from metrics.surveys.models import Index, Instrument, Question

Kind = Question.Kind
FOUR = {"1": "Never", "2": "Rarely", "3": "Often", "4": "Always"}


def an_instrument(*pages, slug="short", fielded=True, kind="general", **about):
    """Each page is a list of questions as `ask` makes them; `rows` of a grid by their codes.

    `asked_if` names the question before by its code, and the codes that lead here.
    """
    instrument = Instrument.objects.create(slug=slug, kind=kind, title="Short survey", **about)
    instrument.translations.create(language="en", title="Short survey", status="checked")
    made = {}
    for number, each in enumerate(pages, start=1):
        page = each if isinstance(each, dict) else {"questions": each}
        on, codes = page.get("asked_if", (None, []))
        section = instrument.sections.create(
            number=number,
            asked_if=made.get(on),
            asked_if_codes=codes,
            is_shuffled=page.get("is_shuffled", False),
        )
        place = 0
        for question in page["questions"]:
            place += 1
            head = make(section, place, made, question)
            for row in question.get("rows", ()):
                place += 1
                make(section, place, made, ask(row, Kind.LIKERT), row_of=head)
    if fielded:
        instrument.field()
    return instrument


def ask(code, kind=Kind.SCALE, *, es="", **about):
    return {"code": code, "kind": kind, "es": es} | about


def make(section, number, made, question, **more):
    about = dict(question)
    about.pop("rows", None)
    code, es = about.pop("code"), about.pop("es")
    on, codes = about.pop("asked_if", (None, []))
    labels = about.pop("labels", {})
    about.setdefault("codes", [int(key) for key in labels])
    made[code] = section.questions.create(
        number=number, code=code, asked_if=made.get(on), asked_if_codes=codes, **about, **more
    )
    made[code].wordings.create(
        language="en", ask=f"What of {code}, in general?", labels=labels, lowest_means="Low"
    )
    if es:
        made[code].wordings.create(language="es", ask=es, labels=labels, lowest_means="Poco")
    return made[code]


def a_survey(**about):
    """Three pages: two scales; a grid, and one question that leads to another; words and age."""
    return an_instrument(
        [ask("listen", es="¿Escuchan?"), ask("safe", es="¿Seguro?")],
        [
            ask("fair", Kind.GRID, labels=FOUR, rows=("explain", "dignity", "rights")),
            ask("contact", Kind.SINGLE, labels={"1": "Yes", "2": "No"}),
            ask("contact_fair", Kind.LIKERT, labels=FOUR, asked_if=("contact", [1])),
            ask("heard", Kind.MULTIPLE, labels={"1": "Mail", "2": "Radio", "3": "A neighbor"}),
        ],
        [
            ask("next", Kind.OPEN),
            ask(
                "age",
                Kind.SINGLE,
                labels={"1": "18 to 24", "2": "25 and over"},
                trait="age_band",
                categories={"1": "18-24", "2": "25+"},
            ),
        ],
        **about,
    )


WHOLE = {
    "listen": 8,
    "safe": 6,
    "explain": 1,
    "dignity": 2,
    "rights": 3,
    "contact": 2,
    "heard": [1, 3],
    "age": 2,
}


def an_index(instrument, code, *items):
    index = Index.objects.create(instrument=instrument, code=code)
    for item in items:
        index.items.create(question=Question.objects.get(section__instrument=instrument, code=item))
    return index
