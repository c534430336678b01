"""What people type about their own account."""

from allauth.account.forms import LoginForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import User

TAKEN = _("Somebody has this user name. Choose another.")


class SignIn(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")


class ActivateTOTP(totp.ActivateTOTPForm):
    """The code that proves a new app works is used up by that, like every code after it."""

    def clean_code(self):
        code = super().clean_code()
        app = Authenticator(user=self.user, type=Authenticator.Type.TOTP, data={}).wrap()
        app._mark_code_used(code)
        return code


class NewPassword(forms.Form):
    """A password typed twice: nobody can ask for it by e-mail, so a slip would lock its owner out."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 15 characters. Four words that do not belong together are good; so are spaces."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two are not the same."))
        elif password:
            try:
                password_validation.validate_password(password)
            except forms.ValidationError as problems:
                self.add_error("password", problems)
        return self.cleaned_data


class Details(forms.Form):
    name = forms.CharField(label=_("Your name, as colleagues know you"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail address (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only for a daily summary of what waits for you. Nobody can sign in with it."),
    )


class Join(NewPassword, Details):
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[User.username_validator],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("What you will type to sign in: letters, digits and . - _ without spaces."),
    )
    field_order = ("name", "username", "email", "password", "again")

    def clean_username(self):
        username = self.cleaned_data["username"].lower()
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(TAKEN)
        return username
