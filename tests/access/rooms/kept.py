"""Pictures of shared links, the sitemap and what search engines need not ask for."""

from types import SimpleNamespace

from publicity.cards import news_card, process_card
from tests.access.rows import Row, both
from tests.publicity.content import make_news
from tests.support.factories import People, Tree

ALL = "OOOOOOOOOO"
ELSEWHERE = "RRRRRRRRRR"
NONE = "NNNNNNNNNN"
NEVER = "MMMMMMMMMM"

ROWS: list[Row] = [
    *both("publicity:card", ALL, NEVER, kind="card_process", key="card_process_key", mark="card_process_mark"),
    *both("publicity:card", ALL, NEVER, remark="news", kind="card_news", key="card_news_key", mark="card_news_mark"),
    *both("publicity:card", ELSEWHERE, NEVER, remark="of earlier words", kind="card_news", key="card_news_key",
          mark="card_process_mark"),
    *both("publicity:card", NONE, NEVER, remark="a draft", kind="card_news", key="card_draft_key",
          mark="card_draft_mark"),
    *both("publicity:card", NONE, NEVER, remark="a hidden edition", kind="card_edition", key="council",
          mark="card_draft_mark"),
    *both("robots", ALL, NEVER),
    *both("sitemap", ALL, NEVER),
    *both("sitemap_part", NONE, NEVER, remark="the sitemap has no parts", part="sitemap_first"),
]  # fmt: skip


def build(team: People, tree: Tree) -> SimpleNamespace:
    item, draft = make_news(team.editor, "Bendrinama žinia"), make_news(team.editor, "Dar rašoma žinia", public=False)
    process, news, hidden = process_card(), news_card(item), news_card(draft)
    return SimpleNamespace(
        card_process=process.kind, card_process_key=process.key, card_process_mark=process.mark,
        card_news=news.kind, card_news_key=news.key, card_news_mark=news.mark,
        card_draft_key=hidden.key, card_draft_mark=hidden.mark,
        card_edition="redakcija", sitemap_first=1,
    )  # fmt: skip
