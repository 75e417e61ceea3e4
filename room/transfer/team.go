package transfer

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"vigie/format/planfile"
	"vigie/format/sheet"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/plan"
	"vigie/room/project"
	"vigie/room/resource"
)

// Team says which of the resources of a file are here, which are made, and which are
// left out.
type Team struct {
	Known []string
	Made  []string
	Left  []LeftOut

	of  []int64 // by resource of the file: as it is known here; 0 of what is left out
	set resource.Set

	byName, byEmail map[string]resource.Resource // folded
	byAccount       map[int64]resource.Resource
}

// LeftOut is a resource that is not brought, with the reason.
type LeftOut struct {
	Name string
	Line int
	Why  label.Text
}

var (
	mayNotMake  = label.T("you may not make resources; ask whoever keeps them", "vous ne pouvez pas créer de ressources\u202f; demandez à qui les tient")
	otherKind   = label.T("a resource of this name is of another kind here", "une ressource de ce nom est ici d’une autre nature")
	onlyBudget  = label.T("it stands for a budget, which plans here do not have", "elle représente un budget, que les plans n’ont pas ici")
	nobodyUses  = label.T("nothing in the plan is assigned to it", "rien dans le plan ne lui est affecté")
	withoutName = label.T("without a name", "sans nom")
)

