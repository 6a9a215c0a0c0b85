from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkgroupsConfig(AppConfig):
    name = "workgroups"
    verbose_name = _("People and working groups")

    def ready(self) -> None:
        from workgroups import notices  # app ready: fills the registry of notices

        notices.register_kinds()
