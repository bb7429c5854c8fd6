"""Maps: what a layer is, how it is drawn and told, whatever draws it. Neither disk nor engine."""
