"""The editor's room: forms that keep what was typed, preview in the public layout, publishing and its times."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from publicity.models import Event, LibraryDocument, News, StaticPage
from publicity.services.writing import publish
from tests.publicity.asking import get, text
from tests.publicity.content import (
    DAY,
    event_form,
    form_of,
    make_document,
    make_event,
    make_news,
    make_picture,
    png,
)

NEW, NEWS = "/leidyba/naujienos/naujas/", "/leidyba/naujienos/"


@pytest.fixture
def editor(people, as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return as_user(people.editor)


def address(item, act=""):
    return f"/leidyba/{'renginiai' if isinstance(item, Event) else 'naujienos'}/{item.uid}/{act}"


def test_news_is_written_looked_at_and_published(editor):
    answer = editor.post(NEW, form_of(title="Žinia", do="preview"))
    item = News.objects.get()
    assert answer.headers["Location"] == address(item, "perziura/")
    preview = editor.get(address(item, "perziura/"))
    assert "<h1>Žinia</h1>" in text(preview)
    assert "Peržiūra: šį puslapį mato tik redaktoriai" in text(preview)
    assert "no-store" in preview.headers["Cache-Control"]
    assert get(f"/naujienos/{item.slug}/").status_code == 404
    page = text(editor.post(address(item, "skelbti/"), {"at": ""}, follow=True))
    assert "Paskelbta: dabar tai mato visi." in page
    assert "Žinia" in text(get(f"/naujienos/{item.slug}/"))
    editor.post(address(item, "atsaukti/"))
    assert get(f"/naujienos/{item.slug}/").status_code == 404


def test_the_preview_is_the_public_page_but_for_its_notice(editor, people):
    item = make_news(people.editor, title_en="News", summary_en="Sum", body_en="<p>Text</p>")
    for prefix in ("", "/en"):
        preview, public = (
            text(editor.get(prefix + address(item, "perziura/"))),
            text(get(f"{prefix}/naujienos/{item.slug}/")),
        )
        main = [page[page.index("<article") : page.index("</article>")] for page in (preview, public)]
        assert main[0] == main[1]


def test_a_time_that_lies_ahead_is_vilnius_time(editor, people):
    item = make_news(people.editor, public=False)
    page = text(editor.post(address(item, "skelbti/"), {"at": "2090-07-01T09:00"}, follow=True))
    assert "Bus paskelbta 2090-07-01 09:00." in page
    item.refresh_from_db()
    assert item.published_at == datetime.datetime(2090, 7, 1, 6, tzinfo=datetime.UTC)
    assert item.title not in text(get("/naujienos/"))


@pytest.mark.parametrize(
    "at", ["vakar", "2030-13-01T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "2030-03-31T03:30"]
)
def test_a_wrong_time_is_asked_again_and_publishes_nothing(editor, people, at):
    item = make_news(people.editor, public=False)
    answer = editor.post(address(item, "skelbti/"), {"at": at})
    assert answer.status_code == 422
    assert f'value="{at}"' in text(answer)
    item.refresh_from_db()
    assert item.published_at is None


def test_two_editors_at_once_lose_nothing(editor, people, as_user):
    item = make_news(people.editor)
    opened = form_of(item, title="Mano pavadinimas", body="<p>Mano tekstas.</p>")
    as_user(people.coordinator).post(
        address(item), form_of(item, title="Kito pavadinimas", body="<p>Kito tekstas.</p>")
    )
    answer = editor.post(address(item), opened)
    page = text(answer)
    assert answer.status_code == 409
    for words in ("Mano pavadinimas", "Mano tekstas.", "Kito pavadinimas", "Kito tekstas.", "išsaugojo coordinator"):
        assert words in page
    item.refresh_from_db()
    assert item.title == "Kito pavadinimas"
    again = form_of(item, title="Abiejų", body="<p>Abiejų tekstas.</p>")
    assert f'name="version" value="{item.version}"' in page
    assert editor.post(address(item), again).status_code == 302
    item.refresh_from_db()
    assert item.title == "Abiejų"


@pytest.mark.parametrize(
    ("values", "name"),
    [({"title": ""}, "title"), ({"title": "x" * 201}, "title"), ({"summary": "x" * 401}, "summary"),
     ({"element_codes": "9.9.9"}, "element_codes"), ({"element_codes": "1," * 60}, "element_codes"),
     ({"body_en": "<p>Text</p>"}, "title_en"), ({"workgroup": "nera"}, "workgroup"), ({"events": "99"}, "events"),
     ({"body": "<div>" * 100}, "body"), ({"version": "x"}, "version")],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays(editor, edition, values, name):
    answer = editor.post(NEW, form_of(summary="Mano santrauka") | values)
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert "Mano santrauka" in text(answer) or name == "summary"
    assert not News.objects.exists()


def test_elements_are_named_by_their_codes_and_kept_by_uid(editor, edition, tree):
    editor.post(NEW, form_of(element_codes="1.1; 1.1.1.1"))
    item = News.objects.get()
    assert item.elements == [str(tree.goal.uid), str(tree.measure.uid)]
    assert 'value="1.1, 1.1.1.1"' in text(editor.get(address(item)))


def test_a_picture_needs_words_and_waits_while_the_form_is_mended(editor):
    upload = SimpleUploadedFile("tiltas.png", png(), "image/png")
    answer = editor.post(NEW, form_of() | {"picture_file": upload})
    assert answer.status_code == 422
    assert "Parašykite, kas parodyta paveiksle." in text(answer)
    kept = answer.context["form"].data["picture_kept"]
    assert editor.post(NEW, form_of(picture_kept=kept, picture_alt="Tiltas")).status_code == 302
    item = News.objects.get()
    assert (item.picture_id, item.picture_alt) == (kept, "Tiltas")
    editor.post(address(item), form_of(item, without_picture="on"))
    item.refresh_from_db()
    assert item.picture is None


@pytest.mark.parametrize(("name", "content"), [("a.png", b"nieko"), ("a.exe", b"MZ"), ("a.svg", b"<svg onload=x>")])
def test_what_is_no_picture_is_refused_with_a_reason(editor, name, content):
    answer = editor.post(NEW, form_of(picture_alt="x") | {"picture_file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert "picture_file" in answer.context["form"].errors


def test_an_event_is_entered_in_vilnius_time(editor):
    answer = editor.post("/leidyba/renginiai/naujas/", event_form(broadcast_url="https://youtu.be/abcDEF12345"))
    item = Event.objects.get()
    assert answer.headers["Location"] == address(item)
    assert item.starts_at == datetime.datetime(2030, 5, 10, 7, tzinfo=datetime.UTC)
    assert 'value="2030-05-10T10:00"' in text(editor.get(address(item)))


@pytest.mark.parametrize(
    ("values", "name"),
    [({"ends_at": "2030-05-10T09:00"}, "ends_at"),
     ({"starts_at": ""}, "starts_at"), ({"starts_at": "rytoj"}, "starts_at"),
     ({"starts_at": "2030-02-30T10:00"}, "starts_at"), ({"starts_at": "0999-05-10T10:00"}, "starts_at"),
     ({"kind": "balius"}, "kind"), ({"map_url": "javascript:alert(1)"}, "map_url"),
     ({"broadcast_url": "https://nezinoma.example.org/v"}, "broadcast_url"),
     ({"recording_url": "ftp://youtube.com/x"}, "recording_url"),
     ({"captions_url": "https://example.org/t"}, "captions_url")],
)  # fmt: skip
def test_an_event_with_wrong_dates_or_addresses_is_asked_again(editor, values, name):
    answer = editor.post("/leidyba/renginiai/naujas/", event_form(**values))
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert not Event.objects.exists()


def test_an_address_of_before_that_is_not_allowed_any_more_may_stay(editor, people):
    item = make_event(people.editor, broadcast_url="https://senas.example.org/v")
    answer = editor.post(address(item), event_form(item, broadcast_url="https://senas.example.org/v"))
    assert answer.status_code == 302
    item.refresh_from_db()
    answer = editor.post(address(item), event_form(item, broadcast_url="https://kitas.example.org/v"))
    assert answer.status_code == 422


def test_of_a_whole_day_only_the_day_counts(editor):
    editor.post("/leidyba/renginiai/naujas/", event_form(whole_day="on", ends_at="2030-05-11T08:00"))
    item = Event.objects.get()
    local = [timezone.localtime(moment) for moment in (item.starts_at, item.ends_at)]
    assert [f"{moment:%m-%d %H:%M}" for moment in local] == ["05-10 00:00", "05-11 23:59"]
    publish(item, by=item.changed_by)
    assert "10:00" not in text(get(f"/renginiai/{item.slug}/"))


def test_a_document_gets_editions_and_is_published(editor):
    editor.post("/leidyba/dokumentai/naujas/", {"version": 0, "kind": "methodology", "title": "Metodika"})
    document = LibraryDocument.objects.get()
    room = f"/leidyba/dokumentai/{document.uid}/"
    editor.post(f"{room}skelbti/", {"at": ""})
    assert "Metodika" not in text(get("/dokumentai/")), "without a file it shows nowhere"
    for number, content in enumerate((b"%PDF-1 pirma", b"%PDF-1 antra"), start=1):
        file = SimpleUploadedFile("Metodika ąžuolas.pdf", content, "application/pdf")
        assert editor.post(f"{room}failas/", {"date": f"2020-0{number}-01", "file": file}).status_code == 302
    page = text(get(f"/dokumentai/{document.short_uid}/"))
    assert page.index("2 redakcija") < page.index("1 redakcija")
    answer = get(f"/dokumentai/{document.short_uid}/1/")
    assert b"".join(answer.streaming_content) == b"%PDF-1 pirma"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "filename*=UTF-8''Metodika%20%C4%85%C5%BEuolas.pdf" in answer.headers["Content-Disposition"]
    editor.post(f"{room}atsaukti/")
    assert get(f"/dokumentai/{document.short_uid}/").status_code == 404
    assert get(f"/dokumentai/{document.short_uid}/1/").status_code == 404


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"PK\x03\x04"), ("a.html", b"<script>"), ("a.pdf", b"")])
def test_a_file_of_another_kind_is_not_published(editor, people, name, content):
    document = make_document(people.editor, content=b"")
    sent = {"date": "2020-01-01", "file": SimpleUploadedFile(name, content)}
    assert editor.post(f"/leidyba/dokumentai/{document.uid}/failas/", sent).status_code == 422
    assert not document.files.exists()


def test_the_same_file_is_not_a_new_edition(editor, people):
    document = make_document(people.editor, content=b"%PDF-1")
    sent = {"date": "2020-01-01", "file": SimpleUploadedFile("a.pdf", b"%PDF-1")}
    answer = editor.post(f"/leidyba/dokumentai/{document.uid}/failas/", sent)
    assert answer.status_code == 422
    assert "1 redakcija" in text(answer)


def test_a_document_that_somebody_else_saved_shows_both(editor, people, as_user):
    document = make_document(people.editor)
    room = f"/leidyba/dokumentai/{document.uid}/"
    sent = {"version": document.version, "kind": "report", "title": "Kito"}
    as_user(people.coordinator).post(room, sent)
    answer = editor.post(room, sent | {"title": "Mano"})
    assert answer.status_code == 409
    assert 'value="Mano"' in text(answer)
    assert "Kito" in text(answer)


def test_a_page_about_the_portal_is_rewritten_over_the_text_that_was_opened(editor, people, as_user):
    room = "/leidyba/puslapiai/kontaktai/"
    assert "Strateginio" in text(editor.get(room))
    sent = {"version": 0, "title": "Kontaktai", "body": "<p>Skambinkite.</p><script>x</script>"}
    assert editor.post(room, sent).status_code == 302
    assert "Skambinkite." in text(get("/kontaktai/"))
    assert "script>x" not in text(get("/kontaktai/"))
    answer = as_user(people.coordinator).post(room, sent | {"body": "<p>Rašykite.</p>"})
    assert answer.status_code == 409
    assert "Rašykite." in text(answer)
    assert StaticPage.objects.get().history.count() == 2


@pytest.mark.parametrize("size", [1, 3])
def test_lists_of_the_room_ask_the_same_number_of_questions_at_any_size(
    editor, people, django_assert_num_queries, size
):
    for number in range(size):
        make_news(people.editor, f"Žinia {number}", at=timezone.now() + DAY)
        make_event(people.editor, f"Renginys {number}")
        make_document(people.editor, f"Dokumentas {number}", content=f"%PDF-{number}".encode())
    for room, queries in (("", 9), ("naujienos/", 7), ("renginiai/", 7), ("dokumentai/", 7), ("puslapiai/", 6)):
        editor.get(f"/leidyba/{room}")
        with django_assert_num_queries(queries):
            editor.get(f"/leidyba/{room}")


def test_the_history_tells_who_did_what(editor, people):
    item = make_news(people.editor, picture=make_picture(people.editor), picture_alt="x")
    page = text(editor.get(address(item, "istorija/")))
    assert page.index("paskelbta") < page.index("sukurta")
    assert "editor" in page


def test_nothing_of_the_room_is_kept_by_anybody(editor, people):
    item = make_news(people.editor)
    for page in ("/leidyba/", NEWS, NEW, address(item), address(item, "perziura/"), address(item, "istorija/")):
        assert "no-store" in editor.get(page).headers["Cache-Control"], page
