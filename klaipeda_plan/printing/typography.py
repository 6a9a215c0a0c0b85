"""Lithuanian typography of printed text: what belongs together stays on one line."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from klaipeda_plan.core.numbers import NBSP

UNITS = "m|d|val|min|mėn|proc|tūkst|mln|mlrd|vnt|Eur|km|ha|m²|km²|t|kWh|MW"
RANGE = re.compile(r"(\d{4}–\d{4}(?:[ \u00a0]m\.)?)")
TOGETHER = '<span class="together">{}</span>'
TIES = (
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),  # 1 677
    (re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w)|[%€])"), NBSP),  # 2030 m., 15,5 proc.
    (re.compile(r"\b(Nr|p|str|pav|lent)\. (?=\w)"), rf"\1.{NBSP}"),  # Nr. T2-24
    (re.compile(r" –(?=\s)"), f"{NBSP}–"),  # a dash does not begin a line
)


def tie(text: str) -> str:
    """`text` with no-break spaces where a line must not end; the words stay as they are."""
    for pattern, replacement in TIES:
        text = pattern.sub(replacement, text)
    return text


def keep_together(text: str) -> SafeString:
    """`text` as markup whose ranges of years (2021–2030 m.) do not break at their dash."""
    parts = RANGE.split(text)
    marked = (format_html(TOGETHER, part) if RANGE.fullmatch(part) else part for part in parts)
    return format_html_join("", "{}", ((part,) for part in marked))
