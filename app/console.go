package app

import (
	"fmt"
	"io"
	"strings"
	"time"

	"vigie/ground/label"
)

// Console is what a command has of the outside world.
type Console struct {
	In       io.Reader
	Out      io.Writer // what was asked for
	Err      io.Writer // progress, warnings, errors
	Terminal bool      // Err is read by a person as it is written
	Env      func(name string) string
	Version  string
	Lang     label.Lang // Run sets it from Env

	shown    time.Time // when progress was last shown
	progress string    // the line of progress now on the terminal
}

// langOf is the language of the console, as its user set it for every program.
func langOf(env func(string) string) label.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(name); v != "" {
			v, _, _ = strings.Cut(v, ".")
			return label.Parse(strings.ReplaceAll(v, "_", "-"))
		}
	}
	return label.EN
}

func (c *Console) say(t label.Text) string { return t.In(c.Lang) }

// print writes one line of what was asked for.
func (c *Console) print(t label.Text) {
	c.endProgress()
	fmt.Fprintln(c.Out, t.In(c.Lang))
}

// note writes one line beside what was asked for.
func (c *Console) note(t label.Text) {
	c.endProgress()
	fmt.Fprintln(c.Err, t.In(c.Lang))
}

// step shows how far long work has come: in place on a terminal, ten times a
// second at most; elsewhere a line every five seconds. total 0 is unknown.
func (c *Console) step(what label.Text, done, total int64) {
	pause := 5 * time.Second
	if c.Terminal {
		pause = 100 * time.Millisecond
	}
	now := time.Now()
	if now.Sub(c.shown) < pause && done != total {
		return
	}
	c.shown = now
	line := fmt.Sprintf("%s %d", what.In(c.Lang), done)
	if total > 0 {
		line = fmt.Sprintf("%s %d / %d (%d %%)", what.In(c.Lang), done, total, 100*done/total)
	}
	if !c.Terminal {
		fmt.Fprintln(c.Err, line)
		return
	}
	fmt.Fprintf(c.Err, "\r%-*s", len(c.progress), line)
	c.progress = line
}

func (c *Console) endProgress() {
	if c.progress != "" {
		fmt.Fprintf(c.Err, "\r%s\r", strings.Repeat(" ", len(c.progress)))
		c.progress = ""
	}
}

// help answers vigie help [COMMAND].
func (c *Console) help(args []string) error {
	if len(args) == 0 {
		c.overview(c.Out, "")
		return nil
	}
	cmd, _, err := find(args)
	if err != nil {
		return err
	}
	if cmd == nil {
		c.overview(c.Out, args[0])
		return nil
	}
	opts := newOptions(cmd.name, c.Env)
	cmd.prepare(opts)
	c.describe(*cmd, opts)
	return nil
}

// overview lists the commands, or those that begin with a word.
func (c *Console) overview(to io.Writer, word string) {
	fmt.Fprintln(to, c.say(label.T(
		"Vigie: the project portfolio of a PMO, in one program.\n\nUsage: vigie COMMAND [OPTIONS]\n",
		"Vigie : le portefeuille de projets du PMO, en un seul programme.\n\nUtilisation : vigie COMMANDE [OPTIONS]\n")))
	for _, cmd := range commands() {
		if word == "" || cmd.name == word || strings.HasPrefix(cmd.name, word+" ") {
			fmt.Fprintf(to, "  %-15s %s\n", cmd.name, c.say(cmd.about))
		}
	}
	fmt.Fprintln(to, c.say(label.T(
		"\nExit codes: 0 done, 1 failed, 2 not understood, 3 doubtful (import: nothing was written).",
		"\nCodes de retour : 0 fait, 1 échec, 2 demande incomprise, 3 doute (import : rien n’a été écrit).")))
}

var placeholders = strings.NewReplacer("FOLDER", "DOSSIER", "ADDRESS", "ADRESSE", "FILE", "FICHIER", "NUMBER", "NOMBRE", "NAME", "NOM", "TIME", "DURÉE", "LEVEL", "NIVEAU", "HOST", "HÔTE", "KIND", "NATURE", "KEYS", "CLÉS", "STATE", "ÉTAT", "ROLE", "RÔLE", "LANGUAGE", "LANGUE")

// placeholder names in the help what stands for a value.
func (c *Console) placeholder(value string) string {
	if c.Lang == label.FR {
		return placeholders.Replace(value)
	}
	return value
}

// describe is the help of one command.
func (c *Console) describe(cmd command, o *options) {
	line := strings.TrimRight("vigie "+cmd.name+" "+c.say(label.T("[OPTIONS]", "[OPTIONS]"))+" "+c.placeholder(cmd.args), " ")
	fmt.Fprintf(c.Out, "%s\n\n%s\n", c.say(cmd.about), c.say(label.F("Usage: %s", "Utilisation : %s", line)))
	if !cmd.more.IsZero() {
		fmt.Fprintf(c.Out, "\n%s\n", c.say(cmd.more))
	}
	if len(o.list) == 0 {
		return
	}
	fmt.Fprintf(c.Out, "\n%s\n", c.say(label.T("Options:", "Options :")))
	fromEnv := false
	for _, op := range o.list {
		head := "--" + op.name
		if op.value != "" {
			head += " " + c.placeholder(op.value)
		}
		fmt.Fprintf(c.Out, "  %-28s %s\n", head, c.say(op.about))
		fromEnv = fromEnv || op.setting
	}
	if fromEnv {
		fmt.Fprintln(c.Out, "\n"+c.say(label.T(
			"Settings may also stand in the environment: --public-url is VIGIE_PUBLIC_URL. The command line wins.",
			"Les réglages peuvent aussi venir de l’environnement : --public-url s’y nomme VIGIE_PUBLIC_URL. La ligne de commande l’emporte.")))
	}
}
