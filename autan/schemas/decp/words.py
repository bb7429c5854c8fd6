"""Lists of words that purchases and concessions share (arrêtés of 22/12/2022, version 2.0.3)."""

IDENTIFIERS = ("SIRET", "TVA", "TAHITI", "RIDET", "FRWF", "IREP", "HORS-UE")

PLACES = (
    "Code postal",
    "Code commune",
    "Code arrondissement",
    "Code canton",
    "Code département",
    "Code région",
    "Code pays",
)
