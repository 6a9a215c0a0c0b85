"""Addresses of the drafting room, under /rengimas/."""

from django.urls import include, path, register_converter

from plans.hierarchy import Kind
from plans.views import (
    adding,
    analysis,
    checks,
    copies,
    deciding,
    document,
    editing,
    guests,
    history,
    links,
    new_copies,
    outline,
    pictures,
    placing,
    presence,
    proposals,
    reading,
    remarks,
    review,
    threads,
    translations,
    visits,
    workspace,
)

app_name = "plans"

KIND_WORDS: dict[str, Kind] = {
    "skyrius": Kind.SECTION,
    "srities-vizija": Kind.AREA_VISION,
    "stiprybe": Kind.STRENGTH,
    "silpnybe": Kind.WEAKNESS,
    "galimybe": Kind.OPPORTUNITY,
    "gresme": Kind.THREAT,
    "problema": Kind.PROBLEM,
    "vizija": Kind.VISION,
    "aspektas": Kind.ASPECT,
    "prioritetas": Kind.PRIORITY,
    "tikslas": Kind.GOAL,
    "uzdavinys": Kind.TASK,
    "priemone": Kind.MEASURE,
}


class KindConverter:
    """A kind of element by its Lithuanian word."""

    regex = "|".join(KIND_WORDS)

    def to_python(self, value: str) -> Kind:
        return KIND_WORDS[value]

    def to_url(self, value: str) -> str:
        return next(word for word, kind in KIND_WORDS.items() if kind == value)


register_converter(KindConverter, "kind")

urlpatterns = [
    path("", workspace.workspace, name="workspace"),
    path("pakeitimai/", visits.changes, name="changes"),
    path("perziura/", document.preview, name="preview"),
    path("perziura/sprendimas/", deciding.decide, name="decide"),
    path("apkrova/", deciding.load, name="load"),
    path("sveciai/", guests.guests, name="guests"),
    path("sveciai/naujas/", guests.add_guest, name="add_guest"),
    path("sveciai/<int:pk>/", guests.guest, name="guest"),
    path("sveciai/<int:pk>/atsaukti/", guests.revoke_guest, name="revoke_guest"),
    path("sveciai/<int:pk>/nuoroda/", guests.renew_guest, name="renew_guest"),
    path("failai/", pictures.bring, name="bring_picture"),
    path("failai/<uuid:uid>/", pictures.show, name="picture"),
    path("pastabos/", remarks.remarks, name="remarks"),
    path("pastabos/vardai.json", remarks.mentionable, name="mentionable"),
    path("pastabos/<int:pk>/atsakyti/", threads.answer_remark, name="answer_remark"),
    path("pastabos/<int:pk>/taisyti/", threads.change_remark, name="change_remark"),
    path("pastabos/<int:pk>/isspresta/", threads.resolve_remark, name="resolve_remark"),
    path("pastabos/<int:pk>/atverti/", threads.reopen_remark, name="reopen_remark"),
    path("siulymai/", proposals.proposals, name="proposals"),
    path("siulymai/<int:pk>/", proposals.proposal, name="proposal"),
    path("siulymai/<int:pk>/atsiimti/", proposals.withdraw, name="withdraw"),
    path("siulymai/<int:pk>/perimti/", proposals.take_over, name="take_over"),
    path("siulymai/<int:pk>/atmesti/", proposals.decline, name="decline"),
    path("vertimai/", translations.translations, name="translations"),
    path("tikrinimas/", checks.checks, name="checks"),
    path("analize/", analysis.analysis, name="analysis"),
    path("analize/matrica/", analysis.matrix, name="matrix"),
    path("analize/<slug:group>/", analysis.board, name="board"),
    path("analize/<slug:group>/prideti/", analysis.add_entry, name="add_entry"),
    path("", include("plans.urls.lists")),
    path("prideti/", adding.choose, name="choose_root"),
    path("prideti/<kind:kind>/", adding.add, name="add_root"),
    path("prideti/<kind:kind>/juodrastis/", new_copies.new_copy, name="new_copy_root"),
    path("pateikti/<slug:group>/", review.submit_area, name="submit_area"),
    path("e/<uuid:uid>/", reading.element, name="element"),
    path("e/<uuid:uid>/versijos/", history.versions, name="versions"),
    path("e/<uuid:uid>/versijos/<int:number>/", reading.version, name="version"),
    path("e/<uuid:uid>/versijos/<int:a>/palyginti/<int:b>/", history.compare_versions, name="compare_versions"),
    path("e/<uuid:uid>/versijos/<int:number>/atkurti/", history.restore_version, name="restore_version"),
    path("e/<uuid:uid>/redaguoti/", editing.edit, name="edit"),
    path("e/<uuid:uid>/juodrastis/", copies.copy, name="copy"),
    path("e/<uuid:uid>/cia/", presence.presence, name="presence"),
    path("e/<uuid:uid>/siulyti/", proposals.propose, name="propose"),
    path("e/<uuid:uid>/pastabos/", remarks.element_remarks, name="element_remarks"),
    path("e/<uuid:uid>/rysiai/", links.links, name="links"),
    path("e/<uuid:uid>/vertimas/", translations.translation, name="translation"),
    path("e/<uuid:uid>/irasas/", analysis.rewrite, name="rewrite_entry"),
    path("e/<uuid:uid>/prideti/", adding.choose, name="choose"),
    path("e/<uuid:uid>/prideti/<kind:kind>/", adding.add, name="add"),
    path("e/<uuid:uid>/prideti/<kind:kind>/juodrastis/", new_copies.new_copy, name="new_copy"),
    path("e/<uuid:uid>/veiksmai/", outline.acts, name="acts"),
    path("e/<uuid:uid>/pervadinti/", outline.rename, name="rename"),
    path("e/<uuid:uid>/greta/", outline.add_here, name="add_here"),
    path("e/<uuid:uid>/vieta/", outline.place, name="place"),
    path("e/<uuid:uid>/vieta/atgal/", outline.undo, name="undo_move"),
    path("e/<uuid:uid>/perkelti/", placing.move, name="move"),
    path("e/<uuid:uid>/aukstyn/", placing.move_up, name="move_up"),
    path("e/<uuid:uid>/zemyn/", placing.move_down, name="move_down"),
    path("e/<uuid:uid>/pasalinti/", placing.remove, name="remove"),
    path("e/<uuid:uid>/atkurti/", placing.restore, name="restore"),
    path("e/<uuid:uid>/paruosta/", review.mark_ready, name="mark_ready"),
    path("e/<uuid:uid>/atsiimti/", review.take_back, name="take_back"),
    path("e/<uuid:uid>/pateikti/", review.submit, name="submit"),
]
