"""The two files of the crash tests."""

OLD = "Nom;Places\nSalle des fêtes;120\nGymnase;300\n"
NEW = "Nom;Places\nSalle des fêtes;140\nGymnase;300\nMédiathèque;45\n"
