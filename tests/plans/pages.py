"""What the tests of the drafting room's pages share."""

from html.parser import HTMLParser

from django.urls import reverse


def address(name, element, *arguments):
    return reverse(f"plans:{name}", args=[element.uid, *arguments])


class _Fields(HTMLParser):
    """Names and values of the fields of the form that a page is about."""

    def __init__(self):
        super().__init__()
        self.fields, self.inside, self.area, self.select = {}, False, None, None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.inside = "data-keep" in found or "form" in (found.get("class") or "").split()
        if not self.inside:
            return
        name = found.get("name")
        if tag == "input" and name:
            kind = found.get("type", "text")
            if kind not in ("checkbox", "radio", "submit") or "checked" in found:
                self.fields[name] = found.get("value") or ""
        elif tag == "textarea":
            self.area, self.fields[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in found or self.select not in self.fields):
            self.fields[self.select] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data


def fields_of(response):
    """{name: value} of the page's form, as a browser without scripts would send it back."""
    parser = _Fields()
    parser.feed(response.content.decode())
    # A text area begins after the line break that the template puts there.
    return {
        name: value.removeprefix("\r\n").removeprefix("\n")
        for name, value in parser.fields.items()
        if name != "csrfmiddlewaretoken"
    }


def open_form(client, element):
    return fields_of(client.get(address("edit", element)))


def send_form(client, element, fields, **changes):
    return client.post(address("edit", element), {**fields, **changes})
