package api

import (
	"vigie/ground/fault"
	"vigie/room/field"
)

// showOption is a value of a list as the catalogue shows it.
func showOption(f *field.Field, o field.Option) optionOut {
	out := optionOut{Key: o.Key, Label: inBoth(o.Label), Colour: o.Colour, Icon: o.Icon, Retired: o.Retired, Meaning: o.Meaning, From: isoOrEmpty(o.From), Until: isoOrEmpty(o.Until)}
	if above, ok := f.OptionByID(o.Parent); ok && o.Parent != 0 {
		out.Parent = above.Key
	}
	if !o.Name.IsZero() && o.Name.EN != o.Label.EN {
		name := inBoth(o.Name)
		out.Name = &name
	}
	return out
}

// mergeOptions gives the options of a list the ids of those with the same key.
func mergeOptions(before []field.Option, in []optionIn) ([]field.Option, error) {
	ids := map[string]int64{}
	for _, o := range before {
		ids[o.Key] = o.ID
	}
	out := make([]field.Option, 0, len(in))
	for _, o := range in {
		made := field.Option{ID: ids[o.Key], Key: o.Key, Label: o.Label.text(), Colour: o.Colour, Icon: o.Icon, Retired: o.Retired, Meaning: o.Meaning, Under: o.Parent}
		var err, err2 error
		made.From, err = dayIn("choices", o.From)
		made.Until, err2 = dayIn("choices", o.Until)
		if err == nil {
			err = err2
		}
		if fault.KindOf(err) == fault.BadInput {
			return nil, err
		}
		out = append(out, made)
	}
	return out, nil
}
