package app

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"vigie/door/api"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/report"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// exported is what vigie export was asked for.
type exported struct {
	portfolio, filter, state, sort, fields *string
	asOf, compareTo                        *string
	format, out                            *string
	rowsOnly                               *bool
}

// export writes a list of projects to a file or to the standard output, with
// the rights of whoever may read the database itself: all of them.
func export(o *options) action {
	c := newConfig("")
	o.place(c)
	x := exported{
		portfolio: o.text("portfolio", "", "NAME", label.T("only the projects of a portfolio", "seulement les projets d’un portefeuille")),
		filter:    o.text("filter", "", "CONDITION", label.T(`only those that fulfil it: 'stage = "build"'`, `seulement ceux qui la remplissent : 'stage = "build"'`)),
		state:     o.text("state", "active", "STATE", label.T("active, archived, deleted or all", "active, archived, deleted ou all")),
		sort:      o.text("sort", "", "KEYS", label.T("attributes, - for downwards: -total_cost,name", "attributs, - pour décroissant : -total_cost,name")),
		fields:    o.text("fields", "", "KEYS", label.T("the attributes wanted; all when absent", "les attributs voulus ; tous par défaut")),
		asOf:      o.text("as-of", "", "DATE", label.T("read the past: 2025-12-31", "lire le passé : 2025-12-31")),
		compareTo: o.text("compare-to", "", "DATE", label.T("say what is different from a date", "dire ce qui diffère d’une date")),
		format:    o.text("format", "", "FORMAT", label.T("xlsx, csv, json or ndjson; by the name of the file when absent", "xlsx, csv, json ou ndjson ; d’après le nom du fichier par défaut")),
		rowsOnly:  o.yes("rows-only", label.T("without what says where the file comes from, for programs", "sans ce qui dit d’où vient le fichier, pour les programmes")),
		out:       o.text("out", "", "FILE", label.T("where to write; the standard output when absent", "où écrire ; la sortie standard par défaut")),
	}
	return on(c, func(ctx context.Context, out *Console, d *db.DB, args []string) error {
		if len(args) > 0 {
			return misuse{label.T("export takes options only", "export n’attend que des options")}
		}
		write, err := x.writer()
		if err != nil {
			return err
		}
		who := access.System("command")
		who.Lang = out.Lang
		res, fields, err := x.result(ctx, d, who)
		if err != nil {
			return err
		}
		about, err := x.origin(ctx, d, who, res)
		if err != nil {
			return err
		}
		n, err := x.to(out.Out, func(w *bufio.Writer) error {
			return write(ctx, w, api.Exported{Result: res, Fields: fields, About: about})
		})
		if err == nil && *x.out != "" {
			out.print(label.F("%s: %d projects, %d bytes", "%s : %d projets, %d octets", *x.out, len(res.Items), n))
		}
		return err
	})
}

// origin says in the file who made it, when, and by which conditions.
func (x exported) origin(ctx context.Context, d *db.DB, who access.Who, res *snapshot.Result) (*report.Origin, error) {
	if *x.rowsOnly {
		return nil, nil
	}
	mark, err := access.Mark(ctx, d)
	if err != nil {
		return nil, err
	}
	out := &report.Origin{
		What: label.T("Projects", "Projets").In(who.Lang), Count: len(res.Items), Author: account(), At: d.Now(), On: res.Snapshot.On, Mark: mark,
		Portfolio: *x.portfolio, State: api.StateTexts[*x.state], Filter: res.Snapshot.FilterWords(who, *x.filter), Lang: who.Lang,
	}
	if res.Against != nil {
		out.Against = res.Against.On.In(who.Lang)
	}
	return out, nil
}

// account is who runs the command, as the machine knows him.
func account() string {
	if u, err := user.Current(); err == nil {
		return u.Username + " (vigie export)"
	}
	return "vigie export"
}

// writer returns how to write in the format asked for.
func (x exported) writer() (api.ListWriter, error) {
	format := *x.format
	if format == "" {
		format = strings.TrimPrefix(strings.ToLower(filepath.Ext(*x.out)), ".")
	}
	if format == "" {
		format = "csv"
	}
	if w := api.WriterOf(format); w != nil {
		return w, nil
	}
	return nil, misuse{label.F("--format is xlsx, csv, json or ndjson, not %s", "--format vaut xlsx, csv, json ou ndjson, pas %s", format)}
}

func (x exported) result(ctx context.Context, d *db.DB, who access.Who) (*snapshot.Result, []*field.Field, error) {
	q := snapshot.Query{Filter: *x.filter, Sort: snapshot.ParseSort(*x.sort), State: project.State(*x.state)}
	if !slices.Contains([]string{"active", "archived", "deleted", "all"}, *x.state) {
		return nil, nil, misuse{label.T("--state is active, archived, deleted or all", "--state vaut active, archived, deleted ou all")}
	}
	if *x.portfolio != "" {
		p, err := portfolio.Find(ctx, d, who, *x.portfolio)
		if fault.KindOf(err) == fault.Missing {
			err = fault.Invalid("portfolio", label.F("There is no portfolio named “%s”", "Il n’y a pas de portefeuille nommé « %s »", *x.portfolio))
		}
		if err != nil {
			return nil, nil, err
		}
		q.Portfolio = &p
	}
	snap, err := readAt(ctx, d, "as-of", *x.asOf)
	if err != nil {
		return nil, nil, err
	}
	if *x.compareTo != "" {
		if q.Against, err = readAt(ctx, d, "compare-to", *x.compareTo); err != nil {
			return nil, nil, err
		}
	}
	var keys []string
	for k := range strings.FieldsFuncSeq(*x.fields, func(r rune) bool { return r == ',' || r == ' ' }) {
		if snap.Catalogue.Get(k) == nil {
			return nil, nil, misuse{label.F("--fields: %s is not an attribute of projects", "--fields : %s n’est pas un attribut des projets", k)}
		}
		keys = append(keys, k)
	}
	for _, f := range snap.Catalogue.Fields {
		q.Totals = append(q.Totals, f.Key)
	}
	res, err := snap.List(who, q)
	if err != nil {
		return nil, nil, err
	}
	return res, res.Columns(keys), nil
}

// readAt returns the portfolio at a date, or as it is now.
func readAt(ctx context.Context, d *db.DB, option, date string) (*snapshot.Snapshot, error) {
	keeper := snapshot.NewKeeper(d)
	if date == "" {
		return keeper.Live(ctx)
	}
	on, err := day.Parse(date)
	if err != nil {
		return nil, misuse{label.F("--%s: %s is not a date; write it like 2026-11-22", "--%s : %s n’est pas une date ; écrivez-la comme 2026-11-22", option, date)}
	}
	return keeper.AsOf(ctx, on)
}

// to writes to the file asked for, which appears only when it is complete, or
// to out. It returns how many bytes that were.
func (x exported) to(out io.Writer, write func(*bufio.Writer) error) (int64, error) {
	if *x.out == "" {
		w := bufio.NewWriter(out)
		return 0, errors.Join(write(w), w.Flush())
	}
	f, err := os.CreateTemp(filepath.Dir(*x.out), ".vigie-export-*")
	if err != nil {
		return 0, fmt.Errorf("making %s: %w", *x.out, err)
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriter(f)
	if err := errors.Join(write(w), w.Flush(), f.Sync()); err != nil {
		return 0, errors.Join(fmt.Errorf("writing %s: %w", *x.out, err), f.Close())
	}
	info, err := f.Stat()
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return 0, err
	}
	return info.Size(), os.Rename(f.Name(), *x.out)
}
