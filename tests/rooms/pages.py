"""Every page of the drafting room, in its states, with who looks at it; and the addresses that answer no page."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.rooms.scene import EMPTY_GROUP, GROUP

# The accounts of the seeded portal behind the roles; a guest has none.
ACCOUNTS = {
    "member": f"narys.{GROUP}", "chair": f"pirmininkas.{GROUP}", "other_chair": f"pirmininkas.{EMPTY_GROUP}",
    "coordinator": "koordinatorius", "consultant": "konsultantas", "secretary": "sekretore",
    "councillor": "tarybos.narys", "editor": "redaktorius",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A page in one state. `parts` and the values of `sent` name things of the scene where it has such a thing.

    With `sent` the form is sent by POST and its answer is the page; `click` is what is pressed on it before.
    """

    name: str
    role: str
    parts: dict[str, str] = field(default_factory=dict)
    query: str = ""
    sent: dict[str, Any] | str | None = None
    status: int = 200
    click: str = ""

    def __str__(self) -> str:
        sent = "" if self.sent is None else f"sent {' '.join(self.sent) if isinstance(self.sent, dict) else self.sent}"
        words = [self.name, self.role, *self.parts.values(), self.query, sent.strip(), self.click and "opened"]
        words += [str(self.status)] if self.status != 200 else []
        return " ".join(filter(None, words))

    def address(self, things: dict[str, Any]) -> str:
        parts = {name: things[thing] for name, thing in self.parts.items()}
        # A kind of element is spelt in the address by its word, which the converter of the room reads.
        kinds = {name: _kind(parts[name]) for name in parts if name == "kind" and self.name.startswith("plans:")}
        return reverse(self.name, kwargs=(parts | kinds) or None) + self.query.format_map(things)

    def form(self, things: dict[str, Any]) -> dict[str, str]:
        if isinstance(self.sent, str):
            return dict(things[self.sent])
        return {name: str(things.get(value, value)) for name, value in (self.sent or {}).items()}


def _kind(word: str) -> Any:
    from plans.urls import KIND_WORDS

    return KIND_WORDS[word]


def pages(name: str, role: str, *states: dict[str, Any], **parts: str) -> list[Seen]:
    """The same address as it is, and in the further `states`."""
    return [Seen(name, role, parts), *(Seen(name, **({"role": role, "parts": parts} | state)) for state in states)]


EMPTY: dict[str, str] = {}
NOTHING = {"sent": EMPTY}
SMALL = f"?grupe={EMPTY_GROUP}&rusis=goal"  # of the outline a few lines

WRITING = [
    *pages(
        "plans:workspace", "member", {"role": "coordinator", "query": SMALL}, {"role": "consultant", "query": SMALL},
        {"role": "secretary", "query": SMALL}, {"role": "other_chair", "query": "?ieskoti=nera-tokio-zodzio"},
        {"query": f"?grupe={GROUP}&rusis=goal", "click": ".tree a[href*='/veiksmai/']"},
    ),
    *pages("plans:changes", "chair", {"query": "?grupe=visi&dienos=30"}, {"role": "secretary", "query": "?dienos=1"}),
    *pages("plans:acts", "member", uid="measure"),
    Seen("plans:rename", "member", {"uid": "measure"}, sent={"title": ""}, status=422),
    Seen("plans:add_here", "member", {"uid": "measure"}, sent={"title": "", "what": ""}, status=422),
    *pages("plans:choose_root", "coordinator"),
    *pages("plans:choose", "coordinator", uid="vision"),
    *pages("plans:add_root", "coordinator", NOTHING, kind="section_kind"),
    *pages("plans:add", "member", NOTHING, uid="goal", kind="task_kind"),
    *pages("plans:add", "member", NOTHING, uid="task", kind="measure_kind"),
    *pages("plans:element", "member", {"role": "consultant"}, uid="returned"),
    *pages("plans:element", "chair", uid="remarked"),
    *pages("plans:element", "member", uid="pending"),
    *pages("plans:element", "chair", uid="gone"),
    *pages("plans:element", "coordinator", uid="vision"),
    *pages("plans:element", "member", uid="goal"),
    *pages("plans:edit", "member", NOTHING, {"sent": {"do": "add-indicator"}}, uid="measure"),
    *pages("plans:edit", "member", uid="goal"),
    *pages("plans:edit", "coordinator", uid="vision"),
    *pages("plans:edit", "member", uid="pending"),
    *pages("plans:edit", "member", uid="gone"),
    Seen("plans:edit", "member", {"uid": "disputed"}, sent="mine"),
    Seen(
        "plans:edit", "consultant", {"uid": "measure"}, sent={"title": "Jau nebe", "body": "<p>Liko.</p>"}, status=403
    ),
    *pages("plans:move", "member", NOTHING, uid="measure"),
    *pages("plans:remove", "member", uid="measure"),
    *pages("plans:remove", "chair", uid="goal"),
    *pages("plans:bring_picture", "member", NOTHING | {"status": 422}),
    *pages("plans:links", "member", uid="goal"),
    *pages("plans:translations", "member", {"query": "?rodyti=fits"}),
    *pages("plans:translation", "member", NOTHING | {"status": 422}, uid="goal"),
]  # fmt: skip

