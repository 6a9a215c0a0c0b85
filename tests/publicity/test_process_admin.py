"""What a milestone produced is entered in the admin: one public thing a row."""

import pytest

from council.services.sittings import convene_sitting, publish_sitting
from publicity.models import Milestone, MilestoneProduct, ProcessStage
from tests.council.sittings import make_item, make_sitting
from tests.publicity.content import make_news


@pytest.fixture
def milestone(process):
    return Milestone.objects.get(title="Koncepcijos projektas")


def sent(milestone, *rows):
    """The form of the admin with so many rows of products."""
    form = {
        "part": milestone.part_id, "title": milestone.title, "title_en": "", "planned_date": "2020-06-01",
        "actual_date": "2020-07-15", "until": "", "is_published": "on", "change_reason": "",
        "products-TOTAL_FORMS": len(rows), "products-INITIAL_FORMS": 0, "products-MIN_NUM_FORMS": 0,
        "products-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for place, row in enumerate(rows):
        form |= {f"products-{place}-{name}": value for name, value in row.items()}
        form |= {f"products-{place}-milestone": milestone.pk}
    return form


def page(milestone):
    return f"/admin/publicity/milestone/{milestone.pk}/change/"


def test_the_editor_links_what_a_milestone_produced(milestone, people, as_user):
    news = make_news(people.editor)
    item = make_item(make_sitting(people.secretary), people.secretary)
    sitting = publish_sitting(convene_sitting(item.sitting, by=people.secretary), by=people.secretary)
    client = as_user(people.editor)
    assert sitting.title in client.get(page(milestone)).content.decode()
    answer = client.post(page(milestone), sent(milestone, {"news": news.pk}, {"sitting": str(sitting.uid)}))
    assert answer.status_code == 302
    assert list(MilestoneProduct.objects.values_list("news", "sitting")) == [(news.pk, None), (None, sitting.uid)]


def test_a_row_of_two_things_or_of_an_unknown_sitting_is_refused(milestone, edition, people, as_user):
    news = make_news(people.editor)
    client = as_user(people.editor)
    unknown = {"sitting": "00000000-0000-0000-0000-000000000000"}
    for row in ({"news": news.pk, "edition": edition.pk}, unknown):
        assert client.post(page(milestone), sent(milestone, row)).status_code == 200
    assert not MilestoneProduct.objects.exists()


def test_a_product_can_be_taken_away_again(milestone, people, as_user):
    product = MilestoneProduct.objects.create(milestone=milestone, news=make_news(people.editor))
    row = {"id": product.pk, "news": product.news_id, "DELETE": "on"}
    form = sent(milestone, row) | {"products-INITIAL_FORMS": 1}
    assert as_user(people.editor).post(page(milestone), form).status_code == 302
    assert not MilestoneProduct.objects.exists()
    assert MilestoneProduct.history.count() == 2, "the audit trail keeps it"


@pytest.mark.parametrize("role", ["consultant", "administrator"])
def test_others_enter_no_stages_and_products(milestone, people, as_user, role):
    client = as_user(getattr(people, role))
    assert client.get(page(milestone)).status_code == 403
    assert client.post("/admin/publicity/processstage/add/", {"number": "I", "title": "Analizė"}).status_code == 403
    assert not ProcessStage.objects.exists()
