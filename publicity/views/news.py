"""News: the list, the newest first, and each by its own address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.caching import editions_stamp, public_page
from publicity.content_pages import about_news
from publicity.queries_content import get_news, page_of, public_news
from publicity.stamps import events_stamp, news_stamp


@public_page(news_stamp, reads=("page",))
def news_list(request: HttpRequest) -> HttpResponse:
    return render(request, "publicity/news_list.html", {"page": page_of(public_news(), request.GET.get("page"))})


@public_page(news_stamp, events_stamp, editions_stamp)
def news(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "publicity/news.html", about_news(get_news(slug)))
