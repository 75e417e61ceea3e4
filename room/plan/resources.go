package plan

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/resource"
)

// Use is an assignment with the resource that it is of.
type Use struct {
	Assignment
	Of resource.Resource
}

// equip reads the resources that items have, or that a batch names; all of them where it
// names some by what they are called.
func (d *draft) equip(ctx context.Context, q db.Querier, edits []Edit) error {
	wanted := map[int64]bool{}
	for _, i := range d.items {
		for _, a := range i.Assigned {
			wanted[a.Resource] = true
		}
	}
	for _, e := range edits {
		if e.Set.Resources != nil {
			var err error
			d.resources, err = resource.Load(ctx, q)
			return err
		}
		if e.Set.Assigned != nil {
			for _, a := range *e.Set.Assigned {
				wanted[a.Resource] = true
			}
		}
	}
	for id := range wanted {
		if _, known := d.resources.Get(id); known {
			delete(wanted, id)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	some, err := resource.Some(ctx, q, slices.Sorted(maps.Keys(wanted)))
	d.resources = some.With(d.resources.All...)
	return err
}

// unassignGone takes resources off items that are not there any more.
func (d *draft) unassignGone() {
	for _, i := range d.items {
		gone := func(a Assignment) bool { _, there := d.resources.Get(a.Resource); return !there }
		if slices.ContainsFunc(i.Assigned, gone) {
			i.Assigned = slices.DeleteFunc(slices.Clone(i.Assigned), gone)
			i.total()
		}
	}
}

// setAssigned takes who works on an item, as a list or as people write it.
func (d *draft) setAssigned(i *Item, p *Patch, wrong func(string, label.Text) error) error {
	var asked []Assign
	switch {
	case p.Resources != nil:
		var err error
		if asked, err = ParseResources(*p.Resources, d.resources); err != nil {
			return err
		}
	case p.Assigned != nil:
		asked = *p.Assigned
	default:
		return nil
	}
	where := "assignments"
	if p.Resources != nil {
		where = "resources"
	}
	if len(asked) > mostAssigned {
		return wrong(where, label.F("an item has at most %d resources", "un élément a au plus %d ressources", mostAssigned))
	}
	for n, a := range asked {
		r, ok := d.resources.Get(a.Resource)
		had := slices.ContainsFunc(i.Assigned, func(o Assignment) bool { return o.Resource == a.Resource })
		switch {
		case !ok:
			return wrong(where, label.T("one of its resources is not there any more; read the resources again", "l’une de ses ressources n’existe plus\u202f; relisez les ressources"))
		case r.Inactive && !had:
			return wrong(where, label.F("“%s” is inactive; choose another resource, or make it active again", "«\u202f%s\u202f» est inactive\u202f; choisissez une autre ressource, ou réactivez-la", r.Name))
		case slices.ContainsFunc(asked[:n], func(o Assign) bool { return o.Resource == a.Resource }):
			return wrong(where, label.F("“%s” stands there twice; keep one of the two", "«\u202f%s\u202f» y figure deux fois\u202f; gardez-en une", r.Name))
		case a.Units != nil && (*a.Units <= 0 || *a.Units > 1_000_000*whole || r.Kind.Works() && *a.Units > 100*whole):
			return wrong(where, label.F("give how much of “%s” is taken, above zero and at most a hundredfold: [50%%]", "donnez la part de «\u202f%s\u202f» qui est prise, supérieure à zéro et au plus centuple\u202f: [50%%]", r.Name))
		case a.Work != nil && (*a.Work < 0 || *a.Work > longestWork):
			return wrong(where, label.T("give an effort that is not negative, of at most a hundred years", "donnez une charge positive ou nulle, de cent ans au plus"))
		}
	}
	i.assign(asked, d.resources)
	return nil
}

// ParseResources reads resources as people write them: names separated by ; or by lines,
// each with how much of it is taken in brackets where that is not the usual: Anne;
// Paul[50%]; Concrete[12].
func ParseResources(text string, set resource.Set) ([]Assign, error) {
	out := []Assign{}
	for one := range strings.SplitSeq(strings.ReplaceAll(text, "\n", ";"), ";") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		name, amount, cut := strings.Cut(strings.TrimSuffix(one, "]"), "[")
		r, ok := set.ByName(name)
		if !ok {
			return nil, fault.Invalid("resources", label.F("There is no resource “%s”; choose one of the list, or have it made in the administration", "Il n’y a pas de ressource «\u202f%s\u202f»\u202f; choisissez-en une dans la liste, ou faites-la créer dans l’administration", strings.TrimSpace(name)))
		}
		a := Assign{Resource: r.ID}
		if cut {
			units, ok := ParseAmount(amount, r.Kind.Works())
			if !ok {
				return nil, fault.Invalid("resources", label.F("“%s” does not say how much of “%s” is taken; write [50%%], of material its amount: [12]", "«\u202f%s\u202f» ne dit pas quelle part de «\u202f%s\u202f» est prise\u202f; écrivez [50%%], et d’un consommable sa quantité\u202f: [12]", amount, r.Name))
			}
			a.Units = &units
		} else {
			units := Usual(r)
			a.Units = &units
		}
		out = append(out, a)
	}
	return out, nil
}

// ParseAmount reads 50% or 0.5, and of material a count, as hundredths of a percent.
func ParseAmount(text string, works bool) (int64, bool) {
	text = strings.ReplaceAll(strings.Join(strings.Fields(text), ""), ",", ".")
	scale := int64(whole)
	if share, percent := strings.CutSuffix(text, "%"); percent {
		text, scale = share, whole/100
	}
	before, after, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(before, 10, 32)
	if err != nil || n < 0 || len(after) > 4 || strings.HasPrefix(before, "+") {
		return 0, false
	}
	out, part := n*scale, int64(0)
	if after != "" {
		digits, err := strconv.ParseUint(after, 10, 16)
		if err != nil {
			return 0, false
		}
		by := int64(1)
		for range after {
			by *= 10
		}
		part = rounded(int64(digits)*scale, by)
	}
	return out + part, out+part > 0 && (!works || out+part <= 100*whole)
}

// Text writes an assignment as people do.
func (u Use) Text(l label.Lang) string {
	if u.Units == Usual(u.Of) {
		return u.Of.Name
	}
	if u.Of.Kind.Works() {
		return u.Of.Name + "[" + resource.Percent(u.Units).In(l) + "%]"
	}
	return u.Of.Name + "[" + Amount(u.Units, l) + "]"
}

// Amount writes how much of material is taken.
func Amount(units int64, l label.Lang) string {
	text := strconv.FormatInt(units/whole, 10)
	if rest := units % whole; rest != 0 {
		point := "."
		if l == label.FR {
			point = ","
		}
		text += point + strings.TrimRight(strconv.FormatInt(whole+rest, 10)[1:], "0")
	}
	return text
}

// Resources writes who works on a line, as ParseResources reads it.
func (r Row) Resources(l label.Lang) string {
	var out []string
	for _, u := range r.Uses {
		out = append(out, u.Text(l))
	}
	return strings.Join(out, "; ")
}

// uses are the assignments of an item whose resources are there.
func (d *draft) uses(i *Item) []Use {
	var out []Use
	for _, a := range i.Assigned {
		if r, ok := d.resources.Get(a.Resource); ok {
			out = append(out, Use{a, r})
		}
	}
	return out
}

// assignmentRow is an assignment as it is found from its resource.
type assignmentRow struct {
	Item     int64 `db:"activity_id"`
	Resource int64 `db:"resource_id"`
	Project  int64 `db:"project_id"`
	Units    int64 `db:"units"`
	Work     int64 `db:"work"`
}

// keepAssigned writes the assignments of some items.
func (d *draft) keepAssigned(ctx context.Context, tx *db.Tx, ids []int64) error {
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		if _, err := db.Exec(ctx, tx, "DELETE FROM assignment WHERE activity_id IN "+in, args...); err != nil {
			return err
		}
		var rows []assignmentRow
		for _, id := range part {
			for _, a := range d.items[id].Assigned {
				rows = append(rows, assignmentRow{id, a.Resource, d.project.ID, a.Units, a.Work})
			}
		}
		if err := db.Insert(ctx, tx, "assignment", rows...); err != nil {
			return err
		}
	}
	return nil
}
