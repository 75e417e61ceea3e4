package plan

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// Edit asks for one thing of a plan: a new item, a change of one, another place for it,
// its end, or a change of what holds for the whole plan. What is nil stays.
type Edit struct {
	ID     int64 // negative: the number by which the batch names a new item
	Add    Kind  // a new item of this kind
	Delete bool  // with all that is in it
	Set    Patch
	Move   *Move
	Plan   *Patches
}

// Move is where an item is to stand.
type Move struct {
	Parent int64 // a phase; 0 for the top
	After  int64 // the sibling after which it stands; 0 for the first place, Last for the last
}

// Last stands for the last place among siblings.
const Last = -1 << 62

// Patches are changes of Settings.
type Patches struct {
	Start, Finish, Status *day.Day
	Calendar              *int64
	Profile, Progress     *string
	Lags, Float           *string
	Critical              *int64
	Longest, Off          *bool
}

// Patch is a change of an item. Times of 0 clear.
type Patch struct {
	Kind                      *Kind
	Name, Note                *string
	Duration                  *int64
	Elapsed, Manual           *bool
	Calendar                  *int64
	Constraint                *string
	Date, Deadline            *schedule.Time
	Start, Finish             *When // as people say it: by hand, or as a constraint
	ActualStart, ActualFinish *schedule.Time
	Progress                  *int
	Remaining                 *int64 // -1 for what the progress leaves
	Type                      *string
	Effort, Units             *int64
	Links                     *[]Link
	Owner                     *int64
	Assigned                  *[]Assign
	Resources                 *string // the same as ParseResources reads it
	Alone                     *bool
	Values                    Said    // of attributes; what is absent stays
	Waits                     *string // predecessors as ParseWaits reads them, by the lines before the batch
}

// When is a time, or a day whose hours the calendar gives. The zero value clears.
type When struct {
	Day  day.Day
	Time schedule.Time // 0 for the day
}

// spacing is what lies between the places of siblings.
const spacing = 1 << 20

// apply brings one edit into the draft.
func (d *draft) apply(e *Edit, lines []*Item) error {
	if e.Plan != nil {
		return d.configure(e.Plan)
	}
	if e.Add != "" {
		if e.ID >= 0 || d.items[e.ID] != nil {
			return fault.Invalid("ref", label.T("Name each new item of the batch by a word of its own", "Désignez chaque nouvel élément du lot par un mot qui lui est propre"))
		}
		if len(d.items) >= mostItems {
			return fault.Conflict(label.F("A plan holds at most %d items", "Un plan contient au plus %d éléments", mostItems))
		}
		d.insert(&Item{ID: e.ID, Project: d.project.ID, Kind: e.Add, Place: d.lastPlace(0) + spacing})
		if e.Add == Milestone {
			d.dates[e.ID] = keyDate{}
		}
		if e.Add == Task {
			d.items[e.ID].Duration = d.measures().Day
		}
	}
	i := d.items[e.ID]
	if i == nil {
		return fault.Invalid("id", label.T("There is no such item in this plan; somebody may have deleted it: read the plan again", "Cet élément n’est pas dans ce plan\u202f; quelqu’un l’a peut-être supprimé\u202f: relisez le plan"))
	}
	if e.Delete {
		d.remove(i.ID)
		return nil
	}
	if e.Move != nil {
		if err := d.move(i, *e.Move); err != nil {
			return err
		}
	}
	return d.set(i, &e.Set, lines, e.Add != "")
}

