package demo

// plan is what a project is meant to be. Months count from the current one;
// amounts are in thousands of euros.
type plan struct {
	code, name string
	unit       string
	manager    string
	kind       string // of the list of types
	priority   string
	axis       string
	tags       string
	begin      int
	length     int
	cost       int64
	benefit    int64
	risk       int // of trouble in a month, in %
	about      string
}

// programmes come first: a project whose code begins with theirs belongs to them.
var programmes = []plan{
	{code: "CAP", name: "Programme Cap Prestations", unit: "GES", manager: "thomas.guerin", kind: "programme", priority: "critical", axis: "efficiency", tags: "committee", begin: -36, length: 54, about: "Remplacer en quatre ans l’outil de gestion des prestations de santé, sans interrompre les remboursements."},
	{code: "ADH", name: "Programme Adhérent 360", unit: "REL", manager: "nadia.belkacem", kind: "programme", priority: "high", axis: "member", tags: "committee", begin: -35, length: 53, about: "Connaître chaque adhérent une seule fois, et lui répondre de la même façon par tous les canaux."},
	{code: "SOC", name: "Programme Socle numérique", unit: "PRD", manager: "thomas.guerin", kind: "programme", priority: "high", axis: "compliance", begin: -36, length: 54, about: "Sortir du second centre de données et remettre à niveau les infrastructures communes."},
}

