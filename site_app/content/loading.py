"""Brings the library's files into the database: again and again, without undoing anybody's work.

A row or a text that somebody at the desk has touched since is left as it is and reported. A text becomes a
new revision only where its words changed. What goes live depends on the mode:

    drafts    nothing
    publish   what needs no sign-off or has it
    demo      everything but what is on hold, on a site that says of itself that it is a demonstration

and never in a language that is closed.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from site_app import languages
from site_app.content.library_files import Entry, TextFile, fingerprint, read_library
from site_app.content.models import Fact, Organisation, Source
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Publication, Revision, Site

LIBRARY = Path(__file__).parent / "library"
# Columns of a document that say nothing yet when it is made.
NOT_FROM_THE_FILE = {"title", "summary", "body", "caution", "document_ptr", "authority", "subject"}
DRAFTS, PUBLISH, DEMO = "drafts", "publish", "demo"
OF_THE_LOADER = {
    "follows",
    "sign_off",
    "hold",
    "significance",
    "note",
    "code",
}  # the rest of the front matter is `shared`


class WrongSite(Exception):
    """A demonstration and a real site never share a database."""


@dataclass
class Report:
    counts: Counter = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)  # what changed
    kept: list[str] = field(default_factory=list)  # what staff wrote, left alone
    problems: list[str] = field(default_factory=list)

    def add(self, what: str, name: str) -> None:
        self.counts[what] += 1
        if what != "unchanged":
            (self.kept if what.startswith("kept") else self.lines).append(f"{what}: {name}")

    def problem(self, path: str, line: int, what) -> None:
        self.problems.append(f"{path}:{line}: {what}")


def load(root: Path = LIBRARY, mode: str = DRAFTS) -> Report:
    """Raises WrongSite; every other mistake is in the report."""
    _settle_site(mode)
    library, report = read_library(root), Report()
    for problem in library.problems:
        report.problem(problem.path, problem.line, problem.what)
    for entries, keep in ((library.sources, _source), (library.facts, _fact), (library.organisations, _organisation)):
        for entry in entries:
            _row(entry, keep, report)
    documents = defaultdict(list)
    for text in library.texts:
        documents[text.kind, text.slug].append(text)
    for files in documents.values():
        _texts(files, mode, report)
    Site.objects.update(library="" if report.problems else f"{mode} {files_fingerprint(root)}")
    return report


def is_loaded(root: Path = LIBRARY, mode: str = DRAFTS) -> bool:
    """These very files were loaded last, in this mode and without a mistake, so loading them would change nothing."""
    return Site.objects.filter(library=f"{mode} {files_fingerprint(root)}").exists()


def files_fingerprint(root: Path) -> str:
    told = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file():
            told.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:32]


def _settle_site(mode: str) -> None:
    site = Site.objects.get()
    if mode == PUBLISH and site.demonstration:
        raise WrongSite("This database is a demonstration: unsigned texts are live in it. Publish from a new one.")
    if mode == DEMO and not site.demonstration:
        if Publication.objects.exists():
            raise WrongSite(
                "Texts have been published from this database. A demonstration needs a database of its own."
            )
        with transaction.atomic():
            Site.objects.update(demonstration=True)
            Site.raise_generation()


# --- rows ------------------------------------------------------------------------------------------------


def _row(entry: Entry, keep: Callable, report: Report) -> None:
    try:
        with transaction.atomic():
            report.add(keep(entry.key, entry.values), entry.key)
    except (ValidationError, KeyError, TypeError) as error:
        report.problem(entry.path, entry.line, f"{entry.key}: {_told(error)}")


def _source(slug: str, values: dict) -> str:
    return _keep(Source, {"slug": slug}, values)


def _fact(code: str, values: dict) -> str:
    flags = {
        flag.replace("-", "_"): flag in values["flags"] for flag in ("safety", "old", "england-and-wales", "ni-differs")
    }
    plain = {name: value for name, value in values.items() if name not in {"flags", "sources"}}
    return _keep(Fact, {"code": code}, plain | flags, sources=_by_slug(values["sources"]))


def _organisation(slug: str, values: dict) -> str:
    plain = {name: value for name, value in values.items() if name not in {"facts", "hold"}}
    phones = [{"number": phone["number"], "label": phone["label"]} for phone in values["phones"]]
    unsaid = {"interpreters": "", "languages": [], "on_bill": ""}
    return _keep(Organisation, {"slug": slug}, unsaid | plain | {"phones": phones})


def _by_slug(slugs: list[str]) -> list[Source]:
    found = Source.objects.in_bulk(slugs, field_name="slug")
    if absent := [slug for slug in slugs if slug not in found]:
        raise ValidationError(f"no source {', '.join(absent)}")
    return [found[slug] for slug in slugs]


def _keep(model, key: dict, values: dict, sources: list[Source] | None = None) -> str:
    """Creates or updates one row, unless somebody at the desk changed it. Says what it did."""
    row = model.objects.filter(**key).first()
    wanted = _row_fingerprint(values, sources)
    if row is not None:
        has = {name: getattr(row, name) for name in values}
        if _row_fingerprint(has, None if sources is None else row.sources.all()) != row.library_fingerprint:
            return "kept as changed at the desk"
        if row.library_fingerprint == wanted:
            return "unchanged"
    result = "new" if row is None else "updated"
    row = row or model(**key)
    for name, value in values.items():
        setattr(row, name, value)
    row.library_fingerprint = wanted
    row.full_clean(exclude=[name for name in ("title", "summary", "kind") if model is Organisation])
    row.save()
    if sources is not None:
        row.sources.set(sources)
    return result


def _row_fingerprint(values: dict, sources) -> str:
    told = values | ({} if sources is None else {"sources": sorted(source.slug for source in sources)})
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


# --- texts -----------------------------------------------------------------------------------------------


def _texts(files: list[TextFile], mode: str, report: Report) -> None:
    """One document, its English text first. Each file by itself: a bad one spoils no other."""
    source = files[0]
    try:
        document = _document(source)
    except ValidationError as error:
        report.problem(source.path, source.line, _told(error))
        return
    if document is None:
        report.problem(source.path, source.line, f"{source.slug} was not loaded from organisations.toml")
        return
    known = _Known(document)
    for file in files:
        try:
            with transaction.atomic():
                _text(known, file, report)
        except (ValidationError, lifecycle.Refused) as error:
            report.problem(file.path, file.line, _told(error))
    if mode != DRAFTS and not source.about.get("hold"):
        _go_live(document, files, report)


def _document(source: TextFile) -> Document | None:
    """The row the words belong to. An organisation has its row already, unless that was malformed.

    Adds the code and the signature that the file asks for, if there is none: what is there already is the
    desk's to change.
    """
    model = Document.model_for(source.kind)
    document = model.objects.filter(slug=source.slug).first()
    if document is None and model is Organisation:
        return None
    document = document or model(kind=source.kind, slug=source.slug)
    wanted = {name: source.about.get(name, "") for name in ("code", "sign_off")}
    missing = {name: value for name, value in wanted.items() if value and not getattr(document, name)}
    if missing or document.pk is None:
        for name, value in missing.items():
            setattr(document, name, value)
        document.clean_fields(exclude=NOT_FROM_THE_FILE)
        document.validate_constraints(exclude=document.text_fields())
        document.save()
    return document


class _Known:
    """What the database has of a document, in two queries however many languages it is in."""

    def __init__(self, document: Document):
        self.document = document
        self.editions = {one.language_id: one for one in document.editions.select_related("latest")}
        self.ours: dict[str, Revision] = {}  # by language, what the library wrote last
        self.english: list[Revision] = []  # newest first
        revisions = Revision.objects.filter(edition__document=document).select_related("based_on").order_by("number")
        for revision in revisions.annotate(language=F("edition__language_id")):
            if revision.language == languages.SOURCE:
                self.english.insert(0, revision)
            if revision.from_library:
                self.ours[revision.language] = revision

    def saved(self, language: str, revision: Revision) -> None:
        self.ours[language] = revision
        if language == languages.SOURCE:
            self.english.insert(0, revision)


def _text(known: _Known, file: TextFile, report: Report) -> None:
    name = f"{file.path} ({file.slug})" if file.kind == "organisation" else file.path
    edition, ours = known.editions.get(file.language), known.ours.get(file.language)
    based_on = None if file.is_source else _followed(known.english, file, ours)
    shared = {name: _plain(value) for name, value in file.about.items() if name not in OF_THE_LOADER}
    wanted = (file.texts, shared, based_on, file.about.get("note", "").strip())
    if ours and (ours.texts, ours.shared, ours.based_on, ours.note) == wanted:
        report.add("unchanged", name)
    elif (ours and ours.redacted_at) or (edition and edition.latest and edition.latest != ours):
        report.add("kept as changed at the desk", name)
    else:
        saved = lifecycle.save_revision(
            known.document,
            file.language,
            texts=file.texts,
            shared=shared,
            based_on=based_on,
            note=file.about.get("note", ""),
            after=ours or None,
            by=None,
        )
        known.saved(file.language, saved)
        report.add("new text" if ours is None else "new revision", name)


def _followed(english: list[Revision], file: TextFile, ours: Revision | None) -> Revision:
    """The English revision that a translation says it was made from; of several with these words, the one it has."""
    wanted = file.about["follows"]
    if ours and ours.based_on and fingerprint(ours.based_on.texts) == wanted:
        return ours.based_on
    for revision in english:
        if fingerprint(revision.texts) == wanted:
            return revision
    if ours and ours.based_on and ours.based_on.redacted_at:
        return ours.based_on  # its words were removed, and nobody can tell any more whether they were these
    hint = f" The newest is {fingerprint(english[0].texts)}." if english else ""
    raise ValidationError(f'follows = "{wanted}" is no English text of this document.{hint}')


def _go_live(document: Document, files: list[TextFile], report: Report) -> None:
    """What the library wrote last, where nobody at the desk has decided otherwise.

    In one act, which costs a third of an act for each; if that may not be, each by itself, to tell which may not. A
    text in a closed language stays a draft: whoever opens the language decides which of them go out.
    """
    editions = document.editions.filter(language__in=[file.language for file in files])
    decided = Exists(Publication.objects.filter(edition=OuterRef("pk")).exclude(by=None))
    found = {one.language_id: one for one in editions.select_related("latest", "language").annotate(decided=decided)}
    going = []
    for file in files:
        edition = found.get(file.language)
        latest = edition and edition.latest
        if not latest or not latest.from_library or edition.live_id == latest.pk:
            continue
        if edition.decided or document.withdrawn:
            report.add("kept as decided at the desk", file.path)
        elif not edition.language.is_open:
            report.add("draft", f"{file.path}: nobody has opened this language")
        else:
            going.append((file, edition))
    significance = files[0].about.get("significance", Publication.Significance.NORMAL)
    try:
        _publish([edition for _file, edition in going], significance)
    except lifecycle.Refused:
        for file, edition in going:
            try:
                _publish([edition], significance)
            except lifecycle.Refused as refused:
                report.add("draft", f"{file.path}: {refused}")
            else:
                report.add("live", file.path)
    else:
        for file, _edition in going:
            report.add("live", file.path)


def _publish(editions: list[Edition], significance: str) -> None:
    if editions:
        seen = {edition.pk: edition.live_id for edition in editions}
        lifecycle.publish(*(edition.latest for edition in editions), seen=seen, significance=significance, by=None)


def _plain(value):
    """Dates as JSON keeps them."""
    return value.isoformat() if isinstance(value, date) else value


def _told(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
