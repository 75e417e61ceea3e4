package project

import (
	"context"
	"encoding/json"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
)

// MergeEntity is the name under which the history knows that a project became
// part of another, and that this was undone. Its object is the one that went.
const MergeEntity = "merge"

// Merger says in the history of a project that another became part of it, or
// that it became part of the other; Undone, that they are two again.
type Merger struct {
	Other  int64
	Name   string // as the person may know it; "" for a project that is hidden from him
	Gone   bool   // it is this project that became part of the other
	Undone bool
}

type recordedMerge struct {
	Into     int64  `json:"into"`
	From     int64  `json:"from"`
	IntoName string `json:"into_name"`
	FromName string `json:"from_name"`
	Undone   bool   `json:"undone,omitempty"`
}

// recordMerge keeps that two projects were merged, or are two again.
func recordMerge(ctx context.Context, tx *db.Tx, kept, gone *Project, undone bool) error {
	b, err := json.Marshal(recordedMerge{kept.ID, gone.ID, kept.Name(), gone.Name(), undone})
	if err != nil {
		return err
	}
	last, err := db.Get[int64](ctx, tx, "SELECT COALESCE(max(version), 0) FROM history WHERE entity = $1 AND object = $2", MergeEntity, gone.ID)
	tx.Record(db.Version{Entity: MergeEntity, Object: gone.ID, Version: last + 1, Data: string(b)})
	return err
}

// mergers are the entries of a history that say with what a project was merged,
// by the change.
func mergers(ctx context.Context, q db.Querier, who access.Who, id int64) (map[int64][]Entry, error) {
	rows, err := db.Select[db.Recorded](ctx, q, "SELECT "+everRecorded+` FROM history WHERE entity = $1
		AND (object = $2 OR change IN (SELECT change FROM history WHERE entity = $3 AND object = $2)) ORDER BY change, id`, MergeEntity, id, Entity)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	out := map[int64][]Entry{}
	for _, r := range rows {
		var m recordedMerge
		if err := json.Unmarshal([]byte(r.Data.S), &m); err != nil {
			return nil, fmt.Errorf("reading a merge of the past: %w", err)
		}
		if m.Into != id && m.From != id {
			continue
		}
		said := &Merger{Other: m.From, Name: m.FromName, Undone: m.Undone}
		if m.From == id {
			said = &Merger{Other: m.Into, Name: m.IntoName, Gone: true, Undone: m.Undone}
		}
		if said.Name, err = nameFor(ctx, q, who, said.Other, said.Name); err != nil {
			return nil, err
		}
		change, err := db.Get[db.Change](ctx, q, "SELECT "+db.Columns[db.Change]("")+" FROM change WHERE number = $1", r.Change)
		if err != nil {
			return nil, err
		}
		out[r.Change] = append(out[r.Change], Entry{Change: change, Effective: r.From, State: Active, Merger: said})
	}
	return out, nil
}

// nameFor is the name of a project as a person may know it: of one that is part
// of another, the one that it had.
func nameFor(ctx context.Context, q db.Querier, who access.Who, id int64, then string) (string, error) {
	p, err := get(ctx, q, who, id)
	if err == nil {
		return p.Name(), nil
	}
	if fault.KindOf(err) != fault.Missing {
		return "", err
	}
	merged, err := db.Get[int64](ctx, q, "SELECT count(*) FROM project WHERE id = $1 AND state = 'merged'", id)
	if err != nil || merged == 0 {
		return "", err
	}
	return then, nil
}

// withMergers puts the entries about merges after the others of their change,
// first to last.
func withMergers(entries []Entry, said map[int64][]Entry) []Entry {
	if len(said) == 0 {
		return entries
	}
	var out []Entry
	for i, e := range entries {
		out = append(out, e)
		if n := e.Change.Number; i+1 == len(entries) || entries[i+1].Change.Number != n {
			out = append(out, said[n]...)
			delete(said, n)
		}
	}
	for n, more := range said { // of a change that left no version: the project that went
		at := 0
		for at < len(out) && out[at].Change.Number < n {
			at++
		}
		out = append(out[:at:at], append(more, out[at:]...)...)
	}
	return out
}
