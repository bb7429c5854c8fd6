"""Headers as town halls, départements and their software write them, drawn for the tests.

``FOLLOWING``: the standard, what the file or the sheet is called, and the columns, each with the
field that it is (« = - » for a column outside the standard). ``FREE``: files of local life that
follow no standard, whatever words they share with one.
"""

FOLLOWING: tuple[tuple[str, str, str], ...] = (
    # Délibérations
    (
        "scdl-deliberations",
        "",
        "N° délib=DELIB_ID | Date CM=DELIB_DATE | Objet=DELIB_OBJET | Pour=VOTE_POUR | Contre=VOTE_CONTRE | Abst.=VOTE_ABSTENTION",
    ),
    (
        "scdl-deliberations",
        "registre des deliberations 2023",
        "N°=DELIB_ID | Date=DELIB_DATE | Objet=DELIB_OBJET | Rapporteur=-",
    ),
    (
        "scdl-deliberations",
        "",
        "Numéro DCM=DELIB_ID | Séance du=DELIB_DATE | Intitulé de la délibération=DELIB_OBJET | Rapporteur=- | Vote=-",
    ),
    (
        "scdl-deliberations",
        "",
        "Num_delib=DELIB_ID | date_seance=DELIB_DATE | titre_delib=DELIB_OBJET | matiere=DELIB_MATIERE_NOM | code_matiere=DELIB_MATIERE_CODE | lien_pdf=DELIB_URL",
    ),
    (
        "scdl-deliberations",
        "",
        "collectivite=COLL_NOM | siret=COLL_SIRET | numero_acte=DELIB_ID | date_acte=DELIB_DATE | objet_acte=DELIB_OBJET | nature_acte=- | classification=DELIB_MATIERE_CODE | date_reception_prefecture=PREF_DATE",
    ),
    (
        "scdl-deliberations",
        "CM du 12 mars 2024",
        "N° d'ordre=- | N° de délibération=DELIB_ID | Date de la séance du conseil municipal=DELIB_DATE | Libellé de la délibération=DELIB_OBJET | Nb voix pour=VOTE_POUR | Nb voix contre=VOTE_CONTRE | Nb abstentions=VOTE_ABSTENTION | Nb votants=VOTE_REEL | Membres en exercice=VOTE_EFFECTIF",
    ),
    (
        "scdl-deliberations",
        "",
        "D?lib?ration n°=DELIB_ID | Date du conseil=DELIB_DATE | Objet de la d?lib?ration=DELIB_OBJET",
    ),
    (
        "scdl-deliberations",
        "",
        "COLL_NOM=COLL_NOM | COLL_SIRET=COLL_SIRET | DELIB_ID=DELIB_ID | DELIB_DATE=DELIB_DATE | DELIB_MATIERE_CODE=DELIB_MATIERE_CODE | DELIB_MATIERE_NOM=DELIB_MATIERE_NOM | DELIB_OBJET=DELIB_OBJET | PREF_ID=PREF_ID | PREF_DATE=PREF_DATE | NATURE_ACTE=- | PUBLICATION_DATE=-",
    ),
    (
        "scdl-deliberations",
        "",
        "Référence=DELIB_ID | Date de séance=DELIB_DATE | Objet de la délibération=DELIB_OBJET | Thème=DELIB_MATIERE_NOM | Date de transmission au contrôle de légalité=PREF_DATE | URL du document=DELIB_URL",
    ),
    (
        "scdl-deliberations",
        "deliberations",
        "NUM_DELIB,C,20=DELIB_ID | DATE_CM,D=DELIB_DATE | OBJET,C,254=DELIB_OBJET",
    ),
    (
        "scdl-deliberations",
        "conseil communautaire",
        "Numéro=DELIB_ID | Date du conseil communautaire=DELIB_DATE | Titre=DELIB_OBJET | Commission=-",
    ),
    # Subventions
    (
        "scdl-subventions",
        "",
        "Bénéficiaire=nomBeneficiaire | N° SIRET=idBeneficiaire | Objet de la subvention=objet | Montant=montant | Date de décision=dateConvention",
    ),
    (
        "scdl-subventions",
        "",
        "Nom de l'association=nomBeneficiaire | Montant de la subvention 2024=montant | Objet=objet",
    ),
    (
        "scdl-subventions",
        "subventions 2023",
        "Associations=nomBeneficiaire | Montant voté=montant | Observations=-",
    ),
    (
        "scdl-subventions",
        "",
        "Tiers=nomBeneficiaire | Libellé=objet | Subvention accordée=montant | Date du vote=dateConvention | Imputation=-",
    ),
    (
        "scdl-subventions",
        "",
        "NOM_BENEF=nomBeneficiaire | SIRET_BENEF=idBeneficiaire | MT_SUBV=montant | OBJET_SUBV=objet | NATURE_SUBV=nature | DATE_CONV=dateConvention",
    ),
    (
        "scdl-subventions",
        "",
        "Nom du b\ufffdn\ufffdficiaire=nomBeneficiaire | Montant attribu\ufffd=montant | Date de d\ufffdlib\ufffdration=dateConvention | N\ufffd SIRET=idBeneficiaire",
    ),
    (
        "scdl-subventions",
        "",
        "Exercice=- | Raison sociale du bénéficiaire=nomBeneficiaire | Numéro RNA=rnaBeneficiaire | Dispositif=dispositifAide | Intitulé du projet=objet | Montant alloué (en €)=montant | Référence de la délibération=referenceDecision",
    ),
    (
        "scdl-subventions",
        "",
        "organisme=nomBeneficiaire | siret=idBeneficiaire | montant_subvention=montant | date_convention=dateConvention | conditions_versement=conditionsVersement | nature_aide=nature",
    ),
    (
        "scdl-subventions",
        "",
        "Année=- | Nom de l'organisme bénéficiaire=nomBeneficiaire | CP=- | Ville=- | Montant de la subvention de fonctionnement=montant | Montant de la subvention d'investissement=-",
    ),
    (
        "scdl-subventions",
        "tableau des subventions aux associations",
        "Structure=nomBeneficiaire | Secteur=- | Montant demandé=- | Montant accordé=montant | Montant N-1=-",
    ),
    # Marchés
    (
        "scdl-marches-publics",
        "",
        "N° marché=MARCHE_ID | Objet du marché=MARCHE_OBJET | Montant HT=MONTANT | Titulaire=TITULAIRES_DENOMINATION | Date de notification=NOTIFICATION_DATE",
    ),
    (
        "scdl-marches-publics",
        "marches conclus en 2023",
        "Objet=MARCHE_OBJET | Date=- | Attributaire=TITULAIRES_DENOMINATION | Code postal=- | Montant HT=MONTANT",
    ),
    (
        "scdl-marches-publics",
        "",
        "Référence du marché=MARCHE_ID | Intitulé du marché=MARCHE_OBJET | Procédure=PROCEDURE | Entreprise attributaire=TITULAIRES_DENOMINATION | Montant du marché (€ HT)=MONTANT | Date notif.=NOTIFICATION_DATE | Durée (mois)=DUREE_MOIS",
    ),
    (
        "scdl-marches-publics",
        "",
        "Num marche=MARCHE_ID | Libelle du marche=MARCHE_OBJET | Nom du titulaire=TITULAIRES_DENOMINATION | SIRET du titulaire=TITULAIRES_ID | Montant total=MONTANT | Code CPV=CPV_CODE | Lieu d'exécution=LIEU_EXEC_NOM",
    ),
    (
        "scdl-marches-publics",
        "liste des marches 2010",
        "Objet du marché=MARCHE_OBJET | Date du marché=NOTIFICATION_DATE | Nom de l'attributaire=TITULAIRES_DENOMINATION | Code postal de l'attributaire=-",
    ),
    # Équipements
    (
        "scdl-equipements",
        "",
        "Nom de l'équipement=EQUIP_NOM | Type d'équipement=EQUIP_TYPE | Adresse=ADR_NOMVOIE | Code postal=ADR_CODEPOSTAL | Commune=ADR_COMMUNE | Latitude=EQUIP_LAT | Longitude=EQUIP_LONG",
    ),
    (
        "scdl-equipements",
        "",
        "Identifiant équipement=EQUIP_UID | Équipement=EQUIP_NOM | Thème=EQUIP_THEME | Rue=ADR_NOMVOIE | Ville=ADR_COMMUNE | Tél=EQUIP_TEL | Site web=EQUIP_WEB | Catégorie ERP=ERP_CATEGORIE",
    ),
    # Prénoms
    (
        "scdl-prenoms",
        "",
        "Prénom=ENFANT_PRENOM | Sexe=ENFANT_SEXE | Nombre=NOMBRE_OCCURRENCES | Année=ANNEE",
    ),
    (
        "scdl-prenoms",
        "",
        "PRENOM=ENFANT_PRENOM | SEXE_ENFANT=ENFANT_SEXE | NOMBRE_OCCURENCES=NOMBRE_OCCURRENCES | ANNEE=ANNEE | CODE_INSEE=COLL_INSEE | COMMUNE=COMMUNE_NOM",
    ),
    (
        "scdl-prenoms",
        "prenoms des nouveau-nes 2023",
        "Prénom de l'enfant=ENFANT_PRENOM | Genre=ENFANT_SEXE | Nb=NOMBRE_OCCURRENCES",
    ),
    (
        "scdl-prenoms",
        "",
        "Année de naissance=ANNEE | Prénoms=ENFANT_PRENOM | Sexe=ENFANT_SEXE | Effectif=NOMBRE_OCCURRENCES",
    ),
    # Budget
    (
        "scdl-budget",
        "",
        "Exercice=BGT_ANNEE | Collectivité=BGT_NOM | Budget=- | Section=BGT_SECTION | Sens=BGT_CODRD | Chapitre=BGT_CONTNAT | Libellé chapitre=BGT_CONTNAT_LABEL | Article=BGT_NATURE | Libellé article=BGT_NATURE_LABEL | Montant voté=BGT_MTPREV | Montant réalisé=BGT_MTREAL",
    ),
    (
        "scdl-deliberations",
        "",
        "Séance=DELIB_DATE | N°=DELIB_ID | Objet=DELIB_OBJET | Rapporteur=- | Résultat du vote=-",
    ),
    (
        "scdl-deliberations",
        "",
        "DATE_CONSEIL=DELIB_DATE | NO_DELIB=DELIB_ID | LIB_DELIB=DELIB_OBJET | DOMAINE=DELIB_MATIERE_NOM | SOUS_DOMAINE=-",
    ),
    (
        "scdl-deliberations",
        "",
        "NomColl=COLL_NOM | Siret=COLL_SIRET | NumActe=DELIB_ID | DateActe=DELIB_DATE | Objet=DELIB_OBJET | NatureActe=- | CodeMatiere=DELIB_MATIERE_CODE | DateAR=PREF_DATE | UrlActe=DELIB_URL",
    ),
    (
        "scdl-subventions",
        "",
        "Direction=- | Nom bénéficiaire=nomBeneficiaire | Intitulé du dossier=objet | Montant attribué=montant | Date CP=dateConvention | Numéro de délibération=referenceDecision | Canton=-",
    ),
    (
        "scdl-subventions",
        "",
        "Nom du service instructeur=- | Raison sociale=nomBeneficiaire | N° SIRET=idBeneficiaire | Intitulé du projet=objet | Montant accordé=montant | Date décision=dateConvention",
    ),
    (
        "scdl-subventions",
        "",
        "Dénomination sociale=nomBeneficiaire | SIREN=idBeneficiaire | Montant de l'aide=montant | Date d'octroi=dateConvention | Nature de l'aide=nature | Dispositif=dispositifAide",
    ),
    (
        "scdl-marches-publics",
        "",
        "NUM_MARCHE=MARCHE_ID | OBJET_MARCHE=MARCHE_OBJET | MT_HT=MONTANT | NOM_TITULAIRE=TITULAIRES_DENOMINATION | CP_TITULAIRE=- | DT_NOTIF=NOTIFICATION_DATE | TYPE_PROC=PROCEDURE",
    ),
    (
        "scdl-marches-publics",
        "",
        "Lot=- | Intitulé du lot=MARCHE_OBJET | Attributaire=TITULAIRES_DENOMINATION | Montant € HT=MONTANT | Notifié le=NOTIFICATION_DATE",
    ),
    ("scdl-prenoms", "etat civil", "Prénoms=ENFANT_PRENOM | Naissances 2023=NOMBRE_OCCURRENCES"),
    (
        "scdl-budget",
        "",
        "Exercice comptable=BGT_ANNEE | Sens Dépense/Recette=BGT_CODRD | Section budgétaire I/F=BGT_SECTION | Chapitre budgétaire - code=BGT_CONTNAT | Nature budgétaire - code=BGT_NATURE | Nature budgétaire - texte=BGT_NATURE_LABEL | Mandaté / titré après régularisations=BGT_MTREAL",
    ),
    (
        "scdl-budget",
        "Budget primitif 2023",
        "Compte=BGT_NATURE | Libellé=BGT_NATURE_LABEL | Crédits votés N-1=BGT_MTBUDGPREC | RAR N-1=BGT_MTRARPREC | Propositions du maire=BGT_MTPROPNOUV | Vote du conseil=BGT_MTPREV",
    ),
    (
        "scdl-equipements",
        "equipements publics",
        "ID=- | Nom complet=EQUIP_NOM | Thème=EQUIP_THEME | Type=EQUIP_TYPE | Adresse=ADR_NOMVOIE | Code postal=ADR_CODEPOSTAL | Commune=ADR_COMMUNE | Téléphone=EQUIP_TEL",
    ),
    (
        "scdl-catalogue",
        "",
        "datasetid=ID | default.title=TITRE | default.description=DESCRIPTION | default.theme=THEME | default.keyword=MOTS_CLES | default.license=LICENCE | default.publisher=PRODUCTEUR_NOM | default.modified=DATE_MAJ | dcat.created=DATE_PUBL",
    ),
    (
        "scdl-budget",
        "",
        "Exercice=BGT_ANNEE | Section=BGT_SECTION | Sens=BGT_CODRD | Nature=BGT_NATURE | Libellé=BGT_NATURE_LABEL | Voté=BGT_MTPREV | Réalisé=BGT_MTREAL",
    ),
    (
        "scdl-budget",
        "",
        "Collectivite=BGT_NOM | Exercice=BGT_ANNEE | I_F=BGT_SECTION | D_R=BGT_CODRD | Nature=BGT_NATURE | SousFonction=BGT_FONCTION | Exécuté=BGT_MTREAL | Libellé nature=BGT_NATURE_LABEL",
    ),
    (
        "scdl-catalogue",
        "",
        "Titre=TITRE | Description=DESCRIPTION | Thème=THEME | Producteur=PRODUCTEUR_NOM | Mots-clés=MOTS_CLES | Date de publication=DATE_PUBL | Fréquence de mise à jour=FREQ_MAJ | Licence=LICENCE | URL=URL",
    ),
    (
        "decp-2.0.3",
        "",
        "id=id | acheteur_id=acheteur_id | nature=nature | objet=objet | codeCPV=codeCPV | procedure=procedure | lieuExecution_code=lieuExecution_code | lieuExecution_typeCode=lieuExecution_typeCode | dureeMois=dureeMois | dateNotification=dateNotification | datePublicationDonnees=datePublicationDonnees | montant=montant | formePrix=formePrix | titulaire_id=titulaire_id | titulaire_typeIdentifiant=titulaire_typeIdentifiant",
    ),
    # Base adresse locale
    (
        "bal-1.4",
        "",
        "cle_interop=cle_interop | commune_insee=commune_insee | commune_nom=commune_nom | voie_nom=voie_nom | numero=numero | suffixe=suffixe | x=x | y=y | long=long | lat=lat | source=source | date_der_maj=date_der_maj",
    ),
    (
        "bal-1.4",
        "adresses",
        "Code INSEE=commune_insee | Nom de la voie=voie_nom | Numéro=numero | Indice de répétition=suffixe | Longitude=long | Latitude=lat",
    ),
)

