"""The public pages, at the root of the portal."""

from django.urls import path, register_converter

from publicity.cards import KINDS as CARD_KINDS
from publicity.views import (
    cards,
    comparison,
    data,
    downloads,
    editions,
    elements,
    events,
    feeds,
    following,
    groups,
    home,
    library,
    news,
    page_versions,
    pictures,
    plan,
    process,
    public_pictures,
    reading,
    search,
    sheets,
    static_pages,
    verify,
    wordings,
    workspace,
    writing,
    writing_documents,
    writing_pages,
)


class CodeConverter:
    """The code of an element: `I`, `1.1.2`, `S2.1-PR1`."""

    regex = r"[0-9A-Z][0-9A-Z.\-]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CardKindConverter(CodeConverter):
    regex = "|".join(CARD_KINDS)


class CardMarkConverter(CodeConverter):
    """The first sixteen hexadecimal digits of a card's digest."""

    regex = r"[0-9a-f]{16}"


class ShortUidConverter(CodeConverter):
    """The first twelve hexadecimal digits of an element's uid."""

    regex = r"[0-9a-f]{12}"


class DigestConverter(CodeConverter):
    """A SHA-256 in hexadecimal digits."""

    regex = r"[0-9a-f]{64}"


class StaticKeyConverter(CodeConverter):
    """The pages about the portal."""

    regex = r"apie|kontaktai|privatumas|prieinamumas|pagalba"


class ContentKindConverter(CodeConverter):
    """News or events, in the editor's workspace."""

    regex = r"naujienos|renginiai"


class DocumentEndingConverter(CodeConverter):
    """Documents that are issued of an edition."""

    regex = r"pdf|docx"


class PictureEndingConverter(CodeConverter):
    regex = r"png|jpg"


register_converter(CardKindConverter, "card_kind")
register_converter(CardMarkConverter, "card_mark")
register_converter(CodeConverter, "code")
register_converter(ContentKindConverter, "content_kind")
register_converter(DigestConverter, "sha256")
register_converter(DocumentEndingConverter, "document_ending")
register_converter(PictureEndingConverter, "picture_ending")
register_converter(ShortUidConverter, "short_uid")
register_converter(StaticKeyConverter, "static_key")

