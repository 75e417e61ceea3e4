package app

import (
	"context"
	"fmt"
	"runtime"

	"vigie/ground/label"
)

// commands is the table of all commands, in the order of the help. A command
// is one line here and a file of its own.
func commands() []command {
	return []command{
		{
			name: "serve", prepare: serve,
			about: label.T("Start Vigie and answer on an address", "Démarrer Vigie et répondre à une adresse"),
			more: label.T("Without options everything is kept in the folder vigie-data and the address is http://localhost:8080.\nThe first start prints a one-time secret with which the first administrator is made.",
				"Sans option, tout est conservé dans le dossier vigie-data et l’adresse est http://localhost:8080.\nLe premier démarrage affiche un code à usage unique qui permet de créer le premier administrateur."),
		},
		{
			name: "import", args: "FILE", prepare: importFile,
			about: label.T("Bring a spreadsheet into a portfolio", "Importer un tableau dans un portefeuille"),
			more: label.T("As vigie import projects.xlsx --portfolio NAME --as-of 2021-07-31. Columns, units and dates are recognised in French and English.\nRows that may be a known project under another name write nothing and end with 3, until --doubtful or a mapping decides.",
				"Par exemple vigie import projets.xlsx --portfolio NOM --as-of 2021-07-31. Les colonnes, les unités et les dates sont reconnues en français et en anglais.\nSi des lignes sont peut-être un projet connu sous un autre nom, rien n’est écrit et le code est 3, jusqu’à ce que --doubtful ou une correspondance décide."),
		},
		{
			name: "export", prepare: export,
			about: label.T("Write a list of projects as Excel, CSV or JSON", "Écrire une liste de projets en Excel, CSV ou JSON"),
			more:  label.T("As vigie export --portfolio NAME --as-of 2025-12-31 --out projects.xlsx", "Par exemple vigie export --portfolio NOM --as-of 2025-12-31 --out projets.xlsx"),
		},
		{
			name: "user add", args: "LOGIN", prepare: userAdd,
			about: label.T("Make an account", "Créer un compte"),
		},
		{
			name: "user reset-factor", args: "LOGIN", prepare: userResetFactor,
			about: label.T("Take away the second factor of somebody who has lost the phone", "Retirer le second facteur d’une personne qui a perdu son téléphone"),
			more: label.T("The way back when no administrator can do it in the browser. It stands in the audit.",
				"La solution quand aucun administrateur ne peut le faire dans le navigateur. L’audit en garde la trace."),
		},
		{
			name: "demo", prepare: demonstrate,
			about: label.T("Try Vigie with the projects of a company that does not exist", "Essayer Vigie avec les projets d’une entreprise qui n’existe pas"),
			more: label.T("The first time it makes up a mutual insurer, its people, sixty projects and three years of history, in a folder of its own; then it answers on http://localhost:8080.\nOne signs in by choosing a role, without a password: keep it on this machine.",
				"La première fois, elle invente une mutuelle, ses équipes, soixante projets et trois ans d’historique, dans un dossier à part ; puis elle répond sur http://localhost:8080.\nOn s’y connecte en choisissant un rôle, sans mot de passe : gardez-la sur cette machine."),
		},
		{
			name: "backup", args: "[FILE]", prepare: backup,
			about: label.T("Back up the database into one file, while Vigie runs", "Sauvegarder la base de données dans un fichier, pendant que Vigie tourne"),
			more: label.T("Without a name the file goes into the folder backups beside the database. It restores onto SQLite and PostgreSQL alike.",
				"Sans nom, le fichier va dans le dossier backups, à côté de la base. Il se restaure aussi bien sur SQLite que sur PostgreSQL."),
		},
		{
			name: "backup verify", args: "FILE", prepare: backupVerify,
			about: label.T("Prove that a backup can be restored", "Prouver qu’une sauvegarde peut être restaurée"),
			more: label.T("The backup is restored to a temporary place and compared with its manifest: every byte, row, table and hash.",
				"La sauvegarde est restaurée dans un lieu temporaire et comparée à son manifeste : octets, lignes, tables et empreintes."),
		},
		{
			name: "restore", args: "FILE", prepare: restore,
			about: label.T("Bring a backup back", "Restaurer une sauvegarde"),
		},
		{
			name: "copy-to", args: "ADDRESS", prepare: copyTo,
			about: label.T("Copy everything to another, empty database, such as PostgreSQL", "Tout copier vers une autre base vide, par exemple PostgreSQL"),
			more: label.T("Ids, history and passwords are kept. Stop Vigie first, so that nothing is written behind the copy; then start it with --database ADDRESS.",
				"Identifiants, historique et mots de passe sont conservés. Arrêtez d’abord Vigie, pour que rien ne s’écrive après la copie ; puis démarrez-le avec --database ADRESSE."),
		},
		{
			name: "check", prepare: check,
			about: label.T("Check the database: integrity, history, totals", "Contrôler la base de données : intégrité, historique, totaux"),
		},
		{
			name: "ready", args: "[ADDRESS]", prepare: askReady,
			about: label.T("Ask a running server whether it can read and write", "Demander à un serveur en marche s’il peut lire et écrire"),
		},
		{
			name: "config", prepare: showConfig,
			about: label.T("Show the settings in force", "Afficher les réglages en vigueur"),
		},
		{
			name: "config export", args: "[FILE]", prepare: configExport,
			about: label.T("Write what the organisation set up, as one document (JSON)", "Écrire ce que l’organisation a configuré, en un seul document (JSON)"),
			more: label.T("Attributes and lists, roles, lifecycles, forms, trust score, shared views, summary: everything by its key, so that another instance can take it. Its shape is described at /api/v1/config/schema.\nWithout a name it goes to the standard output.",
				"Attributs et listes, rôles, cycles de vie, formulaires, indice de confiance, vues partagées, synthèse\u202f: tout par sa clé, pour qu’une autre instance puisse le reprendre. Sa forme est décrite à /api/v1/config/schema.\nSans nom, il va sur la sortie standard."),
		},
		{
			name: "config diff", args: "FILE", prepare: configDiff,
			about: label.T("Say what applying such a document would change", "Dire ce que l’application d’un tel document changerait"),
			more: label.T("Nothing is written; - is the standard input. It ends with 0 when nothing is different, 1 when something is, 2 when the document cannot be applied.",
				"Rien n’est écrit\u202f; - désigne l’entrée standard. Le code est 0 si rien ne diffère, 1 si quelque chose diffère, 2 si le document ne peut pas être appliqué."),
		},
		{
			name: "config apply", args: "FILE", prepare: configApply,
			about: label.T("Apply such a document: all of it, or nothing", "Appliquer un tel document\u202f: en entier, ou pas du tout"),
			more: label.T("What the document leaves out stays, unless --prune is there. No stored value is lost: attributes go out of use, and each change can be taken back under Administration, Configuration.",
				"Ce que le document ne nomme pas reste, sauf avec --prune. Aucune valeur n’est perdue\u202f: les attributs sont mis hors d’usage, et chaque changement peut être annulé sous Administration, Configuration."),
		},
		{
			name: "openapi", prepare: openapi,
			about: label.T("Print the description of the API (OpenAPI 3.1)", "Afficher la description de l’API (OpenAPI 3.1)"),
		},
		{
			name: "licences", prepare: showLicences,
			about: label.T("Show what Vigie is made of, and the licences of its parts", "Afficher ce dont Vigie est fait, et les licences de ses composants"),
		},
		{
			name: "sbom", prepare: showInventory,
			about: label.T("Print the inventory of the parts (CycloneDX, JSON)", "Afficher l’inventaire des composants (CycloneDX, JSON)"),
		},
		{
			name: "version", prepare: version,
			about: label.T("Show the version of the program", "Afficher la version du programme"),
		},
	}
}

func version(*options) action {
	return func(_ context.Context, c *Console, args []string) error {
		if err := exactly(args, 0, label.T("version takes no argument", "version n’attend pas d’argument")); err != nil {
			return err
		}
		fmt.Fprintf(c.Out, "vigie %s (%s, %s/%s)\n", c.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return nil
	}
}
