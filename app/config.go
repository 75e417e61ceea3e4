package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/overview/snapshot"
	"vigie/overview/vocabulary"
	"vigie/room/access"
	"vigie/web"
)

// errDiffers ends vigie config diff where there is something to say.
var errDiffers = errors.New("the configurations differ")

func deskOf(d *db.DB) config.Desk {
	return config.Desk{DB: d, Portfolio: snapshot.NewKeeper(d), Words: &vocabulary.Keeper{DB: d, Messages: web.Messages}}
}

// configExport writes the configuration to a file or to the standard output.
func configExport(o *options) action {
	c := newConfig("")
	o.place(c)
	carry := o.yes("presentations", label.T("put the presentations of report templates into it, for an instance that has not got them", "y mettre les présentations des modèles de rapports, pour une instance qui ne les a pas"))
	inYAML := o.yes("yaml", label.T("write YAML instead of JSON", "écrire du YAML au lieu de JSON"))
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		if len(args) > 1 {
			return misuse{label.T("give one file at most: vigie config export [FILE]", "indiquez au plus un fichier\u202f: vigie config export [FICHIER]")}
		}
		doc, err := deskOf(d).Read(ctx, d, access.System("command"), 0)
		if err != nil {
			return err
		}
		if *carry {
			if err := deskOf(d).Carry(ctx, d, access.System("command"), &doc); err != nil {
				return err
			}
		}
		encode := doc.Encode
		if *inYAML {
			encode = doc.EncodeYAML
		}
		text, err := encode()
		if err != nil {
			return err
		}
		file := ""
		if len(args) == 1 {
			file = args[0]
		}
		n, err := exported{out: &file}.to(out.Out, func(w *bufio.Writer) error {
			_, err := w.Write(text)
			return err
		})
		if err == nil && file != "" {
			out.print(label.F("%s: %d bytes", "%s\u202f: %d octets", file, n))
		}
		return err
	})
}

// configDiff says what applying a file would do: it ends with 0 for nothing, 1 for
// something, 2 for a file that cannot be applied.
func configDiff(o *options) action {
	c := newConfig("")
	o.place(c)
	prune, kit := pruning(o), kitOption(o)
	return wrongIs2(on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		doc, err := readConfig(out, args, *kit, "diff")
		if err != nil {
			return err
		}
		got, err := deskOf(d).Diff(ctx, system(out), config.Ask{Document: doc, Prune: *prune})
		if err != nil {
			return err
		}
		showOutcome(out, got)
		switch {
		case len(got.Problems) > 0:
			return misuse{label.T("this configuration cannot be applied", "cette configuration ne peut pas être appliquée")}
		case len(got.Steps) > 0:
			return errDiffers
		}
		out.print(label.T("Nothing is different", "Rien n’est différent"))
		return nil
	}))
}

// wrongIs2 keeps 1 for what differs: whatever goes wrong ends with 2.
func wrongIs2(act action) action {
	return func(ctx context.Context, out *Console, args []string) error {
		err := act(ctx, out, args)
		var wrong misuse
		if err == nil || errors.Is(err, errDiffers) || errors.As(err, &wrong) {
			return err
		}
		return misuse{label.T(sentence(err, label.EN), sentence(err, label.FR))}
	}
}

// configApply applies a file: all of it, or nothing.
func configApply(o *options) action {
	c := newConfig("")
	o.place(c)
	prune, kit := pruning(o), kitOption(o)
	dry := o.yes("dry-run", label.T("only say what would be done", "dire seulement ce qui serait fait"))
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		doc, err := readConfig(out, args, *kit, "apply")
		if err != nil {
			return err
		}
		ask := config.Ask{Document: doc, Prune: *prune}
		got, err := deskOf(d).Diff(ctx, system(out), ask)
		if err != nil {
			return err
		}
		showOutcome(out, got)
		switch {
		case len(got.Problems) > 0:
			return misuse{label.T("nothing was applied", "rien n’a été appliqué")}
		case len(got.Steps) == 0:
			out.print(label.T("Nothing is different", "Rien n’est différent"))
			return nil
		case *dry:
			return nil
		}
		ask.Match = got.Hash
		who := system(out)
		_, err = d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			_, err := deskOf(d).Apply(ctx, tx, who, ask)
			return err
		})
		if err == nil {
			out.print(label.F("Applied: %d", "Appliqué\u202f: %d", len(got.Steps)))
		}
		return err
	})
}