// meetTeam finds the resources to which the plan of a file assigns something: by the
// e-mail of their account or their own, as far as the person may see these addresses, else
// by name; those that are not here may be made by whoever has the right, by create. A
// create of nil only foresees.
func meetTeam(ctx context.Context, q db.Querier, who access.Who, id int64, p *planfile.Plan, create func(resource.Says) (resource.Resource, error)) (*Team, error) {
	t := &Team{of: make([]int64, len(p.Resources))}
	if len(p.Resources) == 0 {
		return t, nil
	}
	var err error
	if t.set, err = resource.Load(ctx, q); err != nil {
		return nil, err
	}
	t.byName, t.byEmail, t.byAccount = map[string]resource.Resource{}, map[string]resource.Resource{}, map[int64]resource.Resource{}
	for _, r := range t.set.All {
		if !resource.MayEdit(who, r.Unit) {
			r.Email = "" // who may not read it does not find by it either
		}
		t.know(r)
	}
	emails, err := access.Emails(ctx, q, who)
	if err != nil {
		return nil, err
	}
	unit, may, err := whereToMake(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	used, fresh := make([]bool, len(p.Resources)), []resource.Resource(nil)
	for i := range p.Assignments {
		if a := &p.Assignments[i]; a.Resource >= 0 && a.Task >= 0 {
			used[a.Resource] = true
		}
	}
	for i := range p.Resources {
		x := &p.Resources[i]
		name := resource.Tidy(x.Name)
		left := func(why label.Text) {
			t.Left = append(t.Left, LeftOut{cmp.Or(name, withoutName.In(who.Lang)), x.Line, why})
		}
		account := emails[label.Fold(x.Email)]
		r, known := t.find(x.Email, account, name)
		switch {
		case name == "" && !used[i]:
			continue
		case x.Budget:
			left(onlyBudget)
		case !used[i]:
			left(nobodyUses)
		case known && !sameKind(p, x, r):
			left(otherKind)
		case known:
			t.of[i] = r.ID
			t.Known = append(t.Known, r.Name)
		case name == "":
			left(withoutName)
		case !may:
			left(mayNotMake)
		default:
			made, err := t.make(x, name, account, unit, create)
			if err != nil {
				return nil, err
			}
			t.of[i] = made.ID
			t.know(made)
			fresh = append(fresh, made)
			t.Made = append(t.Made, made.Name)
		}
	}
	t.set = t.set.With(fresh...)
	return t, nil
}

// know lets a resource be found by what files say of it, the first of several first.
func (t *Team) know(r resource.Resource) {
	first(t.byName, label.Fold(r.Name), r)
	if r.Email != "" {
		first(t.byEmail, label.Fold(r.Email), r)
	}
	if r.Account != 0 {
		first(t.byAccount, r.Account, r)
	}
}

func first[K comparable](in map[K]resource.Resource, key K, r resource.Resource) {
	if _, there := in[key]; !there {
		in[key] = r
	}
}

// sameKind reports whether a resource here is what one of the file is. A list does not
// say what its resources are.
func sameKind(p *planfile.Plan, x *planfile.Resource, r resource.Resource) bool {
	is := map[planfile.ResourceKind]bool{planfile.WorkResource: r.Kind.Works(), planfile.MaterialResource: r.Kind == resource.Material, planfile.CostResource: r.Kind == resource.Cost}
	return p.Program == "" || is[x.Kind]
}

// whereToMake says whether a person may make resources for a project, and of which unit:
// of none, else of that of the project.
func whereToMake(ctx context.Context, q db.Querier, who access.Who, id int64) (unit int64, may bool, err error) {
	if resource.MayEdit(who, 0) {
		return 0, true, nil
	}
	err = project.Each(ctx, q, []int64{id}, func(p *project.Project) error { unit = p.Unit(); return nil })
	return unit, err == nil && unit != 0 && resource.MayEdit(who, unit), err
}

func (t *Team) find(email string, account int64, name string) (resource.Resource, bool) {
	if email != "" {
		if r, known := t.byAccount[account]; known {
			return r, true
		}
		if r, known := t.byEmail[label.Fold(email)]; known {
			return r, true
		}
	}
	r, known := t.byName[label.Fold(name)]
	return r, known
}

// make makes a resource of one of the file; without create it only has a number of its own.
func (t *Team) make(x *planfile.Resource, name string, account, unit int64, create func(resource.Says) (resource.Resource, error)) (resource.Resource, error) {
	kind, units := resource.Person, int64(x.Units)
	switch {
	case x.Kind == planfile.MaterialResource:
		kind = resource.Material
	case x.Kind == planfile.CostResource:
		kind = resource.Cost
	case x.Generic:
		kind = resource.Generic
	}
	if units <= 0 || !kind.Works() {
		units = resource.Whole
	}
	units = min(units, resource.MostUnits)
	if kind != resource.Person {
		account = 0
	}
	email := resource.Address(x.Email)
	if create != nil {
		return create(resource.Says{Name: &name, Kind: &kind, Units: &units, Account: &account, Unit: &unit, Inactive: &x.Inactive, Email: &email})
	}
	return resource.Resource{ID: -int64(len(t.Made) + 1), Body: resource.Body{Name: name, Kind: kind, Account: account, Unit: unit, Units: units, Email: email}}, nil
}

// assign gives items the assignments of the file.
func (c *carrier) assign() error {
	c.in.Resources = c.team.set
	for i := range c.p.Assignments {
		a := &c.p.Assignments[i]
		if a.Resource < 0 || a.Task < 0 || c.item[a.Task] == 0 || c.team.of[a.Resource] == 0 {
			continue
		}
		r, _ := c.team.set.Get(c.team.of[a.Resource])
		it := &c.in.Items[-c.item[a.Task]-1]
		out := plan.Assignment{Resource: r.ID, Counted: !r.Kind.Works(), Units: int64(a.Units)}
		if !out.Counted {
			out.Work = max(0, min(mostWork, a.Work.Minutes()))
			switch {
			case out.Units <= 0 && c.s.days:
				out.Units = min(resource.Whole, r.Units)
			case out.Units <= 0 && it.Duration > 0:
				out.Units = out.Work * resource.Whole / it.Duration
			}
			if c.s.days {
				out.Work = (it.Duration*out.Units + resource.Whole/2) / resource.Whole
			}
			out.Units = min(out.Units, 100*resource.Whole)
		}
		if out.Units <= 0 {
			out.Units = resource.Whole
		}
		c.assigned++
		if at := slices.IndexFunc(it.Assigned, func(o plan.Assignment) bool { return o.Resource == r.ID }); at >= 0 {
			it.Assigned[at].Work = min(mostWork, it.Assigned[at].Work+out.Work)
			it.Assigned[at].Units = min(100*resource.Whole, it.Assigned[at].Units+out.Units)
			continue
		}
		if len(it.Assigned) == mostAssigned {
			return fault.Invalid("file", label.F("Line %d: “%s” has more than %d resources; divide it", "Ligne %d\u202f: «\u202f%s\u202f» a plus de %d ressources\u202f; divisez-la", a.Line, it.Name, mostAssigned))
		}
		it.Assigned = append(it.Assigned, out)
	}
	c.followed()
	return nil
}

// mostAssigned is how many resources one task may have, mostInAll how many all those of a
// list together.
const (
	mostAssigned = 500
	mostInAll    = 200_000
)

// followed lets items follow the calendars of their resources where these say the same
// here as in the file; others keep the one that they have, whatever their resources do.
func (c *carrier) followed() {
	for n := range c.in.Items {
		it := &c.in.Items[n]
		t := &c.p.Tasks[c.task[n]]
		if it.Calendar == 0 {
			continue
		}
		it.Alone = t.IgnoreCalendars || t.Calendar == planfile.None
		if t.Calendar != planfile.None {
			continue
		}
		same, works := true, false
		for _, a := range it.Assigned {
			if r, _ := c.team.set.Get(a.Resource); !a.Counted {
				works = true
				same = same && cmp.Or(r.Calendar, c.in.Settings.Calendar) == it.Calendar
			}
		}
		if works && same {
			it.Calendar, it.Alone = 0, false
		}
	}
}

// unassigned lists what of the resources of the file is left out.
func (l *losses) unassigned() {
	for _, x := range l.c.team.Left {
		l.add("resource "+x.Why.In(label.EN), label.T("Resources", "Ressources"), x.Why, x.Line, x.Name)
	}
	for i := range l.c.p.Assignments {
		if a := &l.c.p.Assignments[i]; a.Resource >= 0 && a.Task >= 0 && l.c.team.of[a.Resource] == 0 {
			l.add("assignment", label.T("Assignments", "Affectations"), label.T("their resource is not brought in, and their effort is left out of that of the task", "leur ressource n’est pas reprise, et leur charge ne compte pas dans celle de la tâche"), a.Line, l.c.p.Resources[a.Resource].Name)
		}
	}
}

// resource is the place of a resource that goes out, which is made when it is first asked
// for. One with a calendar has a calendar of its own, based on that.
func (o *out) resource(r resource.Resource) int {
	if at, is := o.who[r.ID]; is {
		return at
	}
	number := strconv.Itoa(len(o.p.Resources) + 1)
	x := planfile.Resource{
		ID: number, Number: number, GUID: GUID("resource " + o.of.Outside(r.ID)), Name: r.Name, Units: money.Amount(r.Units), Calendar: planfile.None,
		Generic: r.Kind == resource.Generic, Inactive: r.Inactive,
		Kind: map[resource.Kind]planfile.ResourceKind{resource.Material: planfile.MaterialResource, resource.Cost: planfile.CostResource}[r.Kind],
	}
	if c, there := o.set.Get(r.Calendar); there && r.Calendar != 0 && c.Project == 0 {
		base := o.calendar(r.Calendar)
		x.Calendar = len(o.p.Calendars)
		o.p.Calendars = append(o.p.Calendars, planfile.Calendar{ID: strconv.Itoa(len(o.p.Calendars) + 1), Name: r.Name, Base: base, OfResource: true})
	}
	o.who[r.ID] = len(o.p.Resources)
	o.p.Resources = append(o.p.Resources, x)
	return o.who[r.ID]
}

// assignments are what resources do of a line, each with as much of it done as of the line.
func (o *out) assignments(r *plan.Row, t *planfile.Task) {
	for _, u := range r.Uses {
		a := planfile.Assignment{
			ID: strconv.Itoa(len(o.p.Assignments) + 1), Task: len(o.p.Tasks), Resource: o.resource(u.Of), Units: money.Amount(u.Units),
			Start: t.Stored.Start, Finish: t.Stored.Finish, Percent: r.Done,
		}
		if !u.Counted {
			a.Work = planfile.Span(u.Work) * planfile.Minute
			a.RegularWork, a.ActualWork = a.Work, a.Work*planfile.Span(r.Done)/100
			a.RemainingWork = a.Work - a.ActualWork
		}
		o.p.Assignments = append(o.p.Assignments, a)
	}
}

var share = regexp.MustCompile(`^(.*?)\s*\[\s*([0-9]+(?:[.,][0-9]+)?)\s*(%?)[^\]]*\]$`)

var shares = regexp.MustCompile(`\[[^\]]*\]`)

// people reads who works on a task of a list: Anne; Paul[50%]. Names stand behind
// semicolons, or behind commas where there are none.
func (r *tableReader) people(row *sheet.Row, at int) {
	p, text := r.s.Plan, r.text(row, colResources)
	by := ";"
	if !strings.ContainsAny(text, ";\n") {
		by = ","
		text = shares.ReplaceAllStringFunc(text, func(s string) string { return strings.ReplaceAll(s, ",", ".") })
	}
	count := 0
	for one := range strings.SplitSeq(strings.ReplaceAll(text, "\n", ";"), by) {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		if count++; count > mostAssigned {
			r.wrong(row, colResources, label.F("it has more than %d resources; divide it", "elle a plus de %d ressources\u202f; divisez-la", mostAssigned))
			return
		}
		name, kind, units := one, planfile.WorkResource, int64(0)
		if m := share.FindStringSubmatch(one); m != nil {
			n, err := money.Parse(strings.ReplaceAll(m[2], ",", "."))
			name, units = m[1], int64(n)
			switch {
			case err != nil:
				units = 0
			case m[3] != "":
				units /= 100
			case units > 10*resource.Whole:
				kind = planfile.MaterialResource
			}
		}
		k, known := r.named[label.Fold(name)]
		if !known {
			k = len(p.Resources)
			r.named[label.Fold(name)] = k
			p.Resources = append(p.Resources, planfile.Resource{Line: p.Tasks[at].Line, Name: name, Kind: kind, Calendar: planfile.None, Units: money.Amount(max(units, resource.Whole))})
		}
		p.Assignments = append(p.Assignments, planfile.Assignment{Line: p.Tasks[at].Line, Task: at, Resource: k, Units: money.Amount(units)})
	}
}
