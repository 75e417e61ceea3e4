package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"vigie/door/auth"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/usage"
	"vigie/room/access"
	"vigie/room/constant"
	"vigie/room/field"
	"vigie/room/milestone"
)

func (s *Server) constantRoutes(a *frame) {
	register(a, op(http.MethodGet, "/constants", "The constants of the platform, which formulas and filters use by name"), s.listConstants)
	register(a, op(http.MethodPut, "/constants/{key}", "Set a constant: a new one, or another definition of one that is there"), s.setConstant)
	register(a, op(http.MethodDelete, "/constants/{key}", "Delete a constant that nothing uses", noContent), s.deleteConstant)
	register(a, op(http.MethodGet, "/constants/uses", "What uses each constant"), s.usesOfConstants)
	register(a, op(http.MethodPost, "/constants/{key}/preview", "What setting a constant would do to the computed attributes of projects; nothing is kept"), s.previewConstant)
	register(a, op(http.MethodGet, "/constants/history", "The versions of the constants, the latest first, with what each changed"), s.constantHistory)
	register(a, op(http.MethodPost, "/constants/revert", "Keep an earlier version of the constants again"), s.revertConstants)
}

type datedOut struct {
	From  string `json:"from,omitempty" maxLength:"10" doc:"The first day on which it holds: 2026-11-22; ever since when left out"`
	Value string `json:"value" maxLength:"8000" doc:"As machines write it: 650.5, 2026-11-22"`
}

// ConstantSays is what a constant is, whatever its key.
type ConstantSays struct {
	Label    bilingual  `json:"label"`
	Help     bilingual  `json:"help,omitzero"`
	Kind     string     `json:"kind" enum:"number,money,percent,date,text"`
	Measure  string     `json:"measure,omitempty" maxLength:"60" doc:"What a number counts"`
	Currency string     `json:"currency,omitempty" maxLength:"3" doc:"Of an amount; that of each project when empty"`
	Values   []datedOut `json:"values" maxItems:"60" doc:"By the day from which each holds"`
}

type constantOut struct {
	Key string `json:"key"`
	ConstantSays
	Now *string `json:"now" doc:"The value that holds today; null where none does yet"`
}

type constantsOut struct {
	Version int64         `json:"version"`
	CanEdit bool          `json:"can_edit"`
	Items   []constantOut `json:"items"`
	Total   int           `json:"total"`
}

type constantsAnswer struct {
	ETag string `header:"ETag"`
	Body constantsOut
}

func (s *Server) showConstants(who access.Who, all constant.Set) constantsOut {
	out := constantsOut{Version: all.Version, CanEdit: constant.MayChange(who), Items: []constantOut{}, Total: len(all.Items)}
	for _, c := range all.Items {
		o := constantOut{Key: c.Key, ConstantSays: ConstantSays{inBoth(c.Label), inBoth(c.Help), string(c.Kind), c.Measure, c.Currency, []datedOut{}}}
		for _, v := range c.Values {
			d := datedOut{Value: v.Value}
			if v.From != 0 {
				d.From = v.From.String()
			}
			o.Values = append(o.Values, d)
		}
		if v, ok := c.On(day.OfTime(s.DB.Now())); ok {
			o.Now = &v.Value
		}
		out.Items = append(out.Items, o)
	}
	return out
}

func (s *Server) answerConstants(ctx context.Context, all constant.Set) *constantsAnswer {
	return &constantsAnswer{fmt.Sprintf(`"%d"`, all.Version), s.showConstants(auth.Who(ctx), all)}
}

func (s *Server) listConstants(ctx context.Context, _ *struct{}) (*constantsAnswer, error) {
	all, err := constant.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	return s.answerConstants(ctx, all), nil
}

// ByConstant is the input of routes on one constant.
type ByConstant struct {
	Key string `path:"key" maxLength:"40"`
}

type setConstantIn struct {
	ByConstant
	Matching
	Body ConstantSays
}

