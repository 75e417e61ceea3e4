package api

import (
	"fmt"

	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/agenda"
	"vigie/room/field"
	design "vigie/room/form"
)

// formLine is one attribute of a section of a form.
type formLine struct {
	Attribute string    `json:"attribute" maxLength:"60" doc:"Its key"`
	ReadOnly  bool      `json:"read_only,omitempty" doc:"On the page, which is no right: whoever may write it still does so in lists and by the API"`
	Hint      bilingual `json:"hint,omitempty,omitzero" doc:"Shown below it"`
	Wide      bool      `json:"wide,omitempty" doc:"Over all columns"`
}

type formSection struct {
	Title     bilingual  `json:"title"`
	Columns   int        `json:"columns" minimum:"1" maximum:"3"`
	Collapsed bool       `json:"collapsed,omitempty"`
	Fields    []formLine `json:"fields" maxItems:"600"`
}

type formOut struct {
	ID       string        `json:"id"`
	Version  int64         `json:"version"`
	Object   string        `json:"object" doc:"Of what it is the form: project, or a register"`
	Name     bilingual     `json:"name"`
	Open     bool          `json:"open" doc:"Its readers may have all attributes shown"`
	Types    []string      `json:"types" doc:"The keys of the types that it is for; empty for all"`
	Stages   []string      `json:"stages" doc:"Of projects the keys of their stages, of lines of their statuses"`
	Variants []string      `json:"variants" doc:"Of projects alone"`
	Roles    []string      `json:"roles" doc:"The roles, on the project, of the readers that it is for; empty for all"`
	Sections []formSection `json:"sections"`
	Projects int           `json:"projects" doc:"The active projects, or the lines of the register, of which it is the form of some reader, whoever may see them"`
	Some     []refOut      `json:"some" doc:"A few of those that the caller sees"`
}

// show shows a form by the keys of attributes and options. What is no longer in use is
// left out.
func (d *drawing) show(f design.Form) formOut {
	out := formOut{ID: d.DB.Seal(f.ID), Version: f.Version, Object: f.Object, Name: inBoth(f.Name), Open: f.Whole, Types: []string{}, Stages: []string{}, Variants: []string{}, Roles: []string{}, Sections: []formSection{}, Some: []refOut{}}
	of := map[string]*[]string{"type": &out.Types, "stage": &out.Stages, "variant": &out.Variants}
	for _, list := range design.Lists(f.Object) {
		*of[list.Name] = keysOfOptions(d.c, list.Key, *f.For.Options(list.Name))
	}
	for _, id := range f.For.Roles {
		out.Roles = append(out.Roles, d.DB.Seal(id))
	}
	for _, part := range f.Sections {
		shown := formSection{inBoth(part.Title), part.Columns, part.Collapsed, []formLine{}}
		for _, l := range part.Lines {
			if a := d.c.ByID(l.Field); a != nil && !a.Retired {
				shown.Fields = append(shown.Fields, formLine{a.Key, l.ReadOnly, inBoth(l.Hint), l.Wide})
			}
		}
		out.Sections = append(out.Sections, shown)
	}
	return out
}

func keysOfOptions(c *field.Catalogue, list string, ids []int64) []string {
	out := []string{}
	a := c.Get(list)
	for _, id := range ids {
		if a == nil {
			break
		}
		if o, ok := a.OptionByID(id); ok {
			out = append(out, o.Key)
		}
	}
	return out
}

// formIn is what may be said of a form; what is absent stays.
type formIn struct {
	Name     *bilingual     `json:"name,omitempty"`
	Open     *bool          `json:"open,omitempty" doc:"Its readers may have all attributes shown"`
	Types    *[]string      `json:"types,omitempty" maxItems:"500" doc:"Keys of types of the object; empty for all"`
	Stages   *[]string      `json:"stages,omitempty" maxItems:"500" doc:"Keys of stages of projects, or of statuses of lines; empty for all"`
	Variants *[]string      `json:"variants,omitempty" maxItems:"500" doc:"Of projects alone"`
	Roles    *[]string      `json:"roles,omitempty" maxItems:"200" doc:"Roles, on the project, of the readers; empty for all"`
	Sections *[]formSection `json:"sections,omitempty" maxItems:"40"`
}

// apply brings what was said into a form.
func (in formIn) apply(d *drawing, f *design.Form) error {
	if in.Name != nil {
		f.Name = in.Name.text()
	}
	put(&f.Whole, in.Open)
	said := map[string]*[]string{"type": in.Types, "stage": in.Stages, "variant": in.Variants}
	for _, list := range design.Lists(d.object) {
		keys := said[list.Name]
		if keys == nil {
			continue
		}
		ids, err := optionIDs(d.c, list, *keys)
		if err != nil {
			return err
		}
		*f.For.Options(list.Name) = ids
	}
	if in.Variants != nil && len(*in.Variants) > 0 && d.lines != nil {
		return fault.Invalid("variants", label.T("Only projects have variants", "Seuls les projets ont des variantes"))
	}
	if in.Roles != nil {
		f.For.Roles = nil
		for _, public := range *in.Roles {
			id, err := d.DB.Unseal(public)
			if err != nil {
				return fault.Invalid("roles", label.T("There is no such role", "Ce rôle n’existe pas"))
			}
			f.For.Roles = append(f.For.Roles, id)
		}
	}
	if in.Sections == nil {
		return nil
	}
	var err error
	f.Sections, err = sectionsIn(d.c, *in.Sections)
	return err
}

func optionIDs(c *field.Catalogue, list design.List, keys []string) ([]int64, error) {
	var out []int64
	where, a := list.Name+"s", c.Get(list.Key)
	for _, key := range keys {
		if a == nil {
			return nil, fault.Invalid(where, label.F("There is no attribute “%s”", "Il n’y a pas d’attribut «\u202f%s\u202f»", list.Key))
		}
		o, ok := a.OptionByKey(key)
		if !ok {
			return nil, fault.Invalid(where, label.F("“%s” is not a value of the list “%s”", "«\u202f%s\u202f» n’est pas une valeur de la liste «\u202f%s\u202f»", key, a.Label))
		}
		out = append(out, o.ID)
	}
	return out, nil
}

func sectionsIn(c *field.Catalogue, in []formSection) ([]design.Section, error) {
	out := make([]design.Section, 0, len(in))
	for i, s := range in {
		part := design.Section{Title: s.Title.text(), Columns: s.Columns, Collapsed: s.Collapsed, Lines: []design.Line{}}
		for j, l := range s.Fields {
			a := c.Get(l.Attribute)
			if a == nil || a.Retired {
				return nil, fault.Invalid(fmt.Sprintf("sections[%d].fields[%d]", i, j), agenda.NoAttribute(c.Object, l.Attribute))
			}
			part.Lines = append(part.Lines, design.Line{Field: a.ID, ReadOnly: l.ReadOnly, Hint: l.Hint.text(), Wide: l.Wide})
		}
		out = append(out, part)
	}
	return out, nil
}
