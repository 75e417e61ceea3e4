package intake

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// Lines that are no records — titles of groups, totals, remarks — are left out,
// and listed. A person may have each imported after all. The titles fill columns
// of their own beside the file's, which may become attributes like any other.

// Section is what a person says of a line that is the title of a group.
const Section = "section"

// Left is a line of the file that is left out, or was, until a person said that
// it is a record.
type Left struct {
	Row    int    `json:"row"`
	Kind   string `json:"kind"` // "section", "total" or "remark"
	Name   string `json:"name"`
	Record bool   `json:"record,omitempty"` // it is imported by decision
}

var kindsLeft = map[sheet.Role]string{sheet.Section: Section, sheet.Total: "total", sheet.Remark: "remark"}

// settleLines gives the lines of a table of projects the roles that people
// decided, and lists what is left out. A title that is the name of a member of the
// portfolio is that project.
func (k *Desk) settleLines(ctx context.Context, m *Import, t *sheet.Table) (*sheet.Table, []Left, error) {
	if m.Object != project.Entity {
		return t, nil, nil
	}
	rows, names := map[int]string{}, map[string]string{}
	for _, d := range m.Settings.Matches {
		rows[d.Row] = d.Decision
	}
	for _, r := range m.Settings.Remembered {
		names[label.Fold(r.Name)] = r.Decision
	}
	known, err := k.membersNamed(ctx, m, t)
	if err != nil {
		return nil, nil, err
	}
	has := titled(t)
	var left []Left
	for i := range t.Rows {
		r := &t.Rows[i]
		name := r.Label()
		said := rows[r.Number]
		if said == "" {
			said = cmp.Or(names[label.Fold(name)], names[label.Fold(titleOf(r))])
		}
		kind := kindsLeft[r.Role]
		switch {
		case r.Role == sheet.Data && said == Section:
			r.Role, r.Lone, kind = sheet.Section, false, Section
		case r.Lone && (said != "" || known[label.Fold(name)]):
			r.Lone = false
		case r.Role == sheet.Section && said == "" && known[label.Fold(name)]:
			r.Role, kind = sheet.Data, ""
		case kind != "" && (said == New || said == Same):
			r.Role = sheet.Data
		}
		if kind != "" && len(left) < mostListed {
			left = append(left, Left{Row: r.Number, Kind: kind, Name: short(titleOf(r)), Record: r.Role == sheet.Data})
		}
	}
	t.Rows = slices.Clone(t.Rows)
	addSections(t, has)
	return t, left, nil
}

