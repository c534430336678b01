from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who works at the desk. Readers have no accounts.

    A person with a trail (revisions, marks, publications) cannot be deleted, only made inactive.
    """

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username
