package templating

import (
	"errors"
	"strings"

	"vigie/engine/schedule"
	"vigie/ground/label"
	"vigie/room/plan"
	"vigie/room/template"
)

// reads says what is wrong with a code in itself.
func (p Part) reads(text string) label.Text {
	switch p.Kind {
	case KindTeam:
		return p.knownTeam(text)
	case KindOption, KindCalendar:
		var keys []string
		for _, o := range p.Options {
			if o.Key == text {
				return label.Text{}
			}
			keys = append(keys, o.Key)
		}
		return label.F("“%s” is none of %s", "«\u202f%s\u202f» n’est pas parmi %s", text, strings.Join(keys, ", "))
	case KindBox, KindSettings:
		return p.readsBlock(text)
	case KindSpan:
		if s, ok := plan.ParseSpan(text); !ok || s.Kind == "percent" {
			return label.F("“%s” is no duration; write 10d, 2w, 4h, or 3ed for days that count all of them", "«\u202f%s\u202f» n’est pas une durée\u202f; écrivez 10j, 2s, 4h, ou 3ej pour des jours calendaires", text)
		}
	case KindWaits:
		if _, ok := parseWaits(text); !ok {
			return label.F("“%s” are no predecessors; name their lines, each with FS, SS, FF or SF and a lag where there is one: design FS+3d", "«\u202f%s\u202f» ne sont pas des prédécesseurs\u202f; nommez leurs lignes, chacune suivie de FD, DD, FF ou DF et d’un décalage s’il y en a un\u202f: design FD+3j", text)
		}
	}
	return label.Text{}
}

// stand looks whether the lines of the plan stand in phases that are there, are the
// milestones of key dates that are there, and wait for each other in no circle.
func (r *reader) stand(t *template.Template) {
	lines := t.Section(treeKey)
	placed, at := map[string]bool{}, byID(lines)
	dates := byID(t.Section(milestoneKey))
	for i := range lines {
		l := &lines[i]
		where := treeKey + "." + l.ID
		if strings.ContainsAny(l.ID, " ;") {
			r.say(where, label.F("Give the line “%s” an id without spaces: predecessors name it", "Donnez à la ligne «\u202f%s\u202f» un identifiant sans espace\u202f: les prédécesseurs la nomment", l.ID))
		}
		date := saidOf(l, "key_date")
		switch {
		case !isMilestone(l) && l.Keyed("name") == nil:
			r.say(where+".name", label.F("“%s” is required", "«\u202f%s\u202f» est obligatoire", nameOfLine))
		case isMilestone(l) && (dates[date] == nil || placed[date]):
			r.say(where+".key_date", label.T("Say which key date of the template this is; it stands in the plan once", "Précisez à quelle date clé du modèle ceci correspond\u202f; elle se place une fois dans le plan"))
		}
		placed[date] = true
		for _, part := range treeParts(r.state) {
			if isMilestone(l) && !part.ofMilestones() && part.of(l) != nil {
				r.say(where+"."+part.Key, label.F("“%s” is for phases and tasks; a milestone says it as a key date, or not at all", "« %s » est pour les phases et les tâches ; un jalon le dit comme date clé, ou pas du tout", part.Label))
			}
		}
		if c := saidOf(l, "constraint"); (c == "" || c == "late") != (l.Keyed("constraint_date") == nil) {
			r.say(where+".constraint_date", label.T("A constraint has a date, unless it is as late as possible", "Une contrainte a une date, sauf «\u202fle plus tard possible\u202f»"))
		}
		if phase := saidOf(l, "phase"); phase != "" {
			if up := at[phase]; up == nil || saidOf(up, "kind") != string(plan.Phase) || within(at, l) {
				r.say(where+".phase", label.F("“%s” is no phase of this plan in which it can stand", "«\u202f%s\u202f» n’est pas une phase de ce plan où il puisse se placer", phase))
				return
			}
		}
	}
	r.wait(lines)
}

// byID finds lines by their ids.
func byID(lines []template.Line) map[string]*template.Line {
	out := make(map[string]*template.Line, len(lines))
	for i := range lines {
		out[lines[i].ID] = &lines[i]
	}
	return out
}

// within reports whether a line stands within itself.
func within(at map[string]*template.Line, l *template.Line) bool {
	up := l
	for n := 0; up != nil; n++ {
		if up = at[saidOf(up, "phase")]; up != nil && (up.ID == l.ID || n > deepest) {
			return true
		}
	}
	return false
}

// wait looks whether the predecessors are there and lead round in no circle.
func (r *reader) wait(lines []template.Line) {
	at := make(map[string]int32, len(lines))
	for i := range lines {
		at[lines[i].ID] = int32(i)
	}
	place := func(id string) int32 {
		if n, there := at[id]; there {
			return n
		}
		return -1
	}
	c, err := schedule.NewCalendar(always)
	p := schedule.Plan{Start: schedule.At(1, 0), Calendars: []*schedule.Calendar{c}}
	for i := range lines {
		p.Activities = append(p.Activities, schedule.Activity{Parent: place(saidOf(&lines[i], "phase"))})
		all, _ := parseWaits(saidOf(&lines[i], "predecessors"))
		for _, w := range all {
			from := place(w.from)
			if from < 0 {
				r.say(treeKey+"."+lines[i].ID+".predecessors", label.F("There is no line “%s” in this plan", "Il n’y a pas de ligne «\u202f%s\u202f» dans ce plan", w.from))
				return
			}
			p.Links = append(p.Links, schedule.Link{From: from, To: int32(i), Type: map[string]schedule.LinkType{"": schedule.FinishStart, "SS": schedule.StartStart, "FF": schedule.FinishFinish, "SF": schedule.StartFinish}[w.typ]})
		}
	}
	if err == nil {
		_, err = schedule.New(p)
	}
	if circle, is := errors.AsType[*schedule.Cycle](err); is {
		var names []string
		for _, a := range append(circle.Activities, circle.Activities[0]) {
			names = append(names, lines[a].ID)
		}
		r.say(treeKey+".predecessors", label.F("These wait for each other: %s", "Ces lignes s’attendent mutuellement\u202f: %s", strings.Join(names, " → ")))
	} else if err != nil {
		r.say(treeKey, label.F("It cannot be read: %v", "Illisible\u202f: %v", err))
	}
}

// always is work at any minute: no more than the order of lines is looked at.
var always = schedule.Work{Week: [7][]schedule.Shift{{{From: 0, To: schedule.PerDay}}}}

// nameOf is what the id of a new line is made from.
func nameOf(s *Section, l template.Line) string {
	for _, set := range l.Set {
		if !set.Text.IsZero() {
			return set.Text.In(label.EN)
		}
	}
	return s.Key
}