// constant reads what is sent of one; of one that is there, the id of it.
func (in ConstantSays) constant(key string, all constant.Set) (constant.Constant, error) {
	old, _ := all.Get(key)
	c := constant.Constant{ID: old.ID, Key: key, Label: in.Label.text(), Help: in.Help.text(), Kind: constant.Kind(in.Kind), Measure: in.Measure, Currency: in.Currency}
	for i, v := range in.Values {
		from, err := dayIn(fmt.Sprintf("values[%d].from", i), v.From)
		if err != nil {
			return c, err
		}
		c.Values = append(c.Values, constant.Dated{From: from, Value: v.Value})
	}
	return c, nil
}

func (s *Server) setConstant(ctx context.Context, in *setConstantIn) (*constantsAnswer, error) {
	version, err := in.orNew()
	if err != nil {
		return nil, err
	}
	if _, err := in.Body.constant(in.Key, constant.Set{}); err != nil {
		return nil, err
	}
	return s.keepConstants(ctx, func(tx *db.Tx, who access.Who) (constant.Set, error) {
		return field.ChangeConstants(ctx, tx, who, version, func(all *constant.Set) {
			c, _ := in.Body.constant(in.Key, *all)
			if at := slices.IndexFunc(all.Items, func(o constant.Constant) bool { return o.Key == in.Key }); at >= 0 {
				all.Items[at] = c
			} else {
				all.Items = append(all.Items, c)
			}
		})
	})
}

// keepConstants answers with the constants that a change left.
func (s *Server) keepConstants(ctx context.Context, change func(*db.Tx, access.Who) (constant.Set, error)) (*constantsAnswer, error) {
	var out constant.Set
	err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		out, err = change(tx, who)
		return err
	})
	if err != nil {
		who := auth.Who(ctx)
		return nil, showing(err, func(all constant.Set) constantsOut { return s.showConstants(who, all) })
	}
	return s.answerConstants(ctx, out), nil
}

// placesOfConstants are what names each, by its key.
func (s *Server) placesOfConstants(ctx context.Context) (map[string][]usage.Place, error) {
	of := func(ctx context.Context, object string) (*agenda.Reading, error) {
		kind := agenda.KindOf(object)
		if kind == nil {
			kind = milestone.Kind
		}
		return s.Agenda.Of(kind).Live(ctx)
	}
	live, err := of(ctx, "milestone")
	if err != nil {
		return nil, err
	}
	return (&usage.Desk{DB: s.DB, Reading: live, Who: auth.Who(ctx), Other: of}).Constants(ctx)
}

type constantUse struct {
	Key    string      `json:"key"`
	Places []usedInOut `json:"places" doc:"What names it"`
}

func (s *Server) usesOfConstants(ctx context.Context, _ *struct{}) (*body[list[constantUse]], error) {
	places, err := s.placesOfConstants(ctx)
	if err != nil {
		return nil, err
	}
	all, err := constant.Load(ctx, s.DB)
	out := list[constantUse]{Items: []constantUse{}, Total: len(all.Items)}
	for _, c := range all.Items {
		out.Items = append(out.Items, constantUse{c.Key, showPlaces(places[c.Key])})
	}
	return answer(out, err)
}

func (s *Server) deleteConstant(ctx context.Context, in *struct {
	ByConstant
	Matching
},
) (*none, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	all, err := constant.Load(ctx, s.DB)
	if err != nil {
		return nil, err
	}
	if _, there := all.Get(in.Key); !there {
		return nil, fault.NotFound()
	}
	places, err := s.placesOfConstants(ctx)
	if err != nil {
		return nil, err
	}
	if used := places[in.Key]; len(used) > 0 {
		return nil, fault.Conflict(label.F("It is still used (%s): give that another constant or a value first", "Elle est encore utilisée (%s)\u202f: mettez-y d’abord une autre constante ou une valeur", usage.Names(used)))
	}
	_, err = s.keepConstants(ctx, func(tx *db.Tx, who access.Who) (constant.Set, error) {
		return field.ChangeConstants(ctx, tx, who, version, func(all *constant.Set) {
			all.Items = slices.DeleteFunc(all.Items, func(c constant.Constant) bool { return c.Key == in.Key })
		})
	})
	return nil, err
}
