"""Lists that are shown a page at a time."""

from django.core.paginator import Paginator
from django.http import Http404

from site_app.content.models import Explainer, Topic
from site_app.editions.reading import Listed

PER_PAGE = 25  # entries; the byte budgets are per 25
AHEAD = 10  # pages after this one that are linked; nothing is counted further than that


class OnShelves:
    """Guides by topic; those on no shelf come last. Asks for one shelf after the other until a page is full."""

    def __init__(self, code: str):
        self._code = code

    def count(self, most: int) -> int:
        return Listed(Explainer.objects.all(), self._code).count(most)

    def __getitem__(self, part: slice) -> list:
        found, start, length = [], part.start or 0, part.stop - (part.start or 0)
        for topic in [*Topic.objects.order_by("order", "slug").values_list("pk", flat=True), None]:
            shelf = Listed(Explainer.objects.filter(topic=topic).order_by("order", "pk"), self._code)
            passed = shelf.count(start) if start else 0
            if passed == start:
                found += shelf[start : start + length - len(found)]
            start -= passed
            if len(found) == length:
                break
        return found


def one_page(request, entries):
    """The page that `?page=` names, the first if it names none. One beyond the last is not there (404).

    entries: a list, or something that counts and is cut like `Listed`.
    """
    wanted = request.GET.get("page", "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 1
    paginator = Paginator(entries, PER_PAGE)
    if not isinstance(entries, list):
        paginator.count = entries.count(most=(number + AHEAD) * PER_PAGE)
    if number > paginator.num_pages:
        raise Http404
    page = paginator.get_page(number)
    page.near = [1, *range(max(2, number - AHEAD), paginator.num_pages + 1)]
    return page
