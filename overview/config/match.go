package config

import (
	"fmt"
)

// match is which thing there is an item of a document is about.
type match struct {
	key     string // its address now; of a new one, that of the item
	known   bool   // there is one
	renamed bool   // it takes the key of the item
	twice   bool   // an item before is about the same
}

// matcher finds what the items of a section are about.
type matcher struct {
	ids   map[int64]string    // addresses by id
	names map[string][]string // addresses by name, of what has no key of its own
	was   map[string]string   // addresses by the one that it had before it was renamed
	taken map[string]bool     // by address: whether an item is about it
}

func (p part) matcher(found []entry) *matcher {
	m := &matcher{map[int64]string{}, map[string][]string{}, map[string]string{}, map[string]bool{}}
	for _, e := range found {
		key := p.address(e.body)
		m.taken[key] = false
		if e.id != 0 {
			m.ids[e.id] = key
		}
		if name := p.byName(e.body); name != "" {
			m.names[name] = append(m.names[name], key)
		}
		for _, a := range formerAddresses(e.body) {
			m.was[a] = key
		}
	}
	return m
}

// match finds, for each item, what it is about: first by the ids that the items of
// the past had, for what is brought back is itself whatever it is called; then by
// keys, by names, and by the keys of before a renaming. ids is nil for a file.
func (p part) match(found []entry, wanted []any, ids map[string]int64) []match {
	m, out := p.matcher(found), make([]match, len(wanted))
	for _, find := range []func(want any, address string) (key string, renamed bool){
		func(_ any, address string) (string, bool) {
			key, known := m.ids[ids[address]]
			return key, known && key != address
		},
		func(_ any, address string) (string, bool) { return address, false },
		func(want any, _ string) (string, bool) { return m.called(p.byName(want)), false },
		func(want any, _ string) (string, bool) { return m.of(formerAddresses(want)), true },
		func(_ any, address string) (string, bool) { return m.was[address], false },
	} {
		for i, want := range wanted {
			if want == nil || out[i].known {
				continue
			}
			key, renamed := find(want, p.address(want))
			if taken, there := m.taken[key]; there && !taken {
				out[i], m.taken[key] = match{key: key, known: true, renamed: renamed}, true
			}
		}
	}
	for i, want := range wanted {
		if want == nil || out[i].known {
			continue
		}
		key := p.address(want)
		if ids != nil { // two of one name are two
			for n := 2; m.taken[key]; n++ {
				key = fmt.Sprintf("%s_%d", p.address(want), n)
			}
		}
		out[i], m.taken[key] = match{key: key, twice: m.taken[key]}, true
	}
	return out
}

// called is the first of a name that no item is about yet.
func (m *matcher) called(name string) string {
	return m.of(m.names[name])
}

// of is the first of some addresses that there is and that no item is about yet.
func (m *matcher) of(addresses []string) string {
	for _, a := range addresses {
		if taken, there := m.taken[a]; there && !taken {
			return a
		}
	}
	return "\x00" // none
}
