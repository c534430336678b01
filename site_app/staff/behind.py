"""How many translations of each language are behind the English text.

Every translation that was made from the same English revision is equally far behind, so the rule
(`Edition.objects.with_freshness`) is asked once for each of those and not once for each translation: of 300
documents in 24 languages that is 300 times and not 7,000.
"""

from collections import defaultdict

from django.db.models import Count, Min

from site_app.editions.models import Edition


def by_language() -> dict[str, dict[str, int]]:
    """{language: {"meaning": texts that warn their readers, "normal": others}}. Two queries."""
    live = Edition.objects.filter(live__based_on__isnull=False, document__withdrawn="").order_by()
    one_of_each = live.values("live__based_on").annotate(one=Min("pk")).values("one")
    asked = Edition.objects.filter(pk__in=one_of_each).outdated().order_by()
    how_far = dict(asked.values_list("live__based_on", "outdated"))
    counts = defaultdict(lambda: defaultdict(int))
    for source, language, texts in live.values_list("live__based_on", "language").annotate(texts=Count("pk")):
        if source in how_far:
            counts[language][how_far[source]] += texts
    return {language: dict(of_language) for language, of_language in counts.items()}
