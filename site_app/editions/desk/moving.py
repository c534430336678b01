"""A document gets another address. The old one leads on for good: partners print addresses on paper."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from site_app.editions.models import Document, Move


@transaction.atomic
def move(document: Document, *, to: str, by) -> Move | None:
    """None if that is its address already. Raises ValidationError if it is taken, or no address."""
    kind = Document.objects.select_for_update(of=("self",)).values_list("kind", flat=True).get(pk=document.pk)
    document = Document.model_for(kind).objects.get(pk=document.pk)
    before, document.slug = document.slug, to.strip()
    if before == document.slug:
        return None
    document.clean_fields(exclude=[field.name for field in document._meta.fields if field.name != "slug"])
    try:
        with transaction.atomic():
            document.save(update_fields=["slug"])
    except IntegrityError:
        raise ValidationError(_("Another text has this address already. Choose another one.")) from None
    return Move.objects.create(document_id=document.pk, before=before, after=document.slug, by=by)
