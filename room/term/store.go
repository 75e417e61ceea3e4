package term

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

type row struct {
	Version int64  `db:"version"`
	Body    string `db:"body"`
}

// Load returns the vocabulary that holds now. Everyone may read it.
func Load(ctx context.Context, q db.Querier) (Vocabulary, error) {
	rows, err := db.Select[row](ctx, q, "SELECT version, body FROM vocabulary WHERE id = $1", object)
	if err != nil || len(rows) == 0 {
		return Vocabulary{}, err
	}
	return decode(rows[0].Version, rows[0].Body)
}

// Version returns that of the vocabulary; 0 while nothing was ever said otherwise.
func Version(ctx context.Context, q db.Querier) (int64, error) {
	rows, err := db.Select[row](ctx, q, "SELECT version, '' AS body FROM vocabulary WHERE id = $1", object)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Version, nil
}

// KnownAt returns the vocabulary as it was when a change was the last.
func KnownAt(ctx context.Context, q db.Querier, change int64) (out Vocabulary, err error) {
	err = db.EachAsOf(ctx, q, Entity, day.Of(9999, 12, 31), change, func(s *db.State) (err error) {
		out, err = decode(s.Version, s.Data)
		return err
	})
	return out, err
}

// Decode reads a vocabulary as the history has it.
func Decode(text string) (Vocabulary, error) { return decode(0, text) }

func decode(version int64, text string) (Vocabulary, error) {
	v := Vocabulary{}
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return v, fmt.Errorf("reading the vocabulary: %w", err)
	}
	v.Version = version
	return v, nil
}

// Clone returns a vocabulary that can be changed by itself.
func (v Vocabulary) Clone() Vocabulary {
	v.Terms, v.Texts = maps.Clone(v.Terms), maps.Clone(v.Texts)
	if v.Terms == nil {
		v.Terms = map[string]Renamed{}
	}
	if v.Texts == nil {
		v.Texts = map[string]Wording{}
	}
	return v
}

// Change changes the vocabulary; version is the one that was read, 0 while nothing
// was ever said otherwise. Whether a text keeps its placeholders is for who knows
// the texts to say, before.
func Change(ctx context.Context, tx *db.Tx, who access.Who, version int64, change func(*Vocabulary)) (Vocabulary, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return Vocabulary{}, err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE vocabulary SET version = version WHERE id = $1", object); err != nil {
		return Vocabulary{}, err
	}
	was, err := Load(ctx, tx)
	if err != nil {
		return Vocabulary{}, err
	}
	if was.Version != version {
		return was, fault.Outdated(was)
	}
	v := was.Clone()
	change(&v)
	v.Version = version + 1
	if err := v.check(); err != nil {
		return was, err
	}
	return v, v.save(ctx, tx)
}

// Foresee returns the vocabulary as a change would leave it. Nothing is kept.
func Foresee(v Vocabulary, change func(*Vocabulary)) (Vocabulary, error) {
	v = v.Clone()
	change(&v)
	return v, v.check()
}

func (v Vocabulary) save(ctx context.Context, tx *db.Tx) error {
	return db.KeepDocument(ctx, tx, "vocabulary", Entity, object, v.Version, v)
}

// Past is one version of the vocabulary.
type Past struct {
	Vocabulary
	Change db.Change
}

// History returns the versions of the vocabulary, the latest first, to those who may
// change it.
func History(ctx context.Context, q db.Querier, who access.Who) ([]Past, error) {
	if err := access.Must(MayChange(who)); err != nil {
		return nil, err
	}
	var out []Past
	err := db.EachVersion(ctx, q, Entity, object, func(version int64, data string, by db.Change) error {
		v, err := decode(version, data)
		out = append(out, Past{v, by})
		return err
	})
	return out, err
}

// Revert keeps an earlier version again; 0 is the vocabulary that came with the
// program.
func Revert(ctx context.Context, tx *db.Tx, who access.Who, version, to int64) (Vocabulary, error) {
	past, err := History(ctx, tx, who)
	if err != nil {
		return Vocabulary{}, err
	}
	then := Vocabulary{}
	if to != 0 {
		at := slices.IndexFunc(past, func(p Past) bool { return p.Version == to })
		if at < 0 {
			return Vocabulary{}, fault.Invalid("to", label.T("The vocabulary has no such version", "Le vocabulaire n’a pas cette version"))
		}
		then = past[at].Vocabulary
	}
	return Change(ctx, tx, who, version, func(v *Vocabulary) { v.Terms, v.Texts = then.Terms, then.Texts })
}
