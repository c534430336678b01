"""Texts: written, reviewed, published. The language of a text is part of its address."""

from django.urls import path

from site_app.staff import acts, asking, asking_a_machine, history, phone, publishing, review, stale, texts, writing

app_name = "writing"
urlpatterns = [
    path("", texts.texts, name="texts"),
    path("new/", texts.new, name="new"),
    path("planned/", publishing.scheduled, name="scheduled"),
    path("planned/<int:pk>/cancel/", publishing.cancel, name="cancel"),
    path("token/", writing.token, name="token"),
    path("references/", writing.references, name="references"),
    path("<int:pk>/", texts.document, name="document"),
    path("<int:pk>/address/", acts.address, name="address"),
    path("<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("<int:pk>/restore/", acts.restore, name="restore"),
    path("<int:pk>/still-correct/", acts.still_correct, name="still_correct"),
    path("<int:pk>/<language:language>/", writing.edit, name="edit"),
    path("asked/", asking.asked, name="asked"),
    path("<int:pk>/<language:language>/ask/", asking.ask, name="ask"),
    path("<int:pk>/<language:language>/ask/revoke/", asking.revoke, name="revoke"),
    path("<int:pk>/<language:language>/machine/", asking_a_machine.ask, name="machine"),
    path("<int:pk>/<language:language>/keep/", writing.keep, name="keep"),
    path("<int:pk>/<language:language>/discard/", writing.discard, name="discard"),
    path("<int:pk>/<language:language>/both/", stale.stale, name="stale"),
    path("<int:pk>/<language:language>/preview/", phone.on_a_phone, name="preview"),
    path("<int:pk>/<language:language>/history/", history.history, name="history"),
    path("<int:pk>/<language:language>/compare/", history.compare, name="compare"),
    path("<int:pk>/<language:language>/take-down/", acts.take_down, name="take_down"),
    path("<int:pk>/<language:language>/<int:number>/", review.revision, name="revision"),
    path("<int:pk>/<language:language>/<int:number>/publish/", publishing.publish, name="publish"),
    path("<int:pk>/<language:language>/<int:number>/roll-back/", acts.roll_back, name="roll_back"),
    path("<int:pk>/<language:language>/<int:number>/redact/", acts.redact, name="redact"),
]
