"""Accounts. Nobody has a password: one proves one's address with a code, each time."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, **extra: object) -> "Person":
        person = self.model(email=self.normalize_email(email), **extra)
        person.set_unusable_password()
        person.save()
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    objects = PersonManager()

    def __str__(self) -> str:
        return self.email


class Membership(models.Model):
    """A person may act for an organisation. ``ended_at`` makes an ex-member; the row stays."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation_id = models.BigIntegerField(db_index=True)
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation_id"], name="one_membership")
        ]
