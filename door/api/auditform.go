package api

import (
	"encoding/json"
	"strings"

	"vigie/ground/label"
	"vigie/room/comment"
	"vigie/room/field"
	design "vigie/room/form"
)

// inForm says whom a form is for, or which attributes it shows, section by section.
func (w *auditWords) inForm(key string, raw json.RawMessage) string {
	var whom design.For
	var sections []design.Section
	if key == "for" && json.Unmarshal(raw, &whom) == nil {
		return strings.Join(w.whom(whom), ", ")
	}
	if json.Unmarshal(raw, &sections) != nil {
		return ""
	}
	var said []string
	for _, s := range sections {
		var names []string
		for _, l := range s.Lines {
			for _, c := range w.catalogues() {
				if f := c.ByID(l.Field); f != nil {
					names = append(names, f.Label.In(w.lang))
				}
			}
		}
		said = append(said, s.Title.In(w.lang)+" ("+strings.Join(names, ", ")+")")
	}
	return strings.Join(said, "; ")
}

// catalogues are those of all objects: ids are of one object alone.
func (w *auditWords) catalogues() []*field.Catalogue {
	return append([]*field.Catalogue{w.fields}, w.others...)
}

// whom names the options and the roles that a form is for.
func (w *auditWords) whom(whom design.For) []string {
	var names []string
	for _, c := range w.catalogues() {
		for _, list := range design.Lists(c.Object) {
			for _, id := range *whom.Options(list.Name) {
				if f := c.Get(list.Key); f != nil {
					if o, ok := f.OptionByID(id); ok {
						names = append(names, o.Label.In(w.lang))
					}
				}
			}
		}
	}
	for _, id := range whom.Roles {
		names = append(names, w.roles[id])
	}
	return names
}

// inGuide says a part of a guide: a text by its beginning, a value by its name.
func (w *auditWords) inGuide(key string, raw json.RawMessage) string {
	if f := w.fields.Get(key); f != nil && (key == "type" || key == "stage") {
		o, _ := f.OptionByID(idIn(raw))
		return o.Label.In(w.lang)
	}
	var both struct{ EN, FR string }
	if key != "text" && key != "title" || json.Unmarshal(raw, &both) != nil {
		return w.value(key, raw)
	}
	return comment.Plain(label.Exactly(both.EN, both.FR).In(w.lang), longestSaid)
}

// longestSaid is how much of a text the audit says, in characters.
const longestSaid = 200
