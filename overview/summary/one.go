package summary

import (
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/snapshot"
	"vigie/room/field"
	"vigie/room/project"
)

// noState is that of no project.
const noState project.State = "none"

// alone finds the one project that a page is of, wherever it is: in use, in the
// archive, in the bin.
func (p *Page) alone(r *reading) (err error) {
	if r.set, err = r.Set(p.ask.Who, snapshot.Query{State: noState}); err != nil {
		return err
	}
	if row, there := r.Find(p.ask.Project); there && r.Shows(p.ask.Who, p.ask.Project) {
		r.set.Rows = []snapshot.Row{row}
	}
	r.rows = r.set.Rows
	return nil
}

// only is the row of the project that the page is of; false where it is not there
// at the date.
func (r *reading) only() (snapshot.Row, bool) {
	if len(r.rows) == 0 {
		return 0, false
	}
	return r.rows[0], true
}

var notThere = label.T("The project was not there yet", "Le projet n’existait pas encore")

func (p *Page) onlyRow() (snapshot.Row, error) {
	row, ok := p.now.only()
	if !ok {
		return 0, fault.Invalid("as_of", notThere)
	}
	return row, nil
}

// hides reports whether an attribute is not for the person on a project, or is not
// there at all.
func (p *Page) hides(row snapshot.Row, key string) bool {
	if f := p.now.Catalogue.Get(key); f == nil || f.Retired {
		return true
	}
	one := p.now.Project(row)
	return p.now.Catalogue.Veil(p.ask.Who, one.Unit(), one.ID).Hides(key)
}

// kindsOfOne are the sorts of blocks of one project.
func kindsOfOne() map[string]kind {
	return map[string]kind{
		"values": block(kind{
			label: label.T("Key figures", "Chiffres clés"), help: label.T("Chosen attributes of the project, with their course over the months", "Des attributs choisis du projet, avec leur évolution au fil des mois"), w: 12, h: 2,
			of: ofOne, settings: `{"attributes":["progress","end","total_cost","actual_cost"],"months":12}`,
		}, (*Page).valuesBlock),
		"course": block(kind{
			label: label.T("Weather", "Météo"), help: label.T("How the project is, month by month, and what is said of it", "Comment va le projet, mois après mois, et ce qui en est dit"), w: 6, h: 4,
			of: ofOne, settings: `{"attribute":"weather","comment":"comment","months":12}`, named: attributeTitle,
		}, (*Page).courseBlock),
		"progress": block(kind{
			label: label.T("Progress", "Avancement"), help: label.T("How far the project is, its end against the baseline, and what of the plan decides it", "Où en est le projet, sa fin par rapport à la référence, et ce qui en décide dans le plan"), w: 6, h: 4,
			of: ofOne, settings: `{"limit":4}`,
		}, (*Page).progressBlock),
		"decisions": block(kind{
			label: label.T("Decisions", "Décisions"), help: label.T("The latest decisions, and those that are asked for", "Les dernières décisions, et celles qui sont demandées"), w: 6, h: 4,
			of: ofOne, settings: `{"limit":6}`,
		}, (*Page).decisionsBlock),
		"team": block(kind{
			label: label.T("Team", "Équipe"), help: label.T("Who is what on the project", "Qui fait quoi sur le projet"), w: 4, h: 4, of: ofOne, settings: `{}`,
		}, (*Page).teamBlock),
		"links": block(kind{
			label: label.T("Links", "Liens"), help: label.T("The projects that it is tied to, and the pages that its attributes lead to", "Les projets auxquels il est lié, et les pages où mènent ses attributs"), w: 4, h: 4, of: ofOne, settings: `{}`,
		}, (*Page).linksBlock),
	}
}

// nothing are the settings of a block that has none.
type nothing struct{}

func (nothing) check(*field.Catalogue) error { return nil }
