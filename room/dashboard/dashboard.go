// Package dashboard keeps how the summary of a portfolio or of a project is laid
// out, by a person for himself, for everyone who reads it, for the projects of a
// type, or for the instance; and who gets a summary by mail.
package dashboard

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Entity is the name under which the history and the events know layouts.
const Entity = "dashboard"

// Columns is how many columns a layout has.
const Columns = 12

// The bounds of a layout.
const (
	mostBlocks   = 40
	tallest      = 24
	lowest       = 400 // rows
	longestTitle = 120
	longestText  = 20_000 // bytes of the settings of one block
)

// Block is one part of a summary: what it shows, and where it stands.
type Block struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Title    label.Text      `json:"title"`
	Settings json.RawMessage `json:"settings"`
	X        int             `json:"x"`
	Y        int             `json:"y"`
	W        int             `json:"w"`
	H        int             `json:"h"`
}

// Check says everything that is wrong with the places of blocks.
func Check(blocks []Block) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if len(blocks) > mostBlocks {
		say("blocks", label.F("At most %d blocks", "Au plus %d blocs", mostBlocks))
		return fault.InvalidAll(bad)
	}
	seen := map[string]bool{}
	for i, b := range blocks {
		where := fmt.Sprintf("blocks[%d]", i)
		if b.ID == "" || len(b.ID) > 60 || seen[b.ID] || strings.ContainsAny(b.ID, ", \t\r\n") {
			say(where+".id", label.T("Each block has an id of its own, without spaces and commas", "Chaque bloc a un identifiant à lui, sans espace ni virgule"))
		}
		seen[b.ID] = true
		if b.X < 0 || b.W < 1 || b.X+b.W > Columns || b.Y < 0 || b.Y > lowest || b.H < 1 || b.H > tallest {
			say(where, label.F("A block lies within %d columns and is at most %d rows high", "Un bloc tient dans %d colonnes et fait au plus %d lignes de haut", Columns, tallest))
		}
		if utf8.RuneCountInString(b.Title.EN) > longestTitle || utf8.RuneCountInString(b.Title.FR) > longestTitle || len(b.Settings) > longestText {
			say(where, label.T("The title or the settings are too long", "Le titre ou les réglages sont trop longs"))
		}
		for _, o := range blocks[:i] {
			if b.X < o.X+o.W && o.X < b.X+b.W && b.Y < o.Y+o.H && o.Y < b.Y+b.H {
				say(where, label.F("The blocks “%s” and “%s” overlap", "Les blocs « %s » et « %s » se chevauchent", o.ID, b.ID))
			}
		}
	}
	return fault.InvalidAll(bad)
}

// Layout is how a summary is laid out. Version is 0 where none was ever kept.
type Layout struct {
	ID      int64
	Version int64
	Scope   Scope
	Blocks  []Block // nil when it was given up
}