// membersNamed are the names of the projects that the portfolio has or had, asked
// for only where a line may be one.
func (k *Desk) membersNamed(ctx context.Context, m *Import, t *sheet.Table) (map[string]bool, error) {
	doubt := func(r sheet.Row) bool { return r.Lone || r.Role == sheet.Section }
	if m.Portfolio == 0 || !slices.ContainsFunc(t.Rows, doubt) {
		return nil, nil
	}
	out := map[string]bool{}
	who := access.System("import")
	members, err := portfolio.Ever(ctx, k.DB, who, m.Portfolio, m.AsOf)
	if err != nil {
		return nil, err
	}
	err = project.Each(ctx, k.DB, nil, func(p *project.Project) error {
		if _, member := members[p.ID]; member {
			out[label.Fold(p.Name())] = true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	j := &job{k: k, m: m}
	aliases, err := j.aliases(ctx)
	for name, id := range aliases {
		if _, member := members[id]; member {
			out[name] = true
		}
	}
	return out, err
}

var countBehind = regexp.MustCompile(`\s*[(\[]\s*\d+\s*\pL*\s*[)\]]$`)

// titleOf is the text of a title without what decorates it.
func titleOf(r *sheet.Row) string {
	text := r.Label()
	plain := strings.TrimFunc(countBehind.ReplaceAllString(text, ""), func(c rune) bool {
		return unicode.IsSpace(c) || unicode.IsSymbol(c) || unicode.IsPunct(c) && !strings.ContainsRune("()«»“”\"'’!?", c)
	})
	if plain == "" {
		return text
	}
	return plain
}

// The headers of the columns that titles fill.
const (
	sectionHeader   = "Section"
	programmeHeader = "Section (programme)"
)

// isProgramme reports whether a title names a programme.
func isProgramme(title string) bool {
	word, _, _ := strings.Cut(label.Fold(title), " ")
	return word == "programme" || word == "program"
}

func isTitle(r *sheet.Row) bool { return r.Role == sheet.Section || r.Lone }

// titled reports whether lines may be titles, and whether they may be those of
// programmes, whatever is decided of them.
func titled(t *sheet.Table) (has [2]bool) {
	for i := range t.Rows {
		if r := &t.Rows[i]; isTitle(r) {
			has[at(isProgramme(titleOf(r)))] = true
		}
	}
	return has
}

// addSections gives a table a column with the title above each row, and one with
// the programme where titles name programmes.
func addSections(t *sheet.Table, has [2]bool) {
	number := 1
	for _, c := range t.Columns {
		number = max(number, c.Number+1)
	}
	for kind, header := range []string{sectionHeader, programmeHeader} {
		if !has[kind] {
			continue
		}
		for n := 2; slices.ContainsFunc(t.Columns, func(c sheet.Column) bool { return label.Fold(c.Name) == label.Fold(header) }); n++ {
			header = []string{sectionHeader, programmeHeader}[kind] + " (" + itoa(n) + ")"
		}
		t.Columns = append(t.Columns, sheet.Column{Name: header, Number: number, Made: true})
		number++
		text := ""
		for i := range t.Rows {
			r := &t.Rows[i]
			if isTitle(r) {
				switch programme := isProgramme(titleOf(r)); {
				case at(programme) == kind:
					text = titleOf(r)
				case !programme:
					text = "" // another part of the file, not of the programme above
				}
			}
			c := cell.Cell{}
			if r.Role == sheet.Data && !r.Lone {
				c = cell.Of(text)
			}
			r.Cells = append(slices.Clip(r.Cells), c)
		}
	}
}

func at(programme bool) int {
	if programme {
		return 1
	}
	return 0
}

// unitWords begin the names of units.
var unitWords = strings.Fields("direction directions service services pole poles departement departements ministere ministeres division secteur department directorate ministry entite filiale agence bureau")

// assignSections proposes what the titles of groups say, where no column of the
// file says it: the programme, or the unit when they begin like units.
func (p *proposal) assignSections() {
	for j, c := range p.table.Columns {
		if !c.Made {
			continue
		}
		units, n := 0, 0
		for _, text := range p.distinct(j) {
			word, _, _ := strings.Cut(label.Fold(text), " ")
			n++
			if slices.Contains(unitWords, strings.TrimRight(word, ":")) {
				units++
			}
		}
		key := "unit"
		if strings.HasPrefix(c.Name, programmeHeader) {
			key, units = "programme", n
		}
		f := p.c.Get(key)
		if _, taken := p.used[key]; taken || f == nil || f.Retired || units*2 <= n || !p.fits(f.Kind, j) {
			continue
		}
		p.take(pairing{score: 75, column: j, key: key})
	}
	for j := range p.columns {
		if p.table.Columns[j].Made {
			p.columns[j].Notes = []label.Text{label.T("The titles between the records, beside the records below them", "Les titres placés entre les fiches, en regard des fiches qui les suivent")}
		}
	}
}

// distinct lists the different texts of a column.
func (p *proposal) distinct(j int) []string {
	var out []string
	for _, c := range p.cells[j] {
		if !c.Blank() && !slices.Contains(out, c.Text) {
			out = append(out, c.Text)
		}
	}
	return out
}

// isTitleOnly reports whether a row that is read as a record has nothing but a
// text, no name, and no code either: where names stand, it has nothing.
func isTitleOnly(l *line, r *sheet.Row) bool {
	return r.Lone && l.Name == "" && (strings.ContainsFunc(strings.TrimSpace(r.Label()), unicode.IsSpace) || !strings.ContainsFunc(r.Label(), unicode.IsDigit))
}

// Lonely is why a row of a single text is asked about.
var Lonely = label.T("the line holds nothing but a name: it may be the title of a group", "la ligne ne contient qu’un nom : c’est peut-être le titre d’un groupe")

// sectionsSaid are the decisions that a line is the title of a group, for the next
// file of its kind.
func (m *Import) sectionsSaid() []Remembered {
	var out []Remembered
	for _, d := range m.Settings.Matches {
		if d.Decision == Section && d.Name != "" {
			out = append(out, Remembered{Name: d.Name, Decision: Section})
		}
	}
	for _, r := range m.Settings.Remembered {
		if r.Decision == Section && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}