var plans = []plan{
	{"CAP-01", "Migration du cœur de gestion santé", "GES", "stephane.noiret", "project", "critical", "efficiency", "committee,supplier", -30, 40, 4200, 900, 0, "Passer les 310 000 bénéficiaires sur le nouveau progiciel de gestion, régime par régime."},
	{"CAP-02", "Reprise des données historiques de prestations", "GES", "sandrine.lacombe", "project", "critical", "efficiency", "data", -26, 34, 780, 0, 30, "Reprendre sept ans de décomptes, contrôlés au centime avec la comptabilité."},
	{"CAP-03", "Moteur de règles de remboursement", "ETU", "julien.mercier", "project", "high", "efficiency", "", -20, 25, 640, 180, 18, "Décrire les garanties une seule fois, hors du code, et les simuler avant leur mise en service."},
	{"CAP-04", "Dématérialisation du tiers payant", "GES", "elodie.perrin", "project", "high", "member", "", -16, 13, 520, 240, 0, "Répondre en temps réel aux demandes de prise en charge des opticiens et des dentistes."},
	{"CAP-05", "Lutte contre la fraude par l’analyse de données", "RAC", "karim.haddad", "project", "medium", "compliance", "data,ai", -8, 14, 390, 420, 25, "Repérer les facturations anormales avant paiement, avec explication au gestionnaire."},
	{"CAP-06", "Archivage et purge des dossiers clos", "GES", "julien.mercier", "project", "medium", "compliance", "data", -3, 9, 210, 40, 12, "Appliquer les durées de conservation aux dossiers de prestations clos."},
	{"ADH-01", "Référentiel client unique", "REL", "vincent.chauvel", "project", "critical", "member", "data,committee", -15, 14, 960, 310, 0, "Une seule fiche par personne, quels que soient ses contrats et ses anciens numéros."},
	{"ADH-02", "Espace adhérent et application mobile", "MKT", "maelle.legoff", "project", "high", "member", "mobile,committee", -13, 20, 1150, 260, 0, "Refaire l’espace personnel, avec carte de tiers payant et suivi des remboursements sur mobile."},
	{"ADH-03", "Centre de relation multicanal", "REL", "olivier.bastide", "project", "high", "member", "supplier", -9, 18, 680, 150, 32, "Téléphone, courriel, messagerie et courrier dans une seule file, avec historique commun."},
	{"ADH-04", "Assistant vocal pour les adhérents", "REL", "hugo.ferrand", "project", "medium", "member", "ai", -11, 16, 450, 200, 0, "Traiter sans attente les demandes simples : attestation, suivi d’un remboursement."},
	{"ADH-05", "Signature électronique des contrats", "DCD", "celine.aubry", "project", "medium", "growth", "", -32, 11, 180, 95, 10, "Signer en ligne les adhésions individuelles et les avenants."},
	{"ADH-06", "Consentements et préférences de contact", "REL", "julien.mercier", "regulatory", "medium", "compliance", "", -6, 10, 140, 0, 15, "Recueillir, prouver et respecter les choix de contact de chacun."},
	{"SOC-01", "Sortie du second centre de données", "PRD", "damien.poirier", "infrastructure", "critical", "compliance", "committee", -34, 46, 1900, 380, 22, "Déménager ou arrêter 214 serveurs avant l’échéance du bail."},
	{"SOC-02", "Bascule vers le nuage privé", "PRD", "damien.poirier", "infrastructure", "high", "efficiency", "cloud,supplier", -12, 24, 1350, 210, 28, "Héberger les applications de gestion chez un prestataire certifié pour les données de santé."},
	{"SOC-03", "Modernisation du poste de travail", "PRD", "patrice.volland", "infrastructure", "medium", "people", "", -24, 28, 720, 60, 20, "Renouveler 640 postes et passer à une bureautique collaborative."},
	{"SOC-04", "Gestion des identités et des accès", "SEC", "yann.kerdoncuff", "infrastructure", "high", "compliance", "", -10, 16, 540, 0, 18, "Une identité par personne, des droits qui suivent les arrivées, les mutations et les départs."},
	{"SOC-05", "Supervision et observabilité", "PRD", "laurent.esnault", "infrastructure", "medium", "efficiency", "", -5, 11, 260, 50, 12, "Voir les pannes avant les utilisateurs, du réseau jusqu’aux parcours."},
	{"REG-01", "Résilience opérationnelle numérique (DORA)", "RAC", "claire.montagnac", "regulatory", "critical", "compliance", "committee", -16, 18, 880, 0, 0, "Registre des prestataires, tests de résilience et déclaration des incidents."},
	{"REG-02", "Rapport de durabilité (CSRD)", "RAC", "fatou.diarra", "regulatory", "high", "compliance", "data", -11, 16, 310, 0, 20, "Produire et faire auditer le premier rapport de durabilité."},
	{"REG-03", "Automatisation des états prudentiels", "RAC", "claire.montagnac", "regulatory", "high", "compliance", "data", -9, 15, 420, 120, 16, "Produire les états trimestriels de Solvabilité II sans ressaisie."},
	{"REG-04", "IFRS 17 : comptabilisation des contrats", "DAF", "romain.desjours", "regulatory", "high", "compliance", "", -38, 30, 690, 0, 14, "Calculer et comptabiliser les contrats selon la nouvelle norme."},
	{"REG-05", "Nouveaux paniers du 100 % santé", "GES", "elodie.perrin", "regulatory", "high", "compliance", "", -4, 7, 160, 0, 14, "Intégrer les nouveaux paniers d’optique et de prothèses capillaires."},
	{"REG-06", "Facturation électronique entre entreprises", "DAF", "romain.desjours", "regulatory", "high", "compliance", "supplier", -7, 15, 270, 70, 26, "Émettre et recevoir les factures par une plateforme agréée."},
	{"REG-07", "Durées de conservation des données personnelles", "RAC", "fatou.diarra", "regulatory", "medium", "compliance", "data", -8, 12, 130, 0, 12, "Appliquer dans chaque application les durées du registre des traitements."},
	{"REG-08", "Complémentaire des agents publics", "DCD", "aurelie.tessier", "regulatory", "high", "growth", "", -6, 13, 350, 500, 24, "Répondre aux appels d’offres de la protection sociale complémentaire obligatoire."},
	{"REG-09", "Résiliation en trois clics", "MKT", "celine.aubry", "regulatory", "high", "compliance", "", -15, 6, 95, 0, 8, "Permettre la résiliation en ligne, sans motif ni appel."},
	{"MKT-01", "Refonte du site institutionnel", "MKT", "marion.gaillard", "project", "medium", "growth", "", -34, 12, 240, 60, 18, "Un site plus simple, accessible et trouvé par les moteurs de recherche."},
	{"MKT-02", "Devis en ligne pour les indépendants", "MKT", "marion.gaillard", "project", "medium", "growth", "mobile", -5, 10, 190, 230, 20, "Du devis à la signature en moins de dix minutes."},
	{"MKT-03", "Parrainage et fidélisation", "MKT", "aurelie.tessier", "project", "low", "growth", "", 2, 6, 75, 90, 10, "Remercier les adhérents qui en amènent d’autres."},
	{"MKT-04", "Nouvelle identité de marque", "MKT", "marion.gaillard", "project", "medium", "growth", "", -36, 14, 320, 0, 15, "Nom, signes et ton communs aux trois anciennes mutuelles."},
	{"MKT-05", "Tarificateur des offres collectives", "DCD", "hugo.ferrand", "project", "high", "growth", "", -8, 13, 410, 380, 26, "Chiffrer une offre de groupe en séance, avec les règles de l’actuariat."},
	{"COM-01", "Pilotage des réseaux de courtage", "DCD", "aurelie.tessier", "project", "medium", "growth", "data", -36, 15, 280, 140, 18, "Suivre les apporteurs, leurs affaires et leurs commissions."},
	{"COM-02", "Nouvelle gamme pour les seniors", "DCD", "celine.aubry", "project", "medium", "growth", "", -3, 8, 150, 320, 14, "Trois niveaux de garanties, une tarification qui n’augmente pas après 75 ans."},
	{"COM-03", "Trois agences pilotes", "DCD", "olivier.bastide", "project", "medium", "member", "", -7, 16, 540, 110, 22, "Essayer un nouveau modèle d’agence à Morlaix, Vannes et Saumur."},
	{"COM-04", "Portail des entreprises clientes", "DCD", "hugo.ferrand", "project", "high", "growth", "", -23, 30, 620, 270, 30, "Affiliations, mouvements et cotisations en libre-service pour les entreprises."},
	{"REL-01", "Base de connaissances des conseillers", "REL", "julien.mercier", "project", "medium", "efficiency", "ai", -7, 8, 110, 70, 10, "La bonne réponse en moins d’une minute, la même au téléphone et en agence."},
	{"REL-02", "Analyse des réclamations", "REL", "elodie.perrin", "project", "low", "member", "data", -10, 7, 85, 20, 10, "Comprendre les causes des réclamations et les traiter à la source."},
	{"REL-03", "Rappel automatique et file virtuelle", "REL", "olivier.bastide", "project", "medium", "member", "", -4, 7, 120, 45, 12, "Proposer un rappel au-delà de trois minutes d’attente."},
	{"REL-04", "Éditique et courriers de gestion", "GES", "sandrine.lacombe", "project", "medium", "efficiency", "supplier", -26, 28, 370, 130, 24, "Passer de 1 200 modèles de courrier à 300, relus et accessibles."},
	{"SEC-01", "Chiffrement des sauvegardes", "SEC", "yann.kerdoncuff", "infrastructure", "high", "compliance", "", -37, 10, 90, 0, 8, "Chiffrer toutes les sauvegardes et en éprouver la restauration."},
	{"SEC-02", "Centre opérationnel de sécurité", "SEC", "maelle.legoff", "infrastructure", "high", "compliance", "supplier", -11, 19, 460, 0, 0, "Surveiller les systèmes jour et nuit, avec un prestataire qualifié."},
	{"SEC-03", "Plan de reprise d’activité", "SEC", "yann.kerdoncuff", "infrastructure", "high", "compliance", "", -9, 14, 330, 0, 20, "Redémarrer les remboursements en moins de huit heures, preuve à l’appui."},
	{"SEC-04", "Authentification forte des partenaires", "SEC", "yann.kerdoncuff", "infrastructure", "medium", "compliance", "", 1, 7, 140, 0, 10, "Un second facteur pour les courtiers et les professionnels de santé."},
	{"ETU-01", "Entrepôt de données décisionnel", "ETU", "karim.haddad", "project", "high", "efficiency", "data,cloud", -34, 41, 840, 190, 26, "Une seule source pour les tableaux de bord, rafraîchie chaque nuit."},
	{"ETU-02", "Plateforme d’échanges entre applications", "ETU", "julien.mercier", "infrastructure", "high", "efficiency", "cloud", -11, 15, 380, 90, 20, "Remplacer 140 échanges de fichiers par des interfaces décrites et surveillées."},
	{"ETU-03", "Échanges avec le réassureur de Londres", "ETU", "karim.haddad", "project", "medium", "efficiency", "data", -11, 15, 240, 60, 12, "Transmettre traités et sinistres sans ressaisie ; le contrat, et donc le budget, est en livres."},
	{"ETU-04", "Arrêt de l’ancien portail", "ETU", "julien.mercier", "project", "low", "efficiency", "", -2, 5, 60, 85, 8, "Éteindre le portail de 2011 et ses onze dépendances."},
	{"PRD-01", "Renouvellement du réseau des agences", "PRD", "laurent.esnault", "infrastructure", "medium", "efficiency", "supplier", -35, 16, 290, 65, 22, "Raccorder 38 sites en fibre, avec secours mobile."},
	{"PRD-02", "Téléphonie unifiée", "PRD", "patrice.volland", "infrastructure", "medium", "efficiency", "", -9, 12, 230, 55, 0, "Remplacer les autocommutateurs par une téléphonie sur les postes."},
	{"PRD-03", "Impression et numérisation des sites", "PRD", "laurent.esnault", "infrastructure", "low", "efficiency", "", -37, 9, 95, 30, 8, "Moitié moins d’imprimantes, numérisation dès l’ouverture du courrier."},
	{"FIN-01", "Outil de consolidation budgétaire", "DAF", "romain.desjours", "project", "medium", "efficiency", "data", -33, 13, 260, 60, 18, "Préparer le budget et les réestimés sans classeurs."},
	{"FIN-02", "Suivi des placements", "DAF", "ines.lavigne", "project", "medium", "compliance", "", -4, 14, 340, 80, 14, "Suivre l’exposition et le rendement des placements en un seul endroit."},
	{"FIN-03", "Achats et contrats fournisseurs", "DAF", "ines.lavigne", "project", "low", "efficiency", "", -34, 11, 150, 75, 12, "Un registre des contrats, des alertes avant échéance."},
	{"FIN-04", "Entrepôt actuariel et provisions", "RAC", "claire.montagnac", "project", "high", "compliance", "data", -13, 20, 480, 100, 24, "Calculer les provisions sur des données rapprochées de la gestion."},
	{"DRH-01", "Système d’information des ressources humaines", "DRH", "fatou.diarra", "project", "high", "people", "supplier", -24, 28, 590, 140, 28, "Un dossier unique du collaborateur, de l’embauche à la paie."},
	{"DRH-02", "Temps et télétravail", "DRH", "ines.lavigne", "project", "medium", "people", "", -33, 9, 130, 40, 10, "Déclarer ses temps et ses jours à distance en un geste."},
	{"DRH-03", "Parcours de formation en ligne", "DRH", "ines.lavigne", "study", "low", "people", "", 3, 8, 70, 15, 8, "Un parcours par métier, commencé dès la première semaine."},
}

