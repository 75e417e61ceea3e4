package intake

import (
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/label"
)

// The headers of columns that would give people rights.
var rightHeaders = []string{"role", "roles", "profil", "profils", "profile", "droit", "droits", "rights", "habilitation", "habilitations", "permission", "permissions", "groupe", "groupes", "group", "groups", "role vigie", "access", "access level"}

// rightsUnread says which columns of a file of people name rights or places and
// are not read, and where rights are given; nothing where there are none.
func rightsUnread(t *sheet.Table) []label.Text {
	unit := projectRules[slices.IndexFunc(projectRules, func(r rule) bool { return r.key == "unit" })]
	var names []string
	for _, c := range t.Columns {
		if plain, _ := plainHeader(c.Name); slices.Contains(rightHeaders, plain) || unit.score(plain) > 0 {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	said := strings.Join(names, ", ")
	return []label.Text{label.F("Not read: %s. A file of people makes accounts and gives them no rights; give roles on units afterwards, in Administration, Rights", "Non lu\u202f: %s. Un fichier de personnes crée des comptes et ne leur donne aucun droit\u202f; donnez ensuite les rôles sur les entités dans Administration, Droits", said)}
}

// The headers of names in two columns.
var (
	givenNames  = []string{"prenom", "prenoms", "first name", "firstname", "given name", "forename"}
	familyNames = []string{"nom", "nom de famille", "nom usuel", "name", "last name", "lastname", "surname", "family name"}
)

// named puts the names of people that stand in two columns, "Prénom" and "Nom",
// together in the second. Any other table stays as it is.
func named(t *sheet.Table) *sheet.Table {
	given, family := -1, -1
	for j, c := range t.Columns {
		plain, _ := plainHeader(c.Name)
		switch {
		case given < 0 && slices.Contains(givenNames, plain):
			given = j
		case family < 0 && slices.Contains(familyNames, plain):
			family = j
		}
	}
	if given < 0 || family < 0 {
		return t
	}
	out := *t
	out.Notes = append(slices.Clone(t.Notes), label.F("The names are those of “%s” and “%s” together", "Les noms sont ceux de «\u202f%s\u202f» et «\u202f%s\u202f» réunis", t.Columns[given].Name, t.Columns[family].Name))
	out.Columns = slices.Clone(t.Columns)
	out.Columns[family].Name = t.Columns[given].Name + " " + t.Columns[family].Name
	out.Rows = slices.Clone(t.Rows)
	for i, r := range t.Rows {
		out.Rows[i].Cells = slices.Clone(r.Cells)
		if first := strings.TrimSpace(r.Cells[given].Text); first != "" && !r.Cells[family].Blank() {
			out.Rows[i].Cells[family] = cell.Of(first + " " + strings.TrimSpace(r.Cells[family].Text))
		}
	}
	return &out
}
