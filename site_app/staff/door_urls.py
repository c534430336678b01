"""allauth's views that the desk uses, each with its rule. Signing up, and everything about e-mail, is left out."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from site_app.staff import me
from site_app.staff.gate import enrolling, needs, open_to_all

signed_in = needs()

urlpatterns = [
    path("login/", open_to_all(account.login), name="account_login"),
    path("login/code/", open_to_all(mfa.authenticate), name="mfa_authenticate"),
    path("login/passkey/", open_to_all(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("logout/", enrolling(account.logout), name="account_logout"),
    path("again/", enrolling(account.reauthenticate), name="account_reauthenticate"),
    path("again/code/", enrolling(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("again/passkey/", enrolling(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("me/", enrolling(mfa.index), name="mfa_index"),
    path("me/details/", me.details, name="my_details"),
    path("me/app/", enrolling(totp.activate_totp), name="mfa_activate_totp"),
    path("me/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("me/passkeys/", signed_in(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("me/passkeys/add/", enrolling(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/remove/", signed_in(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("me/passkeys/<int:pk>/name/", signed_in(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("me/recovery-codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("me/recovery-codes/new/", signed_in(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("me/password/", signed_in(account.password_change), name="account_change_password"),
]
