"""Work in progress for a demonstration: each group has a draft, a ready, a submitted and a returned measure."""

from decimal import Decimal

from klaipeda_plan.seed.analysis import seed_analysis_in_progress
from plans.hierarchy import Kind
from plans.models import Element, Funding, Plan
from plans.services.elements import Content, save_element
from plans.services.review import mark_ready, return_element, submit_elements
from workgroups.models import User, Workgroup

CONSULTANT = "konsultantas@example.org"
RETURN_REASON = "Nurodykite, kuri įstaiga atsako už priežiūrą pasibaigus projektui, ir patikslinkite 2025 m. sumą."
ADDITIONS = (
    "Darbai pradedami nuo kvartalų, kuriuose gyventojai dažniausiai kreipėsi į savivaldybę.",
    "Sprendiniai prieš pradedant darbus pristatomi seniūnaitijų gyventojams.",
    "Kasmet paskelbiama, kas padaryta ir kas lieka.",
    "Numatoma ir penkerių metų priežiūra po darbų pabaigos.",
)


def seed_work(plan: Plan) -> None:
    """Four measures of every group are edited by its member and go different lengths of the way."""
    consultant = User.objects.get(email=CONSULTANT)
    for group in Workgroup.objects.all():
        member = User.objects.get(email=f"narys.{group.slug}@example.org")
        chair = User.objects.get(email=f"pirmininkas.{group.slug}@example.org")
        measures = list(Element.objects.filter(plan=plan, workgroup=group, kind=Kind.MEASURE).order_by("pk")[:4])
        for element, addition in zip(measures, ADDITIONS, strict=True):
            _extend(element, addition, member)
        _draft, ready, submitted, returned = measures
        mark_ready(ready, by=member)
        submit_elements([submitted, returned], by=chair, message="Teikiame po grupės posėdžio.")
        returned.refresh_from_db()
        assert returned.current_version_id is not None
        return_element(returned, version_id=returned.current_version_id, by=consultant, reason=RETURN_REASON)
    seed_analysis_in_progress(plan)


def _extend(element: Element, addition: str, member: User) -> None:
    """One more sentence, and a tenth more money in the first year of every source."""
    funding = {
        (row.year, row.source.code): Decimal(row.cents) / 100
        for row in Funding.objects.filter(element=element).select_related("source").order_by("-year")
    }
    first_year = min(year for year, _code in funding)
    funding = {
        key: (amount * Decimal("1.1")).quantize(Decimal("1")) if key[0] == first_year else amount
        for key, amount in funding.items()
    }
    content = Content(element.title, f"{element.body}<p>{addition}</p>", funding=funding)
    save_element(element, content, base_version=element.text_version, by=member, reason="Po grupės posėdžio")
