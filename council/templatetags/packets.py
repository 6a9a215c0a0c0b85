"""The packets of a sitting as a piece of a page."""

from typing import Any

from django import template

from council.models import Sitting
from council.queries_packets import packet_context

register = template.Library()


@register.inclusion_tag("council/_packet.html", takes_context=True)
def packets_of(context: Any, sitting: Sitting) -> dict[str, Any]:
    """`{% packets_of sitting %}` on a page of the council's room."""
    request = context["request"]
    return packet_context(sitting, request.user) | {"csrf_token": context.get("csrf_token")}
