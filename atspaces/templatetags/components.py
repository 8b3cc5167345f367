"""Small tags the components are built from."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from atspaces.shared.kept import Kept

register = template.Library()

MOST_CARDS = 512
_cards: "Kept[SafeString]" = Kept(MOST_CARDS)

# Icons that point along the line of reading; clocks, checks, logos and phones never turn.
DIRECTIONAL = frozenset(
    {"arrow", "back", "chevron", "send", "sign-in", "sign-out", "undo", "external", "list", "chat"}
)


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite. `size`: "", "small" or "large". Without `label` it is decoration."""
    return _icon(name, size, label)


# A page of results draws a hundred, of a dozen kinds.
@lru_cache(maxsize=512)
def _icon(name: str, size: str, label: str) -> SafeString:
    flip = SafeString(" data-flip") if name in DIRECTIONAL else ""
    size_attribute = format_html(' data-size="{}"', size) if size else ""
    role = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="icon"{}{}{} focusable="false"><use href="{}#{}"></use></svg>',
        size_attribute,
        flip,
        role,
        static("icons/sprite.svg"),
        name,
    )


@register.simple_tag
def result_card(card: Mapping[str, Any], eager: bool = False) -> SafeString:
    """Draw a space in results. A card that says the same as one before is not drawn again.

    All that it shows is the key, so none is ever out of date.
    """
    key = (get_language(), eager, blake2b(repr(card).encode(), digest_size=16).digest())
    return _cards.get(key, lambda: _drawn_card(card, eager))


def _drawn_card(card: Mapping[str, Any], eager: bool) -> SafeString:
    shown = {"card": card, "eager": eager}
    return SafeString(get_template("components/result_card.html").render(shown))


@register.simple_tag(takes_context=True)
def current(context: Context, url: str, exact: bool = False) -> SafeString | str:
    """Print `aria-current` when the page shown is at `url` or, unless `exact`, below it."""
    request = context.get("request")
    if request is None or not url:
        return ""
    if request.path == url:
        return SafeString(' aria-current="page"')
    return SafeString(' aria-current="true"') if not exact and request.path.startswith(url) else ""


@register.simple_tag
def page_numbers(number: int, last: int) -> list[int | None]:
    """Give the page numbers worth showing round `number`, with None for each gap."""
    shown = sorted({1, last, *range(max(1, number - 1), min(last, number + 1) + 1)})
    pages: list[int | None] = []
    for page in shown:
        previous = pages[-1] if pages else 0
        if previous is not None and page > previous + 1:
            pages.append(None)
        pages.append(page)
    return pages


@register.filter
def tone(status: str) -> str:
    """Give the badge colour of a status: success, warning, danger, info or none."""
    return _TONES.get(str(status), "")


_TONES = {
    "confirmed": "success",
    "completed": "",
    "paid": "success",
    "active": "success",
    "approved": "success",
    "checked_in": "info",
    "pending": "warning",
    "suspended": "danger",
    "cancelled": "danger",
    "rejected": "danger",
    "failed": "danger",
    "no_show": "danger",
}


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a form field's own control with the class the style sheet knows."""
    classes = " ".join(filter(None, [str(field.field.widget.attrs.get("class", "")), "input"]))
    if field.widget_type == "otp":
        classes += " otp"
    return field.as_widget(attrs={"class": classes})


@register.simple_tag
def anchor(field: BoundField) -> str:
    """Give the id that a link in the error summary must lead to: the first control of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
