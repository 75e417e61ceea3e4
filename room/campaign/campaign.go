// Package campaign keeps campaigns in which people look through who may do what: an
// administrator starts one for some units and roles, the managers of the units, or
// people who are named, confirm or withdraw each role, delegation and token, and what
// is to be withdrawn, or was not answered, is withdrawn in one change.
package campaign

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// The names under which the history and the events know campaigns and their lines.
const (
	Entity     = "campaign"
	LineEntity = "campaign_line"
)

// The states of a campaign.
const (
	Open   = "open"
	Closed = "closed"
)

// The answers to a line; none yet is "".
const (
	Keep     = "keep"
	Withdraw = "withdraw"
)

// Campaign looks through who may do what.
type Campaign struct {
	ID        int64
	Version   int64
	Name      string
	Note      string // what the reviewers read first
	Due       day.Day
	Units     []int64 // and below; everywhere when empty
	Roles     []int64 // all when empty
	Reviewers []int64 // the managers of the units when empty
	State     string
	Created   int64 // milliseconds since 1970 UTC
	CreatedBy int64
	Closed    int64 // the same; 0 while open
	ClosedBy  int64
}

type row struct {
	ID        int64   `db:"id"`
	Version   int64   `db:"version"`
	Name      string  `db:"name"`
	Note      string  `db:"note"`
	Due       day.Day `db:"due"`
	Units     string  `db:"units"`
	Roles     string  `db:"roles"`
	Reviewers string  `db:"reviewers"`
	State     string  `db:"state"`
	Created   int64   `db:"created"`
	CreatedBy db.ID   `db:"created_by"`
	Closed    int64   `db:"closed"`
	ClosedBy  db.ID   `db:"closed_by"`
}

func (r row) campaign() Campaign {
	return Campaign{r.ID, r.Version, r.Name, r.Note, r.Due, ids(r.Units), ids(r.Roles), ids(r.Reviewers), r.State, r.Created, int64(r.CreatedBy), r.Closed, int64(r.ClosedBy)}
}

func (c Campaign) row() row {
	return row{c.ID, c.Version, c.Name, c.Note, c.Due, text(c.Units), text(c.Roles), text(c.Reviewers), c.State, c.Created, db.ID(c.CreatedBy), c.Closed, db.ID(c.ClosedBy)}
}

func ids(text string) []int64 {
	var out []int64
	for part := range strings.FieldsSeq(text) {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil {
			out = append(out, id)
		}
	}
	return out
}

func text(ids []int64) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, " ")
}

// Line is one role, delegation or token that is looked through, with the names that
// it had when the campaign began.
type Line struct {
	access.Item
	Line        int64
	Version     int64
	Campaign    int64
	Reviewers   []int64 // who may answer, beside those who run campaigns
	Answer      string
	Answered    int64
	AnsweredBy  int64
	Note        string
	Withdrawn   int64 // milliseconds since 1970 UTC; 0 while it stands
	WithdrawnBy int64
	Stays       label.Text // why it could not be withdrawn, or brought back
	was         int64
}

type lineRow struct {
	ID          int64  `db:"id"`
	Version     int64  `db:"version"`
	Campaign    int64  `db:"campaign_id"`
	Kind        string `db:"kind"`
	Object      int64  `db:"object"`
	Account     db.ID  `db:"account_id"`
	Group       db.ID  `db:"group_id"`
	Other       db.ID  `db:"other_id"`
	Role        db.ID  `db:"role_id"`
	Unit        db.ID  `db:"unit_id"`
	Project     db.ID  `db:"project_id"`
	Node        db.ID  `db:"node_id"`
	Ends        int64  `db:"ends"`
	Holder      string `db:"holder"`
	Login       string `db:"login"`
	WhatEN      string `db:"what_en"`
	WhatFR      string `db:"what_fr"`
	WhereEN     string `db:"where_en"`
	WhereFR     string `db:"where_fr"`
	Reviewers   string `db:"reviewers"`
	Answer      string `db:"answer"`
	Answered    int64  `db:"answered"`
	AnsweredBy  db.ID  `db:"answered_by"`
	Note        string `db:"note"`
	Withdrawn   int64  `db:"withdrawn"`
	WithdrawnBy db.ID  `db:"withdrawn_by"`
	Was         int64  `db:"was"`
	StaysEN     string `db:"stays_en"`
	StaysFR     string `db:"stays_fr"`
}

func (r lineRow) line() Line {
	return Line{
		access.Item{
			Kind: r.Kind, ID: r.Object, Account: int64(r.Account), Group: int64(r.Group), Other: int64(r.Other), Role: int64(r.Role), Unit: int64(r.Unit), Project: int64(r.Project),
			Node: int64(r.Node), Ends: r.Ends, Holder: r.Holder, Login: r.Login, What: label.T(r.WhatEN, r.WhatFR), Where: label.T(r.WhereEN, r.WhereFR),
		},
		r.ID, r.Version, r.Campaign, ids(r.Reviewers), r.Answer, r.Answered, int64(r.AnsweredBy), r.Note, r.Withdrawn, int64(r.WithdrawnBy), label.T(r.StaysEN, r.StaysFR), r.Was,
	}
}

func (l Line) row() lineRow {
	return lineRow{
		l.Line, l.Version, l.Campaign, l.Kind, l.ID, db.ID(l.Account), db.ID(l.Group), db.ID(l.Other), db.ID(l.Role), db.ID(l.Unit), db.ID(l.Project), db.ID(l.Node), l.Ends,
		l.Holder, l.Login, l.What.EN, l.What.FR, l.Where.EN, l.Where.FR, text(l.Reviewers), l.Answer, l.Answered, db.ID(l.AnsweredBy), l.Note, l.Withdrawn, db.ID(l.WithdrawnBy), l.was, l.Stays.EN, l.Stays.FR,
	}
}

