"""Forms of the desk as a browser would send them: everything that stands in the page, with what a person changes."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """The first form with this id: its fields as a browser sends them, without buttons."""

    def __init__(self, identity: str):
        super().__init__(convert_charrefs=True)
        self.identity, self.inside, self.fields = identity, False, []
        self.area = self.select = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = given.get("id") == self.identity
        elif not self.inside:
            return
        elif tag == "textarea":
            self.area = [given.get("name"), ""]
        elif tag == "select":
            self.select = given.get("name")
        elif tag == "option" and self.select and "selected" in given:
            self.fields.append((self.select, given.get("value", "")))
        elif tag == "input" and given.get("name") and self._is_sent(given):
            self.fields.append((given["name"], given.get("value", "")))

    @staticmethod
    def _is_sent(given):
        return given.get("type") not in {"checkbox", "radio", "submit"} or "checked" in given

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area:
            self.fields.append((self.area[0], self.area[1].removeprefix("\n")))
            self.area = None
        elif tag == "select":
            self.select = None


def fields_of(response, identity: str = "text") -> dict[str, list[str]]:
    """{name: values} of a form in this answer."""
    form = _Form(identity)
    form.feed(response.content.decode())
    assert form.fields, f"no form {identity} here: {response.status_code}"
    sent: dict[str, list[str]] = {}
    for name, value in form.fields:
        sent.setdefault(name, []).append(value)
    return sent
