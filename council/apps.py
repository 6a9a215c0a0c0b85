from django.apps import AppConfig

from klaipeda_plan.jobs import registry


class CouncilConfig(AppConfig):
    name = "council"

    def ready(self) -> None:
        from council.jobs import DOCUMENT_PAGE, PACKET_PAGE  # app ready: its models stand now
        from council.packets.papers import REGISTER  # app ready
        from council.queries import considerations_of, considerations_state  # app ready
        from council.queries_public import public_places  # app ready
        from council.services import packets  # app ready
        from editions.registers import register_considerations, register_papers  # app ready
        from editions.services.files import JOB_KIND  # app ready
        from publicity.sitemaps import register_places  # app ready

        register_places(public_places)
        registry.register_page(JOB_KIND, DOCUMENT_PAGE)
        registry.register(packets.JOB_KIND, packets.build_packet)
        registry.register_page(packets.JOB_KIND, PACKET_PAGE)
        register_papers("council", REGISTER)
        register_considerations(considerations_of, considerations_state)
