package config

import (
	"embed"
	"slices"
	"strings"

	"vigie/ground/fault"
	"vigie/ground/label"
)

//go:embed kits/*.yaml
var kitFiles embed.FS

// kitOrder is that in which the starter kits are offered.
var kitOrder = []string{"it-department", "transformation-office", "public-body", "research", "works"}

// Kit is a starter kit: a configuration that comes with the program.
type Kit struct {
	Key      string
	Document Document
	Text     []byte // as its file has it
}

// Kits returns the starter kits.
func Kits() ([]Kit, error) {
	out := make([]Kit, len(kitOrder))
	for i, key := range kitOrder {
		k, err := KitOf(key)
		if err != nil {
			return nil, err
		}
		out[i] = k
	}
	return out, nil
}

// KitOf returns one starter kit.
func KitOf(key string) (Kit, error) {
	if !slices.Contains(kitOrder, key) {
		return Kit{}, fault.Invalid("kit", label.F("There is no starter kit “%s”; there are %s", "Il n’y a pas de kit de démarrage «\u202f%s\u202f»\u202f; il y a %s", key, strings.Join(kitOrder, ", ")))
	}
	text, err := kitFiles.ReadFile("kits/" + key + ".yaml")
	if err != nil {
		return Kit{}, err
	}
	doc, err := Decode(text)
	return Kit{key, doc, text}, err
}
