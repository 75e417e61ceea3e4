package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// staged is one row as the dry run leaves it for applying and for being shown.
type staged struct {
	Import  int64  `db:"import_id"`
	Place   int64  `db:"place"`
	Line    int64  `db:"line"` // in the file; 0 for what the file does not name
	Object  int64  `db:"object_id"`
	Name    string `db:"name"`
	Folded  string `db:"name_folded"`
	Action  string `db:"action"`
	Flawed  bool   `db:"flawed"` // some of its cells are refused
	Applied int64  `db:"applied"`
	Text    string `db:"data"`

	Data   rowData
	values field.Values // what is asked for, empty values included
}

// rowData is what is kept of a row. Values are as the history encodes them.
type rowData struct {
	Values     json.RawMessage   `json:"v,omitempty"`
	Cleared    []string          `json:"x,omitempty"`
	Unread     map[string]string `json:"u,omitempty"`
	Before     json.RawMessage   `json:"b,omitempty"` // of the attributes that change
	After      json.RawMessage   `json:"a,omitempty"`
	Changed    []string          `json:"k,omitempty"`
	Currencies [2]string         `json:"cur,omitzero"` // of amounts before and after
	Refused    []Refused         `json:"r,omitempty"`
	Reason     *label.Text       `json:"e,omitempty"`
	Candidates []Candidate       `json:"c,omitempty"`
	Decision   string            `json:"d,omitempty"`
}

func (s *staged) decode() error {
	if err := json.Unmarshal([]byte(s.Text), &s.Data); err != nil {
		return fmt.Errorf("reading row %d of import %d: %w", s.Place, s.Import, err)
	}
	s.values = field.Values{}
	if s.Data.Values != nil {
		if err := field.Decode(string(s.Data.Values), func(k string, v field.Value) { s.values[k] = v }, nil); err != nil {
			return err
		}
	}
	for _, k := range s.Data.Cleared {
		s.values[k] = field.Value{}
	}
	return nil
}

// stage writes rows in batches of short transactions.
type stage struct {
	k     *Desk
	who   access.Who
	m     *Import
	place int64
	count int64            // of rows
	fresh map[int64]string // what rows name that is still to be made: its id is another at each dry run
	rows  []staged
	bytes int
	hash  hash.Hash
}

// restage empties the staged rows of an import, for new ones. Whoever else is
// at this import loses: it has the next version.
func (k *Desk) restage(ctx context.Context, who access.Who, m *Import) (*stage, error) {
	m.State, m.Report = Draft, nil
	_, err := k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error { return m.save(ctx, tx) })
	for err == nil {
		n := int64(0)
		_, err = k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) (err error) {
			n, err = db.Exec(ctx, tx, "DELETE FROM import_row WHERE import_id = $1 AND place < (SELECT min(place) FROM import_row WHERE import_id = $1) + 1000", m.ID)
			return err
		})
		if n == 0 {
			break
		}
	}
	return &stage{k: k, who: who, m: m, hash: sha256.New()}, err
}

// addAll stages the lines that come, while the next ones are read and tried.
// After an error it only empties the channel.
func (s *stage) addAll(ctx context.Context, parts <-chan []*line) error {
	var err error
	for part := range parts {
		for _, l := range part {
			if err == nil {
				err = s.add(ctx, l)
			}
			l.Values, l.Unread, l.Refused, l.Before, l.BeforeUn, l.After, l.AfterUn = nil, nil, nil, nil, nil, nil, nil
		}
	}
	return err
}

func (s *stage) add(ctx context.Context, l *line) error {
	d := rowData{Refused: l.Refused, Candidates: l.Candidates, Decision: l.Decision, Unread: l.Unread}
	if l.isRefused() {
		d.Reason = &l.Reason
		d.Unread = nil
	}
	action := l.action()
	if action == IsNew || action == IsChanged {
		d.Values = json.RawMessage(field.Encode(l.Values, nil))
		for _, k := range slices.Sorted(maps.Keys(l.Values)) {
			if !l.Values[k].Set {
				d.Cleared = append(d.Cleared, k)
			}
		}
		d.differ(l, action)
	}
	fmt.Fprintf(s.hash, "%d|%s|%s|%s|%v|%v|%t\n", l.Number, action, l.Name, s.lasting(l, d.Values), d.Cleared, d.Unread, l.IsNew)
	if !l.IsNew {
		fmt.Fprintf(s.hash, "%d\n", l.Object)
	}
	return s.put(ctx, staged{Line: int64(l.Number), Object: l.Object, Name: l.Name, Action: action, Flawed: len(l.Refused) > 0}, d)
}

