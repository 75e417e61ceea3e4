package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// The exit codes of every command.
const (
	exitOK       = 0
	exitFailure  = 1
	exitUsage    = 2
	exitDoubtful = 3
)

// errDoubtful ends a command that wrote nothing because a person has to decide.
var errDoubtful = errors.New("doubtful")

// misuse is a command line that cannot be understood.
type misuse struct{ label.Text }

func (m misuse) Error() string { return m.Text.String() }

// command is one entry of the table: what is typed after vigie, and what it does.
type command struct {
	name  string // one or two words
	args  string // what follows the options, as the help shows it
	about label.Text
	more  label.Text // further help; may be empty
	// prepare declares the options and returns what to do once they are read.
	prepare func(*options) action
}

// action runs a command with what is left of the line after the options.
type action func(ctx context.Context, c *Console, args []string) error

// Run runs the command named by args and returns the exit code of the program.
func Run(ctx context.Context, c Console, args []string) int {
	c.Lang = langOf(c.Env)
	err := dispatch(ctx, &c, args)
	c.endProgress()
	var wrong misuse
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errDoubtful):
		return exitDoubtful
	case errors.Is(err, errDiffers):
		return exitFailure // it has said what
	case errors.As(err, &wrong):
		fmt.Fprintf(c.Err, "vigie: %s\n%s\n", wrong.In(c.Lang), c.say(label.T("vigie --help lists the commands and vigie COMMAND --help the options of one", "vigie --help donne les commandes et vigie COMMANDE --help les options de l’une d’elles")))
		return exitUsage
	}
	fmt.Fprintln(c.Err, "vigie: "+sentence(err, c.Lang))
	return exitFailure
}

func dispatch(ctx context.Context, c *Console, args []string) error {
	if len(args) == 0 {
		c.overview(c.Err, "")
		return misuse{label.T("name a command", "indiquez une commande")}
	}
	switch args[0] {
	case "--help", "-h", "-help", "help":
		return c.help(args[1:])
	case "--version", "-v":
		args[0] = "version"
	}
	cmd, rest, err := find(args)
	if err != nil {
		return err
	}
	if cmd == nil { // a word that begins other commands, such as user
		if slices.Contains(args[1:], "--help") {
			c.overview(c.Out, args[0])
			return nil
		}
		c.overview(c.Err, args[0])
		return misuse{label.F("say which: %s ...", "précisez : %s ...", args[0])}
	}
	opts := newOptions(cmd.name, c.Env)
	act := cmd.prepare(opts)
	left, err := opts.parse(rest)
	if errors.Is(err, errHelp) {
		c.describe(*cmd, opts)
		return nil
	}
	if err != nil {
		return err
	}
	return act(ctx, c, left)
}

// find returns the command that begins args, the longer name first, and the
// rest of args. A nil command without error is a word that only begins others.
func find(args []string) (*command, []string, error) {
	table := commands()
	if len(args) > 1 {
		for i, cmd := range table {
			if cmd.name == args[0]+" "+args[1] {
				return &table[i], args[2:], nil
			}
		}
	}
	begins := false
	for i, cmd := range table {
		if cmd.name == args[0] {
			return &table[i], args[1:], nil
		}
		begins = begins || strings.HasPrefix(cmd.name, args[0]+" ")
	}
	if begins {
		return nil, nil, nil
	}
	return nil, nil, misuse{label.F("unknown command: %s", "commande inconnue : %s", args[0])}
}

// sentence writes an error for the person at the console: what is wrong and
// what to do, then the technical cause.
func sentence(err error, lang label.Lang) string {
	f, ok := errors.AsType[*fault.Fault](err)
	if !ok {
		return err.Error()
	}
	var b strings.Builder
	b.WriteString(f.Text.In(lang))
	for _, d := range f.Details {
		if d.Text.In(lang) != f.Text.In(lang) {
			fmt.Fprintf(&b, "\n  %s: %s", d.Where, d.Text.In(lang))
		}
	}
	if cause := f.Unwrap(); cause != nil {
		fmt.Fprintf(&b, "\n  (%v)", cause)
	}
	return b.String()
}