// MayRun reports whether a person starts, follows and ends campaigns.
func MayRun(who access.Who) bool { return access.MayInventory(who) }

// List returns the campaigns that the person runs, or is asked in, the latest first.
func List(ctx context.Context, q db.Querier, who access.Who) ([]Campaign, error) {
	rows, err := db.Select[row](ctx, q, "SELECT "+db.Columns[row]("c")+` FROM campaign c WHERE $1 = 1 OR EXISTS
		(SELECT 1 FROM campaign_reviewer r WHERE r.campaign_id = c.id AND r.account_id = $2) ORDER BY c.created DESC, c.id DESC`, bit(MayRun(who)), who.ID)
	out := make([]Campaign, len(rows))
	for i, r := range rows {
		out[i] = r.campaign()
	}
	return out, err
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Get returns a campaign to those who run campaigns, or are asked in it.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (Campaign, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM campaign WHERE id = $1", id)
	if err != nil || MayRun(who) {
		return r.campaign(), err
	}
	asked, err := db.Get[int64](ctx, q, "SELECT count(*) FROM campaign_reviewer WHERE campaign_id = $1 AND account_id = $2", id, who.ID)
	if err == nil && asked == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return Campaign{}, err
	}
	return r.campaign(), nil
}

// Lines returns what a campaign looks through: all of it to those who run campaigns,
// else what the person is asked.
func Lines(ctx context.Context, q db.Querier, who access.Who, c Campaign) ([]Line, error) {
	rows, err := db.Select[lineRow](ctx, q, "SELECT "+db.Columns[lineRow]("")+" FROM campaign_line WHERE campaign_id = $1 ORDER BY holder, kind, id", c.ID)
	if err != nil {
		return nil, err
	}
	out := []Line{}
	for _, r := range rows {
		if l := r.line(); MayRun(who) || slices.Contains(l.Reviewers, who.ID) {
			out = append(out, l)
		}
	}
	return out, nil
}

// Judge says who may answer which lines: never what is somebody's own.
type Judge struct {
	who    access.Who
	groups []int64
}

// JudgeOf returns what a person may answer.
func JudgeOf(ctx context.Context, q db.Querier, who access.Who) (Judge, error) {
	groups, err := access.GroupsOf(ctx, q, who, who.ID)
	return Judge{who, groups}, err
}

// May reports whether the person may answer a line.
func (j Judge) May(l Line) bool {
	return !j.Own(l) && (MayRun(j.who) || slices.Contains(l.Reviewers, j.who.ID))
}

// Own reports whether a line is about the person himself.
func (j Judge) Own(l Line) bool {
	return l.Account == j.who.ID || l.Other == j.who.ID || l.Group != 0 && slices.Contains(j.groups, l.Group)
}

// Tally is how far a campaign has come.
type Tally struct {
	Asked     int // lines
	Answered  int
	ToTake    int // answered that they be withdrawn, and not withdrawn yet
	Withdrawn int
	Mine      int // that the person is asked and has yet to answer, while it is open
}

// Count counts lines.
func (c Campaign) Count(who access.Who, lines []Line) Tally {
	var t Tally
	for _, l := range lines {
		t.Asked++
		if l.Answer != "" {
			t.Answered++
		} else if c.State == Open && slices.Contains(l.Reviewers, who.ID) {
			t.Mine++
		}
		if l.Withdrawn != 0 {
			t.Withdrawn++
		} else if l.Answer == Withdraw {
			t.ToTake++
		}
	}
	return t
}

// Pending counts, over all open campaigns, the lines that the person has yet to
// answer, and names the campaign that is due first.
func Pending(ctx context.Context, q db.Querier, who access.Who) (n int, first Campaign, err error) {
	all, err := List(ctx, q, who)
	for _, c := range all {
		if c.State != Open || err != nil {
			continue
		}
		var lines []Line
		if lines, err = Lines(ctx, q, who, c); err != nil {
			return 0, first, err
		}
		mine := c.Count(who, lines).Mine
		if n += mine; mine > 0 && (first.ID == 0 || c.Due < first.Due) {
			first = c
		}
	}
	return n, first, err
}

func (c Campaign) record(tx *db.Tx) error {
	type remembered struct {
		Name      string  `json:"name"`
		Note      string  `json:"note,omitempty"`
		Due       string  `json:"due"`
		Units     []int64 `json:"units,omitempty"`
		Roles     []int64 `json:"roles,omitempty"`
		Reviewers []int64 `json:"reviewers,omitempty"`
		State     string  `json:"state"`
	}
	return record(tx, Entity, c.ID, c.Version, remembered{c.Name, c.Note, c.Due.String(), c.Units, c.Roles, c.Reviewers, c.State})
}

func (l Line) record(tx *db.Tx) error {
	type remembered struct {
		Campaign  int64      `json:"campaign"`
		Account   int64      `json:"account,omitempty"`
		Kind      string     `json:"kind"`
		Object    int64      `json:"object"`
		Holder    string     `json:"holder"`
		What      label.Text `json:"what"`
		Where     label.Text `json:"where"`
		Answer    string     `json:"answer,omitempty"`
		Note      string     `json:"note,omitempty"`
		Withdrawn bool       `json:"withdrawn,omitempty"`
	}
	return record(tx, LineEntity, l.Line, l.Version, remembered{l.Campaign, l.Account, l.Kind, l.ID, l.Holder, l.What, l.Where, l.Answer, l.Note, l.Withdrawn != 0})
}

func record(tx *db.Tx, entity string, id, version int64, state any) error {
	data, err := json.Marshal(state)
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: entity, Object: id, Version: version, Data: string(data)})
	return nil
}
