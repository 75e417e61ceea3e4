package reason

import (
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// ofAttribute adds what can be done with an attribute of a project for which some roles
// are needed: read it and write it, this month and in past ones.
func (o *Object) ofAttribute(c *field.Catalogue, f *field.Field, p *project.Project) {
	add := func(key string, text label.Text, roles []int64, r access.Right, can func(*field.Catalogue, access.Marks) bool, past bool) {
		if len(roles) == 0 {
			return
		}
		of := c.Whole()
		if past {
			of = of.Past()
		}
		if key += "." + f.Key; o.roles == nil {
			o.roles = map[string][]int64{}
		}
		o.roles[key] = roles
		o.Actions = append(o.Actions, Action{key, text, r, when(func(who access.Who) bool {
			return who.CanProject(access.ReadProject|r, p.ID, p.Unit(), p.Manager()) && can(of, who.MarksOn(p.Unit(), p.ID))
		}), nil})
	}
	reads := func(c *field.Catalogue, held access.Marks) bool { return c.Readable(f, held) }
	writes := func(c *field.Catalogue, held access.Marks) bool { return c.Writable(f, held) }
	add("read", label.F("Read “%s”", "Lire «\u202f%s\u202f»", f.Label), f.Readers, access.ReadProject, reads, false)
	add("read_past", label.F("Read past months of “%s”", "Lire les mois passés de «\u202f%s\u202f»", f.Label), f.PastReaders, access.ReadProject, reads, true)
	add("write", label.F("Write “%s”", "Saisir «\u202f%s\u202f»", f.Label), f.Writers, access.EditProject, writes, false)
	add("write_past", label.F("Write past months of “%s”", "Saisir les mois passés de «\u202f%s\u202f»", f.Label), f.PastWriters, access.EditProject, writes, true)
}
