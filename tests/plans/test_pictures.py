"""Pictures in the drafting room: who brings them, who sees them, what is refused beside its cause."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from klaipeda_plan.core.errors import NotAllowed
from plans.forms.text import TextForm
from plans.models import Picture
from plans.services.pictures import keep_picture, uid_in
from tests.support.drawing import picture_bytes

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sent(content=None, name="žemėlapis.png", **fields):
    file = SimpleUploadedFile(name, picture_bytes() if content is None else content)
    return {"file": file, "alt": "Uosto žemėlapis", **fields}


def test_the_same_picture_is_kept_once(plan, people):
    first, _ = keep_picture(plan, picture_bytes(), "a.png", by=people.member)
    second, _ = keep_picture(plan, picture_bytes(), "b.png", by=people.chair)
    assert first == second
    assert Picture.objects.get().by == people.member


def test_a_picture_whose_file_was_lost_comes_back_with_the_same_address(plan, people):
    first, _ = keep_picture(plan, picture_bytes(), "a.png", by=people.member)
    default_storage.delete(first.file)
    again, _ = keep_picture(plan, picture_bytes(), "a.png", by=people.member)
    assert again.uid == first.uid
    assert default_storage.exists(again.file)


@pytest.mark.parametrize("role", ["consultant", "secretary", "councillor", "editor", "administrator"])
def test_who_does_not_write_brings_no_pictures(plan, people, role):
    with pytest.raises(NotAllowed):
        keep_picture(plan, picture_bytes(), "a.png", by=getattr(people, role))
    assert not Picture.objects.exists()


def test_the_address_of_a_picture_names_it(plan, people):
    picture, _ = keep_picture(plan, picture_bytes(), "a.png", by=people.member)
    assert uid_in(picture.address) == str(picture.uid)
    assert reverse("plans:picture", args=[picture.uid]) == picture.address
    assert uid_in("/paveikslai/x.png") is None


def test_the_editor_is_answered_with_what_it_inserts(plan, people, as_user):
    response = as_user(people.member).post(reverse("plans:bring_picture"), sent(), **JSON)
    picture = Picture.objects.get()
    assert response.status_code == 201
    assert response.json() == {"address": picture.address, "width": 120, "height": 80, "remark": ""}


def test_a_file_that_is_not_what_its_name_says_is_refused_beside_the_file(plan, people, as_user):
    response = as_user(people.member).post(reverse("plans:bring_picture"), sent(b"%PDF-1.7", "foto.png"), **JSON)
    assert response.status_code == 422
    assert list(response.json()["errors"]) == ["file"]
    assert "foto.png" in response.json()["errors"]["file"][0]
    assert not Picture.objects.exists()


def test_a_picture_without_words_is_refused_beside_the_words(plan, people, as_user):
    response = as_user(people.member).post(reverse("plans:bring_picture"), sent(alt="  "), **JSON)
    assert (response.status_code, list(response.json()["errors"])) == (422, ["alt"])


def test_without_scripts_the_page_gives_the_line_to_paste(plan, people, as_user):
    words = 'Uosto "vartai" <ir> krantinė'
    response = as_user(people.member).post(
        reverse("plans:bring_picture"), sent(alt=words, caption="1 pav.", name="schema.jpg")
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "schema.jpg" not in page
    assert "PNG" in page  # it is told that the name said something else
    assert 'alt="Uosto &amp;quot;vartai&amp;quot; &amp;lt;ir&amp;gt; krantinė"' in page


def test_a_refused_picture_shows_the_form_with_what_was_written(plan, people, as_user):
    response = as_user(people.member).post(reverse("plans:bring_picture"), sent(b"nieko", caption="1 pav."))
    assert response.status_code == 422
    assert "Uosto žemėlapis" in response.content.decode()
    assert "1 pav." in response.content.decode()


def test_whoever_reads_drafts_sees_the_picture_and_nobody_else(plan, people, as_user):
    picture, _ = keep_picture(plan, picture_bytes(), "a.png", by=people.member)
    response = as_user(people.secretary).get(picture.address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response.content[:4] == b"\x89PNG"
    assert "private" in response["Cache-Control"]
    assert as_user(people.councillor).get(picture.address).status_code == 404
    assert as_user(None).get(picture.address).status_code == 302


def test_a_picture_whose_file_is_gone_is_not_found(plan, people, as_user):
    picture, _ = keep_picture(plan, picture_bytes(), "a.png", by=people.member)
    default_storage.delete(picture.file)
    assert as_user(people.member).get(picture.address).status_code == 404


@pytest.mark.parametrize(("alt", "valid"), [("Uostas", True), ("", False), ("  ", False)])
def test_a_text_is_taken_only_when_its_pictures_say_something(alt, valid):
    body = f'<figure><img src="/rengimas/failai/11111111-1111-1111-1111-111111111111/" alt="{alt}"></figure>'
    form = TextForm({"title": "Tikslas", "body": body, "reason": ""}, check=True)
    assert form.is_valid() is valid
    assert list(form.errors) == ([] if valid else ["body"])
    if not valid:
        assert form["body"].value() == body  # what was written is still there
