from modeltranslation.translator import TranslationOptions, register

from site_app.editions.models import Document


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "summary")
