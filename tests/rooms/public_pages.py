"""Every public page: its address in the seeded portal, by the name of its route; and the routes that answer no page.

A name of `things` in braces is filled in from the scene.
"""

from klaipeda_plan.core.components import COMPONENTS

EVENT = "/renginiai/parengto-strateginio-pletros-plano-pristatymas/"

PAGES: dict[str, tuple[str, ...]] = {
    "publicity:home": ("/",),
    "publicity:plan": ("/planas/", "/planas/?grupe=aplinkos-apsauga&metai=2024", "/planas/?nuo=9&iki=1&metai=1",
                       "/planas/?nuo=99999999999"),
    "publicity:reading": ("/planas/skaityti/",),
    "publicity:reading_from": ("/planas/skaityti/1.2/",),
    "publicity:element": ("/planas/e/{goal_short}/", "/planas/e/{measure_short}/"),
    "publicity:wordings": ("/planas/e/{goal_short}/redakcijos/", "/planas/e/{vision_short}/redakcijos/"),
    "publicity:element_by_code": ("/planas/I/",),
    "publicity:draft": ("/projektas/",),
    "publicity:editions": ("/redakcijos/",),
    "publicity:edition": ("/redakcijos/1/", "/redakcijos/3/"),
    "publicity:edition_reading": ("/redakcijos/2/skaityti/",),
    "publicity:edition_reading_from": ("/redakcijos/3/skaityti/2.1/",),
    "publicity:edition_element": ("/redakcijos/3/2.1.1/",),
    "publicity:choose_basis": ("/redakcijos/2/palyginti/",),
    "publicity:comparison": ("/redakcijos/2/palyginti/1/",),
    "publicity:groups": ("/darbo-grupes/",),
    "publicity:group": ("/darbo-grupes/aplinkos-apsauga/",),
    "publicity:group_meeting": tuple(
        f"/darbo-grupes/aplinkos-apsauga/posedziai/{{{meeting}}}/" for meeting in ("public_minutes", "public_meeting")
    ),
    "publicity:process": ("/eiga/",),
    "publicity:news_list": ("/naujienos/",),
    "publicity:news": ("/naujienos/taryba-patvirtino-plano-koncepcija/",),
    "publicity:event_list": ("/renginiai/", "/renginiai/?rusis=transliacija"),
    "publicity:event": (EVENT,),
    "publicity:library": ("/dokumentai/",),
    "publicity:document": ("/dokumentai/{public_document_short}/",),
    "publicity:follow": ("/prenumerata/",),
    "publicity:follow_sent": ("/prenumerata/laiskas-issiustas/",),
    "publicity:confirm_following": ("/prenumerata/patvirtinti/x/",),
    "publicity:following": ("/prenumerata/mano/{follower_key}/",),
    "publicity:leave_following": ("/prenumerata/atsisakyti/{follower_key}/",),
    "publicity:static_page": ("/apie/", "/kontaktai/", "/privatumas/", "/prieinamumas/", "/pagalba/"),
    "publicity:search": ("/paieska/?q=gatviu", "/paieska/", "/paieska/?q=svietmo+kelias",
                         "/paieska/?q=uosto&rusis=planas", "/paieska/?q=posedis&rusis=protokolai"),
    "publicity:data": ("/duomenys/",),
    "publicity:verify": ("/patikra/", "/patikra/?q=3", "/patikra/?q=404"),
    "publicity:verify_file": ("/patikra/failas/",),
    "public_sittings:list": ("/posedziai/",),
    "public_sittings:sitting": ("/posedziai/{held_sitting}/",),
    "components": ("/komponentai/",),
    "component": tuple(f"/komponentai/{name}/" for name in COMPONENTS),
    "page not found": ("/nera-tokio/",),
}  # fmt: skip

# Files, feeds, pictures, data.
NO_PAGES = {
    "publicity:calendar", "publicity:calendar_of_kind", "publicity:group_calendar", "publicity:group_feed",
    "publicity:minutes_pdf", "publicity:card", "publicity:edition_document", "publicity:edition_json",
    "publicity:content_picture", "publicity:event_ics",
    "publicity:suggestions", "publicity:catalogue_jsonld", "publicity:catalogue_rdf",
    "publicity:feed", "publicity:library_file", "publicity:picture", "publicity:sheet", "publicity:workbook",
}  # fmt: skip

# One page of every template, looked at in every other way too.
REPRESENTATIVES = tuple(dict.fromkeys(addresses[0] for addresses in PAGES.values()))
