import type { Texts } from "./screen-help";

// What the screens of the administration are for.
export const adminHelp: Texts = {
	"/admin": {
		fr: [
			"Le chemin vers chaque liste et chaque réglage.",
			"Chercher un réglage, un attribut, un rôle ou un terme par son nom",
		],
		en: ["The way to every list and every setting.", "Find a setting, an attribute, a role or a term by its name"],
	},
	"/admin/set-up": {
		fr: [
			"Les étapes d’un bureau des projets, et où vous en êtes.",
			"Ouvrir une étape, puis revenir",
			"Passer une étape, ou la reprendre",
		],
		en: [
			"The steps of a project office, and how far you are.",
			"Open a step, then come back",
			"Skip a step, or take it up again",
		],
	},
	"/admin/users": {
		fr: [
			"Les comptes de l’organisation.",
			"Inviter une personne",
			"Voir ses droits, et d’où ils viennent",
			"Voir Vigie comme elle la voit",
		],
		en: [
			"The accounts of the organisation.",
			"Invite a person",
			"See their rights, and where they come from",
			"See Vigie as they see it",
		],
	},
	"/admin/groups": {
		fr: ["Les groupes, pour donner un rôle à plusieurs à la fois.", "Créer un groupe et y mettre des personnes"],
		en: ["Groups, to give a role to several people at once.", "Make a group and put people in it"],
	},
	"/admin/units": {
		fr: [
			"L’arborescence des entités : droits et totaux la suivent.",
			"Ajouter, déplacer ou renommer une entité",
			"Remplacer une entité par une autre",
		],
		en: ["The tree of units: rights and totals follow it.", "Add, move or rename a unit", "Replace a unit by another"],
	},
	"/admin/roles": {
		fr: [
			"Les rôles, et ce que chacun permet.",
			"Comparer deux rôles",
			"Masquer les écrans dont un rôle n’a pas besoin",
		],
		en: ["Roles, and what each allows.", "Compare two roles", "Leave out the screens that a role does not need"],
	},
	"/admin/grants": {
		fr: ["Qui a quel rôle, et où.", "Donner un rôle sur une entité, un projet ou un nœud", "Le retirer"],
		en: ["Who has which role, and where.", "Give a role on a unit, a project or a node", "Take it back"],
	},
	"/admin/access-campaigns": {
		fr: [
			"Les revues des accès : chacun confirme les droits de son entité.",
			"Lancer une revue",
			"Suivre les réponses, puis retirer ce qui doit l’être",
		],
		en: [
			"Access reviews: each confirms the rights of his unit.",
			"Start a review",
			"Follow the answers, then withdraw what must go",
		],
	},
	"/admin/credentials": {
		fr: ["Les sessions et les jetons en cours.", "Mettre fin à une session ou à un jeton"],
		en: ["The live sessions and tokens.", "End a session or a token"],
	},
	"/admin/hierarchies": {
		fr: [
			"Les arborescences de votre organisation : stratégie, géographie, produits.",
			"Créer une hiérarchie et ses nœuds",
			"Déplacer un nœud, avec ses droits et son historique",
		],
		en: [
			"The trees of your organisation: strategy, geography, products.",
			"Make a hierarchy and its nodes",
			"Move a node, with its rights and its history",
		],
	},
	"/admin/fields": {
		fr: [
			"Le catalogue : chaque attribut, défini une fois, dans les deux langues.",
			"Ajouter un attribut, une liste, une formule",
			"Voir où il sert avant de le changer",
			"Changer sa clé ou sa nature, avec l’aperçu des valeurs",
		],
		en: [
			"The catalogue: each attribute, defined once, in both languages.",
			"Add an attribute, a list, a formula",
			"See where it is used before changing it",
			"Change its key or kind, with a preview of the values",
		],
	},
	"/admin/forms": {
		fr: [
			"Les formulaires, par type, étape, variante et rôle.",
			"Ordonner rubriques et attributs, à la souris ou au clavier",
			"Voir l’aperçu comme un rôle le voit",
		],
		en: [
			"Forms, by type, stage, variant and role.",
			"Order sections and attributes, by mouse or by keys",
			"Preview them as a role sees them",
		],
	},
	"/admin/types": {
		fr: [
			"Les types de projet et leur cycle de vie.",
			"Dessiner étapes et passages",
			"Essayer sur de vrais projets, puis publier",
			"Revenir à une version",
		],
		en: [
			"Project types and their lifecycle.",
			"Draw stages and moves",
			"Try on real projects, then publish",
			"Go back to a version",
		],
	},
	"/admin/templates": {
		fr: [
			"Les modèles : de quoi démarrer un projet.",
			"Composer un modèle à partir d’un projet",
			"L’appliquer à plusieurs, avec ce qui changerait",
		],
		en: [
			"Templates: what a project starts with.",
			"Make a template from a project",
			"Apply it to many, with what would change",
		],
	},
	"/admin/rates": {
		fr: ["Les taux de change, par date.", "Ajouter un taux", "Le corriger : les totaux convertis suivent"],
		en: ["Exchange rates, by date.", "Add a rate", "Correct it: converted totals follow"],
	},
	"/admin/trust": {
		fr: [
			"Ce dont l’indice de confiance est fait.",
			"Choisir attributs, rythmes et règles",
			"Voir l’effet sur les projets avant d’enregistrer",
		],
		en: [
			"What the trust score is made from.",
			"Choose attributes, rhythms and rules",
			"See the effect on projects before saving",
		],
	},
	"/admin/vocabulary": {
		fr: ["Comment votre organisation nomme les choses.", "Renommer un terme partout", "Formuler un texte autrement"],
		en: ["What your organisation calls things.", "Rename a term everywhere", "Word a text otherwise"],
	},
	"/admin/attribute-groups": {
		fr: [
			"Sous quels titres, et dans quel ordre, les attributs sont présentés partout.",
			"Faire un groupe, le renommer, le déplacer à la souris ou au clavier",
			"Mettre plusieurs attributs dans un groupe d’un seul geste",
			"Supprimer un groupe en disant lequel reprend ses attributs",
		],
		en: [
			"Under which headings, and in which order, attributes stand everywhere.",
			"Make a group, rename it, move it by mouse or by keys",
			"Put several attributes into a group at once",
			"Delete a group, saying which one takes its attributes",
		],
	},
	"/admin/guides": {
		fr: [
			"Les guides de votre méthode, que chacun lit sur la page de la méthode.",
			"Écrire un guide en deux langues, avec un aperçu à côté",
			"Le placer près d’un type, d’une étape ou d’un rôle, et choisir qui le voit",
			"Changer leur ordre, relire une version et y revenir",
		],
		en: [
			"The guides of your method, which everybody reads on the page of the method.",
			"Write a guide in two languages, with a preview beside it",
			"Put it near a type, a stage or a role, and choose who sees it",
			"Change their order, read a version again and go back to it",
		],
	},
	"/admin/constants": {
		fr: [
			"Des chiffres, dates et textes valables partout, que les formules et les filtres utilisent par leur nom.",
			"Donner une valeur, et une autre à partir d’une date",
			"Voir quels projets un changement touche, avant d’enregistrer",
			"Savoir où une constante sert, et revenir à une version",
		],
		en: [
			"Figures, dates and texts that hold everywhere, which formulas and filters use by their name.",
			"Give a value, and another one from a date on",
			"See which projects a change touches before it is saved",
			"Know where a constant is used, and go back to a version",
		],
	},
	"/admin/calendars": {
		fr: [
			"Quand on travaille, pour toute l’organisation, une entité ou un projet.",
			"Choisir la semaine et les jours fériés d’un pays",
			"Ajouter des jours non travaillés, une fois ou chaque année, ou les importer",
			"Voir l’année telle qu’elle sera, avant d’enregistrer",
		],
		en: [
			"When there is work, for the whole organisation, a unit or a project.",
			"Choose the week and the public holidays of a country",
			"Add days off, once or every year, or import them",
			"See the year as it will be, before it is saved",
		],
	},
	"/admin/conventions": {
		fr: [
			"Comment votre organisation compte le temps et écrit les chiffres.",
			"Régler semaine, exercice, montants, nombres et dates",
			"Voir l’effet sur de vrais chiffres",
			"Revenir à une version",
		],
		en: [
			"How your organisation counts time and writes figures.",
			"Set week, fiscal year, amounts, numbers and dates",
			"See the effect on real figures",
			"Go back to a version",
		],
	},
	"/admin/configuration": {
		fr: [
			"Toute la configuration, comme un seul document.",
			"Partir d’un kit de démarrage",
			"Comparer un fichier, l’appliquer, revenir en arrière",
			"Travailler sur un brouillon, puis publier",
		],
		en: [
			"The whole configuration, as one document.",
			"Begin from a starter kit",
			"Compare a file, apply it, go back",
			"Work on a draft, then publish",
		],
	},
	"/admin/slide-masters": {
		fr: [
			"Les modèles de présentation des rapports.",
			"Déposer votre modèle PowerPoint",
			"Télécharger celui qui est fourni, pour le modifier",
		],
		en: ["The slide templates of reports.", "Drop your PowerPoint template", "Download the one provided, to change it"],
	},
	"/admin/mappings": {
		fr: ["Ce que l’import a appris de vos fichiers.", "Corriger une correspondance de colonnes", "L’oublier"],
		en: ["What the import learnt from your files.", "Correct how columns are matched", "Forget it"],
	},
	"/admin/settings": {
		fr: [
			"Ce qui vaut pour tous : nom, devise, langue, sessions, classification.",
			"Chercher un réglage par son nom",
			"Changer une valeur : elle vaut aussitôt",
		],
		en: [
			"What holds for all: name, currency, language, sessions, classification.",
			"Find a setting by its name",
			"Change a value: it holds at once",
		],
	},
	"/admin/audit": {
		fr: [
			"Qui est entré, qui a été refusé, quels droits ont changé.",
			"Filtrer par personne, date ou nature",
			"Exporter pour un auditeur",
		],
		en: [
			"Who came in, who was refused, which rights changed.",
			"Filter by person, date or kind",
			"Export for an auditor",
		],
	},
	"/admin/mail": {
		fr: ["Les courriels envoyés, et ceux qui n’ont pas pu l’être.", "Envoyer un courriel d’essai", "Relire un envoi"],
		en: ["The letters that left, and those that could not.", "Send a test letter", "Read a letter again"],
	},
	"/admin/jobs": {
		fr: ["Les tâches de fond : faites, en cours, échouées.", "Relancer une tâche échouée"],
		en: ["Background jobs: done, running, failed.", "Run a failed job again"],
	},
	"/admin/backups": {
		fr: [
			"Les sauvegardes, et la date de la dernière vérifiée.",
			"Sauvegarder maintenant",
			"Vérifier ou télécharger une sauvegarde",
		],
		en: ["Backups, and when the last one was verified.", "Back up now", "Verify or download a backup"],
	},
	"/admin/health": {
		fr: ["L’état du système : disque, mémoire, base, courriel.", "Voir ce qui demande une intervention"],
		en: ["How the system is: disk, memory, database, mail.", "See what needs somebody to act"],
	},
};
