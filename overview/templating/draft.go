package templating

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/template"
)

// Draft is what a template says, with keys for names: as people and files write it.
type Draft struct {
	Name        DraftText      `json:"name"`
	Description DraftText      `json:"description"`
	Type        string         `json:"type" doc:"The key of the type of project that it is for; any when empty"`
	Variant     string         `json:"variant" doc:"The key of the variant that it is for; any when empty"`
	Proposed    bool           `json:"proposed" doc:"New projects that it is for are offered it first"`
	Sections    []DraftSection `json:"sections"`
}

// DraftText is a text in both languages.
type DraftText struct {
	EN string `json:"en"`
	FR string `json:"fr"`
}

// DraftSection is the lines of one kind.
type DraftSection struct {
	Kind  string      `json:"kind" enum:"fields,milestone,risk,action,plan,links,roles,dashboard"`
	Lines []DraftLine `json:"lines"`
}

// DraftLine is one thing that a template makes.
type DraftLine struct {
	ID     string                `json:"id" doc:"Tells it from the others of its section, and stays; made from its name when empty"`
	Values map[string]DraftValue `json:"values" doc:"By the key of the attribute, or of what the section says instead"`
}

// DraftValue is one value: a text in both languages, a value as machines write it, a
// relative date, or a person by what they are for the project.
type DraftValue struct {
	Text   *DraftText `json:"text,omitempty"`
	Value  string     `json:"value,omitempty" doc:"A number with a point, an ISO date, a key of a list (several with commas), true or false, an id"`
	Date   *DraftDate `json:"date,omitempty"`
	Person string     `json:"person,omitempty" enum:"manager,sponsor,creator" doc:"Who is meant: creator is whoever applies the template"`
}

// DraftDate is a date so long after another one, or before it.
type DraftDate struct {
	From string `json:"from" doc:"start, end, or the id of a key date of the template"`
	By   int    `json:"by" doc:"Less than 0 is before"`
	Unit string `json:"unit" enum:"days,workdays,weeks,months"`
}

// Refs names people, groups, units and projects, which have no keys, by what the
// reader of a draft knows them by.
type Refs interface {
	Public(kind string, id int64) string
	Private(kind, public string) (int64, bool)
}

func (t DraftText) text() label.Text {
	return label.T(strings.TrimSpace(t.EN), strings.TrimSpace(t.FR))
}

func draftText(t label.Text) DraftText { return DraftText{t.EN, t.FR} }

// Write says what a template says with keys for names. What is out of use is left out.
func (d *Desk) Write(ctx context.Context, q db.Querier, who access.Who, refs Refs, all ...template.Template) ([]Draft, error) {
	st, err := d.state(ctx, q, who)
	if err != nil {
		return nil, err
	}
	out := make([]Draft, len(all))
	for i, t := range all {
		out[i] = st.draft(refs, t)
	}
	return out, nil
}

func (st *state) draft(refs Refs, t template.Template) Draft {
	out := Draft{draftText(t.Name), draftText(t.Description), st.option(lifecycle.Type, t.Type), st.option(lifecycle.Variant, t.Variant), t.Proposed, []DraftSection{}}
	for _, s := range Sections {
		lines := t.Section(s.Key)
		if len(lines) == 0 {
			continue
		}
		parts := s.parts(st)
		section := DraftSection{s.Key, []DraftLine{}}
		for i := range lines {
			l := DraftLine{lines[i].ID, map[string]DraftValue{}}
			for _, p := range parts {
				if set := p.of(&lines[i]); set != nil {
					if v, ok := st.value(refs, p, set); ok {
						l.Values[p.Key] = v
					}
				}
			}
			if len(l.Values) > 0 {
				section.Lines = append(section.Lines, l)
			}
		}
		out.Sections = append(out.Sections, section)
	}
	return out
}

func (st *state) option(list string, id int64) string {
	if f := st.project().Get(list); f != nil {
		o, _ := f.OptionByID(id)
		return o.Key
	}
	return ""
}

// value is a setting as a draft has it; false where there is nothing to say, or what was
// set is of a kind that the attribute has no longer.
func (st *state) value(refs Refs, p Part, s *template.Setting) (DraftValue, bool) {
	kind := field.Kind(p.Kind)
	text := p.Kind == KindLink || p.coded() || kind.IsText()
	switch {
	case s.Date != nil && kind != field.Date, s.Who != "" && kind != field.User && p.Kind != KindPerson, s.N != nil && text, len(s.L) > 0 && kind != field.Choices, !s.Text.IsZero() && !text:
		return DraftValue{}, false
	case s.Date != nil:
		return DraftValue{Date: &DraftDate{s.Date.From, s.Date.By, s.Date.Unit}}, true
	case s.Who != "":
		return DraftValue{Person: s.Who}, true
	case s.N != nil:
		text := st.plain(refs, p, *s.N)
		return DraftValue{Value: text}, text != ""
	case len(s.L) > 0:
		var keys []string
		for _, id := range s.L {
			if o, ok := p.Field.OptionByID(id); ok {
				keys = append(keys, o.Key)
			}
		}
		return DraftValue{Value: strings.Join(keys, ",")}, len(keys) > 0
	case p.Kind == string(field.Link) || p.Kind == KindLink || p.coded():
		return DraftValue{Value: s.Text.EN}, true
	}
	t := draftText(s.Text)
	return DraftValue{Text: &t}, text
}

