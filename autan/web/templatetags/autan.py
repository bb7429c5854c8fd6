"""What templates say: ``{% load autan %}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from autan.web import assets, printing, typography

register = template.Library()

register.filter("number", typography.number)
register.filter("day", typography.day)
register.filter("euros", typography.euros)
register.filter("short_day", typography.short_day)
register.filter("ago", typography.ago)
register.filter("size", typography.size)
register.filter("typeset", typography.typeset)
register.simple_tag(assets.address, name="asset")
register.simple_tag(assets.font, name="font")
register.simple_tag(printing.square, name="square")

# One stroke each, drawn on a 12 by 12 grid; text always stands beside or in aria-label.
_ICONS = {
    "cross": "M2 2l8 8M10 2l-8 8",
    "up": "M6 10V2M2.5 5.5L6 2l3.5 3.5",
    "down": "M6 2v8M2.5 6.5L6 10l3.5-3.5",
    "both": "M3.5 4.5L6 2l2.5 2.5M3.5 7.5L6 10l2.5-2.5",
    "tick": "M2 6.5L4.8 9.3 10 3",
    "arrow": "M1.5 6h9M7 2.5L10.5 6 7 9.5",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing that says nothing by itself (hidden from screen readers)."""
    return mark_safe(  # noqa: S308 - only our own constants
        '<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" fill="none" '
        'stroke="currentColor" stroke-width="1.6" stroke-linecap="round">'
        f'<path d="{_ICONS[name]}"/></svg>'
    )
