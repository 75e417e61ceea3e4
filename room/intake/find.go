package intake

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// everyone reads a paged list of the room of access to its end.
func everyone[T any](read func(access.Page) (access.Found[T], error)) ([]T, error) {
	var out []T
	p := access.Page{Limit: 500}
	for {
		found, err := read(p)
		if err != nil {
			return nil, err
		}
		out = append(out, found.Items...)
		if found.Next == 0 {
			return out, nil
		}
		p.After = found.Next
	}
}

// unitFinder knows the units by code and name, and plans new ones.
type unitFinder struct {
	byCode, byName map[string]int64
	names          map[int64]string
	planned        []newUnit
	may            bool // create units
}

type newUnit struct {
	ID         int64 // provisional
	Name, Code string
}

func findUnits(ctx context.Context, j *job) (*unitFinder, error) {
	all, err := everyone(func(p access.Page) (access.Found[access.Unit], error) { return access.Units(ctx, j.k.DB, j.who, p) })
	if err != nil {
		return nil, err
	}
	u := &unitFinder{byCode: map[string]int64{}, byName: map[string]int64{}, names: map[int64]string{}}
	u.may = j.m.Object == "project" && j.who.Can(access.ManageUnits, j.m.Unit)
	for _, x := range all {
		u.add(x.ID, x.Name, x.Code)
	}
	return u, nil
}

func (u *unitFinder) add(id int64, name, code string) {
	u.names[id] = name
	for text, by := range map[string]map[string]int64{name: u.byName, code: u.byCode} {
		if b := bare(text); b != "" {
			if _, taken := by[b]; !taken {
				by[b] = id
			}
		}
	}
}

// find returns the unit that a name and a code, of which one may be missing,
// name; with plan also one that is still to be made.
func (u *unitFinder) find(name, code string, plan bool) (int64, bool) {
	n, c := bare(name), bare(code)
	for _, try := range []struct {
		by  map[string]int64
		key string
	}{{u.byName, n}, {u.byCode, c}, {u.byCode, n}, {u.byName, c}} {
		if id, ok := try.by[try.key]; ok && try.key != "" {
			return id, true
		}
	}
	if !plan || !u.may || n == "" && c == "" || len([]rune(name)) > 200 || len([]rune(code)) > 40 {
		return 0, false
	}
	if name == "" {
		name, code = code, ""
	}
	id := -int64(len(u.planned) + 1)
	u.planned = append(u.planned, newUnit{id, name, code})
	u.add(id, name, code)
	return id, true
}

// noUnit says that a unit is missing. Files of projects bring units along; the
// others find them.
func noUnit(object, name string) label.Text {
	if object != "project" {
		return label.F("There is no unit “%s”; create it, or write the name or the code as it is in Vigie", "L’entité «\u202f%s\u202f» n’existe pas\u202f; créez-la, ou écrivez son nom ou son code comme dans Vigie", name)
	}
	return label.F("There is no unit “%s”, and you may not create it; someone with the right “Manage units” can", "L’entité « %s » n’existe pas et vous ne pouvez pas la créer ; qui a le droit « Gérer les entités » peut le faire", name)
}

// several marks a name that more than one person has.
const several = -1

// findPeople learns by which names and logins people are known.
func (j *job) findPeople(ctx context.Context) error {
	j.people = map[string]int64{}
	wanted := false
	for _, b := range j.columns {
		wanted = wanted || b.f.Kind == field.User
	}
	if !wanted {
		return nil
	}
	all, err := everyone(func(p access.Page) (access.Found[access.Account], error) {
		return access.Accounts(ctx, j.k.DB, j.who, p)
	})
	if fault.KindOf(err) == fault.Denied {
		return nil
	}
	for _, a := range all {
		for _, f := range []string{label.Fold(a.Login), label.Fold(a.Email), label.Fold(a.Name), inAnyOrder(a.Name)} {
			if other, taken := j.people[f]; f != "" && taken && other != a.ID {
				j.people[f] = several
			} else if f != "" {
				j.people[f] = a.ID
			}
		}
	}
	return err
}

// inAnyOrder is the key of a name of several words in whichever order they
// stand: "DUPONT Jean", "Dupont, Jean", "M. Jean Dupont" are Jean Dupont.
func inAnyOrder(name string) string {
	words := strings.FieldsFunc(label.Fold(name), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;.", r) })
	words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains([]string{"m", "mr", "mrs", "ms", "mme", "mlle"}, w) })
	if len(words) < 2 {
		return ""
	}
	slices.Sort(words)
	return "\n" + strings.Join(words, " ") // no name has a line end
}

// person returns the account that a text names, or why there is none.
func (j *job) person(text string) (int64, label.Text) {
	id, known := j.people[label.Fold(text)]
	if key := inAnyOrder(text); !known && key != "" {
		id, known = j.people[key]
	}
	switch {
	case id == several:
		return 0, label.F("Several people are named “%s”; write the login", "Plusieurs personnes s’appellent « %s » ; indiquez l’identifiant", text)
	case !known:
		return 0, label.F("Nobody is known as “%s”; create the account, or write the name as it is in Vigie, then import again", "Personne n’est connu sous « %s » ; créez le compte, ou écrivez le nom comme dans Vigie, puis importez à nouveau", text)
	}
	return id, label.Text{}
}