func (d *draft) configure(p *Patches) error {
	s := &d.settings
	was := s.Off
	change(&s.Start, p.Start)
	change(&s.Finish, p.Finish)
	change(&s.Status, p.Status)
	change(&s.Calendar, p.Calendar)
	change(&s.Profile, p.Profile)
	change(&s.Progress, p.Progress)
	change(&s.Lags, p.Lags)
	change(&s.Float, p.Float)
	change(&s.Critical, p.Critical)
	change(&s.Longest, p.Longest)
	change(&s.Off, p.Off)
	if s.Profile == Profiles[0].Key {
		s.Profile = ""
	}
	if s.Profile != "" && !slices.ContainsFunc(Profiles, func(p Profile) bool { return p.Key == s.Profile }) {
		return fault.Invalid("profile", label.F("There are no rules “%s”; choose msproject or p6", "Il n’existe pas de règles «\u202f%s\u202f»\u202f; choisissez msproject ou p6", s.Profile))
	}
	if _, known := progressRules[s.Progress]; s.Progress != "" && !known {
		return fault.Invalid("progress_rule", label.T("Choose contiguous, retained, override or actual", "Choisissez contiguous, retained, override ou actual"))
	}
	if _, known := lagCalendars[s.Lags]; s.Lags != "" && !known {
		return fault.Invalid("lag_calendar", label.T("Choose predecessor, successor, project or round_the_clock", "Choisissez predecessor, successor, project ou round_the_clock"))
	}
	if _, known := floatRules[s.Float]; s.Float != "" && !known {
		return fault.Invalid("float_rule", label.T("Choose finish, start or smaller", "Choisissez finish, start ou smaller"))
	}
	if s.Critical < 0 || s.Critical > longestWork {
		return fault.Invalid("critical_minutes", label.T("Give a number of minutes, 0 or more", "Donnez un nombre de minutes, 0 ou plus"))
	}
	if s.Calendar != 0 && !d.usable(s.Calendar) {
		return noCalendar()
	}
	if s.Off != was {
		d.hold(s.Off)
	}
	return nil
}

func noCalendar() error {
	return fault.Invalid("calendar", label.T("There is no such calendar for this project; choose one of the list", "Ce calendrier n’existe pas pour ce projet\u202f; choisissez-en un dans la liste"))
}

// hold gives all that moves by itself the dates that it has, or lets it move again.
func (d *draft) hold(off bool) {
	for _, i := range d.order {
		if d.items[i.ID] == nil || i.Kind == Phase {
			continue
		}
		span, ok := d.span(i.ID)
		switch {
		case off && !i.Manual && ok && i.ActualFinish == 0:
			i.Manual, i.Held = true, true
			if i.Kind != Milestone {
				i.Start, i.Finish = span.start, span.finish
			}
		case !off && i.Held:
			i.Manual, i.Held, i.Start, i.Finish = false, false, 0, 0
			i.Kept = d.dates[i.ID].date
		}
	}
}

func change[T any](to *T, said *T) {
	if said != nil {
		*to = *said
	}
}

// set changes an item. lines are those of the tree before the batch.
func (d *draft) set(i *Item, p *Patch, lines []*Item, fresh bool) error {
	wrong := func(where string, t label.Text) error {
		return fault.Invalid(where, label.F("“%s”: %s", "«\u202f%s\u202f»\u202f: %s", i.Name, t))
	}
	if p.Name != nil || fresh {
		if p.Name != nil {
			i.Name = strings.TrimSpace(*p.Name)
		}
		if i.Name == "" || utf8.RuneCountInString(i.Name) > longestName {
			return fault.Invalid("name", label.F("Give a name of at most %d characters", "Donnez un nom de %d caractères au plus", longestName))
		}
	}
	if p.Kind != nil && *p.Kind != i.Kind {
		if err := d.become(i, *p.Kind); err != nil {
			return err
		}
	}
	change(&i.Note, p.Note)
	change(&i.Owner, p.Owner)
	change(&i.Elapsed, p.Elapsed)
	change(&i.Alone, p.Alone)
	change(&i.Date, p.Date)
	change(&i.Deadline, p.Deadline)
	if p.Constraint != nil {
		if _, known := constraints[*p.Constraint]; !known {
			return wrong("constraint", label.F("there is no constraint “%s”; choose one of the list", "il n’existe pas de contrainte «\u202f%s\u202f»\u202f; choisissez-en une dans la liste", *p.Constraint))
		}
		i.Constraint = *p.Constraint
	}
	if c := constraints[i.Constraint]; c < schedule.StartNoEarlier {
		i.Date = 0
	} else if i.Date == 0 && p.Start == nil && p.Finish == nil {
		return wrong("date", label.T("give the date of its constraint", "donnez la date de sa contrainte"))
	}
	if p.Calendar != nil {
		if i.Calendar = *p.Calendar; i.Calendar != 0 && !d.usable(i.Calendar) {
			return noCalendar()
		}
	}
	if err := d.setValues(i, p.Values, fresh); err != nil {
		return err
	}
	if err := d.setWork(i, p, wrong); err != nil {
		return err
	}
	if err := d.setWaits(i, p, lines, wrong); err != nil {
		return err
	}
	if err := d.setDates(i, p, wrong); err != nil {
		return err
	}
	return d.setProgress(i, p, wrong)
}

