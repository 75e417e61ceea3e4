package usage

import (
	"context"

	"vigie/engine/formula"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
)

// Constants returns what names each constant of the platform, by its key, over all
// kinds of objects. The person must be allowed to define attributes.
func (d *Desk) Constants(ctx context.Context) (map[string][]Place, error) {
	if err := access.Must(field.MayDefine(d.Who)); err != nil {
		return nil, err
	}
	out, all := map[string][]Place{}, access.System("usage")
	for _, object := range field.Objects {
		one := *d
		one.Object, one.Tasks = object, nil
		if object == field.Task {
			c, err := field.Load(ctx, d.DB, object)
			if err != nil {
				return nil, err
			}
			one.Tasks = &plan.Held{Catalogue: c}
		}
		if kind := agenda.KindOf(object); kind != nil && kind != milestone.Kind {
			reading, err := d.of(ctx, object)
			if err != nil {
				return nil, err
			}
			one.Reading = reading
		}
		f := finder{Desk: &one, c: one.catalogue(), all: all, at: map[string]*Use{}}
		f.words = field.Words{Catalogue: f.c, Directory: one.Reading.Projects.Names(all)}
		for _, k := range f.c.Constants.Items {
			f.at[k.Key] = &Use{Field: &field.Field{Key: k.Key}, Count: snapshot.Count{Options: map[int64]int{}}}
		}
		if err := f.find(ctx); err != nil {
			return nil, err
		}
		for key, u := range f.at {
			out[key] = append(out[key], u.Places...)
		}
	}
	return out, nil
}

func (d *Desk) of(ctx context.Context, object string) (*agenda.Reading, error) {
	if d.Other == nil {
		return d.Reading, nil
	}
	return d.Other(ctx, object)
}

// constants are the keys of the constants that a tree names.
func (f *finder) constants(e *formula.Expr) []string {
	var keys []string
	for _, id := range e.Uses() {
		if k, ok := f.c.Constants.ByID(id); ok {
			keys = append(keys, k.Key)
		}
	}
	return keys
}

// Names lists what places are called, those of one kind together, for a sentence.
func Names(places []Place) label.Text {
	var en, fr string
	for _, p := range places {
		if p.Name.IsZero() {
			continue
		}
		if en != "" {
			en, fr = en+", ", fr+", "
		}
		en, fr = en+p.Name.In(label.EN), fr+p.Name.In(label.FR)
	}
	return label.Exactly(en, fr)
}
