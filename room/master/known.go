package master

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Kinds are the reports that slide masters are for.
var Kinds = []string{"summary", "project", "review"}

// remembered is a slide master as the history has it.
type remembered struct {
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	Digest string `json:"digest,omitempty"`
	Aside  bool   `json:"aside,omitempty"` // it only keeps the bytes that others took the place of
}

// DigestOf is what tells one presentation from another.
func DigestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Renew gives the slide masters of earlier programs their digest.
func Renew(ctx context.Context, tx *db.Tx, who access.Who) error {
	if err := access.Must(MayEdit(who)); err != nil {
		return err
	}
	all, err := db.Select[Master](ctx, tx, "SELECT "+db.Columns[Master]("")+" FROM slide_master WHERE digest = '' ORDER BY id")
	if err != nil {
		return err
	}
	for _, m := range all {
		content, err := m.bytes(ctx, tx)
		if err != nil {
			return fmt.Errorf("reading the slide master %d: %w", m.ID, err)
		}
		m.Version, m.Digest = m.Version+1, DigestOf(content)
		if err := db.Put(ctx, tx, "slide_master", m); err != nil {
			return err
		}
		if err := m.record(tx); err != nil {
			return err
		}
	}
	return nil
}

// KnownAt returns the slide masters as they were when a change was the last. One whose
// bytes were purged is as it is now: it cannot be brought back to what it was.
func KnownAt(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Master, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return nil, err
	}
	type line struct {
		Object int64   `db:"object"`
		Change int64   `db:"change"`
		Data   db.Text `db:"data"`
	}
	then := map[int64]*Master{}
	err := db.Each(ctx, q, func(l *line) error {
		m := then[l.Object]
		if l.Change > change && (m == nil || m.Digest != "" || l.Data.Null) {
			return nil
		}
		var r remembered
		if !l.Data.Null {
			if err := json.Unmarshal([]byte(l.Data.S), &r); err != nil {
				return fmt.Errorf("reading a slide master of the past: %w", err)
			}
		}
		switch {
		case r.Aside:
		case l.Change > change: // before digests were kept, no other presentation took its place
			m.Digest = r.Digest
		case l.Data.Null:
			delete(then, l.Object)
		default:
			then[l.Object] = &Master{ID: l.Object, Kind: r.Kind, Name: r.Name, Size: r.Size, Digest: r.Digest}
		}
		return nil
	}, "SELECT object, change, data FROM history WHERE entity = $1 ORDER BY change, id", Entity)
	if err != nil {
		return nil, err
	}
	all, err := db.Select[Master](ctx, q, "SELECT "+db.Columns[Master]("")+" FROM slide_master ORDER BY id")
	kept, now := map[string]bool{}, map[int64]Master{}
	for _, m := range all {
		kept[m.Digest] = true
		if m.Deleted == 0 {
			now[m.ID] = m
		}
	}
	var out []Master
	for _, m := range then {
		if m.Digest == "" { // its bytes went with it
			continue
		}
		if !kept[m.Digest] { // purged: it stays as it is
			still, inUse := now[m.ID]
			if !inUse {
				continue
			}
			m = &still
		}
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b Master) int {
		return cmp.Or(strings.Compare(label.Fold(a.Name), label.Fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// ByDigest returns a presentation that is kept here, in use or not; nil for none.
func ByDigest(ctx context.Context, q db.Querier, who access.Who, digest string) ([]byte, error) {
	if err := access.Must(MayEdit(who)); err != nil {
		return nil, err
	}
	all, err := db.Select[Master](ctx, q, "SELECT "+db.Columns[Master]("")+" FROM slide_master WHERE digest = $1 ORDER BY id LIMIT 1", digest)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0].bytes(ctx, q)
}

// Bring brings a slide master to what a configuration says: its kind, its name and its
// presentation. id is the one that it has, or had before it was deleted; 0 for a new one.
func Bring(ctx context.Context, tx *db.Tx, who access.Who, id int64, to Master, content []byte) error {
	if err := access.Must(MayEdit(who)); err != nil {
		return err
	}
	if !slices.Contains(Kinds, to.Kind) {
		return fault.Invalid("kind", label.F("There is no report of this kind; there are %s", "Il n’y a pas de rapport de cette nature\u202f; il y a %s", strings.Join(Kinds, ", ")))
	}
	slides, keys, err := Examine(content)
	if err != nil {
		return err
	}
	to.Slides, to.Keys = int64(slides), strings.Join(keys, "\n")
	was, err := db.Select[Master](ctx, tx, "SELECT "+db.Columns[Master]("")+" FROM slide_master WHERE id = $1", id)
	if err != nil {
		return err
	}
	if len(was) == 0 {
		_, err = Add(ctx, tx, who, to, content)
		return err
	}
	m := was[0]
	if m.Digest != DigestOf(content) {
		if err := m.setAside(ctx, tx); err != nil {
			return err
		}
		m.Size, m.Digest = int64(len(content)), DigestOf(content)
		if err := m.fill(ctx, tx, content); err != nil {
			return err
		}
	}
	m.Version, m.Deleted, m.Kind, m.Slides, m.Keys = m.Version+1, 0, to.Kind, to.Slides, to.Keys
	if err := m.named(to.Name); err != nil {
		return err
	}
	if err := db.Put(ctx, tx, "slide_master", m); err != nil {
		return err
	}
	return m.record(tx)
}

// setAside keeps the presentation that another takes the place of.
func (m Master) setAside(ctx context.Context, tx *db.Tx) error {
	old := m
	old.ID, old.Version, old.Deleted = tx.NewID(), 1, tx.Millis()
	if err := db.Insert(ctx, tx, "slide_master", old); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, "UPDATE slide_master_part SET master_id = $1 WHERE master_id = $2", old.ID, m.ID); err != nil {
		return err
	}
	return old.recordAs(tx, true)
}
