"""Pictures of the drafts: brought by the editor or by a form, shown to who reads drafts."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plans import permissions
from plans.forms.pictures import PictureForm
from plans.guards import plan_of_the_room, readers_only
from plans.models import Picture
from plans.services.pictures import keep_picture


@require_http_methods(["GET", "POST"])
@readers_only
def bring(request: HttpRequest) -> HttpResponse:
    """Takes a picture in. The editor asks for JSON; without scripts the page gives the markup to be pasted."""
    if not permissions.can_bring_pictures(request.user):
        raise PermissionDenied(_("Members of the groups and the coordinator."))
    as_json = request.accepts("application/json") and not request.accepts("text/html")
    form = PictureForm(request.POST or None, request.FILES or None)
    picture, remark = None, ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            picture, remark = keep_picture(plan_of_the_room(), file.read(), file.name, by=request.user)
        except ValidationError as error:
            form.add_error("file", error)
    if as_json:
        return _as_json(form, picture, remark)
    status = 422 if request.method == "POST" and not picture else 200
    return render(request, "plans/picture.html", {"form": form, "picture": picture, "remark": remark}, status=status)


@require_safe
@readers_only
def show(request: HttpRequest, uid: str) -> HttpResponse:
    """The picture itself; its bytes never change under one address."""
    picture = get_object_or_404(Picture, uid=uid)
    try:
        with default_storage.open(picture.file, "rb") as file:
            response = HttpResponse(file.read(), content_type=picture.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _as_json(form: PictureForm, picture: Picture | None, remark: str) -> JsonResponse:
    if picture is None:
        return JsonResponse({"errors": {name: list(errors) for name, errors in form.errors.items()}}, status=422)
    return JsonResponse(
        {"address": picture.address, "width": picture.width, "height": picture.height, "remark": remark}, status=201
    )
