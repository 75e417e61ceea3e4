package api

import (
	"context"
	"encoding/json"
	"slices"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/plan"
	"vigie/room/transfer"
)

// planValues are values by the keys of attributes, written as everywhere.
type planValues map[string]json.RawMessage

// showPlanValues adds to the lines of a plan what they hold by the catalogue.
func (s *Server) showPlanValues(ctx context.Context, v *plan.View, out *PlanShown) error {
	if len(v.Has) == 0 {
		return nil
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return err
	}
	names := live.Names(auth.Who(ctx))
	for n := range v.Rows {
		r := &v.Rows[n]
		for _, a := range v.Has {
			f := a.Of(r.Kind)
			if f == nil {
				continue
			}
			if out.Items[n].Values == nil {
				out.Items[n].Values = planValues{}
			}
			out.Items[n].Values[a.Key] = names.AppendValue(nil, f, r.Values[a.Key], "")
		}
	}
	for _, a := range v.Has {
		if a.Locked {
			out.Locked = append(out.Locked, a.Key)
		}
		if a.DateLocked {
			out.DateLocked = append(out.DateLocked, a.Key)
		}
	}
	return nil
}

// planNames are those that the values of a batch may name. Words that lists open to new
// values do not have yet are added to them before, by a change of its own, for whoever may
// change the plan.
func (s *Server) planNames(ctx context.Context, id int64, in *changePlanIn) (snapshot.Names, error) {
	var said []attributes
	for _, e := range in.Body.Edits {
		if len(e.Values) > 0 {
			said = append(said, e.Values)
		}
	}
	if len(said) == 0 {
		return snapshot.Names{}, nil
	}
	if !in.Preview {
		may := func() error { return plan.May(ctx, s.DB, auth.Who(ctx), id) }
		if err := s.growLists(ctx, field.Task, said, may); err != nil {
			return snapshot.Names{}, err
		}
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return snapshot.Names{}, err
	}
	return live.Names(auth.Who(ctx)), nil
}

// growLists adds the words of bodies to the lists of an object that are open to new values,
// where there are any and the person may.
func (s *Server) growLists(ctx context.Context, object string, bodies []attributes, may func() error) error {
	c, err := field.Load(ctx, s.DB, object)
	if err != nil || !slices.ContainsFunc(c.Fields, func(f *field.Field) bool { return f.Free }) {
		return err
	}
	missing := missingWords(c.For(auth.Who(ctx)), bodies)
	if len(missing) == 0 {
		return nil
	}
	if err := may(); err != nil {
		return err
	}
	return s.addWords(ctx, object, missing)
}

// values reads what a batch says of the attributes of an item, once it is known of which
// kind that is.
func (r batchRefs) values(in attributes) plan.Said {
	if len(in) == 0 {
		return nil
	}
	return func(find func(string) *field.Field) (field.Values, error) {
		vs, bad := make(field.Values, len(in)), []fault.Detail(nil)
		for key, raw := range in {
			f := find(key)
			if f == nil {
				bad = append(bad, fault.Detail{Where: key, Text: label.F("“%s” is not an attribute that it has", "«\u202f%s\u202f» n’est pas un de ses attributs", key)})
				continue
			}
			v, _, err := valueIn(f, r.names, raw)
			if err != nil {
				bad = append(bad, fault.Detail{Where: key, Text: wrongValue(f, err)})
				continue
			}
			vs[key] = v
		}
		return vs, fault.InvalidAll(bad)
	}
}

// missingWords are the words of bodies that lists open to new values do not have yet, by
// the keys of these.
func missingWords(c *field.Catalogue, bodies []attributes) map[string][]string {
	missing := map[string][]string{}
	for _, b := range bodies {
		for key, raw := range b {
			if f := c.Get(key); f != nil && f.Free {
				if words := f.Missing(wordsIn(raw)); len(words) > 0 {
					missing[key] = append(missing[key], words...)
				}
			}
		}
	}
	return missing
}

// addWords adds words to lists: a change of its own, and no part of what a request sent
// again stands for.
func (s *Server) addWords(ctx context.Context, object string, words map[string][]string) error {
	who := auth.Who(ctx)
	_, err := s.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		fresh, err := access.Now(ctx, tx, who)
		if err != nil {
			return err
		}
		return field.AddFree(ctx, tx, fresh, object, words)
	})
	return err
}

// saying writes the values of a plan that name something, as the caller may know it; nil
// where there are none to write.
func (s *Server) saying(ctx context.Context, v *plan.View, l label.Lang) (transfer.Say, error) {
	if len(v.Has) == 0 {
		return nil, nil
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	names := live.Names(auth.Who(ctx))
	return func(f *field.Field, value field.Value) string { return names.Text(f, value, l) }, nil
}

// finding finds what the values of a file name, as the caller may know it.
func (s *Server) finding(ctx context.Context) (transfer.Find, error) {
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	return live.Names(auth.Who(ctx)).Find, nil
}

// planCustom is a custom field of a file as the API shows it.
type planCustom struct {
	ID      string     `json:"id" doc:"By which the file knows it"`
	Name    string     `json:"name"`
	Program string     `json:"program,omitempty" doc:"As the program calls it: Text1"`
	Kind    field.Kind `json:"kind" doc:"That an attribute made for it is of"`
	Count   int        `json:"count" doc:"Tasks that have a value"`
	Some    []string   `json:"some" doc:"The first few values"`
	To      string     `json:"to" doc:"The key of the attribute of tasks where it goes; + for one that is made, empty where it is left out"`
	Fails   int        `json:"fails" doc:"Values that do not fit there"`
}

type planTarget struct {
	Key   string    `json:"key"`
	Label bilingual `json:"label"`
}

func showCustoms(r *transfer.Report) []planCustom {
	out := []planCustom{}
	for _, x := range r.Customs {
		out = append(out, planCustom{x.ID, x.Name, x.Program, x.Kind, x.Count, append([]string{}, x.Some...), x.To, x.Fails})
	}
	return out
}

// showTargets are the attributes where custom fields may go.
func showTargets(v *plan.View) []planTarget {
	out := []planTarget{}
	for _, a := range v.Has {
		if !a.Locked {
			out = append(out, planTarget{a.Key, inBoth(a.Label)})
		}
	}
	return out
}

// fieldsIn reads where the custom fields of a file are to go.
func fieldsIn(text string) (map[string]string, error) {
	if text == "" {
		return nil, nil
	}
	out := map[string]string{}
	if json.Unmarshal([]byte(text), &out) != nil || len(out) > 1000 {
		return nil, fault.Invalid("fields", label.T("Give an object of texts: by the id of each custom field the key of an attribute, + to make one, nothing to leave it out", "Donnez un objet de textes\u202f: par identifiant de champ personnalisé la clé d’un attribut, + pour en créer un, rien pour le laisser de côté"))
	}
	return out, nil
}
