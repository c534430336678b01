"""What an act will do to readers, in sentences: one for each text and each thing that happens to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from site_app.editions.desk.foreseeing import Outlook, Seen


@dataclass(frozen=True)
class Sentence:
    words: str
    warns: bool = False  # readers will be told something


def sentences(outlook: Outlook) -> list[Sentence]:
    behind = _("Translators are asked for “%(title)s” in %(languages)s. Readers see no difference.")
    kinds = [
        (outlook.appears, _("Readers get “%(title)s” in %(languages)s."), False),
        (outlook.changes, _("Readers get the new text of “%(title)s” in %(languages)s."), False),
        (outlook.disappears, _("Readers no longer get “%(title)s” in %(languages)s."), True),
        (outlook.warns, _("“%(title)s” warns its readers that the English has changed, in %(languages)s."), True),
        (outlook.falls_behind, behind, False),
        (outlook.catches_up, _("“%(title)s” is up to date again in %(languages)s."), False),
        (outlook.loses_check, _("“%(title)s” says that nobody has checked it, in %(languages)s."), True),
    ]  # fmt: skip
    found = [Sentence(words % one, warns) for seen, words, warns in kinds for one in _by_document(seen)]
    found += [
        Sentence(_("Somebody is asked to read “%(title)s” again.") % {"title": one.title_en})
        for one in outlook.rechecks
    ]
    return found or [Sentence(_("Nothing changes for readers."))]


def _by_document(seen: list[Seen]) -> list[dict]:
    titles, names = {}, {}
    for one in seen:
        titles[one.document.pk] = one.document.title_en or one.document.slug
        names.setdefault(one.document.pk, []).append(one.language.name)
    return [{"title": titles[pk], "languages": _listed(names[pk])} for pk in titles]


def _listed(names: list[str]) -> str:
    """English, Polish and Arabic."""
    if len(names) == 1:
        return names[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
