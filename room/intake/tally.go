package intake

import (
	"slices"

	"vigie/room/field"
)

// tally counts a row into the report.
func (j *job) tally(l *line) {
	r := j.m.Report
	switch l.action() {
	case IsNew:
		r.New++
	case IsChanged:
		r.Changed++
	case IsUnchanged:
		r.Unchanged++
	case IsDoubtful:
		r.DoubtfulCount++
		if len(r.Doubtful) < mostListed {
			r.Doubtful = append(r.Doubtful, Doubtful{Row: l.Number, Name: l.Name, Candidates: l.Candidates, Lone: l.lone})
		}
	case IsRefused:
		r.Refused++
		if len(r.RowsRefused) < mostListed {
			r.RowsRefused = append(r.RowsRefused, RowRefused{l.Number, l.Name, l.Reason})
		}
		l.Refused = nil
		return
	}
	for _, c := range l.Refused {
		r.Unreadable[c.Key]++
		if r.CellsRefusedCount++; len(r.CellsRefused) < mostListed {
			r.CellsRefused = append(r.CellsRefused, c)
		}
		if t := r.Totals[c.Key]; t != nil {
			t.Unread++
		}
	}
	j.sum(l)
}

// sum adds a row to the control totals.
func (j *job) sum(l *line) {
	said := l.Values
	if !said["currency"].Set {
		said = field.Values{"currency": l.After["currency"]}
		if !said["currency"].Set {
			said["currency"] = field.Str(j.m.Settings.Currency)
		}
		for _, b := range j.columns {
			said[b.f.Key] = l.Values[b.f.Key]
		}
	}
	j.count(fileSums, said, 1)
	for _, b := range j.columns {
		if counted(b.f) && said[b.f.Key].Set {
			j.total(b.f.Key).Cells++
		}
	}
	if l.isDoubtful() {
		return
	}
	if j.members[l.Object] {
		j.count(afterSums, j.held[l.Object], -1)
	} else if j.m.Portfolio == 0 && j.m.Name == "" {
		j.count(beforeSums, l.Before, 1)
	}
	j.count(afterSums, l.After, 1)
}

// decided lists the doubts that a person has decided beside those still open, so
// that the decision can be looked at and changed.
func (j *job) decided() {
	r := j.m.Report
	said := map[int]string{}
	for _, l := range j.lines {
		said[l.Number] = l.Decision
	}
	for _, d := range j.m.Settings.Matches {
		held := said[d.Row] == d.Decision || d.Lone && d.Decision == Section
		if (d.Lone || len(d.Candidates) > 0) && held && len(r.Doubtful) < mostListed {
			r.Doubtful = append(r.Doubtful, Doubtful{Row: d.Row, Name: d.Name, Candidates: d.Candidates, Lone: d.Lone, Decision: d.Decision, Object: d.Object})
		}
	}
	j.programmesDecided()
	slices.SortStableFunc(r.Doubtful, func(a, b Doubtful) int { return a.Row - b.Row })
}

// conclude lists what applying will make beside the rows.
func (j *job) conclude() {
	r, made := j.m.Report, made{}
	j.decided()
	r.Left = j.m.left
	for _, u := range j.units.planned {
		r.NewUnits = append(r.NewUnits, u.Name)
		made.Units = append(made.Units, madeUnit{Provisional: u.ID, Name: u.Name, Code: u.Code})
	}
	for _, n := range r.NewFields {
		made.Fields = append(made.Fields, madeField{NewField: n})
	}
	for _, o := range j.options {
		r.NewOptions = append(r.NewOptions, AddedOption{o.Key, o.Text})
		made.Options = append(made.Options, madeOption{Provisional: o.ID, Key: o.Key, Text: o.Text})
	}
	j.m.made = made
}
