// Package action keeps the actions of projects and portfolios: what is to be
// done, by whom, until when, and how it stands. An action may come from a
// decision, or from the review in which it was agreed.
package action

import (
	"vigie/ground/label"
	"vigie/room/notice"
	"vigie/room/record"
)

// Entity is the name under which the history and the events know actions.
const Entity = "action"

// The keys of the options of the list "status".
const (
	ToDo    = "to_do"
	Doing   = "doing"
	Done    = "done"
	Dropped = "dropped"
)

// Kind is what tells actions from other records.
var Kind = &record.Kind{
	Entity: Entity, Label: label.T("Actions", "Actions"), Many: label.T("actions", "actions"),
	Table: table, Homes: true,
	Date:   "due",
	Status: "status", Done: Done, Closed: []string{Done, Dropped}, DoneOn: "done_on",
	Owner: "owner", Notice: notice.Action,
	Ticks: []string{"status", "note"},
	Order: []string{"due", "project", "name"},
}

type row struct {
	record.Head
	Portfolio record.Number `db:"portfolio_id"`
	Review    record.Number `db:"review_id"`
	Decision  record.Number `db:"decision_id"`
	Owner     record.Number `db:"owner_id"`
	Due       record.Number `db:"due_day"`
	Status    record.Number `db:"status_id"`
	Done      record.Number `db:"done_day"`
	Note      string        `db:"note"`
}

var table = record.Columns[row]{
	Table: "action", Head: func(r *row) *record.Head { return &r.Head },
	Numbers: map[string]func(*row) *record.Number{
		record.Portfolio: func(r *row) *record.Number { return &r.Portfolio },
		record.Review:    func(r *row) *record.Number { return &r.Review },
		record.Decision:  func(r *row) *record.Number { return &r.Decision },
		"owner":          func(r *row) *record.Number { return &r.Owner },
		"due":            func(r *row) *record.Number { return &r.Due },
		"status":         func(r *row) *record.Number { return &r.Status },
		"done_on":        func(r *row) *record.Number { return &r.Done },
	},
	Texts: map[string]func(*row) *string{"note": func(r *row) *string { return &r.Note }},
}.Of()
