"""The territory, the portals that are rules over it, and the organisations that publish."""

from django.db import models


class Territory(models.Model):
    """A place of the Code officiel géographique: région, département, EPCI or commune."""

    class Kind(models.TextChoices):
        REGION = "region", "région"
        DEPARTEMENT = "departement", "département"
        EPCI = "epci", "intercommunalité"
        COMMUNE = "commune", "commune"

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=9, help_text="INSEE code; SIREN for an EPCI")
    siren = models.CharField(max_length=9, blank=True, db_index=True)
    name = models.CharField(max_length=120)
    genitive = models.CharField(max_length=130, help_text="after « de »: d’Auch, du Gers")
    slug = models.SlugField(max_length=140, db_index=True)
    search_name = models.CharField(max_length=120, db_index=True, help_text="folded: no accent")
    population = models.PositiveIntegerField(null=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    region = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    departement = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    epci = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_territory")]

    def __str__(self) -> str:
        return self.name


class Portal(models.Model):
    """A dcat:Catalog: one face of the shared platform, over one territory."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    host = models.CharField(max_length=200, unique=True, help_text="without port")
    is_default = models.BooleanField(default=False)
    colour = models.CharField(max_length=7, default="#2a5b84")
    sentence = models.CharField(max_length=300, blank=True)
    perimeter = models.ForeignKey(Territory, models.PROTECT, related_name="portals")

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A foaf:Agent that publishes, known by its SIREN."""

    siren = models.CharField(max_length=9, unique=True)
    siret = models.CharField(max_length=14, blank=True)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="organisations")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
