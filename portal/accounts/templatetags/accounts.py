from django import template

from portal.accounts import second_factor

register = template.Library()


@register.filter
def in_fours(secret: str) -> str:
    """“ABCD EFGH …”: easier to copy by hand, and it breaks on a small screen."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@register.simple_tag
def demo_sign_in() -> bool:
    """Whether one may sign in as someone of the demo city."""
    return second_factor.demo_is_open()