HISTORY = [
    *pages("plans:versions", "member", {"query": "?nuo=2"}, uid="remarked"),
    *pages("plans:version", "member", uid="remarked", number="first"),
    *pages("plans:compare_versions", "member", uid="remarked", a="first", b="second"),
    *pages("plans:compare_versions", "member", uid="remarked", a="first", b="first"),
    *pages("plans:restore_version", "member", NOTHING, uid="remarked", number="first"),
]

REMARKS = [
    *pages("plans:remarks", "member", {"query": "?q=nera-tokio-zodzio"}, {"role": "other_chair"}),
    *pages(
        "plans:element_remarks", "member", {"query": "?blokas={block}"}, NOTHING, {"role": "secretary"}, uid="remarked"
    ),
    *pages("plans:element_remarks", "member", uid="measure"),
    *pages("plans:answer_remark", "member", NOTHING, pk="remark"),
    *pages("plans:change_remark", "chair", NOTHING, pk="remark"),
    *pages("plans:proposals", "member", {"role": "coordinator"}, {"role": "other_chair", "query": "?rodyti=mano"}),
    *pages("plans:propose", "member", NOTHING, uid="vision"),
    *pages("plans:propose", "chair", uid="vision"),
    *pages("plans:proposal", "member", {"role": "coordinator"}, pk="proposal"),
    *pages("plans:proposal", "member", pk="declined"),
    *pages("plans:take_over", "coordinator", NOTHING, pk="proposal"),
    *pages("plans:decline", "coordinator", NOTHING, pk="proposal"),
]

ANALYSIS = [
    *pages("plans:checks", "member", {"query": "?grupe=visi"}, {"query": f"?grupe={EMPTY_GROUP}&svarba=error"}),
    *pages("plans:analysis", "member"),
    *pages("plans:matrix", "member", {"query": f"?grupe={GROUP}"}, {"role": "consultant"}),
    *pages("plans:board", "member", {"role": "consultant"}, {"role": "other_chair"}, group="group"),
    Seen("plans:add_entry", "member", {"group": "group"}, sent={"kind": "strength", "title": ""}),
    Seen("plans:rewrite_entry", "member", {"uid": "entry"}, sent={"title": ""}),
    *pages("indicators:dashboard", "member", {"role": "coordinator"}, {"query": "?grupe=visi"}),
    *pages("indicators:dashboard_money", "coordinator", {"query": "?metai=1999"}),
    *pages("indicators:dashboard_indicators", "coordinator", {"query": "?vertinimas=no_data"}),
    *pages("indicators:dashboard_lacking", "coordinator", key="office"),
    *pages(
        "indicators:indicators", "member", {"query": "?grupe=visi&vertinimas=behind"}, {"query": "?grupe=visi&page=2"}
    ),
    *pages("indicators:indicator", "member", NOTHING | {"status": 422}, {"role": "consultant"}, uid="bound"),
    *pages("indicators:indicator", "member", uid="free"),
    *pages("indicators:observations", "member", {"sent": "wrong_values", "status": 422}, uid="bound"),
    *pages("indicators:observations", "member", uid="free"),
    *pages("indicators:statistics", "member"),
    *pages("indicators:series", "member", NOTHING, {"role": "consultant"}, uid="bound"),
    *pages("indicators:series", "member", NOTHING, uid="free"),
]

MONEY = [
    *pages(
        "plans:money_grid", "member", {"query": "?grupe=visi&saltinis=visi&tukst=1&saka={goal}"},
        {"role": "consultant", "query": "?saka={goal}"},
        {"query": "?metai=2024&saka={goal}"}, {"query": "?vykdytojas=999999"},
    ),
    *pages("plans:money_form", "member", {"query": "?vykdytojas=999999"}),
]  # fmt: skip

