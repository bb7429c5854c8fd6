"""The lists of values that both models of school meals share."""

SIGNS = (
    "agriculture biologique",
    "appellation d'origine protégée",
    "appellation d'origine contrôlée",
    "indication géographique protégée",
    "spécialité traditionnelle garantie",
    "label rouge",
)
"""Official signs of quality and origin (SIQO)."""

ALLERGENS = (
    "céréales contenant du gluten",
    "crustacés",
    "oeufs",
    "poissons",
    "arachides",
    "soja",
    "lait",
    "fruits à coques",
    "céleri",
    "moutarde",
    "graines de sésame",
    "anhydride sulfureux et sulfites",
    "lupin",
    "mollusques",
)
"""The fourteen allergens that must be announced (Regulation (EU) 1169/2011, annex II)."""
