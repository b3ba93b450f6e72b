"""What residents are told by mail. Each letter is a row of the outbox, written with its cause.

Only people who left an address get one, and never about a sensitive concern. Subjects
are neutral: other eyes may share the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse

from portal.notices.models import Message

if TYPE_CHECKING:
    from engagement.concerns.models import Concern, ThreadMessage

TOPIC = "concerns"
_SALT = "concerns.follow"


def received(concern: Concern) -> None:
    _post(concern, f"concern-{concern.pk}-received", "concerns/received")


def answered(concern: Concern, message: ThreadMessage) -> None:
    _post(concern, f"concern-answer-{message.pk}", "concerns/answered", message=message)


def moved(concern: Concern, reason: str) -> None:
    step = concern.steps.last()
    if step is not None:
        _post(concern, f"concern-step-{step.pk}", "concerns/moved", reason=reason)
        _tell_supporters(concern, f"concern-step-{step.pk}", reason)


def follow_token(concern: Concern) -> str:
    """What opens a concern from a mail: signed, and worth nothing for any other concern."""
    return signing.dumps(concern.pk, salt=_SALT)


def followed(token: str) -> int | None:
    """The concern a mailed token opens."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


def _post(concern: Concern, key: str, template: str, **context: object) -> None:
    if not concern.may_mail:
        return
    from engagement.concerns import inbound
    from portal.notices.links import absolute

    link = absolute(reverse("concerns:follow", args=[follow_token(concern)]))
    reply_to = inbound.address_for(concern)
    about = {"concern": concern, "link": link, "may_answer": bool(reply_to)}
    Message.objects.post(
        key=key,
        to=concern.contact_email,
        reply_to=reply_to,
        template=template,
        context={**about, **context},
        topic=TOPIC,
        language=concern.language,
        user=concern.resident,
    )


def _tell_supporters(concern: Concern, key: str, reason: str) -> None:
    """Neighbors who added their voice hear what everyone may read, and no more."""
    if concern.sensitive or not concern.is_public:
        return
    from portal.notices.links import absolute

    link = absolute(reverse("concerns:concern", args=[concern.pk]))
    for support in concern.supports.reachable():
        Message.objects.post(
            key=f"{key}-voice-{support.pk}",
            to=support.contact_email,
            template="concerns/voice_moved",
            context={"concern": concern, "link": link, "reason": reason},
            topic=TOPIC,
            language=support.language,
        )
