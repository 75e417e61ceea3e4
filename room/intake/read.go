package intake

import (
	"slices"
	"strings"

	"vigie/format/cell"
	"vigie/format/sheet"
	"vigie/ground/day"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/field"
	"vigie/room/project"
)

// longestUnread is how much of a text that could not be read stays visible.
const longestUnread = 2000

// readLine reads all cells of a row. What cannot be read gives no value: its
// text is kept and it is listed.
func (j *job) readLine(l *line) {
	r := &j.table.Rows[l.at]
	l.Values, l.Unread, l.Refused = field.Values{}, nil, nil
	currency := ""
	if b := j.byKey["currency"]; b != nil && j.m.Object == "project" {
		currency = money.Currency(strings.TrimSpace(r.Cells[b.at].Text))
	}
	named := currency
	for _, b := range j.columns {
		c := r.Cells[b.at]
		if b.f.Key == "unit_code" && j.m.Object == "project" || b.f.Key == "currency" && currency != "" {
			continue
		}
		if c.Blank() {
			j.blank(l, b)
			continue
		}
		if j.isPending(b, project.OneLine(c.Text)) {
			continue
		}
		v, cur, why := j.value(l, b, c)
		if cur != "" && why.IsZero() {
			if named == "" {
				named = cur
			}
			if cur != named {
				why = label.F("The amount is in %s, and the project in %s", "Le montant est en %s, et le projet en %s", cur, named)
			}
		}
		if !why.IsZero() {
			j.refuseCell(l, b, c.Text, why)
			continue
		}
		l.Values[b.f.Key] = v
	}
	switch {
	case j.m.Object == "project":
		j.settle(l, named)
	case j.t.kind != nil:
		j.settleRecord(l)
	}
}

// blank clears an attribute whose cell is empty, where the settings say so and
// the attribute can be without a value.
func (j *job) blank(l *line, b *bound) {
	if j.m.Settings.Empty == Clear && !l.IsNew && !b.f.Required && !b.f.PerMonth && !slices.Contains(j.t.keeps, b.f.Key) {
		l.Values[b.f.Key] = field.Value{}
	}
}

func (j *job) refuseCell(l *line, b *bound, text string, why label.Text) {
	delete(l.Values, b.f.Key)
	text = strings.TrimSpace(text)
	if r := []rune(text); len(r) > longestUnread {
		text = string(r[:longestUnread-1]) + "…"
	}
	l.Refused = append(l.Refused, Refused{l.Number, b.Header, b.f.Key, text, why})
	if b.f.Required || j.m.Object != "project" {
		return
	}
	if l.Unread == nil {
		l.Unread = map[string]string{}
	}
	l.Unread[b.f.Key] = text
}

// value reads one cell; why is not empty when it gives no value.
func (j *job) value(l *line, b *bound, c cell.Cell) (v field.Value, currency string, why label.Text) {
	if c.Kind == cell.Broken {
		return v, "", label.F("The spreadsheet has an error here: %s", "Le tableur a ici une erreur : %s", c.Text)
	}
	text := project.OneLine(c.Text)
	switch b.f.Kind {
	case field.Choice, field.Choices:
		return j.choice(b, c)
	case field.Unit:
		if up := j.parents[label.Fold(text)]; b.f.Key == j.t.parent && up != nil && up != l && up.Object != 0 {
			return field.Ref(up.Object), "", why
		}
		if several := cell.List(cell.Of(strings.ReplaceAll(c.Text, ",", " "))); len(several) > 1 && strings.ContainsAny(strings.TrimSpace(c.Text), ";\n") {
			if _, known := j.units.find(text, "", false); !known {
				return v, "", label.F("“%s” names %d units; a project is of one: write the one that answers for it", "«\u202f%s\u202f» nomme %d entités\u202f; un projet est d’une seule\u202f: écrivez celle qui en répond", short(text), len(several))
			}
		}
		code := ""
		if b.f.Key == "unit" {
			code = j.text(&j.table.Rows[l.at], "unit_code")
		}
		id, ok := j.units.find(text, code, j.m.Object == "project")
		if !ok {
			return v, "", noUnit(j.m.Object, text)
		}
		return field.Ref(id), "", why
	case field.User:
		id, why := j.person(text)
		return field.Ref(id), "", why
	case field.Project:
		if j.t.kind != nil {
			return field.Ref(l.owner), "", why
		}
		return j.parent(l, b, text)
	}
	v, currency, err := plainValue(b.f.Kind, c, b.format, b.Options.Span != "")
	if err != nil {
		return v, "", reasonOf(err)
	}
	if v.S != "" {
		v.S = strings.ReplaceAll(v.S, "\x00", "")
	}
	return v, currency, why
}

