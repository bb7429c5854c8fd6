"""The first names most given in France, to know a column of them without its title.

Facts of the national file of first names (INSEE): the commonest of the last decades.
"""

from collections.abc import Sequence

from autan.schemas.names import listed

_COMMON = listed(
    """
    adam agathe alba alexandre alice alix alma ambre amir anaelle anais andrea anna antoine ariane
    arthur aurelien aurore axel ayden baptiste benjamin camille capucine celia charles charlie
    charlotte chloe clara clemence clement constance diane eden elea elena eleonore elia elias elio
    elisa elise eloise ema emma emmy emy enzo erwan esteban ethan eva evan faustine felix flora
    gabin gabriel gabrielle gaspard gaston giulia hanna hannah helena hugo ibrahim imran ines iris
    isaac ismael ivy jade jean jeanne joseph joy jules julia julian julie juliette justine kais
    kylian lana lea leane lena leo leon leonard leonie leopold liam lila lily lina livia lola lou
    louane louis louisa louise louna luca lucas lucie lucien ludivine lukas luna lya lyam lyana
    lylou mael maelle maelys malo malone manon marceau margaux margot marie marin marius marley
    martin mathieu mathilde mathis matteo maxence maxime maya mia mila milan milo mohamed myla naim
    nathan nelia nicolas nina nino noa noah noam noe noemie nolan nour olivia oscar owen paul
    pauline raphael rayan robin romain romane romy rose roxane ruben sacha salome samuel sarah sasha
    simon soan sofia sohan soline solene sophia suzanne swann theo thomas tiago timeo tom tiana
    valentin valentina valentine victoire victor victoria yanis yasmine youssef zelie zoe
    """
)


def share(values: Sequence[str]) -> float:
    """The share of the folded ``values`` that are common first names (compound ones by their
    first part), 0 to 1."""
    if not values:
        return 0.0
    return sum(value.partition("-")[0].strip() in _COMMON for value in values) / len(values)