func pruning(o *options) *bool {
	return o.yes("prune", label.T("what the sections of the file leave out goes; attributes go out of use, nothing stored is lost", "ce que les rubriques du fichier ne nomment pas disparaît\u202f; les attributs sont mis hors d’usage, aucune donnée n’est perdue"))
}

func system(out *Console) access.Who {
	who := access.System("command")
	who.Lang = out.Lang
	return who
}

func kitOption(o *options) *string {
	return o.text("kit", "", "NAME", label.T("a starter kit of the program instead of a file", "un kit de démarrage du programme au lieu d’un fichier"))
}

// readConfig reads the starter kit or the file that a command names.
func readConfig(out *Console, args []string, kit, command string) (config.Document, error) {
	if kit == "" {
		return readConfigFile(out, args, command)
	}
	if len(args) > 0 {
		return config.Document{}, misuse{label.T("give a kit or a file, not both", "indiquez un kit ou un fichier, pas les deux")}
	}
	k, err := config.KitOf(kit)
	if err != nil {
		return config.Document{}, misuse{label.F("%v", "%v", err)}
	}
	return k.Document, nil
}

// readConfigFile reads the file that a command names, - for the standard input.
func readConfigFile(out *Console, args []string, command string) (config.Document, error) {
	if err := exactly(args, 1, label.F("give the file: vigie config %s FILE", "indiquez le fichier\u202f: vigie config %s FICHIER", command)); err != nil {
		return config.Document{}, err
	}
	in := out.In
	if args[0] != "-" {
		f, err := os.Open(args[0])
		if err != nil {
			return config.Document{}, misuse{label.F("%s cannot be read: %v", "%s est illisible\u202f: %v", args[0], err)}
		}
		defer f.Close()
		in = f
	}
	return decodeConfig(in)
}

func decodeConfig(in io.Reader) (config.Document, error) {
	text, err := io.ReadAll(io.LimitReader(in, config.Largest+1))
	if err != nil {
		return config.Document{}, err
	}
	doc, err := config.Decode(text)
	if err != nil {
		return doc, misuse{label.F("%v", "%v", err)}
	}
	return doc, nil
}

var kinds = map[string]label.Text{config.Added: label.T("+", "+"), config.Changed: label.T("~", "~"), config.Removed: label.T("-", "-")}

// showOutcome writes what would be done, section by section.
func showOutcome(out *Console, o config.Outcome) {
	section := ""
	for _, s := range o.Steps {
		if s.Section != section {
			section = s.Section
			out.print(config.Title(section))
		}
		line := fmt.Sprintf("  %s %s", out.say(kinds[s.Kind]), out.say(s.Name))
		if s.Key != "" {
			line += " (" + s.Key + ")"
		}
		if s.Projects+s.People > 0 {
			line += out.say(label.F(" [projects %d, people %d]", " [projets %d, personnes %d]", s.Projects, s.People))
		}
		fmt.Fprintln(out.Out, line)
		if s.Kind != config.Changed {
			continue
		}
		for _, c := range s.Changes {
			fmt.Fprintln(out.Out, "      "+out.say(label.F("%s: %s → %s", "%s\u202f: %s → %s", c.What, c.Was, c.Now)))
		}
	}
	for _, s := range o.Outside {
		if s.By == "" {
			out.note(label.F("%d projects of the type %s stay at the stage %s, which its lifecycle no longer has: say in “bring” where they go", "%d projets de type %s restent à l’étape %s, que son cycle de vie n’a plus\u202f: dites dans «\u202fbring\u202f» où ils vont", s.Count, s.Type, s.Stage))
		} else {
			out.note(label.F("%d projects of the type %s go from the stage %s to %s", "%d projets de type %s passent de l’étape %s à %s", s.Count, s.Type, s.Stage, s.By))
		}
	}
	for _, p := range o.Kept {
		out.note(label.F("stays: %s %s: %s", "reste\u202f: %s %s\u202f: %s", p.Section, p.Key, p.Text))
	}
	for _, p := range o.Problems {
		out.note(label.F("problem: %s %s %s: %s", "problème\u202f: %s %s %s\u202f: %s", p.Section, p.Key, p.Where, p.Text))
	}
}
