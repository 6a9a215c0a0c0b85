"""`manage.py check_plan`: what the plan checks find in the draft; exit status 1 when there are errors."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plans.checks import Severity, run_checks
from plans.models import Plan
from workgroups.models import Workgroup


class Command(BaseCommand):
    help = "Checks the draft of the current plan. Ends with status 1 when it has errors, 0 otherwise."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--group", metavar="SLUG", help="only the elements of this working group")
        parser.add_argument(
            "--severity", choices=Severity.values, default=Severity.HINT.value,
            help="the least grave that is listed (all by default)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan.objects.current()
        if plan is None:
            raise CommandError("There is no plan yet.")
        group = self._group(options["group"])
        scope = None if group is None else lambda element: element.workgroup_id == group.pk
        findings = run_checks(plan, scope=scope)
        least = Severity(options["severity"]).rank
        for finding in findings:
            if finding.severity.rank <= least:
                place = finding.place or "–"
                title = f" {finding.element.title}:" if finding.element else ""
                self.stdout.write(f"{finding.severity.value:8}{finding.code:34}{place}{title} {finding.message}")
        counts = {one: sum(finding.severity == one for finding in findings) for one in Severity}
        self.stdout.write(", ".join(f"{one.value}: {counts[one]}" for one in Severity))
        if counts[Severity.ERROR]:
            raise SystemExit(1)

    def _group(self, slug: str | None) -> Workgroup | None:
        if slug is None:
            return None
        group = Workgroup.objects.filter(slug=slug).first()
        if group is None:
            raise CommandError(f"There is no working group {slug}.")
        return group