REVIEW = [
    *pages(
        "plans:preview", "member", {"query": "?rodyti=priimtas&grupe=" + GROUP},
        {"query": "?rodyti=skirtumas&tik=pakeisti"},
        {"role": "consultant", "query": "?nuo={goal}&rodyti=skirtumas"}, {"query": "?nuo={gone}&rodyti=priimtas"},
        {"role": "consultant", "query": "?tik=laukia&rodyti=skirtumas", "click": ".verdict summary"},
    ),
    Seen("plans:decide", "consultant", sent={"version": "read_version", "verdict": "return"}, status=422),
    Seen("plans:decide", "consultant", sent={"version": "old_version", "verdict": "accept"}, status=409),
    *pages("plans:load", "consultant"),
    *pages("plans:submit", "chair", NOTHING, uid="goal"),
    *pages("plans:submit", "chair", uid="returned"),
    *pages("plans:submit_area", "chair", NOTHING, group="group"),
    *pages("plans:guests", "chair", {"role": "other_chair"}),
    *pages("plans:add_guest", "chair", NOTHING, {"query": "?nuo={goal}"}),
    Seen("plans:add_guest", "chair", sent={"branch": "goal", "name": "Nauja viešnia", "until": "until"}),
    *pages("plans:guest", "chair", pk="guest"),
    *pages("plans:guest", "chair", pk="closed"),
    Seen("plans:renew_guest", "chair", {"pk": "guest"}, sent=EMPTY, status=422),
    *pages("guests:branch", "guest", secret="secret"),
    *pages("guests:element", "guest", secret="secret", uid="shown"),
    *pages("guests:element", "guest", secret="secret", uid="goal"),
    Seen("guests:add_remark", "guest", {"secret": "secret", "uid": "shown"}, sent=EMPTY, status=422),
    Seen(
        "guests:answer_remark", "guest", {"secret": "secret", "uid": "shown", "pk": "guest_remark"}, sent=EMPTY,
        status=422,
    ),
    Seen("guests:recommend", "guest", {"secret": "secret", "uid": "shown"}, sent=EMPTY, status=422),
    Seen("guests:branch", "guest", {"secret": "closed_secret"}, status=410),
    Seen("guests:branch", "guest", {"secret": "late_secret"}, status=410),
    Seen("guests:branch", "guest", {"secret": "wrong"}, status=404),
]  # fmt: skip

LISTS = [
    *pages(
        "plans:organisations", "coordinator", {"role": "member", "query": "?tvarka=lesos"},
        {"role": "member", "query": "?ieskoti=nera-tokios"},
    ),
    *pages("plans:organisation", "coordinator", {"role": "member"}, pk="organisation"),
    *pages("plans:change_organisation", "coordinator", NOTHING | {"status": 422}, pk="organisation"),
    *pages("plans:split_spelling", "coordinator", NOTHING | {"status": 422}, pk="organisation", spelling="spelling"),
    Seen("plans:merge_organisations", "coordinator", query="?org={organisation}&org={alike}"),
    Seen("plans:remove_organisation", "coordinator", {"pk": "organisation"}),
    *pages("plans:stages", "coordinator", {"role": "member"}),
    *pages("plans:stage", "coordinator", pk="stage"),
    *pages("plans:add_stage", "coordinator", NOTHING | {"status": 422}),
    *pages("plans:change_stage", "coordinator", NOTHING | {"status": 422}, pk="stage"),
    *pages("plans:sources", "coordinator", {"role": "member"}),
    *pages("plans:add_source", "coordinator", NOTHING | {"status": 422}),
    *pages("plans:change_source", "coordinator", NOTHING | {"status": 422}, pk="source"),
]  # fmt: skip

NOTICES = [
    *pages("notices:list", "member", {"role": "consultant"}, {"role": "councillor"}),
    *pages("notices:preferences", "member", NOTHING, {"role": "councillor"}),
    *pages("notices:unsubscribe", "guest", NOTHING, token="token"),
]

