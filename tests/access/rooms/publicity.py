"""News, events, the library and letters for everybody; the room in which the editor and the coordinator keep them."""

from types import SimpleNamespace

from publicity.services.following import Asked, confirm, key_of
from tests.access.rows import Row, both
from tests.publicity.content import make_document, make_event, make_news, make_picture
from tests.support.factories import People, Tree

ALL = "OOOOOOOOOO"
NONE = "NNNNNNNNNN"
NEVER = "MMMMMMMMMM"
KEEP = "LFFFFOFFOF"  # the coordinator and the editor
DO = "LFFFFRFFRF"
WRONG = "LFFFFUFFUF"  # an empty form: asked again
HIDDEN = "NNNNNONNON"  # a file that only its keepers see

ITEM = {"kind": "news_word", "uid": "news_draft"}
DOCUMENT = {"uid": "library_draft"}

ROWS: list[Row] = [
    *both("publicity:news_list", ALL, NEVER),
    *both("publicity:news", ALL, NEVER, slug="news_slug"),
    *both("publicity:news", NONE, NEVER, remark="a draft", slug="news_draft_slug"),
    *both("publicity:event_list", ALL, NEVER),
    *both("publicity:event", ALL, NEVER, slug="event_slug"),
    *both("publicity:event_ics", ALL, NEVER, slug="event_slug"),
    *both("publicity:event_ics", NONE, NEVER, remark="a draft", slug="event_draft_slug"),
    *both("publicity:library", ALL, NEVER),
    *both("publicity:document", ALL, NEVER, short_uid="library_short"),
    *both("publicity:document", NONE, NEVER, remark="a draft", short_uid="library_draft_short"),
    *both("publicity:library_file", ALL, NEVER, short_uid="library_short", number="first"),
    *both("publicity:library_file", HIDDEN, NEVER, remark="a draft", short_uid="library_draft_short", number="first"),
    *both("publicity:content_picture", HIDDEN, NEVER, digest="content_picture", ending="png_word"),
    *both("publicity:feed", ALL, NEVER, feed_name="feed_word"),
    *both("publicity:calendar", ALL, NEVER),
    *both("publicity:calendar_of_kind", ALL, NEVER, kind="event_kind_word"),
    *both("publicity:static_page", ALL, NEVER, key="static_word"),
    *both("publicity:follow", ALL, "UUUUUUUUUU"),
    *both("publicity:follow_sent", ALL, NEVER),
    *both("publicity:confirm_following", "GGGGGGGGGG", "GGGGGGGGGG", remark="guessed", token="wrong_key"),
    *both("publicity:following", ALL, ALL, key="follower_key"),
    *both("publicity:following", NONE, NONE, remark="guessed", key="wrong_key"),
    *both("publicity:leave_following", ALL, ALL, key="follower_key"),
    *both("publishing:overview", KEEP, NEVER),
    *both("publishing:list", KEEP, NEVER, kind="news_word"),
    *both("publishing:add", KEEP, WRONG, kind="news_word"),
    *both("publishing:edit", KEEP, WRONG, **ITEM),
    *both("publishing:preview", KEEP, NEVER, **ITEM),
    *both("publishing:publish", NEVER, DO, **ITEM),
    *both("publishing:withdraw", NEVER, DO, **ITEM),
    *both("publishing:translated", NEVER, DO, **ITEM),
    *both("publishing:history", KEEP, NEVER, **ITEM),
    *both("publishing:edit", "LFFFFNFFNF", "LFFFFNFFNF", remark="none", kind="news_word", uid="unknown_uid"),
    *both("publishing:documents", KEEP, NEVER),
    *both("publishing:add_document", KEEP, WRONG),
    *both("publishing:document", KEEP, WRONG, **DOCUMENT),
    *both("publishing:add_file", NEVER, WRONG, **DOCUMENT),
    *both("publishing:publish_document", NEVER, DO, **DOCUMENT),
    *both("publishing:withdraw_document", NEVER, DO, **DOCUMENT),
    *both("publishing:pages", KEEP, NEVER),
    *both("publishing:page", KEEP, WRONG, key="static_word"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """Of each kind one that is public and a draft; a picture that only a draft shows; somebody who gets letters."""
    by = team.editor
    news, event, document = make_news(by), make_event(by), make_document(by)
    picture = make_picture(by)
    draft = make_news(by, "Juodraštis", public=False, picture=picture)
    event_draft = make_event(by, "Neskelbtas renginys", public=False)
    document_draft = make_document(by, "Neskelbtas dokumentas", public=False)
    subscriber = confirm(Asked("sekejas@example.org", "lt", [("news", "")]))
    return SimpleNamespace(
        news_slug=news.slug, news_draft=draft.uid, news_draft_slug=draft.slug, news_word="naujienos",
        event_slug=event.slug, event_draft_slug=event_draft.slug, event_kind_word="transliacija",
        library_short=document.short_uid, library_draft=document_draft.uid,
        library_draft_short=document_draft.short_uid,
        content_picture=picture.digest, png_word="png", feed_word="viskas", static_word="apie",
        follower_key=key_of(subscriber),
    )  # fmt: skip
