package project

import (
	"maps"

	"vigie/ground/db"
	"vigie/room/field"
)

// carry brings what an edit of the past changed into the versions of later
// days, attribute by attribute: a version made by hand says something of the
// attributes that it changed, and takes the others over from the day before.
// It ends where an import states the project anew, and at Edit.Until. The code
// stays: it may belong to another project by now.
func (w *writer) carry(e *Edit, was, p *Project) {
	m := w.past[e.ID]
	if w.tx == nil || m == nil || m.base == nil || w.keepsLater(e, w.rows[e.ID]) {
		return
	}
	moved := map[string]bool{}
	for _, d := range Compare(was, p) {
		moved[d.Key] = d.Key != "code"
	}
	for i, a := range m.after {
		if a.p == nil || a.stated || e.Until != 0 && a.from >= e.Until {
			return
		}
		q := a.p.clone()
		if !q.takeOver(w.c, moved, was, p) || len(q.check(w.c, w.currency, w.today, a.p, w.veil(a.p))) > 0 {
			return
		}
		w.tx.Record(db.Version{Entity: Entity, Object: p.ID, Version: p.Version, From: a.from, Data: q.data()})
		if i < len(m.after)-1 {
			continue
		}
		now := w.rows[p.ID]
		q.Version, q.Since, q.Created, q.Updated, q.UpdatedBy = p.Version, now.Since, now.Created, p.Updated, p.UpdatedBy
		w.keep(q)
	}
}

// takeOver gives q what changed from was to now of the moved attributes that
// it has as they were, and forgets those that it has otherwise. It reports
// whether it took anything.
func (p *Project) takeOver(c *field.Catalogue, moved map[string]bool, was, now *Project) bool {
	took := false
	for _, key := range keysOf(moved) {
		keys := []string{key}
		if f := c.Get(key); f != nil && f.PerMonth {
			keys = append(keys, monthOf(key))
		}
		same := p.Unread[key] == was.Unread[key]
		for _, k := range keys {
			same = same && p.Values[k].Equal(was.Values[k])
		}
		if !same {
			delete(moved, key)
			continue
		}
		for _, k := range keys {
			p.setValue(k, now.Values[k])
		}
		p.setUnread(key, now.Unread[key])
		took = true
	}
	return took
}

func keysOf(moved map[string]bool) []string {
	var out []string
	for k := range maps.Keys(moved) {
		if moved[k] {
			out = append(out, k)
		}
	}
	return out
}

func (p *Project) setValue(key string, v field.Value) {
	delete(p.Values, key)
	if v.Set {
		p.Values[key] = v
	}
}

func (p *Project) setUnread(key, text string) {
	delete(p.Unread, key)
	if text == "" {
		return
	}
	if p.Unread == nil {
		p.Unread = map[string]string{}
	}
	p.Unread[key] = text
}
