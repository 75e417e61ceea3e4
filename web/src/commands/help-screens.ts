import type { Texts } from "./screen-help";

// What the screens are for, but for those of the administration.
export const screensHelp: Texts = {
	"/home": {
		fr: [
			"Ce qui vous attend, et ce qui a changé depuis votre dernière visite.",
			"Ouvrir un projet, une date ou une action d’un clic",
			"Répondre aux points mensuels qui vous sont demandés",
			"Suivre la mise en route, si vous administrez Vigie",
		],
		en: [
			"What waits for you, and what changed since your last visit.",
			"Open a project, a date or an action with one click",
			"Answer the monthly rounds that ask for you",
			"Follow the set-up, if you administer Vigie",
		],
	},
	"/summary": {
		fr: [
			"Les portefeuilles sur une page : chiffres, météo, dérives, ce qui est attendu.",
			"Ouvrir un chiffre sur les projets qui le font",
			"Comparer avec une date, la référence ou une revue",
			"Disposer les blocs, et recevoir la page par courriel",
		],
		en: [
			"Portfolios on one page: figures, weather, drift, what is asked.",
			"Open a figure on the projects that make it",
			"Compare with a date, the baseline or a review",
			"Arrange the blocks, and get the page by mail",
		],
	},
	"/summary/$id": {
		fr: [
			"Un portefeuille sur une page, tel que le comité le lit.",
			"Ouvrir un chiffre sur les projets qui le font",
			"Disposer les blocs à la souris ou au clavier",
			"Produire le rapport en PDF, PowerPoint ou Excel",
		],
		en: [
			"One portfolio on one page, as the committee reads it.",
			"Open a figure on the projects that make it",
			"Arrange the blocks by mouse or by keys",
			"Make the report as PDF, PowerPoint or Excel",
		],
	},
	"/portfolio": {
		fr: [
			"Tous les projets que vous voyez, dans une grille qui se comporte comme un tableur.",
			"Modifier une cellule : tapez, ou Entrée ; Échap annule",
			"Filtrer, grouper, trier, puis enregistrer la vue",
			"Coller depuis Excel, avec l’aperçu de ce qui serait refusé",
			"Changer d’affichage : fiches, tableau, chronologie, bulles, croisé",
		],
		en: [
			"All projects that you see, in a grid that behaves like a spreadsheet.",
			"Change a cell: type, or Enter; Escape cancels",
			"Filter, group, sort, then keep the view",
			"Paste from Excel, with a preview of what would be refused",
			"Change the display: cards, board, timeline, bubbles, pivot",
		],
	},
	"/portfolio/$id": {
		fr: [
			"Les projets d’un portefeuille.",
			"Modifier, filtrer et grouper comme dans la liste entière",
			"Ajouter ou retirer des projets du portefeuille",
		],
		en: [
			"The projects of one portfolio.",
			"Edit, filter and group as in the whole list",
			"Add projects to the portfolio, or take them out",
		],
	},
	"/project/$id": {
		fr: [
			"Un projet entier : attributs, dates clés, risques, actions, échanges, historique.",
			"Modifier chaque valeur sur place",
			"Passer à l’étape suivante, quand la méthode le permet",
			"Revenir sur une modification depuis l’historique",
		],
		en: [
			"A whole project: attributes, key dates, risks, actions, talk, history.",
			"Change each value in place",
			"Move to the next stage, when the method allows it",
			"Take a change back from the history",
		],
	},
	"/milestones": {
		fr: [
			"Les dates clés de tous les projets : promises, prévues, tenues.",
			"Voir ce qui est en retard ou proche",
			"Modifier une date : l’écart avec la référence se calcule",
		],
		en: [
			"The key dates of all projects: promised, expected, met.",
			"See what is late or near",
			"Change a date: its drift from the baseline is computed",
		],
	},
	"/risks": {
		fr: [
			"Les risques de tous les projets, avec leur criticité.",
			"Filtrer par propriétaire, état ou criticité",
			"Noter le plan de traitement",
		],
		en: [
			"The risks of all projects, with their criticality.",
			"Filter by owner, state or criticality",
			"Note the response",
		],
	},
	"/actions": {
		fr: [
			"Les actions à mener, par responsable et échéance.",
			"Clore une action",
			"Retrouver la revue ou le projet d’où elle vient",
		],
		en: [
			"The actions to be done, by owner and due date.",
			"Close an action",
			"Find the review or the project it comes from",
		],
	},
	"/decisions": {
		fr: ["Les décisions prises ou attendues.", "Retrouver qui a décidé quoi, quand et pourquoi", "Noter une décision"],
		en: ["The decisions taken or expected.", "Find who decided what, when and why", "Note a decision"],
	},
	"/reviews": {
		fr: [
			"Les revues de portefeuille : préparées, tenues, closes.",
			"Préparer une revue sur un portefeuille",
			"Relire les comptes rendus",
		],
		en: ["The portfolio reviews: prepared, held, closed.", "Prepare a review of a portfolio", "Read the minutes again"],
	},
	"/reviews/$id": {
		fr: [
			"La préparation d’une revue : date, ordre du jour, durée.",
			"Choisir les projets par règles ou à la main",
			"Figer la date, puis ouvrir la présentation",
		],
		en: [
			"The preparation of a review: date, agenda, time.",
			"Choose projects by rules or by hand",
			"Freeze the date, then open the presentation",
		],
	},
	"/reviews/$id/run": {
		fr: [
			"La revue en plein écran, un projet à la fois.",
			"Avancer et reculer par les flèches",
			"D note une décision, T une action, sans quitter l’écran",
		],
		en: [
			"The review in full screen, one project at a time.",
			"Go on and back with the arrows",
			"D notes a decision, T an action, without leaving the screen",
		],
	},
	"/reviews/$id/minutes": {
		fr: [
			"Le compte rendu de la revue : décisions, actions, conclusion.",
			"Compléter la conclusion, puis clore",
			"L’envoyer, ou le produire en PDF ou PowerPoint",
		],
		en: [
			"The minutes of the review: decisions, actions, conclusion.",
			"Complete the conclusion, then close",
			"Send them, or make them as PDF or PowerPoint",
		],
	},
	"/rounds": {
		fr: [
			"Les points mensuels : qui met à jour quoi, pour quand.",
			"Répondre à ceux qui vous attendent",
			"Lancer un point sur un portefeuille",
		],
		en: [
			"The monthly rounds: who brings what up to date, by when.",
			"Answer those that wait for you",
			"Start a round on a portfolio",
		],
	},
	"/rounds/$id": {
		fr: [
			"Un point mensuel : vos projets à mettre à jour, ou l’avancement des réponses.",
			"Répondre sur une page, projet par projet",
			"Relancer ceux qui n’ont pas répondu",
		],
		en: [
			"A monthly round: your projects to update, or how far the answers are.",
			"Answer on one page, project by project",
			"Remind those who have not answered",
		],
	},
	"/access-campaigns/$id": {
		fr: [
			"Les accès que vous devez passer en revue.",
			"Garder ou retirer chaque droit",
			"Laisser un mot à l’administrateur",
		],
		en: [
			"The rights that you are asked to look through.",
			"Keep or withdraw each right",
			"Leave a note for the administrator",
		],
	},
	"/history": {
		fr: [
			"Toutes les modifications, de tous.",
			"Trouver qui a changé quoi, et quand",
			"Revenir sur une modification, même ancienne",
		],
		en: ["All changes, by everyone.", "Find who changed what, and when", "Take a change back, even an old one"],
	},
	"/method": {
		fr: [
			"La méthode de l’organisation : guides, types, étapes, modèles et glossaire.",
			"Lire les guides, chacun près de ce dont il parle",
			"Chercher le sens d’un mot",
			"Imprimer la page",
		],
		en: [
			"The method of the organisation: guides, types, stages, templates and glossary.",
			"Read the guides, each near what it is about",
			"Look up what a word means",
			"Print the page",
		],
	},
	"/import": {
		fr: ["Les fichiers importés, et ce que chacun a apporté.", "Importer un tableur", "Annuler un import tout entier"],
		en: ["The files that were imported, and what each brought.", "Import a spreadsheet", "Undo a whole import"],
	},
	"/import/new": {
		fr: [
			"Le choix du fichier et de ce qu’il contient.",
			"Déposer un fichier Excel ou CSV",
			"Choisir la date de l’édition",
		],
		en: ["The choice of a file and of what it holds.", "Drop an Excel or CSV file", "Choose the date of the edition"],
	},
	"/import/$id": {
		fr: [
			"Un import, avant et après son application.",
			"Vérifier colonnes, unités et totaux de contrôle",
			"Corriger les lignes refusées, puis appliquer",
		],
		en: [
			"An import, before and after it is applied.",
			"Check columns, units and control totals",
			"Put refused rows right, then apply",
		],
	},
	"/account": {
		fr: [
			"Votre compte : préférences, mot de passe, sessions et jetons.",
			"Changer de langue, de thème ou de densité",
			"Ajouter un second facteur",
			"Déléguer vos droits pour un temps",
		],
		en: [
			"Your account: preferences, password, sessions and tokens.",
			"Change language, theme or density",
			"Add a second factor",
			"Hand your rights on for a while",
		],
	},
	"/setup": {
		fr: [
			"Le premier démarrage : l’organisation et son premier administrateur.",
			"Saisir le code affiché par le serveur",
		],
		en: ["The first start: the organisation and its first administrator.", "Type the code that the server printed"],
	},
	"/forgot": {
		fr: ["Un lien pour choisir un nouveau mot de passe.", "Demander le lien par courriel"],
		en: ["A link to choose a new password.", "Ask for the link by mail"],
	},
	"/reset": {
		fr: ["Le choix d’un nouveau mot de passe.", "Choisir une phrase longue, facile à retenir"],
		en: ["The choice of a new password.", "Choose a long phrase that is easy to remember"],
	},
	"/design": {
		fr: [
			"La référence visuelle de l’application, pour qui la développe.",
			"Voir chaque élément dans chacun de ses états",
		],
		en: ["What the application looks like, for those who build it.", "See each element in each of its states"],
	},
};
