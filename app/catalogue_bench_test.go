package app

import (
	"context"
	"fmt"
	"testing"
	"time"

	"vigie/engine/formula"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// The size of the configuration on which the lists of administrators are measured.
const (
	catalogueAttributes = 500 // 50 of them computed
	catalogueTypes      = 50
	catalogueViews      = 200
	catalogueUnits      = 2_000
)

// BenchmarkCatalogue measures the lists of administrators and the portfolio with 500
// attributes, 200 views, 50 types and 2,000 units, on 10,000 projects. A list of
// administrators is what a change of route waits for, 150 ms.
func BenchmarkCatalogue(b *testing.B) {
	config := Config{Data: b.TempDir(), Version: "bench", Now: dbtest.Now(), LogLevel: "error", SessionIdle: 12 * time.Hour, SessionLife: 12 * time.Hour}
	w := newBudgetOf(b, config, 1, 1)
	defer func() { w.app.Close(context.Background()) }()
	w.seedCatalogue()
	get := func(path string) func(int) {
		return func(int) { w.call("GET", path, "", "") }
	}
	w.call("GET", "/projects?limit=50", "", "") // the portfolio is loaded
	const route = 150 * time.Millisecond
	w.line("attributes, for whoever defines them", route, 0.5, 9, get("/fields?whole=true"))
	w.line("what the attributes are used for", route, 0.5, 5, get("/fields/uses"))
	w.line("types", route, 0.5, 5, get("/types"))
	w.line("views", route, 0.5, 9, get("/views"))
	w.line("units, a page of 500", route, 0.5, 5, get("/units?limit=500"))
	w.line("page of 50 of the portfolio, 20 columns", 20*time.Millisecond, 0.5, 30, get("/projects?limit=50&sort=-total_cost&fields=code,name,unit,type,stage,manager,start,end,total_cost,wide_1,wide_2,wide_3,wide_4,wide_5,wide_6,wide_7,wide_8,wide_9,sum_1,sum_2"))
	w.line("filter on what is computed", 80*time.Millisecond, 0.5, 15, get("/projects?limit=50&fields=name,sum_3&filter=sum_3+%3E+1000000"))
	w.line("one cell saved", 60*time.Millisecond, 0.5, 30, w.saveCell)
	w.print("SQLite, 500 attributes, 200 views, 50 types, 2,000 units")
}

func (w *budget) seedCatalogue() {
	ctx := context.Background()
	w.update(0, func(tx *db.Tx, who access.Who) error {
		root, err := access.Root(ctx, tx)
		for i := 40; err == nil && i < catalogueUnits; i++ {
			_, err = access.CreateUnit(ctx, tx, who, access.Unit{Parent: db.ID(root.ID), Name: fmt.Sprintf("Unit %04d", i)})
		}
		return err
	})
	w.update(0, func(tx *db.Tx, who access.Who) error {
		var types []string
		for i := range catalogueTypes - 2 {
			types = append(types, fmt.Sprintf("Type %02d", i))
		}
		if _, err := field.AddOptions(ctx, tx, who, "project", "type", types); err != nil {
			return err
		}
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return err
		}
		e, err := formula.Parse("total_cost - actual_cost", label.EN, field.Words{Catalogue: c})
		if err != nil {
			return err
		}
		tree, err := e.MarshalJSON()
		for i := range catalogueAttributes - len(c.Fields) {
			f := &field.Field{Object: "project", Kind: field.Number, Key: fmt.Sprintf("wide_%d", i), Label: labelled(fmt.Sprintf("Wide %d", i))}
			if i < 50 {
				f.Kind, f.Key, f.Label, f.Formula = field.Computed, fmt.Sprintf("sum_%d", i), labelled(fmt.Sprintf("Sum %d", i)), string(tree)
			}
			if err == nil {
				err = field.Create(ctx, tx, who, f)
			}
		}
		return err
	})
	for i := range catalogueViews {
		w.call("POST", "/views", "", fmt.Sprintf(`{"label":{"en":"View %d","fr":"Vue %d"},"state":%s}`, i, i, benchView))
	}
}

// benchView is a view with columns, an order, a group and a filter.
const benchView = `{"display":"auto","columns":[{"key":"code"},{"key":"name"},{"key":"sum_1"},{"key":"wide_60"}],"sort":[{"key":"end","down":true}],"group":[],"tree":"","filter":"sum_2 > 1000","find":"","state":"active","density":"","rules":[],"period":"","compare":"","only":false,"board":{"by":"","lanes":"","card":[]},"timeline":{"start":"","end":"","base_start":"","base_end":"","colour":"","scale":""}}`