// foreign are the projects that do not count in euros.
var foreign = map[string]string{"ETU-03": "GBP"}

// duplicate is a project that was entered twice and put into the bin.
var duplicate = plan{"REL-05", "Enquête de satisfaction à chaud", "REL", "elodie.perrin", "study", "low", "member", "data", -8, 8, 40, 0, 5, "Interroger l’adhérent juste après son appel."}

// sponsors are the directors, by the unit whose projects they answer for.
var sponsors = map[string]string{
	"DG": "bernard.delattre", "BDP": "bernard.delattre", "DSI": "isabelle.fontanel", "ETU": "isabelle.fontanel", "PRD": "isabelle.fontanel", "SEC": "isabelle.fontanel",
	"DSP": "marc.lestrade", "GES": "marc.lestrade", "REL": "marc.lestrade", "DCD": "sylvie.carpentier", "MKT": "sylvie.carpentier",
	"DAF": "philippe.aumont", "RAC": "philippe.aumont", "DRH": "anne.quemeneur",
}

// ties are the links between projects.
var ties = []struct{ from, kind, to, note string }{
	{"CAP-01", "depends_on", "CAP-02", "Pas de bascule sans reprise contrôlée"},
	{"CAP-01", "depends_on", "CAP-03", ""},
	{"ADH-02", "depends_on", "ADH-01", "L’application lit la fiche unique"},
	{"ADH-03", "depends_on", "ADH-01", ""},
	{"COM-04", "depends_on", "ETU-02", ""},
	{"SOC-01", "depends_on", "SOC-02", "Les serveurs de gestion partent en premier"},
	{"ETU-04", "depends_on", "ADH-02", ""},
	{"FIN-04", "depends_on", "ETU-01", "Même source de données"},
	{"SEC-03", "relates_to", "SOC-01", ""},
	{"REG-01", "relates_to", "SEC-02", "La surveillance fait partie des preuves attendues"},
}
