"""Who publishes: a code sent to the official address, or a person who already acts for it.

A code is six digits, kept as a salted hash, good for twenty minutes and five attempts, and
void once another is sent. What may be guessed is bounded by the limits below.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from autan.errors import Refused
from autan.journal.actions import record
from autan.notices.actions import write as write_mail
from autan.people import actions as people
from autan.people.models import Person
from autan.people.reads import organisations_of
from autan.publishing.models import Code, Draft
from autan.publishing.reads import addresses_for
from autan.tenants.actions import organisation_for
from autan.tenants.models import Organisation

LIFE = timedelta(minutes=20)
ATTEMPTS = 5
# Codes sent in the last hour. A workshop's hotel has one address for sixty clerks.
PER_DRAFT, PER_ADDRESS, PER_CLIENT = 6, 12, 120
# Five attempts for each of these: one chance in eight thousand a day for who only guesses.
PER_ADDRESS_AND_DAY = 24
_WINDOW = timedelta(hours=1)


def send_code(draft: Draft, email: str, *, client: str = "") -> Code:
    """Send a new code to one of ``reads.addresses_for(draft)``; earlier ones are void.

    ``client`` is who asks, as the door sees it (an IP address); only its keyed hash is kept.
    Refused: ``address-not-official``, ``too-many-codes``.
    """
    address = email.strip().lower()
    if address not in addresses_for(draft):
        raise _not_official()
    who = salted_hmac("autan.publishing.client", client).hexdigest() if client else ""
    digits = f"{secrets.randbelow(10**6):06d}"
    with transaction.atomic():
        Draft.objects.select_for_update().get(pk=draft.pk)
        _refuse_too_many(draft, address, who)
        now = timezone.now()
        draft.codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        code = Code.objects.create(
            draft=draft,
            email=address,
            digest=_digest(digits),
            client=who,
            expires_at=now + LIFE,
        )
        write_mail(to=address, draft_token=draft.token, **_letter(draft, digits))
    return code


def confirm_code(draft: Draft, code: str) -> Person:
    """The person whose address is proved; she now acts for the organisation and may publish.

    Refused: ``code-wrong`` (with ``left`` attempts), ``code-expired``, ``code-spent``.
    """
    digits = "".join(character for character in code if character.isdigit())
    found = _current_code(draft)
    if not _is(digits, found.digest):
        raise _wrong(ATTEMPTS - found.attempts)
    with transaction.atomic():
        if not Code.objects.filter(pk=found.pk, used_at=None).update(used_at=timezone.now()):
            raise _expired()
        person = people.welcome(email=found.email)
        organisation = _organisation(draft)
        people.join(person=person, organisation_id=organisation.pk)
        _confirm(draft, person)
    return person


def confirm_person(draft: Draft, person: Person) -> None:
    """Let somebody who already acts for the organisation publish without a code, or Refused."""
    if _organisation(draft).pk not in organisations_of(person):
        raise Refused(
            "not-member",
            "Votre compte ne publie pas pour cette collectivité.",
            remedy="Recopiez le code que nous envoyons à son adresse officielle.",
        )
    with transaction.atomic():
        _confirm(draft, person)


def _current_code(draft: Draft) -> Code:
    """The last code of the draft, one attempt spent: counted before it is compared, and kept."""
    with transaction.atomic():
        found = draft.codes.select_for_update().order_by("-pk").first()
        if found is None or found.used_at or found.expires_at <= timezone.now():
            raise _expired()
        if found.attempts >= ATTEMPTS:
            raise Refused(
                "code-spent",
                "Ce code a été essayé trop de fois.",
                kept="Votre fichier et vos réponses sont gardés.",
                remedy="Demandez un nouveau code.",
            )
        found.attempts += 1
        found.save(update_fields=["attempts"])
    return found


def _confirm(draft: Draft, person: Person) -> None:
    now = timezone.now()
    Draft.objects.filter(pk=draft.pk).update(confirmed_by=person, confirmed_at=now)
    draft.refresh_from_db()
    record(verb="draft.confirmed", subject=f"draft:{draft.pk}", actor=person.email)


def _organisation(draft: Draft) -> Organisation:
    if draft.territory is None:
        raise _not_official()
    return organisation_for(draft.territory)


def _refuse_too_many(draft: Draft, address: str, client: str) -> None:
    # Limits cross the portals: an address is the same whichever portal asks.
    recent = Code.objects.filter(sent_at__gt=timezone.now() - _WINDOW)
    today = Code.objects.filter(sent_at__gt=timezone.now() - timedelta(days=1), email=address)
    if (
        recent.filter(draft=draft).count() >= PER_DRAFT
        or recent.filter(email=address).count() >= PER_ADDRESS
        or today.count() >= PER_ADDRESS_AND_DAY
        or (client and recent.filter(client=client).count() >= PER_CLIENT)
    ):
        raise Refused(
            "too-many-codes",
            "Plusieurs codes ont déjà été envoyés.",
            kept="Votre fichier et vos réponses sont gardés.",
            remedy="Cherchez le plus récent dans la boîte de la mairie, ou revenez dans une heure.",
        )


def _digest(digits: str, salt: str = "") -> str:
    """A hash with the installation's own key: six digits would fall to any other, however slow."""
    grain = salt or secrets.token_hex(8)
    keyed = salted_hmac(f"autan.publishing.code.{grain}", digits, algorithm="sha256")
    return f"{grain}${keyed.hexdigest()}"


def _is(digits: str, digest: str) -> bool:
    return constant_time_compare(_digest(digits, digest.partition("$")[0]), digest)


def _letter(draft: Draft, digits: str) -> dict[str, str]:
    shown = f"{digits[:3]} {digits[3:]}"
    if draft.status == Draft.Status.PUBLISHED:
        return {
            "subject": f"{shown} : votre code pour retirer des données de {draft.portal.name}",
            "body": (
                "Bonjour,\n\n"
                f"Quelqu’un demande à retirer le fichier « {draft.file_name} » "
                f"de {draft.portal.name}.\n"
                f"Pour continuer, recopiez ce code : {shown}\n\n"
                "Il est valable vingt minutes. Si vous n’êtes pas au courant, ne le donnez à "
                "personne : sans lui, rien n’est retiré.\n"
            ),
        }
    return {
        "subject": f"{shown} : votre code pour publier sur {draft.portal.name}",
        "body": (
            "Bonjour,\n\n"
            f"Quelqu’un prépare la publication du fichier « {draft.file_name} » "
            f"sur {draft.portal.name}.\n"
            f"Pour publier, recopiez ce code : {shown}\n\n"
            "Il est valable vingt minutes. Si vous n’êtes pas au courant, ne le donnez à "
            "personne : sans lui, rien n’est publié.\n"
        ),
    }


def _not_official() -> Refused:
    return Refused(
        "address-not-official",
        "Nous n’envoyons de code qu’à l’adresse officielle de la collectivité.",
        kept="Votre fichier et vos réponses sont gardés.",
        remedy="Choisissez l’adresse proposée, ou écrivez à l’équipe du portail.",
    )


def _wrong(left: int) -> Refused:
    return Refused(
        "code-wrong",
        "Ce n’est pas le bon code.",
        kept="Votre fichier et vos réponses sont gardés.",
        remedy="Vérifiez les six chiffres, ou demandez un nouveau code.",
        left=left,
    )


def _expired() -> Refused:
    return Refused(
        "code-expired",
        "Ce code n’est plus valable.",
        kept="Votre fichier et vos réponses sont gardés.",
        remedy="Demandez un nouveau code.",
    )