MEETINGS = [
    *pages("meetings:upcoming", "member", {"role": "coordinator"}, {"query": f"?grupe={EMPTY_GROUP}"}),
    *pages("meetings:past", "member"),
    *pages("meetings:month", "member", {"query": "?menuo=2019-01"}, {"role": "coordinator"}),
    *pages("meetings:calendar", "member"),
    Seen("meetings:make_feed", "member", sent=EMPTY),
    *pages("meetings:call", "chair", NOTHING, {"role": "coordinator"}),
    *[
        one
        for uid in ("meeting", "finished", "coming", "cancelled", "bare")
        for one in pages("meetings:meeting", "chair", {"role": "member"}, uid=uid)
    ],
    *pages("meetings:change", "chair", NOTHING, uid="coming"),
    *pages("meetings:cancel", "chair", NOTHING, uid="coming"),
    *pages("meetings:agenda", "chair", NOTHING, uid="meeting"),
    *pages("meetings:agenda", "chair", uid="bare"),
    *pages("meetings:item", "chair", NOTHING, {"query": "?q=nera-tokio-zodzio"}, uid="meeting", pk="item"),
    *pages("meetings:attendance", "chair", {"sent": {"form-TOTAL_FORMS": "x"}}, uid="meeting"),
    *pages(
        "meetings:minutes", "member", NOTHING, {"sent": "stale_minutes"}, uid="meeting"
    ),
    *pages("meetings:minutes", "chair", uid="bare"),
    *pages("meetings:publish_minutes", "coordinator", NOTHING | {"status": 422}, uid="meeting"),
    *pages("meetings:decisions", "chair", NOTHING, uid="meeting"),
    *pages("meetings:decisions", "chair", uid="bare"),
    *pages("meetings:decision", "chair", NOTHING, {"query": "?q=nera-tokio-zodzio"}, uid="meeting", pk="decision"),
]  # fmt: skip

EDITIONS = [
    *pages("editions:list", "coordinator"),
    *pages("editions:freeze", "coordinator", NOTHING, {"role": "secretary"}),
    *pages("editions:detail", "coordinator", {"role": "secretary"}, number="edition"),
    *pages("editions:contents", "secretary", number="edition"),
    *pages("editions:choose_basis", "councillor", number="edition"),
    *pages("editions:comparison", "councillor", {"query": "?rodyti=visas"}, number="second", basis="first"),
    *pages(
        "editions:comparison",
        "secretary",
        {"query": "?sritis=aplinkos-apsauga"},
        {"query": "?rodyti=visas&puslapis=2"},
        number="edition",
        basis="second",
    ),
    Seen("editions:comparison", "secretary", {"number": "first", "basis": "first"}, status=422),
    Seen("editions:withdraw", "coordinator", {"number": "edition"}, sent=EMPTY),
    Seen("editions:decide", "coordinator", {"number": "edition"}, sent=EMPTY),
]

SHEETS = [
    *pages("sheets:export", "member", {"role": "coordinator"}, {"role": "secretary"}),
    *pages("sheets:imports", "member", NOTHING | {"status": 422}),
    *pages("sheets:import", "member", {"query": "?rodyti=refused"}, uid="sheet_checked"),
    *pages("sheets:import", "member", uid="sheet_applied"),
    *pages("sheets:import", "member", uid="sheet_foreign"),
    *pages("sheets:columns", "member", uid="sheet_foreign"),
    *pages("sheets:columns", "member", NOTHING | {"status": 422}, uid="sheet_known"),
    Seen("sheets:apply", "member", {"uid": "sheet_checked"}, sent={"reason": ""}, status=422),
]

NEWS_ITEM = {"kind": "content_news", "uid": "written_news"}
EVENT_ITEM = {"kind": "content_events", "uid": "written_event"}
PUBLICITY = [
    *pages("publishing:overview", "editor", {"role": "coordinator"}),
    *pages("publishing:list", "editor", kind="content_news"),
    *pages("publishing:list", "editor", kind="content_events"),
    *pages("publishing:add", "editor", NOTHING | {"status": 422}, kind="content_news"),
    *pages("publishing:add", "editor", NOTHING | {"status": 422}, kind="content_events"),
    *pages("publishing:edit", "editor", {"sent": "stale_news", "status": 409}, **NEWS_ITEM),
    *pages("publishing:edit", "editor", {"sent": "wrong_event", "status": 422}, **EVENT_ITEM),
    *pages("publishing:preview", "editor", **NEWS_ITEM),
    *pages("publishing:preview", "editor", **EVENT_ITEM),
    *pages("publishing:history", "editor", **NEWS_ITEM),
    Seen("publishing:publish", "editor", NEWS_ITEM, sent={"at": "vakar"}, status=422),
    *pages("publishing:documents", "editor"),
    *pages("publishing:add_document", "editor", NOTHING | {"status": 422}),
    *pages("publishing:document", "editor", NOTHING | {"status": 422}, uid="written_document"),
    Seen("publishing:add_file", "editor", {"uid": "written_document"}, sent=EMPTY, status=422),
    Seen("publishing:publish_document", "editor", {"uid": "written_document"}, sent={"at": "vakar"}, status=422),
    *pages("publishing:pages", "editor"),
    *pages("publishing:page_history", "editor", key="rewritten_key"),
    *pages("publishing:page_version", "editor", key="rewritten_key", number="rewritten_version"),
    *pages("publishing:page", "editor", NOTHING | {"status": 422}, key="static_key"),
]

