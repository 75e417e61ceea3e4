package view

import "vigie/ground/label"

// starter is a view that every instance starts with. All can be changed, and
// deleted, by those who share views.
type starter struct {
	origin  string
	name    label.Text
	roles   []string // whose default it is
	columns []string
	state   State
}

var (
	usualBoard    = Board{By: "stage", Card: []string{"code", "weather", "light", "end", "total_cost"}}
	usualTimeline = Timeline{Start: "start", End: "end", BaseStart: "start_baseline", BaseEnd: "end_baseline", Colour: "light", Scale: "quarter"}
)

var standard = []starter{
	{origin: "all", name: label.T("All projects", "Tous les projets")},
	{
		origin: "mine", name: label.T("My projects", "Mes projets"), roles: []string{"project_manager"},
		columns: []string{"code", "name", "stage", "weather", "light", "progress", "start", "end", "end_baseline", "total_cost", "actual_cost", "comment"},
		state:   State{Filter: "manager = me", Sort: []Sort{{Key: "end"}}},
	},
	{
		origin: "to_update", name: label.T("To update", "À mettre à jour"),
		columns: []string{"code", "name", "manager", "unit", "stage", "weather", "light", "progress", "end", "comment"},
		state:   State{Filter: `updated < today - 31d and stage not in ("done", "stopped")`, Sort: []Sort{{Key: "updated"}}},
	},
	{
		origin: "in_trouble", name: label.T("In trouble", "En difficulté"),
		columns: []string{"code", "name", "weather", "light", "comment", "manager", "unit", "stage", "end", "end_baseline", "total_cost", "total_cost_baseline"},
		state:   State{Filter: `(weather in ("rainy", "stormy") or light = "red") and stage not in ("done", "stopped")`, Sort: []Sort{{Key: "weather", Down: true}, {Key: "light", Down: true}}},
	},
	{
		origin: "by_unit", name: label.T("By unit", "Par entité"), roles: []string{"executive"},
		state: State{Group: []Group{{Key: "unit"}}, Sort: []Sort{{Key: "total_cost", Down: true}}},
	},
	{origin: "by_stage", name: label.T("By stage", "Par étape"), state: State{Display: "board"}},
	{origin: "calendar", name: label.T("Calendar", "Calendrier"), state: State{Display: "timeline", Sort: []Sort{{Key: "start"}}}},
}

// view is the view, at its place among those that are shipped.
func (s starter) view(at int) View {
	v := View{Object: "project", Name: s.name, Scope: Everyone, Locked: true, Position: int64(at+1) * 10, Origin: s.origin, State: s.state}
	v.State.Board, v.State.Timeline = usualBoard, usualTimeline
	for _, key := range s.columns {
		v.State.Columns = append(v.State.Columns, Column{Key: key})
	}
	v.State = v.State.cleaned()
	return v
}
