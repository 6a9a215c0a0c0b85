"""`manage.py invite EMAIL --role ROLE`: the first coordinator, before anybody can invite from a page."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import translation

from klaipeda_plan.core.errors import Refused
from workgroups.models import Role, Workgroup
from workgroups.services.invitations import invite_person
from workgroups.services.offers import CHAIR, MEMBER, make_offer


class Command(BaseCommand):
    help = "Sends an invitation and prints its link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", choices=Role.values, help="a role of the whole portal")
        parser.add_argument("--group", metavar="SLUG", help="a seat in this working group")
        parser.add_argument("--chair", action="store_true", help="as the chair of the group")
        parser.add_argument("--name", default="", help="name and surname; the address when left out")
        parser.add_argument("--organisation", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        seat = CHAIR if options["chair"] else MEMBER
        try:
            offer = make_offer(
                email=options["email"], full_name=options["name"] or options["email"],
                organisation=options["organisation"], position=options["role"] or seat,
                workgroup=self._group(options["group"]), kind="", is_chair=options["chair"],
            )  # fmt: skip
            sent = invite_person(offer, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        with translation.override(settings.LANGUAGE_CODE):
            path = reverse("workgroups:accept_invitation", args=[sent.secret])
        self.stdout.write(f"{settings.SITE_URL}{path}")

    def _group(self, slug: str | None) -> Workgroup | None:
        if not slug:
            return None
        group = Workgroup.objects.filter(slug=slug).first()
        if group is None:
            known = ", ".join(Workgroup.objects.values_list("slug", flat=True)) or "none; run seed first"
            raise CommandError(f"No working group {slug}. There are: {known}.")
        return group