func (j *job) choice(b *bound, c cell.Cell) (v field.Value, _ string, why label.Text) {
	var ids []int64
	for _, text := range pieces(b.f.Kind, c, b.Options.Separator) {
		id := j.optionOf(b, text)
		if id == 0 {
			return v, "", j.noOption(b, text)
		}
		ids = append(ids, id)
	}
	if b.f.Kind == field.Choice {
		return field.Int(ids[0]), "", why
	}
	slices.Sort(ids)
	return field.List(slices.Compact(ids)), "", why
}

// noOption says that a text is no value of a list, and who can make it one.
func (j *job) noOption(b *bound, text string) label.Text {
	if j.t.grows && !j.grows && optionFor(b.f, text, true) == NewOption {
		return label.F("“%s” is not a value of the list “%s”; someone with the right “Define attributes and lists” on the whole organisation can add it", "« %s » n’est pas une valeur de la liste « %s » ; qui a le droit « Définir les attributs et les listes » sur toute l’organisation peut l’ajouter", short(text), b.f.Label)
	}
	return label.F("“%s” is not a value of the list “%s”", "« %s » n’est pas une valeur de la liste « %s »", short(text), b.f.Label)
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// parent returns the project that a text names, one of the file too.
func (j *job) parent(l *line, b *bound, text string) (v field.Value, _ string, why label.Text) {
	folded := label.Fold(text)
	if p := j.parents[folded]; p != nil && p != l && p.Object != 0 {
		return field.Ref(p.Object), "", why
	}
	found := j.projectNamed(folded)
	if other := j.meant(folded); found == 0 && j.t.isParent(b.f) && other != folded {
		if p := j.parents[other]; p != nil && p != l && p.Object != 0 {
			return field.Ref(p.Object), "", why
		}
		if found = j.projectNamed(other); found == 0 && j.programmes[other] != nil {
			return field.Ref(j.programmes[other].Object), "", j.programmes[other].Reason
		}
	}
	if found != 0 && found != l.Object {
		return field.Ref(found), "", why
	}
	if found == 0 && j.t.isParent(b.f) && j.parents[folded] == nil {
		found, why = j.programme(folded, text)
		return field.Ref(found), "", why
	}
	return v, "", noProject(text)
}

// settle completes what a row of a project says: the end that its duration
// gives, the currency of its amounts, the unit of a new one.
func (j *job) settle(l *line, currency string) {
	if j.isMapped("duration") && !j.isMapped("end") && j.isMapped("start") {
		start, years := l.Values["start"], l.Values["duration"]
		if start.Set && years.Set {
			if d, ok := project.EndAfter(day.Day(start.N), money.Amount(years.N)); ok {
				l.Values["end"] = field.Int(int64(d))
			}
		} else if !l.IsNew && j.m.Settings.Empty == Clear {
			l.Values["end"] = field.Value{}
		}
	}
	if currency == "" && l.IsNew {
		currency = j.m.Settings.Currency
	}
	if currency != "" && j.hasMoney(l) {
		l.Values["currency"] = field.Str(currency)
	}
	if l.IsNew && !l.Values["unit"].Set {
		l.Values["unit"] = field.Ref(j.m.Unit)
	}
}

func (j *job) hasMoney(l *line) bool {
	return slices.ContainsFunc(j.columns, func(b *bound) bool { return b.f.Kind == field.Money && l.Values[b.f.Key].Set })
}

// survey reads of every row what says which object it is.
func (j *job) survey() {
	j.parents = map[string]*line{}
	for i := range j.table.Rows {
		r := &j.table.Rows[i]
		if r.Role != sheet.Data {
			continue
		}
		l := &line{Number: r.Number, at: i, Name: j.text(r, j.nameKey()), Code: j.text(r, j.codeKey()), Unit: j.text(r, "unit")}
		if id, ok := j.units.find(l.Unit, j.text(r, "unit_code"), false); ok && l.Unit != "" {
			l.Unit = j.units.names[id]
		}
		l.folded = label.Fold(l.Name)
		if l.lone = r.Lone && j.m.Object == project.Entity; l.lone && isTitleOnly(l, r) {
			r.Role, r.Lone = sheet.Section, false
			j.m.left = append(j.m.left, Left{Row: r.Number, Kind: Section, Name: short(titleOf(r))})
			continue
		}
		if l.Name == "" && l.Code == "" {
			l.refuse(label.T("The row has no name", "La ligne n’a pas de nom"))
		}
		j.lines = append(j.lines, l)
		for _, key := range []string{l.folded, label.Fold(l.Code)} {
			if key != "" && j.parents[key] == nil {
				j.parents[key] = l
			}
		}
	}
}

func (j *job) nameKey() string {
	if j.m.Object == "user" && !j.isMapped("name") {
		return "login"
	}
	if j.m.Object == "milestone" && !j.isMapped("name") {
		return "type"
	}
	return "name"
}

func (j *job) codeKey() string {
	if j.m.Object == "user" {
		return "login"
	}
	return "code"
}
