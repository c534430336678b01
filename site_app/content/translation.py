from modeltranslation.translator import TranslationOptions, register

from site_app.content.models import Explainer, Organisation, Page, Position, Term, Topic, Update


@register([Explainer, Update, Position, Page])
class WithBody(TranslationOptions):
    fields = ("body",)


@register(Organisation)
class WithCaution(TranslationOptions):
    fields = ("caution",)


@register([Topic, Term])
class NothingMore(TranslationOptions):
    fields = ()