// become makes an item another kind. A key date stays one: who wants it gone deletes it.
func (d *draft) become(i *Item, to Kind) error {
	switch {
	case i.Kind == Milestone || to == Milestone:
		return fault.Invalid("kind", label.F("“%s” stays what it is: a milestone is a key date of the project; add a new item and delete this one", "«\u202f%s\u202f» reste ce qu’il est\u202f: un jalon est une date clé du projet\u202f; ajoutez un nouvel élément et supprimez celui-ci", i.Name))
	case d.holds(i.ID):
		return fault.Invalid("kind", label.F("“%s” holds other items: it stays a phase; move them out first", "«\u202f%s\u202f» contient d’autres éléments\u202f: il reste une phase\u202f; sortez-les d’abord", i.Name))
	case to != Phase && to != Task:
		return fault.Invalid("kind", label.T("An item is a phase, a task or a milestone", "Un élément est une phase, une tâche ou un jalon"))
	}
	i.Kind = to
	return nil
}

func (d *draft) setWaits(i *Item, p *Patch, lines []*Item, wrong func(string, label.Text) error) error {
	if p.Links != nil {
		i.Links = slices.Clone(*p.Links)
	}
	if p.Waits != nil {
		waits, err := ParseWaits(*p.Waits, d.measures())
		if err != nil {
			return err
		}
		// those of other projects have no line, and stay
		i.Links = slices.DeleteFunc(slices.Clone(i.Links), func(l Link) bool { return d.items[l.From] != nil })
		for _, w := range waits {
			if w.Number > len(lines) {
				return wrong("predecessors", label.F("there is no line %d; the last one is %d", "il n’y a pas de ligne %d\u202f; la dernière est la %d", w.Number, len(lines)))
			}
			i.Links = append(i.Links, Link{lines[w.Number-1].ID, w.Type, w.Kind, w.Lag})
		}
	}
	if p.Links == nil && p.Waits == nil {
		return nil
	}
	if len(i.Links) > mostLinks {
		return wrong("predecessors", label.F("an item has at most %d predecessors", "un élément a au plus %d prédécesseurs", mostLinks))
	}
	for n, l := range i.Links {
		_, typed := linkTypes[l.Type]
		_, counted := lagKinds[l.Kind]
		_, outside := d.outside[l.From]
		switch {
		case !typed || !counted || max(l.Lag, -l.Lag) > longestWork:
			return wrong("predecessors", label.T("a predecessor is FS, SS, FF or SF, with a lag in working time, elapsed time or percent", "un prédécesseur est FS, SS, FF ou SF, avec un décalage en temps travaillé, en temps écoulé ou en pourcentage"))
		case d.items[l.From] == nil && !outside:
			return wrong("predecessors", label.T("one of its predecessors is not in this plan; somebody may have deleted it: read the plan again", "l’un de ses prédécesseurs n’est pas dans ce plan\u202f; quelqu’un l’a peut-être supprimé\u202f: relisez le plan"))
		case slices.ContainsFunc(i.Links[:n], func(o Link) bool { return o.From == l.From && o.Type == l.Type }):
			return wrong("predecessors", label.T("it waits for the same item twice in the same way; keep one of the two", "il attend deux fois le même élément de la même façon\u202f; gardez-en une"))
		}
		if d.waiting != nil {
			d.waiting[l.From] = append(d.waiting[l.From], i.ID)
		}
	}
	if i.Kind == Milestone && i.Manual && !i.Held && p.Manual == nil && p.Start == nil && p.Finish == nil && len(i.Links) > 0 {
		i.Manual, i.Kept = false, d.dates[i.ID].date // it now follows what it waits for
	}
	return nil
}
