package intake

import (
	"vigie/ground/label"
)

// ownerFinder knows projects by code and name, for rows that belong to one.
type ownerFinder struct {
	owners  []entry
	byCode  map[string]*entry
	byName  map[string][]*entry
	byID    map[int64]*entry
	aliases map[string]int64
	best    bool // a project that is only alike will do
	known   map[[2]string]found
}

type found struct {
	id  int64
	why label.Text
}

func newOwnerFinder(owners []entry, aliases map[string]int64, best bool) *ownerFinder {
	f := &ownerFinder{owners: owners, aliases: aliases, best: best, byCode: map[string]*entry{}, byName: map[string][]*entry{}, byID: map[int64]*entry{}, known: map[[2]string]found{}}
	for i := range owners {
		e := &owners[i]
		f.byID[e.ID] = e
		if e.Code != "" {
			f.byCode[label.Fold(e.Code)] = e
		}
		f.byName[e.folded] = append(f.byName[e.folded], e)
	}
	return f
}

// find returns the project that a name and a code, of which one may be missing,
// name; 0 and the reason when none does.
func (f *ownerFinder) find(name, code string) (int64, label.Text) {
	key := [2]string{label.Fold(name), label.Fold(code)}
	out, known := f.known[key]
	if !known {
		out.id, out.why = f.look(name, key[0], key[1])
		f.known[key] = out
	}
	return out.id, out.why
}

func (f *ownerFinder) look(name, folded, code string) (int64, label.Text) {
	if e := f.byCode[code]; e != nil && code != "" {
		return e.ID, label.Text{}
	}
	if folded == "" {
		if code == "" {
			return 0, label.T("The row names no project", "La ligne ne nomme aucun projet")
		}
		name, folded = code, code
	}
	if e := f.byCode[folded]; e != nil {
		return e.ID, label.Text{}
	}
	switch es := f.byName[folded]; len(es) {
	case 0:
	case 1:
		return es[0].ID, label.Text{}
	default:
		return 0, label.F("Several projects are named “%s”; write the code", "Plusieurs projets s’appellent « %s » ; indiquez le code", short(name))
	}
	if e := f.byID[f.aliases[folded]]; e != nil {
		return e.ID, label.Text{}
	}
	return f.alike(name)
}

// alike looks for the project that a name resembles most.
func (f *ownerFinder) alike(name string) (int64, label.Text) {
	like := likenessOf(name, "", "", 0, 0)
	var best *entry
	top, second := 0, 0
	for i := range f.owners {
		switch score, _ := alike(like, f.owners[i].like); {
		case score > top:
			best, top, second = &f.owners[i], score, top
		case score > second:
			second = score
		}
	}
	if top < doubtAt {
		return 0, label.F("There is no project “%s”, or your rights do not show it", "Il n’y a pas de projet « %s », ou vos droits ne le montrent pas", short(name))
	}
	if f.best && top > second {
		return best.ID, label.Text{}
	}
	return 0, label.F("There is no project “%s”; is it “%s”? Write its name or its code", "Il n’y a pas de projet « %s » ; est-ce « %s » ? Écrivez son nom ou son code", short(name), short(best.Name))
}
