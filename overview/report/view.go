package report

import (
	"encoding/json"

	"vigie/ground/label"
)

// view prints the rows of a saved view: their names, and the values beside.
func (p printer) view(raw json.RawMessage) ([]Part, error) {
	var in struct {
		Columns []struct {
			Key, Label string
			Right      bool
		}
		Rows []struct {
			Name  string
			Cells []string
		}
		Total int
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	t := &Table{Item: "line", Columns: []Column{{Key: "name", Title: p.say(label.T("Name", "Nom")), Width: 6}}}
	if more := in.Total - len(in.Rows); more > 0 {
		t.More = p.say(label.F("and %d more", "et %d autres", more))
	}
	for _, c := range in.Columns {
		t.Columns = append(t.Columns, Column{Key: c.Key, Title: c.Label, Width: 3, Right: c.Right})
	}
	for _, r := range in.Rows {
		cells := []Cell{words(r.Name)}
		for _, text := range r.Cells {
			cells = append(cells, words(text))
		}
		t.add(cells...)
	}
	return p.with(t), nil
}