app_name = "publicity"
urlpatterns = [
    path("", home.home, name="home"),
    path("planas/", plan.plan, name="plan"),
    path("planas/e/<short_uid:short_uid>/", elements.element, name="element"),
    path("planas/e/<short_uid:short_uid>/redakcijos/", wordings.wordings, name="wordings"),
    path("planas/skaityti/", reading.reading, name="reading"),
    path("planas/skaityti/<code:code>/", reading.reading, name="reading_from"),
    path("planas/<code:code>/", elements.element_by_code, name="element_by_code"),
    path("projektas/", plan.draft, name="draft"),
    path("redakcijos/", editions.edition_list, name="editions"),
    path("redakcijos/<int:number>/", editions.edition_page, name="edition"),
    path("redakcijos/<int:number>/skaityti/", reading.edition_reading, name="edition_reading"),
    path("redakcijos/<int:number>/skaityti/<code:code>/", reading.edition_reading, name="edition_reading_from"),
    path("redakcijos/<int:number>/palyginti/", comparison.choose_basis, name="choose_basis"),
    path("redakcijos/<int:number>/palyginti/<int:basis>/", comparison.comparison, name="comparison"),
    path("redakcijos/<int:number>/planas.xlsx", sheets.workbook, name="workbook"),
    path("redakcijos/<int:number>/planas.json", downloads.edition_json, name="edition_json"),
    path(
        "redakcijos/<int:number>/planas.<document_ending:ending>", downloads.edition_document, name="edition_document"
    ),
    path("redakcijos/<int:number>/<slug:slug>.csv", sheets.sheet, name="sheet"),
    path("redakcijos/<int:number>/<code:code>/", elements.edition_element, name="edition_element"),
    path("darbo-grupes/", groups.group_list, name="groups"),
    path("darbo-grupes/<slug:slug>/", groups.group, name="group"),
    path("darbo-grupes/<slug:slug>/posedziai.ics", groups.calendar, name="group_calendar"),
    path("darbo-grupes/<slug:slug>/nauja.atom", groups.feed, name="group_feed"),
    path("darbo-grupes/<slug:slug>/posedziai/<uuid:uid>/", groups.meeting, name="group_meeting"),
    path("darbo-grupes/<slug:slug>/posedziai/<uuid:uid>/protokolas.pdf", groups.minutes_pdf, name="minutes_pdf"),
    path("paieska/", search.search, name="search"),
    path("paieska/siulymai.json", search.suggestions, name="suggestions"),
    path("eiga/", process.process, name="process"),
    path("paveikslai/<sha256:digest>.<picture_ending:ending>", pictures.picture, name="picture"),
    path("korteles/<card_kind:kind>/<str:key>/<card_mark:mark>.png", cards.card, name="card"),
    path("naujienos/", news.news_list, name="news_list"),
    path("naujienos/<slug:slug>/", news.news, name="news"),
    path("renginiai/", events.event_list, name="event_list"),
    path("renginiai/<slug:slug>/", events.event, name="event"),
    path("renginiai/<slug:slug>/renginys.ics", events.event_ics, name="event_ics"),
    path("dokumentai/", library.library, name="library"),
    path("dokumentai/<short_uid:short_uid>/", library.document, name="document"),
    path("dokumentai/<short_uid:short_uid>/<int:number>/", library.library_file, name="library_file"),
    path(
        "viesi-paveikslai/<sha256:digest>.<picture_ending:ending>",
        public_pictures.content_picture,
        name="content_picture",
    ),
    path("duomenys/", data.data, name="data"),
    path("duomenys/katalogas.jsonld", data.catalogue_jsonld, name="catalogue_jsonld"),
    path("duomenys/katalogas.rdf", data.catalogue_rdf, name="catalogue_rdf"),
    path("srautai/<slug:feed_name>.atom", feeds.feed, name="feed"),
    path("kalendoriai/renginiai.ics", feeds.calendar, name="calendar"),
    path("kalendoriai/renginiai-<slug:kind>.ics", feeds.calendar, name="calendar_of_kind"),
    path("prenumerata/", following.follow, name="follow"),
    path("prenumerata/laiskas-issiustas/", following.follow_sent, name="follow_sent"),
    path("prenumerata/patvirtinti/<str:token>/", following.confirm_following, name="confirm_following"),
    path("prenumerata/mano/<str:key>/", following.following, name="following"),
    path("prenumerata/atsisakyti/<str:key>/", following.leave_following, name="leave_following"),
    path("<static_key:key>/", static_pages.static_page, name="static_page"),
    path("patikra/", verify.verify, name="verify"),
    path("patikra/failas/", verify.verify_file, name="verify_file"),
]

# The editor's workspace, under /leidyba/.
publishing = (
    [
        path("", workspace.overview, name="overview"),
        path("dokumentai/", workspace.document_list, name="documents"),
        path("dokumentai/naujas/", writing_documents.add_document, name="add_document"),
        path("dokumentai/<uuid:uid>/", writing_documents.edit_document, name="document"),
        path("dokumentai/<uuid:uid>/failas/", writing_documents.add_file, name="add_file"),
        path("dokumentai/<uuid:uid>/skelbti/", writing_documents.publish_document, name="publish_document"),
        path("dokumentai/<uuid:uid>/atsaukti/", writing_documents.withdraw_document, name="withdraw_document"),
        path("puslapiai/", workspace.page_list, name="pages"),
        path("puslapiai/<static_key:key>/", writing_pages.edit_page, name="page"),
        path("puslapiai/<static_key:key>/istorija/", page_versions.history, name="page_history"),
        path("puslapiai/<static_key:key>/istorija/<int:number>/", page_versions.version, name="page_version"),
        path("puslapiai/<static_key:key>/istorija/<int:number>/grazinti/", page_versions.restore, name="restore_page"),
        path("<content_kind:kind>/", workspace.content_list, name="list"),
        path("<content_kind:kind>/naujas/", writing.add_content, name="add"),
        path("<content_kind:kind>/<uuid:uid>/", writing.edit_content, name="edit"),
        path("<content_kind:kind>/<uuid:uid>/perziura/", writing.preview_content, name="preview"),
        path("<content_kind:kind>/<uuid:uid>/skelbti/", writing.publish_content, name="publish"),
        path("<content_kind:kind>/<uuid:uid>/atsaukti/", writing.withdraw_content, name="withdraw"),
        path("<content_kind:kind>/<uuid:uid>/vertimas/", writing.confirm_translation, name="translated"),
        path("<content_kind:kind>/<uuid:uid>/istorija/", writing.history_of_content, name="history"),
    ],
    "publishing",
)
