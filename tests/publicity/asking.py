"""What every public page is asked: the questions that are the same for all of them."""

from django.test import Client


def text(response):
    return response.content.decode()


def get(address, **headers):
    return Client().get(address, **headers)


def questions(address, people, as_user):
    """The page works; it is the same for everybody; it sets nothing and is only read; English answers too."""
    page = get(address)
    assert page.status_code == 200, address
    for user in (people.member, people.coordinator, people.administrator):
        client = as_user(user)
        seen = client.get(address)
        assert (seen.status_code, seen.content) == (200, page.content), address
        assert "Set-Cookie" not in seen.headers
        assert not seen.cookies
    assert not page.cookies
    assert "Vary" not in page.headers, page.headers["Vary"]
    assert "csrf" not in text(page).lower()
    assert "nonce" not in page.headers["Content-Security-Policy"]
    for method in ("post", "put", "delete", "patch"):
        assert getattr(Client(), method)(address).status_code == 405, method
    assert Client().head(address).status_code == 200
    english = get("/en" + address)
    assert english.status_code == 200
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="en">' in text(english)
    return text(page), text(english)
