"""Base adresse locale: every address of a commune, in the exchange formats that the national
address base takes. The rules are those of its validator, which has the last word on them:
the published schemas refuse Corsica and leave their decimal points unescaped."""
