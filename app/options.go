package app

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"vigie/ground/label"
)

var errHelp = errors.New("help asked for")

// options declares what a command accepts. A setting is an option that may
// also stand in the environment: --public-url is VIGIE_PUBLIC_URL.
type options struct {
	set   *flag.FlagSet
	env   func(string) string
	list  []option
	wrong error // what the environment holds that cannot be read
}

type option struct {
	name, value string
	about       label.Text
	setting     bool
}

func newOptions(command string, env func(string) string) *options {
	set := flag.NewFlagSet(command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	return &options{set: set, env: env}
}

// text declares an option with a value; value is how the help names it.
func (o *options) text(name, initial, value string, about label.Text) *string {
	o.list = append(o.list, option{name: name, value: value, about: about})
	return o.set.String(name, initial, "")
}

// yes declares an option without a value.
func (o *options) yes(name string, about label.Text) *bool {
	o.list = append(o.list, option{name: name, about: about})
	return o.set.Bool(name, false, "")
}

// settingText declares a setting with a value.
func (o *options) settingText(to *string, name, initial, value string, about label.Text) {
	o.list = append(o.list, option{name, value, about, true})
	if v := o.env(variable(name)); v != "" {
		initial = v
	}
	o.set.StringVar(to, name, initial, "")
}

// settingFunc declares a setting whose value is read by f.
func (o *options) settingFunc(name, value string, about label.Text, f func(string) error) {
	o.list = append(o.list, option{name, value, about, true})
	if v := o.env(variable(name)); v != "" {
		if err := f(v); err != nil {
			o.wrong = errors.Join(o.wrong, misuse{label.F("%s: %q cannot be read (%v)", "%s : %q n’est pas lisible (%v)", variable(name), v, err)})
		}
	}
	o.set.Func(name, "", f)
}

// settingTime declares a setting that is a length of time, such as 30m.
func (o *options) settingTime(to *time.Duration, name string, initial time.Duration, about label.Text) {
	*to = initial
	o.settingFunc(name, "TIME", about, func(s string) (err error) {
		d, err := time.ParseDuration(s)
		if err == nil && d <= 0 {
			err = fmt.Errorf("not above zero")
		}
		if err == nil {
			*to = d
		}
		return err
	})
}

func variable(option string) string {
	return "VIGIE_" + strings.ToUpper(strings.ReplaceAll(option, "-", "_"))
}

// parse reads options wherever they stand and returns the rest of the line.
func (o *options) parse(args []string) ([]string, error) {
	var left []string
	for {
		if err := o.set.Parse(args); err != nil {
			return nil, understand(err)
		}
		rest := o.set.Args()
		read := len(args) - len(rest)
		if read > 0 && args[read-1] == "--" {
			return append(left, rest...), o.wrong
		}
		if len(rest) == 0 {
			return left, o.wrong
		}
		left, args = append(left, rest[0]), rest[1:]
	}
}

// understand says in both languages what package flag says in English.
func understand(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	s := err.Error()
	if name, ok := strings.CutPrefix(s, "flag provided but not defined: -"); ok {
		return misuse{label.F("unknown option: --%s", "option inconnue : --%s", strings.TrimPrefix(name, "-"))}
	}
	if name, ok := strings.CutPrefix(s, "flag needs an argument: -"); ok {
		return misuse{label.F("--%s needs a value", "--%s attend une valeur", strings.TrimPrefix(name, "-"))}
	}
	return misuse{label.F("an option cannot be read: %s", "une option n’est pas lisible : %s", s)}
}

// exactly refuses a line that has not n arguments.
func exactly(args []string, n int, what label.Text) error {
	if len(args) == n {
		return nil
	}
	return misuse{what}
}
