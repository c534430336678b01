"""Comments beside the text, each about one passage of one revision."""

from django.db import transaction
from django.utils.translation import gettext as _

from site_app import markup
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Comment, Revision

LONGEST = 2000  # characters


@transaction.atomic
def comment(revision: Revision, *, words: str, passage: str = "", by=None, name: str = "") -> Comment:
    """passage: the words it is about, as they stand in the text; empty: the text as a whole."""
    words, passage = words.strip(), markup.clean_text(passage)
    name = name.strip() or (by.display_name if by else "")
    if not words:
        raise Refused(_("Write what you want to say."))
    if len(words) > LONGEST:
        raise Refused(_("A comment may have %(most)d characters at most.") % {"most": LONGEST})
    if not name:
        raise Refused(_("Whoever says this has to be named."))
    if Revision.objects.get(pk=revision.pk).redacted_at:
        raise Refused(_("The words of this text were removed."))
    if passage and passage not in all_words(revision):
        raise Refused(_("Those words are not in this text. Copy them as they stand there."))
    return Comment.objects.create(revision=revision, words=words, passage=passage, by=by, name=name)


def all_words(revision: Revision) -> str:
    """Everything a reader of it can mark, on one line."""
    return markup.clean_text(" ".join(markup.to_text(text) for text in revision.texts.values()))