// plain writes a value that is held as a number.
func (st *state) plain(refs Refs, p Part, n int64) string {
	switch k := field.Kind(p.Kind); {
	case k.IsNumeric():
		return money.Amount(n).String()
	case k == field.Date:
		return day.Day(n).String()
	case k == field.Month:
		return day.Month(n).String()
	case k == field.YesNo:
		return map[bool]string{true: "true", false: "false"}[n != 0]
	case k == field.Choice:
		o, _ := p.Field.OptionByID(n)
		return o.Key
	case k == field.Light && n >= 1 && int(n) <= len(field.Lights):
		return field.Lights[n-1]
	case k == field.Weather && n >= 1 && int(n) <= len(field.Weathers):
		return field.Weathers[n-1]
	case p.Kind == KindRole:
		return st.role(n).Key
	}
	return refs.Public(p.Kind, n)
}

// Read makes the template that a draft says, or says everything that is wrong with it.
func (d *Desk) Read(ctx context.Context, q db.Querier, who access.Who, refs Refs, in Draft) (template.Template, error) {
	st, err := d.state(ctx, q, who)
	if err != nil {
		return template.Template{}, err
	}
	r := &reader{state: st, refs: refs}
	t := template.Template{Name: in.Name.text(), Description: in.Description.text(), Proposed: in.Proposed}
	t.Type, t.Variant = r.optionID("type", lifecycle.Type, in.Type), r.optionID("variant", lifecycle.Variant, in.Variant)
	for _, s := range in.Sections {
		section := SectionOf(s.Kind)
		if section == nil || t.Section(s.Kind) != nil {
			r.say("sections", label.F("“%s” is no section of templates, or stands there twice", "«\u202f%s\u202f» n’est pas une rubrique des modèles, ou y figure deux fois", s.Kind))
			continue
		}
		if lines := r.lines(section, s.Lines); len(lines) > 0 {
			t.Sections = append(t.Sections, template.Section{Kind: s.Kind, Lines: lines})
		}
	}
	slices.SortFunc(t.Sections, func(a, b template.Section) int { return cmp.Compare(place(a.Kind), place(b.Kind)) })
	r.follow(&t)
	r.stand(&t)
	r.laidOut(&t)
	return t, fault.InvalidAll(r.bad)
}

func place(kind string) int {
	return slices.IndexFunc(Sections, func(s Section) bool { return s.Key == kind })
}

type reader struct {
	*state
	refs Refs
	bad  []fault.Detail
}

func (r *reader) say(where string, t label.Text) {
	r.bad = append(r.bad, fault.Detail{Where: where, Text: t})
}

func (r *reader) optionID(where, list, key string) int64 {
	if key == "" {
		return 0
	}
	if f := r.project().Get(list); f != nil {
		if o, ok := f.OptionByKey(key); ok {
			return o.ID
		}
	}
	r.say(where, label.F("There is no “%s” in the list", "«\u202f%s\u202f» n’est pas dans la liste", key))
	return 0
}

func (r *reader) lines(s *Section, in []DraftLine) []template.Line {
	parts, taken := map[string]Part{}, newIDs()
	for _, p := range s.parts(r.state) {
		parts[p.Key] = p
	}
	for _, l := range in {
		taken[l.ID] = l.ID != ""
	}
	var out []template.Line
	for i, l := range in {
		where := fmt.Sprintf("%s.%d", s.Key, i)
		line := template.Line{ID: l.ID}
		for _, key := range slices.Sorted(maps.Keys(l.Values)) {
			p, ok := parts[key]
			if !ok {
				r.say(where+"."+key, label.F("“%s” cannot be given here", "«\u202f%s\u202f» ne peut pas être donné ici", key))
				continue
			}
			if set, ok := r.setting(s, where+"."+key, p, l.Values[key]); ok {
				line.Set = append(line.Set, set)
			}
		}
		for _, p := range s.parts(r.state) {
			if p.Required && p.of(&line) == nil {
				r.say(where+"."+p.Key, label.F("“%s” is required", "«\u202f%s\u202f» est obligatoire", p.Label))
			}
		}
		if line.ID == "" {
			line.ID = taken.of(nameOf(s, line))
		}
		if len(line.Set) > 0 {
			out = append(out, line)
		}
	}
	return out
}

