package demo

import (
	"context"
	_ "embed"
	"fmt"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/overview/config"
	"vigie/overview/snapshot"
)

// method is the configuration of the company, a document as any other.
//
//go:embed method.yaml
var method []byte

// Method returns the configuration of the company.
func Method() (config.Document, error) { return config.Decode(method) }

// configure applies sections of the company's method on a day.
func (f *filler) configure(ctx context.Context, on day.Day, sections ...string) error {
	doc, err := Method()
	if err != nil {
		return err
	}
	ask := config.Ask{Document: config.Document{Format: doc.Format, Sections: map[string][]config.Item{}}}
	for _, name := range sections {
		ask.Document.Sections[name] = doc.Sections[name]
	}
	who, desk := f.people["helene.vasseur"], config.Desk{DB: f.d, Portfolio: snapshot.NewKeeper(f.d)}
	err = f.update(ctx, on, who, "", func(tx *db.Tx) error {
		_, err := desk.Apply(ctx, tx, who, ask)
		return err
	})
	if err != nil {
		return fmt.Errorf("configuring the company: %w", err)
	}
	return nil
}

// agree publishes the lifecycles, once the history is written.
func (f *filler) agree(ctx context.Context) error { return f.configure(ctx, f.today, "lifecycles") }
