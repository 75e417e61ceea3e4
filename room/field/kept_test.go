package field

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/room/access"
)

// said is all that a catalogue says, as text.
func said(t *rapid.T, c *Catalogue) []string {
	var out []string
	for _, f := range c.Fields {
		b, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %v %v %v %v %v", b, f.expr != nil, f.rule != nil, f.reads, f.writes, c.Get(f.Key) == f && c.ByID(f.ID) == f))
	}
	return out
}

// TestWhatATransactionRemembersOfACatalogueIsWhatIsThere makes and changes attributes at
// random; what is remembered is each time what the database has.
func TestWhatATransactionRemembersOfACatalogueIsWhatIsThere(t *testing.T) {
	ctx, who := context.Background(), access.System("test")
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if _, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			if err := access.Seed(ctx, tx, who, "Ministère"); err != nil {
				return err
			}
			return Seed(ctx, tx, who)
		}); err != nil {
			t.Fatal(err)
		}
		round := 0
		rapid.Check(t, func(rt *rapid.T) {
			round++
			_, err := d.Update(ctx, who.Origin(), func(tx *db.Tx) error {
				Remember(tx, who)
				var keys []string
				for i := range rapid.IntRange(1, 8).Draw(rt, "changes") {
					key := fmt.Sprintf("made_%d_%d", round, i)
					act := rapid.SampledFrom([]string{"create", "list", "change", "retire"}).Draw(rt, "act")
					if len(keys) == 0 && act != "list" {
						act = "create"
					}
					if err := tried(ctx, tx, who, act, key, keys, rt); err != nil {
						return err
					}
					if act == "create" || act == "list" {
						keys = append(keys, key)
					}
					remembered, err := Load(ctx, tx, "project")
					if err != nil {
						return err
					}
					all := tx.Kept(keptKey{})
					tx.Keep(keptKey{}, nil)
					read, err := Load(ctx, tx, "project")
					if err != nil {
						return err
					}
					tx.Keep(keptKey{}, all)
					if diff := cmp.Diff(said(rt, read), said(rt, remembered)); diff != "" {
						rt.Fatalf("after %s: %s", act, diff)
					}
				}
				return nil
			})
			if err != nil {
				rt.Fatal(err)
			}
		})
	})
}

func tried(ctx context.Context, tx *db.Tx, who access.Who, act, key string, keys []string, rt *rapid.T) error {
	text := label.T(key, key)
	position := int64(rapid.IntRange(1, 900).Draw(rt, "position"))
	switch act {
	case "create":
		return Create(ctx, tx, who, &Field{Object: "project", Key: key, Kind: Number, Label: text, Position: position})
	case "list":
		return Create(ctx, tx, who, &Field{Object: "project", Key: key, Kind: Choice, Label: text, Choices: []Option{{Key: "a", Label: text}, {Key: "b", Label: text, Under: "a"}}})
	}
	of := rapid.SampledFrom(keys).Draw(rt, "key")
	c, err := Load(ctx, tx, "project")
	if err != nil {
		return err
	}
	f := c.Get(of)
	if f.Retired {
		return nil
	}
	if act == "retire" {
		return Retire(ctx, tx, who, "project", of, f.Version)
	}
	_, err = Update(ctx, tx, who, "project", of, f.Version, func(f *Field) error {
		f.Label, f.Position, f.Required = label.T("Changed "+key, text.FR), position, !f.Required
		if f.Kind == Choice {
			f.Choices = append(f.Choices, Option{Key: key, Label: text})
		}
		if f.Rule, err = c.ParseKeyed("total_cost > 0", nil); f.Kind == Number {
			f.Message = text
			return err
		}
		f.Rule = ""
		return nil
	})
	return err
}
