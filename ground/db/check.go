package db

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"modernc.org/sqlite"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Recount counts again what is kept as a total, or otherwise follows from the
// rest, and says what does not agree. Rooms bring their own.
type Recount struct {
	Name label.Text
	Func func(ctx context.Context, d *DB) ([]label.Text, error)
}

// Finding is the answer of one part of a check: no problems means it is well.
type Finding struct {
	Name     label.Text
	Problems []label.Text
}

// Check looks at everything that must hold: the integrity of the database, the
// hash chain of the history, that what is current is the last of the history,
// and the recounts. Problems are findings; an error is that it could not look.
func (d *DB) Check(ctx context.Context, recounts ...Recount) ([]Finding, error) {
	own := []Recount{
		{label.T("Integrity of the database", "Intégrité de la base de données"), func(ctx context.Context, d *DB) ([]label.Text, error) { return d.Intact(ctx) }},
		{label.T("Tables", "Tables"), unknownTables},
		{label.T("Hash chain of the history", "Chaîne d’empreintes de l’historique"), brokenChain},
		{label.T("Current rows stand in the history", "Les lignes en vigueur figurent dans l’historique"), withoutHistory},
		{label.T("Ids", "Identifiants"), idsBeyond},
	}
	var out []Finding
	for _, r := range append(own, recounts...) {
		problems, err := r.Func(ctx, d)
		if err != nil {
			return out, fmt.Errorf("checking %s: %w", r.Name, err)
		}
		out = append(out, Finding{r.Name, problems})
	}
	return out, nil
}

// Intact asks the engine whether its files are whole.
func (d *DB) Intact(ctx context.Context) ([]label.Text, error) {
	asks := []string{"PRAGMA quick_check(20)", `SELECT "table" || ': row ' || rowid || ' points to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check`}
	if d.Engine == Postgres {
		asks = []string{
			"SELECT conrelid::regclass::text || ': constraint ' || conname::text || ' does not hold' FROM pg_constraint WHERE NOT convalidated AND connamespace = current_schema()::regnamespace",
			"SELECT 'index ' || indexrelid::regclass::text || ' is not valid' FROM pg_index WHERE NOT indisvalid",
		}
	}
	var out []label.Text
	for _, q := range asks {
		said, err := Select[string](ctx, d, q)
		if IsDamaged(err) {
			return append(out, label.T(err.Error(), err.Error())), nil
		}
		if err != nil {
			return nil, err
		}
		for _, s := range said {
			if s != "ok" {
				out = append(out, label.T(s, s))
			}
		}
	}
	return out, nil
}

// IsDamaged reports whether err says that the file is not, or no longer, a
// whole SQLite database.
func IsDamaged(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code()&0xff == 11 || e.Code()&0xff == 26) // SQLITE_CORRUPT, SQLITE_NOTADB
}

// Damaged says what to do about a damaged database.
func Damaged(err error) error {
	return fault.Conflict(label.T(
		"The database file is damaged. Stop Vigie, keep the file aside, and restore the last good backup: vigie restore FILE --force",
		"Le fichier de la base de données est abîmé. Arrêtez Vigie, mettez le fichier de côté et restaurez la dernière bonne sauvegarde : vigie restore FICHIER --force")).Because(err)
}

func unknownTables(ctx context.Context, d *DB) ([]label.Text, error) {
	if _, err := d.known(ctx); err != nil {
		return []label.Text{label.T(err.Error(), err.Error())}, nil
	}
	return nil, nil
}

func brokenChain(ctx context.Context, d *DB) ([]label.Text, error) {
	bad, err := d.VerifyChain(ctx)
	var out []label.Text
	for _, b := range bad {
		out = append(out, label.F("change %d: %s", "modification %d : %s", b.Change, b.What))
	}
	return out, err
}

// entityOf is by what name the history knows the rows of a table, where it is
// not the table's own.
var entityOf = map[string]string{"month_value": "month", "project_link": "link", "account_group": "group"}

type strayRow struct {
	ID      int64 `db:"id"`
	Version int64 `db:"version"`
}

// withoutHistory looks, in every table that keeps versions and whose rows the
// history knows, for rows whose version was never recorded.
func withoutHistory(ctx context.Context, d *DB) ([]label.Text, error) {
	all, err := d.known(ctx)
	if err != nil {
		return nil, err
	}
	entities, err := Select[string](ctx, d, "SELECT DISTINCT entity FROM history")
	if err != nil {
		return nil, err
	}
	var out []label.Text
	for _, t := range all {
		entity := t.name
		if other, ok := entityOf[t.name]; ok {
			entity = other
		}
		if !t.has("id") || !t.has("version") || t.name == "history" || !slices.Contains(entities, entity) {
			continue
		}
		stray, err := Select[strayRow](ctx, d, "SELECT id, version FROM "+t.name+` t WHERE NOT EXISTS (
			SELECT 1 FROM history h WHERE h.entity = $1 AND h.object = t.id AND h.version = t.version) ORDER BY id LIMIT 20`, entity)
		if err != nil {
			return nil, err
		}
		for _, s := range stray {
			out = append(out, label.F("%s %d: its version %d is not in the history", "%s %d : sa version %d n’est pas dans l’historique", t.name, s.ID, s.Version))
		}
	}
	return out, nil
}

// idsBeyond looks for ids that the counter has not given out yet: they would
// be given a second time.
func idsBeyond(ctx context.Context, d *DB) ([]label.Text, error) {
	all, err := d.known(ctx)
	if err != nil {
		return nil, err
	}
	given, err := Get[int64](ctx, d, "SELECT n FROM counter WHERE name = 'id'")
	if err != nil {
		return nil, err
	}
	var out []label.Text
	for _, t := range all {
		if !t.has("id") {
			continue
		}
		highest, err := Get[int64](ctx, d, "SELECT coalesce(max(id), 0) FROM "+t.name)
		if err != nil {
			return nil, err
		}
		if highest > given {
			out = append(out, label.F("%s: the id %d is beyond the counter (%d)", "%s : l’identifiant %d dépasse le compteur (%d)", t.name, highest, given))
		}
	}
	return out, nil
}
