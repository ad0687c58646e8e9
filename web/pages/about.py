"""关于: what 知库 promises, what the words mean, where the data is."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kb.model import Status
from web.contexts.about import AboutContext, StatusMeaning
from web.contexts.frame import Section
from web.render import frame, page
from web.shared import library

router = APIRouter()

_MEANINGS = {
    Status.IN_FORCE: "已经施行，没有被取代、废止，可以作为依据",
    Status.TRIAL: "以试行、暂行的名义施行，可以作为依据，注意后续可能调整",
    Status.NOT_YET: "已经公布，还没有到施行日期",
    Status.AMENDED: "已有新版本施行，应当查看新版本",
    Status.REPEALED: "已经明文废止",
    Status.EXPIRED: "有效期已满",
}


@router.get("/about")
def show_about(request: Request) -> HTMLResponse:
    shelf = library(request)
    return page(
        request,
        AboutContext(
            frame=frame(request, "关于", Section.ABOUT),
            home=str(shelf.home),
            documents=len(shelf.documents()),
            meanings=tuple(StatusMeaning(status, _MEANINGS[status]) for status in Status),
        ),
    )