// lasting are the values of a row without ids that the next dry run gives anew.
func (s *stage) lasting(l *line, values json.RawMessage) json.RawMessage {
	key := targets[s.m.Object].parent
	name, fresh := s.fresh[l.Values[key].N]
	if !fresh || values == nil {
		return values
	}
	vs := maps.Clone(l.Values)
	vs[key] = field.Str(name)
	return json.RawMessage(field.Encode(vs, nil))
}

// differ keeps what changes, for people to look at before it is written.
func (d *rowData) differ(l *line, action string) {
	before, after := field.Values{}, field.Values{}
	beforeUn, afterUn := map[string]string{}, map[string]string{}
	for _, k := range keysOf(l) {
		if l.Before[k].Equal(l.After[k]) && l.BeforeUn[k] == l.AfterUn[k] || k == "weather_month" || k == "comment_month" {
			continue
		}
		d.Changed = append(d.Changed, k)
		before[k], after[k] = l.Before[k], l.After[k]
		if t := l.BeforeUn[k]; t != "" {
			beforeUn[k] = t
		}
		if t := l.AfterUn[k]; t != "" {
			afterUn[k] = t
		}
	}
	if action == IsNew {
		for k, v := range after {
			if v.Equal(l.Values[k]) {
				delete(after, k) // it stands in Values already
			}
		}
	}
	d.Before, d.After = json.RawMessage(field.Encode(before, beforeUn)), json.RawMessage(field.Encode(after, afterUn))
	d.Currencies = [2]string{l.Before["currency"].S, l.After["currency"].S}
}

func keysOf(l *line) []string {
	keys := map[string]bool{}
	for _, vs := range []field.Values{l.Before, l.After} {
		for k := range vs {
			keys[k] = true
		}
	}
	for _, us := range []map[string]string{l.BeforeUn, l.AfterUn} {
		for k := range us {
			keys[k] = true
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

func (s *stage) gone(ctx context.Context, id int64, name string) error {
	fmt.Fprintf(s.hash, "gone %d\n", id)
	return s.put(ctx, staged{Object: id, Name: name, Action: IsGone}, rowData{})
}

func (s *stage) put(ctx context.Context, r staged, d rowData) error {
	b, err := d.encode()
	if err != nil {
		return err
	}
	s.place++
	s.count++
	r.Import, r.Place, r.Folded, r.Text = s.m.ID, s.place, label.Fold(r.Name), string(b)
	s.rows = append(s.rows, r)
	if s.bytes += len(b); len(s.rows) < chunk && s.bytes < 1<<20 {
		return nil
	}
	return s.flush(ctx)
}

func (s *stage) flush(ctx context.Context) error {
	if len(s.rows) == 0 {
		return nil
	}
	_, err := s.k.DB.Update(ctx, s.who.Origin(), func(tx *db.Tx) error { return db.Insert(ctx, tx, "import_row", s.rows...) })
	s.rows, s.bytes = s.rows[:0], 0
	if db.IsDuplicate(err) {
		return busy()
	}
	return err
}

func (s *stage) digest() string { return hex.EncodeToString(s.hash.Sum(nil)) }

// rowsOf reads the staged rows that a condition picks, in an order.
func rowsOf(ctx context.Context, q db.Querier, id int64, where, order string, limit int) ([]*staged, error) {
	var out []*staged
	err := db.Each(ctx, q, func(r *staged) error {
		c := *r
		out = append(out, &c)
		return c.decode()
	}, "SELECT import_id, place, line, object_id, name, name_folded, action, flawed <> 0 AS flawed, applied, data FROM import_row WHERE import_id = $1"+where+" ORDER BY "+order+" LIMIT $2", id, limit)
	return out, err
}

// encode writes the data as JSON; by hand what most rows have and is JSON already.
func (d *rowData) encode() ([]byte, error) {
	rest := *d
	rest.Values, rest.Before, rest.After = nil, nil, nil
	tail, err := json.Marshal(rest)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(tail)+len(d.Values)+len(d.Before)+len(d.After)+20)
	b = append(b, '{')
	for _, part := range []struct {
		key string
		raw []byte
	}{{`"v":`, d.Values}, {`"b":`, d.Before}, {`"a":`, d.After}} {
		if part.raw == nil {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(b, part.key...), part.raw...)
	}
	if len(tail) > 2 {
		if len(b) > 1 {
			b = append(b, ',')
		}
		return append(b, tail[1:]...), nil
	}
	return append(b, '}'), nil
}