FREE: tuple[tuple[str, str], ...] = (
    (
        "data es equipements",
        "inst_numero | inst_nom | equip_numero | equip_nom | equip_type_code | equip_type_name | inst_cp | new_code | new_name | equip_x | equip_y | equip_surf | equip_douche | equip_prop_type",
    ),
    ("", "Nom | Prénom | Date de naissance | Adresse | Téléphone"),
    ("", "Titre | Date | Auteur"),
    (
        "annuaire des associations",
        "Nom de l'association | Président | Adresse | Téléphone | Mail | Activité",
    ),
    ("associations", "Association | Objet | Siège social | Site internet"),
    ("", "N° arrêté | Date | Objet | Signataire"),
    ("registre des arretes 2024", "Numéro | Date | Objet | Lieu | Début | Fin"),
    ("", "Numéro de facture | Date | Fournisseur | Montant TTC | Objet"),
    ("", "Mandat | Date | Tiers | Libellé | Montant | Imputation"),
    ("elus", "Nom | Prénom | Fonction | Délégation | Indemnité brute | Date d'élection"),
    ("conseil municipal", "Nom | Prénom | Groupe politique | Mandat | Commission"),
    ("", "Date | Heure | Lieu | Événement | Organisateur | Tarif | Contact"),
    ("marches de plein vent", "Marché | Jour | Lieu | Horaires | Nombre d'exposants"),
    ("", "Jour | Entrée | Plat | Fromage | Dessert"),
    ("menus de la cantine", "Semaine | Lundi | Mardi | Jeudi | Vendredi"),
    ("", "Bureau de vote | Inscrits | Votants | Abstentions | Exprimés | Blancs | Nuls"),
    (
        "resultats municipales",
        "Code commune | Libellé | Inscrits | Votants | Nom liste 1 | Voix liste 1 | % voix",
    ),
    ("", "École | Niveau | Classe | Effectif | Enseignant"),
    ("", "Essence | Genre | Espèce | Hauteur | Diamètre du tronc | Date de plantation | Quartier"),
    ("", "Nom | Latitude | Longitude"),
    ("points d'apport volontaire", "ID | Type de déchet | Adresse | Commune | Volume | X | Y"),
    ("", "Station | Date | PM10 | PM2.5 | NO2 | O3"),
    ("budget participatif", "Projet | Quartier | Porteur | Coût estimé | Votes"),
    ("", "Compte | Libellé | Budget 2023 | Réalisé 2023 | Budget 2024"),
    ("", "Date | Commune | Population | Superficie | Densité"),
    ("", "Matricule | Nom | Grade | Service | Temps de travail"),
    ("", "N° permis | Date de dépôt | Demandeur | Nature des travaux | Parcelle | Décision"),
    ("", "Concession | Emplacement | Durée | Titulaire | Date d'acquisition | Prix"),
    ("", "Rue | Date | Heure | Nature des travaux | Entreprise"),
    ("", "ISBN | Titre | Auteur | Éditeur | Année | Cote"),
    ("", "Titre | Description | Thème | Licence | URL"),
    ("", "Nom du parc | Surface | Horaires été | Horaires hiver | Jeux | Chiens admis"),
    ("", "Ligne | Arrêt | Heure de passage | Direction"),
    ("", "Compteur | Date | Consommation (kWh) | Montant | Site"),
    ("", "Nom du site | Adresse | Code postal | Ville | Surface chauffée | Énergie | DPE"),
    ("", "Nom | Adresse | Code postal | Commune | Latitude | Longitude | Horaires | Téléphone"),
    ("", "Produit | Quantité | Prix unitaire | Total"),
    ("", "Mois | Naissances | Mariages | Décès"),
    ("", "Année | Garçons | Filles | Total"),
    ("", "code_departement | code_region | partly_empty"),
    ("liste des electeurs", "Nom de naissance | Prénoms | Sexe | Date de naissance | Bureau"),
    ("", "Prénom | Nom | Email | Société"),
    ("salles municipales", "Salle | Capacité | Tarif habitant | Tarif extérieur | Caution"),
    ("", "Objet trouvé | Date | Lieu | État"),
    ("", "Emprunt | Prêteur | Capital restant dû | Taux | Durée | Date de fin"),
    ("", "N° | Question | Réponse | Date"),
    ("", "Camping | Étoiles | Emplacements | Adresse | Téléphone | Site web"),
    ("", "Commune | Code INSEE | SIREN | Maire | Adresse de la mairie | Téléphone"),
    ("", "Installation | Catégorie | Quartier | Année de construction | Adresse | Cadastre"),
    ("decisions du maire", "N° de décision | Date | Objet | Montant | Attributaire"),
    ("", "id | name | value | created_at | updated_at"),
    ("", "Colonne 1 | Colonne 2 | Colonne 3"),
    (
        "",
        "idbase | typeemplacement | domanialite | arrondissement | complementadresse | numero | lieu / adresse | libellefrancais | genre | espece | hauteurenm | geo_point_2d",
    ),
    (
        "",
        "stationcode | name | is_installed | capacity | numdocksavailable | numbikesavailable | coordonnees_geo | nom_arrondissement_communes",
    ),
    (
        "",
        "Code du département | Libellé du département | Code de la commune | Libellé de la commune | Inscrits | Abstentions | Votants | Blancs | Exprimés | Voix",
    ),
    (
        "",
        "id_mutation | date_mutation | nature_mutation | valeur_fonciere | adresse_numero | adresse_suffixe | adresse_nom_voie | code_postal | code_commune | nom_commune | longitude | latitude",
    ),
    ("", "stop_id | stop_code | stop_name | stop_lat | stop_lon | location_type | parent_station"),
    (
        "",
        "Code sexe | Nom de l'élu | Prénom de l'élu | Date de naissance | Libellé de la fonction | Date de début du mandat",
    ),
    ("", "EXER | IDENT | NDEPT | LBUDG | INSEE | COMPTE | BEDEB | BECRE | OBNETDEB | OBNETCRE"),
    (
        "",
        "siren | nic | siret | denomination | date_creation | tranche_effectifs | code_naf | adresse | code_postal | commune",
    ),
    ("", "codgeo | libgeo | p19_pop | p19_log | superf | naisd"),
    ("", "osm_id | name | amenity | addr:street | addr:city | opening_hours | wheelchair"),
    ("defibrillateurs", "Nom | Adresse | Emplacement | Accès | Latitude | Longitude"),
    ("parkings", "Nom | Adresse | Nombre de places | Gratuit | Horaires | Latitude | Longitude"),
    ("toilettes publiques", "Lieu | Adresse | Horaires | Accessible PMR | Latitude | Longitude"),
    ("aires de jeux", "Nom | Quartier | Âge | Type de jeux | Date de contrôle | Clôturé"),
    (
        "",
        "uid | title | description | keywords | location_name | location_address | date_start | date_end",
    ),
    (
        "",
        "Numéro d'association | Titre | Objet | Adresse | Code postal | Commune | Date de création",
    ),
    ("", "Permis | Date | Pétitionnaire | Adresse | Nature | Surface de plancher | Statut"),
    ("frequentation piscine", "Date | Entrées enfants | Entrées adultes | Abonnements | Total"),
    ("", "Date | Opération | Débit | Crédit | Solde"),
    ("liste des elus", "Civilité | Nom | Prénom | Fonction | Délégation | Photo"),
    ("planning des salles", "Date | Heure de début | Heure de fin | Salle | Association | Objet"),
    ("courriers", "N° | Date de réception | Expéditeur | Objet | Service | Réponse le"),
    ("demandes des associations", "Association | Président | Téléphone | Salle demandée | Date"),
    ("", "Candidat | Parti | Voix | % exprimés | % inscrits"),
    ("", "Date | Type d'intervention | Commune | Engins | Durée"),
    (
        "logements sociaux",
        "Bailleur | Adresse | Nombre de logements | Type | DPE | Année de construction",
    ),
    ("", "Espèce | Date d'observation | Observateur | Latitude | Longitude | Effectif"),
    (
        "baux communaux",
        "Locataire | Adresse du bien | Loyer mensuel | Date d'effet | Date de fin | Objet du bail",
    ),
    ("sinistres", "N° sinistre | Date | Nature | Montant des dommages | Franchise | Assureur"),
    ("contrats d'assurance", "Contrat | Assureur | Montant de la prime | Échéance"),
    ("dette garantie", "Bénéficiaire de la garantie | Prêteur | Montant garanti | Taux | Année"),
    ("cimetiere", "Allée | Numéro | Concessionnaire | Durée | Date d'expiration"),
    ("effectifs scolaires", "École | Petite section | Moyenne section | Grande section | Total"),
    ("prenoms des agents", "Nom | Prénom | Service | Poste | Téléphone"),
    ("inscriptions", "Nom de l'enfant | Prénom de l'enfant | Classe | Sexe | Allergies"),
    ("", "Tiers | Objet mandat | Montant TTC | Date mandat | Compte"),
    ("parking", "Nom parking | Capacité | Tarif 1h | Tarif 2h | Hauteur max | PMR"),
    ("bornes electriques", "Adresse | Opérateur | Puissance | Nombre de prises | Type de prise"),
    ("covoiturage", "Nom | Commune | Nombre de places | Éclairage | Latitude | Longitude"),
    ("stations de taxi", "Nom | Adresse | Nombre d'emplacements | Latitude | Longitude"),
    ("voies", "Code voie | Nom de la voie | Date de délibération | Origine du nom"),
    ("jury", "Nom | Prénom | Commune"),
    ("equipements sportifs", "Installation | Équipement | Type | Adresse | Quartier | Surface"),
    ("points d'eau incendie", "Numéro | Type | Adresse | Débit | Pression | Date contrôle"),
)
