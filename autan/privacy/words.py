"""Words that tell a private person from an elected one, a place or an organisation. Folded."""

from autan.schemas.names import listed

OFFICES = listed(
    """
    maire adjoint adjointe adjoints conseiller conseillere conseillers president presidente vice
    elu elue elus ministre garde secretaire senateur senatrice depute deputee prefet prefete
    rapporteur rapporteure delegue deleguee representant representante ambassadeur commissaire
    procureur tresorier tresoriere directeur directrice recteur rectrice signataire
    """
)
PLACES = listed(
    """
    rue avenue boulevard place allee allees chemin impasse square esplanade quai route pont
    ecole college lycee creche salle stade gymnase complexe piscine mediatheque bibliotheque
    theatre musee parc jardin residence groupe maison centre prix hommage fondation espace rond
    statue buste memoire monument cite
    """
)
ORGANISATIONS = listed(
    """
    association asso club comite amicale union federation ligue syndicat societe sarl sas sasu
    sa eurl sci scop scic scea gaec earl gie snc selarl ei entreprise ets etablissement
    etablissements fondation mutuelle cooperative compagnie cie theatre ecole college lycee
    universite commune mairie ville departement region metropole communaute office foyer centre
    maison groupe sport sports sportif sportive basket football foot rugby tennis judo gym danse
    musique harmonie chorale ensemble festival fete fetes chasse peche petanque boule boules
    culture culturel culturelle social sociale ccas cias ehpad adil adie udaf caf mjc usep unss
    fcpe ape apel ogec as us uas fc rc sc ac asc esc cercle collectif reseau institut ordre
    chambre agence banque secours croix restos emmaus amis anciens jeunes donneurs sang pompiers
    sapeurs parents eleves habitants quartier patrimoine chateau abbaye eglise paroisse diocese
    congregation mission service services bureau conseil federal nationale national regional
    regionale departemental departementale municipal municipale france francaise francais
    cooperation solidarite aide atelier ateliers radio cinema productions production editions
    librairie coop habitat hlm logement ligues epicerie boulangerie garage restaurant cafe bar
    hotel pharmacie transports travaux btp construction constructions immobilier immobiliere
    energie energies holding freres amenagement cabinet notaire sivom sivu epci ccam sdis gip
    copropriete syndic indivision selas spl sem semop gfa cuma afpa cfa oph opac prive privee
    communal communale intercommunal intercommunale tp ent eiffage veolia suez edf enedis orange
    amap jardins amicales comites clubs associations societes entreprises gymnastique athletisme
    cyclisme velo randonnee natation volley hand handball football handisport theatrale ludotheque
    lecture cinema don donneur boxe karate aikido yoga danses photo echecs bridge tarot scouts
    guides ressourcerie recyclerie tiers-lieu periscolaire laique
    """
)
SENSITIVE = listed(
    """
    secours aide aides indemnite indemnisation dommages recrutement recruter licenciement
    licencie sanction sanctions radiation revocation disciplinaire protection fonctionnelle
    contentieux litige transactionnel naturalisation malade maladie handicap invalidite accident
    deces obseques logement expulsion impaye impayes remise gracieuse dette dettes admission
    valeur hebergement placement ccas rsa apa allocation bourse agent retraite promotion
    mutation detachement disponibilite conge titularisation plainte prejudice
    """
)
ROLES = listed(
    """
    abonne abonnes acquereur acquereurs adherent adherente adherents agent agents allocataire
    allocataires assure assures bailleur bailleurs beneficiaire beneficiaires candidat candidate
    client clients concessionnaire concessionnaires conducteur contact contacts contribuable
    contribuables correspondant debiteur debiteurs declarant declarants defunt defunte defunts
    demandeur demandeurs destinataire donneur eleve eleves enfant enfants etudiant exploitant
    fonctionnaire gerant gerante habitant inhume inhumes inscrit interlocuteur intervenant
    licencie licencies locataire locataires membre membres occupant occupants parent parents
    participant patient patients petitionnaire petitionnaires preneur preneurs president
    presidente presidents proprietaire proprietaires redevable redevables referent resident
    residents responsable responsables salarie salaries secretaire sociataire stagiaire tiers
    titulaire titulaires tresorier tresoriere tuteur usager usagers vendeur victime requerant
    requerants interesse administre administres jure jures electeur electeurs benevole benevoles
    famille chef mere pere conjoint dirigeant dirigeants employe employes medecin praticien
    infirmier nourrice commercant artisan
    """
)
PRIVATE_ROLES = listed(
    """
    abonne abonnes allocataire allocataires concessionnaire concessionnaires contribuable
    contribuables defunt defunte defunts eleve eleves enfant enfants inhume inhumes locataire
    locataires patient patients redevable redevables licencie licencies electeur electeurs
    """
)
"""Roles that nobody but a person holds: a surname alone is enough."""
PUBLIC_ROLES = listed(
    """
    responsable responsables referent contact contacts interlocuteur correspondant intervenant
    exploitant gerant gerante chef medecin praticien infirmier artisan commercant
    """
)
"""Who answers for a service or a firm: it is asked, and nothing waits for the answer."""
ELECTED = listed(
    """
    maire maires adjoint adjointe adjoints conseiller conseillere conseillers elu elue elus
    mandat mandats mandature circonscription canton senateur senatrice depute deputee deputes
    nuance suffrages voix scrutin parlementaire ministre
    """
)
"""Headers of tables of those who hold, or seek, a public mandate."""
COUNTS = listed(
    """
    nombre nb nbr nbre effectif effectifs total occurrence occurrences pourcentage taux part
    moyenne frequence rang statut type categorie code tranche classe
    """
)
"""What makes of a column a figure or a class about people rather than their names."""
NOT_PEOPLE = listed(
    """
    voie rue toponyme lieu commune communes coll collectivite ville departement region epci
    ecole college lycee equipement site
    projet fichier jeu variable champ colonne usuel commercial marque modele espece scientifique
    vernaculaire latin auteur artiste sculpteur peintre architecte personnalite editeur oeuvre
    titre quartier parc arret ligne station marche lot budget
    service domaine theme salle batiment candidature liste adresse date montant objet email mail
    courriel tel telephone
    """
)
"""Words beside « nom » that say that it is not the name of a person."""
LEGAL = listed(
    """
    association asso associations organisme organismes structure raison societe entreprise
    enseigne etablissement
    """
)
"""The same, unless a role stands beside: « Nom de l’organisme bénéficiaire », « Président de
l’association »."""
SAINTS = frozenset(("saint", "sainte", "saints", "st", "ste", "notre", "dame"))
FUNCTION_MAILBOXES = listed(
    """
    mairie contact accueil info infos information secretariat secretaire direction bureau
    president presidence presidente tresorier tresoriere club asso association comite commune
    ville communication courrier administration admin mediatheque bibliotheque ecole college
    lycee centre service services urbanisme etatcivil ccas dgs rh culture sport sports tourisme
    office ot webmaster noreply dpo support sav commercial reservation billetterie opendata
    presse police voirie technique finances marches elus cabinet standard gestion
    """
)
FREE_MAILS = listed(
    """
    gmail.com orange.fr wanadoo.fr free.fr hotmail.fr hotmail.com yahoo.fr yahoo.com laposte.net
    sfr.fr outlook.fr outlook.com live.fr neuf.fr bbox.fr icloud.com msn.com aol.com
    club-internet.fr numericable.fr protonmail.com proton.me gmx.fr
    """
)
FIRST_NAMES = listed(
    """
    adam adele adeline adrien agathe agnes ahmed aicha alain albert alex alexandra alexandre
    alexia alexis alfred ali alice aline alix alizee amandine amelie amelia amina amine ana
    anais andre andrea andree angele angelique anissa anita anna annabelle anne annick annie
    anthony antoine antoinette antonin antonio apolline ariane armand armelle arnaud arthur
    astrid aude audrey auguste aurelie aurelien aurore axel axelle aya baptiste barbara bastien
    baudouin beatrice benedicte benjamin benoit berenice bernadette bernard berthe bertrand
    blanche blandine brahim brice brigitte bruno camille carine carla carole caroline catherine
    cecile cedric celestin celia celine chantal charles charlie charline charlotte chloe
    christel christelle christian christiane christine christophe claire clara clarisse claude
    claudette claudine clea clemence clement clementine cleo clothilde coline colette constance
    coralie corentin corinne cyril cyrille damien daniel daniele danielle danny david deborah
    delphine denis denise diane didier dimitri djamel dominique dorian dylan edgar edith edouard
    edmond eleonore elena eliane elie eliott elisa elisabeth elise ella elodie eloise elsa
    emeline emeric emile emilie emilien emma emmanuel emmanuelle enzo eric erika ernest erwan
    estelle esteban esther ethan etienne eugene eugenie eva evelyne fabien fabienne fabrice
    fanny farid farida fatiha fatima fatma faustine felicie felix ferdinand fernand fernande
    flavie flora florence florent florian florine francine francis franck francois francoise
    frank fred frederic frederique gabin gabriel gabrielle gael gaelle gaetan gaston gauthier
    genevieve geoffrey georges georgette gerald geraldine gerard germaine ghislaine gilbert
    gilberte gilles ginette gisele gregoire gregory guilhem guillaume gustave guy gwenaelle
    habib hamid hassan hector helene henri henriette herve hicham honore hortense hubert hugo
    hugues ibrahim ida ines ingrid irene iris isabelle ismael jacob jacqueline jacques jade
    jamal jawad jean jeanine jeanne jeannine jennifer jeremie jeremy jerome jessica joan joanna
    joel joelle johan johanna john jonathan jordan joris jose josee joseph josephine josette
    josiane joyce juan jules julia julian juliana julie julien juliette justin justine kader
    karim karima karine katia kevin khadija kim laetitia laila lambert lara laura laure lauren
    laurence laurent laurine lea leila lena leo leon leonard leonie leopold leslie leticia liam
    lila lilian liliane lilou lina linda lionel lisa lise lisette loane loic lola lorenzo
    lorraine lou louane louis louisa louise luc lucas lucette lucie lucien lucienne lucile
    ludivine ludovic luis lydia lydie lyna madeleine mael maelle maelys magali maia malik
    mallory manon manuel marc marcel marceau marcelle margaux margot marguerite maria mariam
    marianne marie marielle marin marina marine mario marion marius marjorie marlene marthe
    martin martine maryline maryse maryvonne mateo mathias mathieu mathilde mathis mathys matteo
    matthieu matthias maud maurice max maxence maxime maya mehdi melanie melina melissa melodie
    mercedes michel michele micheline michelle mickael miguel mila milan mireille mohamed
    mohammed monique morgan morgane mounir muriel mustapha myriam nadege nadia nadine nael naima
    nasser natacha natalia nathalie nathan nathanael nicolas nicole nina nino noa noah noe noel
    noelie noelle noemie nolan nolwenn norbert nour nouredine nora oceane octave odette odile
    olga olivia olivier omar ophelie oscar pablo pascal pascale patrice patricia patrick paul
    paula paulette pauline pedro perrine philippe pierre pierrette priscilla quentin rachel
    rachid rachida raoul raphael raphaelle rayan raymond raymonde regine regis reine remi remy
    renaud rene renee richard robert roberte robin rodolphe rodrigue roger roland rolande romain
    romane romeo rosalie rose roseline roxane ruben ryan sabine sabrina sacha said salima salome
    samia samir samira samuel sandra sandrine sara sarah sasha saul sebastien selim serge
    severine sidonie simon simone sofia sofiane solange solene sonia sophie soraya stanislas
    stella stephane stephanie steve steven suzanne suzy sylvain sylvette sylviane sylvie tanguy
    teddy theo theodore therese thibaud thibault thibaut thierry thomas tiago timeo timothee tom
    tony toussaint tristan ugo ulysse ursula valentin valentine valerie vanessa veronique
    victoire victor victoria vincent violette virginie viviane vivien wassim wilfried william
    xavier yacine yael yann yannick yanis yasmina yasmine yohan yohann yolande youcef youssef
    ysaline yvan yves yvette yvon yvonne zacharie zineb zoe zohra zora
    """
)
