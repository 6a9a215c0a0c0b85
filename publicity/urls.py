"""The public pages, at the root of the portal."""

from django.urls import path, register_converter

from publicity.views import comparison, editions, elements, home, pictures, plan, process, sheets, verify


class CodeConverter:
    """The code of an element: `I`, `1.1.2`, `S2.1-PR1`."""

    regex = r"[0-9A-Z][0-9A-Z.\-]{0,39}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ShortUidConverter(CodeConverter):
    """The first twelve hexadecimal digits of an element's uid."""

    regex = r"[0-9a-f]{12}"


class DigestConverter(CodeConverter):
    """A SHA-256 in hexadecimal digits."""

    regex = r"[0-9a-f]{64}"


class PictureEndingConverter(CodeConverter):
    regex = r"png|jpg"


register_converter(CodeConverter, "code")
register_converter(DigestConverter, "sha256")
register_converter(PictureEndingConverter, "picture_ending")
register_converter(ShortUidConverter, "short_uid")

app_name = "publicity"
urlpatterns = [
    path("", home.home, name="home"),
    path("planas/", plan.plan, name="plan"),
    path("planas/e/<short_uid:short_uid>/", elements.element, name="element"),
    path("planas/<code:code>/", elements.element_by_code, name="element_by_code"),
    path("projektas/", plan.draft, name="draft"),
    path("redakcijos/", editions.edition_list, name="editions"),
    path("redakcijos/<int:number>/", editions.edition_page, name="edition"),
    path("redakcijos/<int:number>/palyginti/", comparison.choose_basis, name="choose_basis"),
    path("redakcijos/<int:number>/palyginti/<int:basis>/", comparison.comparison, name="comparison"),
    path("redakcijos/<int:number>/planas.xlsx", sheets.workbook, name="workbook"),
    path("redakcijos/<int:number>/<slug:slug>.csv", sheets.sheet, name="sheet"),
    path("redakcijos/<int:number>/<code:code>/", elements.edition_element, name="edition_element"),
    path("darbo-grupes/", process.group_list, name="groups"),
    path("darbo-grupes/<slug:slug>/", process.group, name="group"),
    path("eiga/", process.process, name="process"),
    path("paveikslai/<sha256:digest>.<picture_ending:ending>", pictures.picture, name="picture"),
    path("patikra/", verify.verify, name="verify"),
    path("patikra/failas/", verify.verify_file, name="verify_file"),
]
