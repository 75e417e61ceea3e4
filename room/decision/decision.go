// Package decision keeps what was decided of projects and portfolios, and what
// is asked to be decided: when, who carries it out, until when, and what became
// of it.
package decision

import (
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/notice"
	"vigie/room/record"
)

// Entity is the name under which the history and the events know decisions.
const Entity = "decision"

// The keys of the options of the list "kind" that the program knows; Ask is a
// decision that is asked for, and not taken yet.
const (
	Go   = "go"
	Stop = "stop"
	Hold = "hold"
	Ask  = "ask"
)

// The keys of the options of the list "status".
const (
	Open       = "open"
	CarriedOut = "carried_out"
	Dropped    = "dropped"
)

// Kind is what tells decisions from other records.
var Kind = &record.Kind{
	Entity: Entity, Label: label.T("Decisions", "Décisions"), Many: label.T("decisions", "décisions"),
	Table: table, Homes: true,
	Date:   "due",
	Status: "status", Done: CarriedOut, Closed: []string{CarriedOut, Dropped}, DoneOn: "done_on",
	Owner: "owner", Notice: notice.Decision,
	Ticks: []string{"status", "note"},
	Order: []string{"-made", "project", "name"},
	Begin: func(vs field.Values, on day.Day) {
		vs["made"] = field.Int(int64(on))
	},
}

type row struct {
	record.Head
	Portfolio record.Number `db:"portfolio_id"`
	Review    record.Number `db:"review_id"`
	Kind      record.Number `db:"kind_id"`
	Made      record.Number `db:"made_day"`
	Owner     record.Number `db:"owner_id"`
	Due       record.Number `db:"due_day"`
	Status    record.Number `db:"status_id"`
	Done      record.Number `db:"done_day"`
	Note      string        `db:"note"`
}

var table = record.Columns[row]{
	Table: "decision", Head: func(r *row) *record.Head { return &r.Head },
	Numbers: map[string]func(*row) *record.Number{
		record.Portfolio: func(r *row) *record.Number { return &r.Portfolio },
		record.Review:    func(r *row) *record.Number { return &r.Review },
		"kind":           func(r *row) *record.Number { return &r.Kind },
		"made":           func(r *row) *record.Number { return &r.Made },
		"owner":          func(r *row) *record.Number { return &r.Owner },
		"due":            func(r *row) *record.Number { return &r.Due },
		"status":         func(r *row) *record.Number { return &r.Status },
		"done_on":        func(r *row) *record.Number { return &r.Done },
	},
	Texts: map[string]func(*row) *string{"note": func(r *row) *string { return &r.Note }},
}.Of()