OF_SITTING, OF_ITEM = {"uid": "sitting"}, {"uid": "sitting", "pk": "sitting_item"}
OF_TEMPLATE = {"kind": "text_kind", "item_kind": "text_item_kind"}
SITTINGS = [
    *pages("sittings:list", "secretary", {"role": "councillor"}),
    *pages("sittings:sitting", "secretary", {"role": "coordinator"}, **OF_SITTING),
    *pages("sittings:sitting", "secretary", {"role": "councillor"}, uid="held_sitting"),
    *pages("sittings:add", "secretary", NOTHING),
    *pages("sittings:change", "secretary", {"sent": "stale_sitting"}, **OF_SITTING),
    *pages("sittings:add_item", "secretary", NOTHING, **OF_SITTING),
    *pages("sittings:item", "secretary", NOTHING, **OF_ITEM),
    *pages("sittings:texts", "secretary", {"sent": "stale_texts"}, **OF_ITEM),
    *pages("sittings:decide", "secretary", NOTHING, uid="held_sitting", pk="held_sitting_item"),
    *pages("sittings:templates", "secretary"),
    *pages("sittings:template", "secretary", {"sent": {"body": "<p>{kas}</p>", "base_version": "0"}}, **OF_TEMPLATE),
    *pages("sittings:template_for_any", "secretary", kind="text_kind"),
]

PAGES = [*WRITING, *LISTS, *HISTORY, *REMARKS, *ANALYSIS, *MONEY, *REVIEW, *NOTICES, *MEETINGS, *EDITIONS, *SHEETS]
PAGES += PUBLICITY + SITTINGS

NAMESPACES = ("plans", "guests", "indicators", "notices", "meetings", "editions", "publishing", "sheets", "sittings")
# What answers with a file, with data for a script, or with nothing but the way to another page.
FILES = {"plans:picture", "guests:picture", "meetings:feed", "meetings:ics", "meetings:pdf", "sheets:template"}
FOR_SCRIPTS = {
    "notices:unread",
    "plans:copy",
    "plans:new_copy",
    "plans:new_copy_root",
    "plans:mentionable",
    "plans:presence",
    "plans:save_cells",
}
ONLY_WAYS = {
    "plans:mark_ready", "plans:move_down", "plans:move_up", "plans:place", "plans:reopen_remark",
    "plans:resolve_remark", "plans:restore", "plans:revoke_guest", "plans:take_back", "plans:undo_move",
    "plans:withdraw", "plans:remove_stage", "plans:shift_source", "plans:remove_source",
    "indicators:decide_fetch", "indicators:fetch_series",
    "sheets:check", "sheets:drop",
    "sittings:convene", "sittings:drop", "sittings:hold", "sittings:item_down", "sittings:item_up",
    "sittings:publish", "sittings:remove_item", "sittings:withdraw",
    "publishing:restore_page", "publishing:translated", "publishing:withdraw", "publishing:withdraw_document",
    "notices:only_portal", "notices:open", "notices:read_all",
    "meetings:announce", "meetings:hide", "meetings:withdraw_minutes",
    "meetings:attach", "meetings:build_pdf", "meetings:detach", "meetings:finish_minutes", "meetings:hand_over",
    "meetings:item_down", "meetings:item_up", "meetings:remove_decision", "meetings:remove_item",
    "meetings:reopen_minutes", "meetings:revoke_feed",
    # Refused, they show the page of the edition with the form that was sent, as `withdraw` and `decide` above do.
    "editions:translations", "editions:consider", "editions:in_force", "editions:publish",
}  # fmt: skip
