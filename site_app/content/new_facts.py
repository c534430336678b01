"""A fact that somebody adds while writing, with the page that says so."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from site_app.content import changes
from site_app.content.models import Fact, Source

CHECK_AGAIN = timedelta(days=182)
OF_THE_DESK = "D"  # codes of the fact pack are F1, F2 …


@transaction.atomic
def add_fact(*, statement: str, publisher: str, title: str, url: str, dated: str = "", by) -> Fact:
    """The fact with its source, both new; a source whose address is known already is used again.

    Raises ValidationError with the name of the field that is wrong.
    """
    today = timezone.localdate()
    source = Source.objects.filter(url=url.strip()).first() or Source(
        slug=_free_slug(f"{publisher} {title}"),
        publisher=publisher.strip(),
        title=title.strip(),
        url=url.strip(),
        dated=dated.strip(),
        read_on=today,
    )
    fact = Fact(
        code=_free_code(),
        statement=statement.strip(),
        confidence=Fact.Confidence.FOUND,
        checked_on=today,
        check_by=today + CHECK_AGAIN,
    )
    _refuse_unfit(fact, source)
    if source.pk is None:
        changes.add(source, by=by)
    return changes.add(fact, by=by, sources=[source])


def _refuse_unfit(*rows) -> None:
    """Everything that is wrong with any of them, at once."""
    errors = {}
    for row in rows:
        try:
            row.full_clean()
        except ValidationError as error:
            errors |= error.message_dict
    if errors:
        raise ValidationError(errors)


def _free_code() -> str:
    numbers = [
        int(code[1:])
        for code in Fact.objects.filter(code__startswith=OF_THE_DESK).values_list("code", flat=True)
        if code[1:].isdecimal()
    ]
    return f"{OF_THE_DESK}{max(numbers, default=0) + 1}"


def _free_slug(words: str) -> str:
    base = slugify(words)[:70] or "source"
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))] if slug not in taken
    )
