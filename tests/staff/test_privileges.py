"""Who comes in where: every role, every address of the desk, looking and sending, own language and another.

The addresses come from the URLconf, so one that is missing here fails. What is expected is written down once
more by hand, because a rule that is wrong at the view would otherwise agree with itself.

A line for each address: who may look, and after a stroke who may send if that is not the same. "open" is
everybody, "signed-in" everybody with an account, "desk" everybody with a second factor; the rest are roles.
Where an address names a language, author:en is an author and English, translator:own a translator and their
own language.
"""

import re

import pytest
from django.db import transaction
from django.test import Client

from site_app.accounts.models import Role
from site_app.staff.gate import Door
from tests import make
from tests.staff import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

EXPECTED = """
account_login                           open
mfa_authenticate                        open
mfa_login_webauthn                      open
people:first                            open
people:join                             open
people:set_password                     open

account_logout                          signed-in
account_reauthenticate                  signed-in
mfa_reauthenticate                      signed-in
mfa_reauthenticate_webauthn             signed-in
mfa_index                               signed-in
mfa_activate_totp                       signed-in
mfa_add_webauthn                        signed-in

my_details                              desk
mfa_deactivate_totp                     desk
mfa_list_webauthn                       desk
mfa_remove_webauthn                     desk
mfa_edit_webauthn                       desk
mfa_view_recovery_codes                 desk
mfa_generate_recovery_codes             desk
account_change_password                 desk

people:everybody                        administrator
people:invite                           administrator
people:revoke                           administrator
people:person                           administrator
people:roles                            administrator
people:deactivate                       administrator
people:reactivate                       administrator
people:reset                            administrator
people:new_password                     administrator

sign_off:overview                       author publisher
sign_off:ask                            author publisher
sign_off:revoke                         author publisher

writing:texts                           desk
writing:new                             author
writing:scheduled                       desk
writing:cancel                          publisher
writing:token                           desk
writing:references                      desk
writing:document                        desk
writing:address                         publisher
writing:withdraw                        publisher
writing:restore                         publisher
writing:still_correct                   publisher
writing:edit                            author:en translator:own
writing:ask                             translator:own checker:own publisher
writing:asked                           translator checker publisher
writing:revoke                          translator:own checker:own publisher
writing:keep                            author:en translator:own
writing:machine                         translator:own
writing:discard                         author:en translator:own
writing:stale                           author:en translator:own
writing:preview                         desk
writing:history                         desk
writing:compare                         desk
writing:take_down                       publisher
writing:revision                        desk / author:en translator:own checker:own publisher
writing:publish                         publisher
writing:roll_back                       publisher
writing:redact                          publisher

desk:index                              desk
desk:jsi18n                             desk
staff/(?P<url>.*)$                      desk

keeping:first                           desk
keeping:board                           desk
keeping:exchange                        translator publisher
keeping:languages                       desk
keeping:language                        desk / administrator checker publisher
keeping:facts                           desk
keeping:new_fact                        author publisher
keeping:fact                            desk / author publisher
keeping:confirm_fact                    author publisher
keeping:organisations                   desk
keeping:new_organisation                author publisher
keeping:organisation                    desk / publisher
keeping:confirm_organisation            author publisher
keeping:organisation_words              author publisher
keeping:sources                         desk
keeping:new_source                      author publisher
keeping:source                          desk / publisher
keeping:keep_copy                       author publisher
keeping:copy                            desk
keeping:remove_copy                     author publisher
keeping:links                           desk
keeping:rechecks                        desk
keeping:still_correct                   author publisher
keeping:trail                           desk
keeping:document_trail                  desk
keeping:export_trail                    administrator publisher

"""
TABLE = {
    name: [side.split() for side in (looking + "/" + (sending or looking)).split("/")]
    for name, _space, rest in (line.partition("  ") for line in EXPECTED.strip().splitlines() if line)
    for looking, _stroke, sending in [rest.partition("/")]
}
OWN, OTHER = "ar", "pl"  # the language of our translator and checker, and one that is not theirs
ROLES = {role.value: role if role not in ("translator", "checker") else (role, OWN) for role in Role}
PEOPLE = ["nobody", "enrolling", "no role", *ROLES]


def named(address) -> str:
    """Its name in the URLconf; the admin leaves some without, and these go by their route."""
    return address.route if address.name in {"", "desk:"} else address.name


ADDRESSES = {named(address): address for address in addresses.of_the_desk()}


def test_every_address_is_in_the_table_and_no_other():
    assert sorted(ADDRESSES) == sorted(TABLE)


@pytest.fixture
def things():
    """What the arguments of addresses name, by what they are called there or by the address itself."""
    document = make.explainer()
    return {
        "people": make.person().pk,
        "sign_off": make.revision(document).pk,
        "writing": document.pk,
        "mfa_": 1,
    }


def language_arguments(address) -> list[str]:
    """The languages to try: only where the address has one."""
    return ["en", OWN, OTHER] if "language>" in address.route else [""]


def filled(address, things, language) -> str:
    """The address with its arguments."""
    pk = next((pk for start, pk in things.items() if named(address).startswith(start)), "1")
    values = {"pk": pk, "number": 1, "object_id": pk, "token": "x", "url": "nowhere", "app_label": "content"}
    values |= {"language": language, "code": "F1", "slug": "nothing-called-so", "name": "nothing.png"}
    route = address.route
    for name, value in values.items():
        for kind in ("int", "str", "slug", "path", "language"):
            route = route.replace(f"<{kind}:{name}>", str(value))
    route = re.sub(r"\^?\(\?P<(\w+)>[^)]*\)(/?)\$", lambda match: f"{values[match[1]]}{match[2]}", route)
    assert not set("<>^$") & set(route), f"{address.route}: say in `filled` and `things` what its arguments are"
    return f"/{route}"


def expected(name, who, sending, language) -> bool:
    """By the table."""
    allowed = TABLE[name][sending]
    if "open" in allowed:
        return True
    if who == "nobody":
        return False
    if "signed-in" in allowed:
        return True
    if who == "enrolling":
        return False
    if "desk" in allowed or who in allowed:
        return True
    ours = {"en": "en", OWN: "own", OTHER: "other"}.get(language)
    return f"{who}:{ours}" in allowed


def browser_of(who) -> Client:
    if who == "nobody":
        return Client()
    person = make.person(roles=[ROLES[who]] if who in ROLES else [])
    return make.at_the_desk(person, second_factor=who != "enrolling")


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_who_comes_in(name, things):
    address, wrong = ADDRESSES[name], []
    for who in PEOPLE:
        browser = browser_of(who)
        for language in language_arguments(address):
            for sending, ask in enumerate([browser.get, browser.post]):
                with transaction.atomic():
                    response = ask(filled(address, things, language))
                    transaction.set_rollback(True)  # whatever was sent is taken back, so that each begins alike
                came_in = getattr(response.wsgi_request, "let_in", None) is not None
                assert came_in or response.status_code in {302, 401, 403}
                if came_in != expected(name, who, sending, language):
                    wrong.append(f"{who} {'sends to' if sending else 'looks at'} {name} {language}: {came_in}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_the_rule_at_the_view_says_the_same(name):
    rule = ADDRESSES[name].rule
    allowed = {word for side in TABLE[name] for word in side}
    assert (rule.door is Door.OPEN) == ("open" in allowed)
    assert (rule.door is Door.ENROLLING) == ("signed-in" in allowed)
    roles = {word.partition(":")[0] for word in allowed} - {"open", "signed-in", "desk"}
    assert {*rule.see, *(rule.change or ())} == roles
