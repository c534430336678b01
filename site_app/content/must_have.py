"""What a reader needs before anything else, in whichever language: by these the board and a language's readiness go.

In danger now; how to report; who will know; leaving fewer traces; who is told what; where to ring.
"""

from site_app.editions.models import Document

Kind = Document.Kind
MUST_HAVE: tuple[tuple[str, str], ...] = (
    (Kind.EXPLAINER.value, "in-danger-now"),
    (Kind.EXPLAINER.value, "will-the-police-tell-the-home-office"),
    (Kind.EXPLAINER.value, "ways-to-report"),
    (Kind.PAGE.value, "safety"),
    (Kind.PAGE.value, "privacy"),
    (Kind.PAGE.value, "about"),
    (Kind.POSITION.value, "psni-victims"),
    (Kind.POSITION.value, "psni-witnesses"),
    (Kind.POSITION.value, "psni-suspects"),
    (Kind.POSITION.value, "psni-trafficking"),
    (Kind.ORGANISATION.value, "police-999"),
    (Kind.ORGANISATION.value, "police-101"),
)
