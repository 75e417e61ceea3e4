package project

import (
	"context"
	"database/sql/driver"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
)

// number is a whole number or NULL.
type number struct {
	n   int64
	set bool
}

func (o number) Value() (driver.Value, error) {
	if !o.set {
		return nil, nil
	}
	return o.n, nil
}

func (o *number) Scan(v any) error {
	*o = number{}
	switch v := v.(type) {
	case nil:
	case int64:
		*o = number{v, true}
	default:
		return fmt.Errorf("%T is not a whole number", v)
	}
	return nil
}

// row is a project as its table holds it.
type row struct {
	ID                int64  `db:"id"`
	Version           int64  `db:"version"`
	State             State  `db:"state"`
	Since             int64  `db:"state_since"`
	Code              string `db:"code"`
	Name              string `db:"name"`
	NameFolded        string `db:"name_folded"`
	Description       string `db:"description"`
	Manager           number `db:"manager_id"`
	Sponsor           number `db:"sponsor_id"`
	Unit              number `db:"unit_id"`
	Type              number `db:"type_id"`
	Stage             number `db:"stage_id"`
	Priority          number `db:"priority_id"`
	Start             number `db:"start_day"`
	End               number `db:"end_day"`
	StartBaseline     number `db:"start_baseline"`
	EndBaseline       number `db:"end_baseline"`
	Duration          number `db:"duration"`
	TotalCost         number `db:"total_cost"`
	TotalCostBaseline number `db:"total_cost_baseline"`
	ActualCost        number `db:"actual_cost"`
	Currency          string `db:"currency"`
	Progress          number `db:"progress"`
	Light             number `db:"light"`
	Weather           number `db:"weather"`
	WeatherMonth      number `db:"weather_month"`
	Comment           string `db:"comment"`
	CommentMonth      number `db:"comment_month"`
	Programme         number `db:"programme_id"`
	Custom            string `db:"custom"`
	Unread            string `db:"unread"`
	Created           int64  `db:"created"`
	Updated           int64  `db:"updated"`
	UpdatedBy         db.ID  `db:"updated_by"`
}

// numbers and texts say which column of the table holds which attribute; all
// other attributes are in the JSON column "custom".
var (
	numbers = map[string]func(*row) *number{
		"manager": func(r *row) *number { return &r.Manager }, "sponsor": func(r *row) *number { return &r.Sponsor },
		"unit": func(r *row) *number { return &r.Unit }, "type": func(r *row) *number { return &r.Type },
		"stage": func(r *row) *number { return &r.Stage }, "priority": func(r *row) *number { return &r.Priority },
		"start": func(r *row) *number { return &r.Start }, "end": func(r *row) *number { return &r.End },
		"start_baseline": func(r *row) *number { return &r.StartBaseline }, "end_baseline": func(r *row) *number { return &r.EndBaseline },
		"duration": func(r *row) *number { return &r.Duration }, "total_cost": func(r *row) *number { return &r.TotalCost },
		"total_cost_baseline": func(r *row) *number { return &r.TotalCostBaseline }, "actual_cost": func(r *row) *number { return &r.ActualCost },
		"progress": func(r *row) *number { return &r.Progress }, "light": func(r *row) *number { return &r.Light },
		"weather": func(r *row) *number { return &r.Weather }, "weather_month": func(r *row) *number { return &r.WeatherMonth },
		"comment_month": func(r *row) *number { return &r.CommentMonth }, "programme": func(r *row) *number { return &r.Programme },
	}
	texts = map[string]func(*row) *string{
		"code": func(r *row) *string { return &r.Code }, "name": func(r *row) *string { return &r.Name },
		"description": func(r *row) *string { return &r.Description }, "currency": func(r *row) *string { return &r.Currency },
		"comment": func(r *row) *string { return &r.Comment },
	}
)

func (p *Project) row() row {
	r := row{
		ID: p.ID, Version: p.Version, State: p.State, Since: int64(p.Since),
		Created: p.Created, Updated: p.Updated, UpdatedBy: db.ID(p.UpdatedBy), Unread: p.slots.Texts(p.Values, p.Unread),
	}
	custom := field.Values{}
	for key, v := range p.Values {
		switch {
		case !v.Set:
		case numbers[key] != nil:
			*numbers[key](&r) = number{v.N, true}
		case texts[key] != nil:
			*texts[key](&r) = v.S
		default:
			custom[key] = v
		}
	}
	r.Custom = p.slots.Encode(custom, nil)
	r.NameFolded = label.Fold(r.Name)
	return r
}

func (r *row) project(slots field.Slots) (*Project, error) {
	p := &Project{
		slots: slots,
		ID:    r.ID, Version: r.Version, State: r.State, Since: day.Day(r.Since),
		Created: r.Created, Updated: r.Updated, UpdatedBy: int64(r.UpdatedBy), Values: make(field.Values, len(numbers)+len(texts)),
	}
	for key, at := range numbers {
		if n := at(r); n.set {
			p.Values[key] = field.Int(n.n)
		}
	}
	for key, at := range texts {
		if s := *at(r); s != "" {
			p.Values[key] = field.Str(s)
		}
	}
	unread := func(k, text string) {
		if p.Unread == nil {
			p.Unread = map[string]string{}
		}
		p.Unread[k] = text
	}
	err := slots.Decode(r.Custom, func(k string, v field.Value) { p.Values[k] = v }, unread)
	if err != nil {
		return nil, fmt.Errorf("reading project %d: %w", r.ID, err)
	}
	return p, field.Decode(r.Unread, func(slot string, v field.Value) {
		if k, _, _, _ := slots.Read(slot, field.Value{}); !p.Values[k].Set {
			unread(k, v.S)
		}
	}, nil)
}

// Each hands over the projects that are not merged away, all of them when ids
// is nil. It is for what reads the whole portfolio, such as the snapshot, and
// does not look at rights.
func Each(ctx context.Context, q db.Querier, ids []int64, f func(*Project) error) error {
	query, args := "SELECT "+db.Columns[row]("")+" FROM project WHERE state <> 'merged'", []any(nil)
	if ids != nil {
		var in string
		in, args = db.List(nil, ids)
		query += " AND id IN " + in
	}
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return err
	}
	return db.Each(ctx, q, func(r *row) error {
		p, err := r.project(slots)
		if err != nil {
			return err
		}
		return f(p)
	}, query+" ORDER BY id", args...)
}
