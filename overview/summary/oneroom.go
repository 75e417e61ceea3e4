package summary

import (
	"encoding/json"
	"net/url"
	"strings"

	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/project"
)

type decisionOut struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Kind        string     `json:"kind"` // as people read it
	Made        day.Day    `json:"made"`
	Due         day.Day    `json:"due"`
	Days        *int64     `json:"days"` // to when it is due
	Late        bool       `json:"late"`
	Open        bool       `json:"open"`
	StatusLabel string     `json:"status_label"`
	Owner       *personRef `json:"owner"`
}

type decisionsData struct {
	Counts map[string]int `json:"counts"`
	Total  int            `json:"total"`
	Items  []decisionOut  `json:"items"`
}

func (p *Page) decisionsBlock(in limitSettings) (any, error) {
	r, err := p.register(decision.Kind, "", "-made,name")
	if err != nil {
		return nil, err
	}
	out := decisionsData{r.Counts, len(r.Items), []decisionOut{}}
	kind := r.Reading.Catalogue().Get("kind")
	for _, it := range r.first(in.Limit) {
		o := decisionOut{
			ID: p.desk.DB.Seal(it.ID), Name: it.Name(), Made: day.Day(it.Values["made"].N), Due: day.Day(it.Values["due"].N),
			Late: r.rules.IsLate(it.Values, p.now.On), Open: r.rules.IsOpen(it.Values), Owner: r.owner(it),
		}
		o.Days = p.daysTo(o.Due)
		if kind != nil {
			of, _ := kind.OptionByID(it.Values["kind"].N)
			o.Kind = of.Label.In(p.lang)
		}
		_, o.StatusLabel = r.state(it)
		out.Items = append(out.Items, o)
	}
	return out, nil
}

// memberOut is what somebody is on a project: by an attribute, or by a role.
type memberOut struct {
	As     string     `json:"as"`
	Person *personRef `json:"person"` // null for a group
	Name   string     `json:"name"`
	Role   bool       `json:"role"` // by a role, which gives rights
}

type teamData struct {
	Items []memberOut `json:"items"`
}

// teamBlock is who is named by the attributes of the project, and to whom roles are
// given on it, for those who give them.
func (p *Page) teamBlock(nothing) (any, error) {
	row, err := p.onlyRow()
	if err != nil {
		return nil, err
	}
	out := teamData{[]memberOut{}}
	for _, f := range p.now.Catalogue.Fields {
		if f.Kind != field.User || f.Retired || p.hides(row, f.Key) {
			continue
		}
		v := p.now.set.Get(f)(row)
		if person := p.actor(v.N); v.Set && person != nil {
			out.Items = append(out.Items, memberOut{As: f.Label.In(p.lang), Person: person, Name: person.Name})
		}
	}
	if !p.now.Live {
		return out, nil
	}
	roles, err := p.rolesGiven()
	out.Items = append(out.Items, roles...)
	return out, err
}

// rolesGiven are the roles on the project alone.
func (p *Page) rolesGiven() ([]memberOut, error) {
	grants, err := access.GrantsOn(p.ctx, p.desk.DB, p.ask.Who, []int64{p.ask.Project})
	if err != nil || len(grants) == 0 {
		return nil, err
	}
	roles, err := access.Roles(p.ctx, p.desk.DB, access.System("summary"))
	if err != nil {
		return nil, err
	}
	names := map[int64]label.Text{}
	for _, r := range roles {
		names[r.ID] = r.Label
	}
	var out []memberOut
	for _, g := range grants {
		m := memberOut{As: names[g.Role].In(p.lang), Role: true, Person: p.actor(int64(g.Account))}
		if m.Person != nil {
			m.Name = m.Person.Name
		} else if m.Name, err = access.NameOfPart(p.ctx, p.desk.DB, "group", int64(g.Group), p.lang); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// linkOut is a project that this one is tied to, or a page that one of its attributes
// leads to.
type linkOut struct {
	Words   string      `json:"words"` // depends on; the name of the attribute
	Project *projectRef `json:"project"`
	Address string      `json:"address"` // of a page
	Name    string      `json:"name"`
	Note    string      `json:"note"`
	Weather string      `json:"weather"` // of the project
}

type linksData struct {
	Items []linkOut `json:"items"`
}

func (p *Page) linksBlock(nothing) (any, error) {
	row, err := p.onlyRow()
	if err != nil {
		return nil, err
	}
	out := linksData{Items: []linkOut{}}
	if v := p.now.get("programme")(row); v.Set && !p.hides(row, "programme") {
		out.add(p, p.now.Catalogue.Get("programme").Label.In(p.lang), v.N, "")
	}
	all := []project.Link{}
	if p.now.Live {
		if all, err = project.Links(p.ctx, p.desk.DB, p.ask.Who, p.ask.Project); err != nil {
			return nil, err
		}
	}
	for _, l := range all {
		other, words := l.To, wordsOf(l.Kind).Forth
		if l.To == p.ask.Project {
			other, words = l.From, wordsOf(l.Kind).Around
		}
		out.add(p, words.In(p.lang), other, l.Note)
	}
	for _, f := range p.now.Catalogue.Fields {
		if f.Kind != field.Link || f.Retired || p.hides(row, f.Key) {
			continue
		}
		if at := p.now.set.Get(f)(row).S; at != "" {
			out.Items = append(out.Items, linkOut{Words: f.Label.In(p.lang), Address: at, Name: hostOf(at)})
		}
	}
	return out, nil
}

// add adds a project that the person sees.
func (d *linksData) add(p *Page, words string, id int64, note string) {
	row, ok := p.now.Find(id)
	if !ok || !p.now.Shows(p.ask.Who, id) {
		return
	}
	ref := p.now.project(row)
	out := linkOut{Words: words, Project: &ref, Name: ref.Name, Note: note}
	if f := p.now.Catalogue.Get("weather"); f != nil && !p.hides(row, "weather") {
		_ = json.Unmarshal(p.now.json(f, p.now.set.Get(f)(row), row), &out.Weather)
	}
	d.Items = append(d.Items, out)
}

func wordsOf(kind string) project.LinkKind {
	for _, k := range project.LinkKinds {
		if k.Key == kind {
			return k
		}
	}
	return project.LinkKind{Forth: label.T(kind, kind), Around: label.T(kind, kind)}
}

// hostOf is how an address is named in short: without how it is reached.
func hostOf(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return address
}
