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
		{name: "serve", prepare: serve,
			about: label.T("Start Vigie and answer on an address", "Démarrer Vigie et répondre à une adresse"),
			more: label.T("Without options everything is kept in the folder vigie-data and the address is http://localhost:8080.\nThe first start prints a one-time secret with which the first administrator is made.",
				"Sans option, tout est conservé dans le dossier vigie-data et l’adresse est http://localhost:8080.\nLe premier démarrage affiche un code à usage unique qui permet de créer le premier administrateur.")},
		{name: "config", prepare: showConfig,
			about: label.T("Show the settings in force", "Afficher les réglages en vigueur")},
		{name: "version", prepare: version,
			about: label.T("Show the version of the program", "Afficher la version du programme")},
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
