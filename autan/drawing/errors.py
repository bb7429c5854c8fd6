"""What may happen to a picture, in words for its reader: the figures are never lost with it."""

from autan.errors import AutanError


class DrawingBusy(AutanError):
    """Too many pictures are waiting: worth trying again in a moment."""

    def __init__(self) -> None:
        super().__init__(
            "drawing-busy",
            "Trop d’images sont demandées en même temps.",
            kept="Les chiffres restent dans le tableau.",
            remedy="Réessayez dans quelques instants.",
        )


class DrawingFailed(AutanError):
    """The picture could not be made, or not in time."""

    def __init__(self) -> None:
        super().__init__(
            "drawing-failed",
            "Cette image n’a pas pu être dessinée.",
            kept="Les chiffres restent dans le tableau.",
            remedy="Réessayez, ou choisissez un graphique plus simple.",
        )
