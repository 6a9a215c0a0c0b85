"""Addresses of the drafting room, under /rengimas/."""

from django.urls import path, register_converter

from plans.hierarchy import Kind
from plans.views import adding, editing, placing, reading, review, workspace

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
    path("perziura/", reading.preview, name="preview"),
    path("prideti/", adding.choose, name="choose_root"),
    path("prideti/<kind:kind>/", adding.add, name="add_root"),
    path("pateikti/<slug:group>/", review.submit_area, name="submit_area"),
    path("e/<uuid:uid>/", reading.element, name="element"),
    path("e/<uuid:uid>/versijos/<int:number>/", reading.version, name="version"),
    path("e/<uuid:uid>/redaguoti/", editing.edit, name="edit"),
    path("e/<uuid:uid>/prideti/", adding.choose, name="choose"),
    path("e/<uuid:uid>/prideti/<kind:kind>/", adding.add, name="add"),
    path("e/<uuid:uid>/perkelti/", placing.move, name="move"),
    path("e/<uuid:uid>/aukstyn/", placing.move_up, name="move_up"),
    path("e/<uuid:uid>/zemyn/", placing.move_down, name="move_down"),
    path("e/<uuid:uid>/pasalinti/", placing.remove, name="remove"),
    path("e/<uuid:uid>/atkurti/", placing.restore, name="restore"),
    path("e/<uuid:uid>/paruosta/", review.mark_ready, name="mark_ready"),
    path("e/<uuid:uid>/atsiimti/", review.take_back, name="take_back"),
    path("e/<uuid:uid>/pateikti/", review.submit, name="submit"),
]
