"""What people change about themselves that is not about proving who they are."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from site_app.accounts.forms import Details
from site_app.staff.gate import needs


@needs()
def details(request):
    person = request.user
    form = Details(request.POST or None, initial={"name": person.display_name, "email": person.email})
    if not form.is_valid():
        return render(request, "staff/people/details.html", {"form": form})
    person.first_name, person.last_name = form.cleaned_data["name"], ""
    person.email = form.cleaned_data["email"]
    person.save(update_fields=["first_name", "last_name", "email"])
    messages.success(request, _("Saved."))
    return redirect("mfa_index")
