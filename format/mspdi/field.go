package mspdi

import (
	"strconv"

	"vigie/format/planfile"
)

var fieldLeaves = these(
	text("FieldID", func(f *planfile.Field) *string { return &f.ID }),
	text("FieldName", func(f *planfile.Field) *string { return &f.Name }),
	text("CFType", func(f *planfile.Field) *string { return &f.Kind }),
	text("Alias", func(f *planfile.Field) *string { return &f.Alias }),
	text("Ltuid", func(f *planfile.Field) *string { return &f.Table }),
)

// field reads the definition of a custom field.
func (r *reader) field() error {
	if err := r.part(); err != nil {
		return err
	}
	f := planfile.Field{}
	err := r.each(func(name string) error {
		if name == "ValueList" {
			return r.each(r.one("Value", func() error { return r.choice(&f.Choices, &choiceLeaves) }))
		}
		return take(r, &fieldLeaves, &f, name)
	})
	if err != nil {
		return err
	}
	if f.Table != "" {
		f.Choices = r.tables[f.Table]
	}
	for _, c := range f.Choices {
		r.choices[[2]string{f.ID, c.ID}] = c.Text
	}
	f.Of = object(f.ID)
	r.plan.Fields = append(r.plan.Fields, f)
	return nil
}

// object is what a field is of, by its number.
func object(id string) planfile.Object {
	n, _ := strconv.Atoi(id)
	switch n >> 20 {
	case 0x0c4:
		return planfile.OfResource
	case 0x0f4:
		return planfile.OfAssignment
	case 0x0b5:
		return planfile.OfProject
	}
	return planfile.OfTask
}

// choiceLeaves are those of a value of a custom field.
var choiceLeaves = these(
	text("ID", func(c *planfile.Choice) *string { return &c.ID }),
	text("Value", func(c *planfile.Choice) *string { return &c.Text }),
	text("Description", func(c *planfile.Choice) *string { return &c.Description }),
)

// codeLeaves are those of a value of an outline code.
var codeLeaves = these(
	text("ValueID", func(c *planfile.Choice) *string { return &c.ID }),
	text("ParentValueID", func(c *planfile.Choice) *string { return &c.Parent }),
	text("Type", func(c *planfile.Choice) *string { return &c.Kind }),
	text("Value", func(c *planfile.Choice) *string { return &c.Text }),
	text("Description", func(c *planfile.Choice) *string { return &c.Description }),
)

func (r *reader) choice(to *[]planfile.Choice, l *leaves[planfile.Choice]) error {
	if err := r.part(); err != nil {
		return err
	}
	c := planfile.Choice{}
	err := r.each(func(name string) error { return take(r, l, &c, name) })
	*to = append(*to, c)
	return err
}

// table is what an outline code offers.
type table struct{ guid string }

var tableLeaves = these(text("Guid", func(t *table) *string { return &t.guid }))

func (r *reader) outlineCode() error {
	t, choices := table{}, []planfile.Choice(nil)
	err := r.each(func(name string) error {
		switch name {
		case "Values":
			return r.each(r.one("Value", func() error { return r.choice(&choices, &codeLeaves) }))
		case "Guid":
			return take(r, &tableLeaves, &t, name)
		}
		return r.pass()
	})
	r.tables[t.guid] = choices
	return err
}

var valueLeaves = these(
	text("FieldID", func(v *planfile.Value) *string { return &v.Field }),
	text("Value", func(v *planfile.Value) *string { return &v.Text }),
	text("ValueID", func(v *planfile.Value) *string { return &v.Choice }),
	number("DurationFormat", func(v *planfile.Value) *int { return &v.Unit }),
)

// value reads what a custom field, or an outline code, says of one object.
func (r *reader) value(to *[]planfile.Value) error {
	if err := r.part(); err != nil {
		return err
	}
	v := planfile.Value{}
	err := r.each(func(name string) error {
		if name == "UID" || name == "ValueGUID" { // by which older versions count, and newer ones know the choice once more
			_, err := r.words()
			return err
		}
		return take(r, &valueLeaves, &v, name)
	})
	if err != nil {
		return err
	}
	if v.Text == "" && v.Choice != "" {
		v.Text = r.choices[[2]string{v.Field, v.Choice}]
	}
	*to = append(*to, v)
	return nil
}