// setting reads one value; false for an empty one.
func (r *reader) setting(s *Section, where string, p Part, v DraftValue) (template.Setting, bool) {
	set := template.Setting{Field: p.id()}
	if p.Field == nil {
		set.Key = p.Key
	}
	switch kind := field.Kind(p.Kind); {
	case v.Date != nil && kind == field.Date:
		set.Date = &template.Relative{From: v.Date.From, By: v.Date.By, Unit: v.Date.Unit}
		return set, true
	case v.Person != "" && (kind == field.User || p.Kind == KindPerson):
		if !slices.Contains(template.People, v.Person) || v.Person == p.Key {
			r.say(where, label.T("A person is the manager, the sponsor, or whoever applies the template", "Une personne est le chef de projet, le commanditaire, ou qui applique le modèle"))
		}
		set.Who = v.Person
		return set, true
	case v.Text != nil && (kind == field.Text || kind == field.LongText):
		set.Text = v.Text.text()
		return set, !set.Text.IsZero() && r.fits(s, where, p, field.Str(set.Text.In(label.EN))) && r.fits(s, where, p, field.Str(set.Text.In(label.FR)))
	case v.Value == "":
		if v.Text != nil || v.Date != nil || v.Person != "" {
			r.say(where, label.F("This is not a value of “%s”", "Ce n’est pas une valeur de «\u202f%s\u202f»", p.Label))
		}
		return set, false
	}
	return r.plainSetting(s, where, p, set, v.Value)
}

func (r *reader) plainSetting(s *Section, where string, p Part, set template.Setting, text string) (template.Setting, bool) {
	var n int64
	ok := true
	switch p.Kind {
	case string(field.User), string(field.Unit), string(field.Project), KindGroup:
		n, ok = r.refs.Private(p.Kind, text)
	case KindRole:
		i := slices.IndexFunc(r.roles, func(role access.Role) bool { return role.Key == text })
		if ok = i >= 0; ok {
			n = r.roles[i].ID
		}
	case KindLink:
		set.Text = label.T(text, text)
		if kindOfLink(text).EN == text {
			r.say(where, label.T("This is not a kind of link", "Ce n’est pas un type de lien"))
		}
		return set, true
	case KindPerson:
		ok = false
	case KindOption, KindSpan, KindLine, KindWaits, KindTeam, KindCalendar, KindBox, KindSettings:
		why := p.reads(text)
		if p.Kind == KindSettings {
			text = string(canonical(json.RawMessage(text)))
		}
		if !why.IsZero() {
			r.say(where, why)
		}
		set.Text = label.T(text, text)
		return set, why.IsZero()
	default:
		if p.Field == nil {
			r.say(where, label.F("This is not a value of “%s”", "Ce n’est pas une valeur de «\u202f%s\u202f»", p.Label))
			return set, false
		}
		v, err := field.ParsePlain(p.Field, text)
		if err != nil {
			r.fault(where, err)
			return set, false
		}
		if p.Field.Kind.IsText() {
			set.Text = label.T(text, text)
		} else if p.Field.Kind == field.Choices {
			set.L = v.L
		} else {
			set.N = &v.N
		}
		return set, r.fits(s, where, p, v)
	}
	if !ok {
		r.say(where, label.T("There is no such entry, or your rights do not show it", "Cette entrée n’existe pas, ou vos droits ne la montrent pas"))
	}
	set.N = &n
	return set, ok
}

// fits has the rooms look at a value; an option that is out of use may stay.
func (r *reader) fits(s *Section, where string, p Part, v field.Value) bool {
	err := s.fits(p, v)
	r.fault(where, err)
	return err == nil
}

func (r *reader) fault(where string, err error) {
	if f, ok := err.(*fault.Fault); ok && len(f.Details) > 0 {
		r.say(where, f.Details[0].Text)
	} else if err != nil {
		r.say(where, label.F("It cannot be read: %v", "Illisible\u202f: %v", err))
	}
}

// follow looks whether the dates that others follow are there, and no circle.
func (r *reader) follow(t *template.Template) {
	dates := t.Section(milestoneKey)
	at := r.catalogues[milestoneKey].Get("date").ID
	for _, s := range t.Sections {
		for _, l := range s.Lines {
			for _, set := range l.Set {
				from := set.Date
				for n := 0; from != nil && from.From != template.Start && from.From != template.End; n++ {
					next := template.Find(dates, from.From)
					if next == nil || n > deepest || s.Kind == fieldsKey && set.Field == r.project().Get("end").ID {
						r.say(s.Kind+"."+l.ID, label.F("The date that “%s” follows is not there, or follows this one", "La date que suit «\u202f%s\u202f» n’est pas là, ou suit celle-ci", l.ID))
						break
					}
					followed := next.Of(at)
					if followed == nil {
						r.say(s.Kind+"."+l.ID, label.F("The key date “%s” has no date to follow", "La date clé «\u202f%s\u202f» n’a pas de date à suivre", next.ID))
						break
					}
					from = followed.Date
				}
			}
		}
	}
}
