"""Pictures are frozen with the edition that shows them."""

import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.test import Client

from editions.documents.pictures import FROZEN
from editions.models import EditionPicture, FrozenPicture
from editions.reading import load_tree
from editions.services.events import publish_edition, withdraw_edition
from editions.verification import verify_editions
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.figures import pictures_of
from klaipeda_plan.printing.fetcher import AssetFetcher
from plans.services.elements import Content, save_element
from plans.services.pictures import keep_picture
from tests.editions.papers import node, pdf_of
from tests.editions.support import freeze
from tests.support.drawing import picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def picture(plan, people):
    return keep_picture(plan, picture_bytes(), "žemėlapis.png", by=people.member)[0]


@pytest.fixture
def shown(tree, people, picture):
    """The goal shows the picture."""
    tree.goal.refresh_from_db()
    body = f'<figure><img src="{picture.address}" alt="Uosto žemėlapis"><figcaption>1 pav.</figcaption></figure>'
    save_element(tree.goal, Content("Tikslas", body), base_version=tree.goal.text_version, by=people.member)
    return tree.goal


def frozen_body(edition, element):
    return load_tree(edition).by_uid[str(element.uid)].body


def test_a_frozen_body_names_the_picture_by_its_content(plan, people, picture, shown):
    edition = freeze(plan, people.coordinator)
    (found,) = pictures_of(frozen_body(edition, shown))
    assert (found.address, found.alt) == (f"/paveikslai/{picture.digest}.png", "Uosto žemėlapis")
    assert [one.picture_id for one in EditionPicture.objects.filter(edition=edition)] == [picture.digest]


def test_the_frozen_picture_stays_when_the_draft_loses_its_own(plan, people, picture, shown):
    edition = freeze(plan, people.coordinator, publish=True)
    default_storage.delete(picture.file)
    response = Client().get(pictures_of(frozen_body(edition, shown))[0].address)
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:4] == b"\x89PNG"


def test_two_editions_share_one_picture(plan, people, shown):
    freeze(plan, people.coordinator)
    freeze(plan, people.coordinator)
    assert (FrozenPicture.objects.count(), EditionPicture.objects.count()) == (1, 2)


def test_freezing_is_refused_while_a_picture_is_gone_and_says_where(plan, people, picture, shown):
    default_storage.delete(picture.file)
    with pytest.raises(Refused, match=r"1\.1.*Uosto žemėlapis"):
        freeze(plan, people.coordinator)


def test_a_changed_file_is_not_frozen(plan, people, picture, shown):
    with open(default_storage.path(picture.file), "ab") as file:
        file.write(b"x")
    with pytest.raises(Refused):
        freeze(plan, people.coordinator)


def test_the_picture_is_public_as_long_as_an_edition_that_shows_it(plan, people, picture, shown, as_user):
    edition = freeze(plan, people.coordinator)
    address = f"/paveikslai/{picture.digest}.png"
    assert as_user(None).get(address).status_code == 404
    hidden = as_user(people.councillor).get(address)
    assert (hidden.status_code, hidden["Cache-Control"]) == (200, "private, no-store")
    publish_edition(edition, by=people.coordinator)
    public = as_user(None).get(address)
    assert (public.status_code, public["Cache-Control"]) == (200, "public, max-age=60")
    assert not public.cookies
    assert as_user(None).get(address, HTTP_IF_NONE_MATCH=public["ETag"]).status_code == 304
    withdraw_edition(edition, by=people.coordinator, note="Klaida")
    assert as_user(None).get(address).status_code == 404


def test_a_councillor_sees_no_picture_of_a_working_edition(plan, people, picture, shown, as_user):
    freeze(plan, people.coordinator, kind="working")
    address = f"/paveikslai/{picture.digest}.png"
    assert as_user(people.councillor).get(address).status_code == 404
    assert as_user(people.member).get(address).status_code == 200


def test_a_frozen_picture_cannot_be_changed(plan, people, shown):
    freeze(plan, people.coordinator)
    for write in (FrozenPicture.objects.all().delete, lambda: EditionPicture.objects.update(picture_id="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_verification_finds_a_changed_picture(plan, people, picture, shown):
    freeze(plan, people.coordinator)
    assert verify_editions().problems == []
    with open(default_storage.path(FrozenPicture.objects.get().file), "ab") as file:
        file.write(b"x")
    report = verify_editions()
    assert report.pictures == 1
    assert len(report.problems) == 1
    assert picture.digest in report.problems[0]


def test_the_pdf_shows_the_picture_with_its_words(plan, people, picture, shown):
    edition = freeze(plan, people.coordinator)
    body = frozen_body(edition, shown)
    content = pdf_of(node("goal", "1.1", "Tikslas", body)).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pictures = {name for page in pdf.pages for name in page.images}
        alternatives = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert len(pictures) == 1
    assert "Uosto žemėlapis" in alternatives


def test_the_renderer_is_given_frozen_pictures_and_no_other_file(plan, people, picture, shown, settings):
    freeze(plan, people.coordinator)
    fetcher = AssetFetcher(FROZEN)
    assert fetcher.fetch(f"{settings.SITE_URL}/paveikslai/{picture.digest}.png").read()[:4] == b"\x89PNG"
    for address in (picture.address, f"/media/{picture.file}"):
        with pytest.raises(ValueError, match="nothing but its own"):
            fetcher.fetch(settings.SITE_URL + address)
