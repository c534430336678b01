"""What keeps the site true: the first page, facts, organisations, sources, links, the trail."""

from django.urls import path

from site_app.staff import (
    board,
    exchange,
    fact_views,
    first_page,
    language_views,
    link_views,
    organisation_views,
    source_views,
    trail_views,
)

app_name = "keeping"
urlpatterns = [
    path("", first_page.first, name="first"),
    path("board/", board.show, name="board"),
    path("exchange/", exchange.exchange, name="exchange"),
    path("languages/", language_views.overview, name="languages"),
    path("languages/<slug:code>/", language_views.language, name="language"),
    path("facts/", fact_views.facts, name="facts"),
    path("facts/new/", fact_views.new_fact, name="new_fact"),
    path("facts/<slug:code>/", fact_views.fact, name="fact"),
    path("facts/<slug:code>/confirm/", fact_views.confirm, name="confirm_fact"),
    path("organisations/", organisation_views.organisations, name="organisations"),
    path("organisations/new/", organisation_views.new_organisation, name="new_organisation"),
    path("organisations/<slug:slug>/", organisation_views.organisation, name="organisation"),
    path("organisations/<slug:slug>/confirm/", organisation_views.confirm, name="confirm_organisation"),
    path("organisations/<slug:slug>/words/", organisation_views.words, name="organisation_words"),
    path("sources/", source_views.sources, name="sources"),
    path("sources/new/", source_views.new_source, name="new_source"),
    path("sources/<slug:slug>/", source_views.source, name="source"),
    path("sources/<slug:slug>/copy/", source_views.keep_copy, name="keep_copy"),
    path("copies/<str:name>/", source_views.copy, name="copy"),
    path("copies/<str:name>/remove/", source_views.remove_copy, name="remove_copy"),
    path("links/", link_views.links, name="links"),
    path("read-again/", link_views.to_read_again, name="rechecks"),
    path("read-again/<int:pk>/still-correct/", link_views.still_correct, name="still_correct"),
    path("trail/", trail_views.whole_trail, name="trail"),
    path("trail/export/", trail_views.export, name="export_trail"),
    path("trail/text/<int:pk>/", trail_views.document_trail, name="document_trail"),
]
