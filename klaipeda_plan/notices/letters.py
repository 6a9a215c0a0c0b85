"""What a letter says: written at the moment of sending, for what its reader may read then."""

from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klaipeda_plan.notices.markup import mail_html
from klaipeda_plan.notices.models import Mail
from klaipeda_plan.notices.queries import Item, by_area, language_of, read_notices
from klaipeda_plan.notices.unsubscribing import unsubscribe_path


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def letter_of(mail: Mail) -> Letter | None:
    """The letter, or None when there is nothing (left) that its reader may be told."""
    if mail.user is None:
        return Letter(mail.subject, mail.text, mail.html, mail.headers)
    notices = list(mail.notices.select_related("by").order_by("-at", "-pk"))
    with translation.override(language_of(mail.user)):
        items = read_notices(notices, mail.user)
        return _write(mail, items) if items else None


def _write(mail: Mail, items: list[Item]) -> Letter:
    refuse = settings.SITE_URL + unsubscribe_path(mail.user)
    heading = _heading(mail, len(items))
    context = {
        "reader": mail.user, "language": translation.get_language(), "areas": by_area(items), "heading": heading,
        "site_url": settings.SITE_URL,
        "unsubscribe_url": refuse,
    }  # fmt: skip
    return Letter(
        _subject(items[0].presented.title if len(items) == 1 else heading),
        render_to_string("notices/mail/letter.txt", context).strip() + "\n",
        mail_html(render_to_string("notices/mail/letter.html", context)),
        {"List-Unsubscribe": f"<{refuse}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _heading(mail: Mail, count: int) -> str:
    if mail.key.startswith("digest-"):
        heading = ngettext("%(count)d notice of the day", "%(count)d notices of the day", count)
    else:
        heading = ngettext("%(count)d new notice", "%(count)d new notices", count)
    return heading % {"count": count}


def _subject(about: str) -> str:
    """One line."""
    subject = " ".join((_("Klaipėda 2030:") + " " + about).split())
    return subject if len(subject) <= 150 else subject[:149] + "…"
