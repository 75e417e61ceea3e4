package config_test

import (
	"testing"

	"vigie/ground/db/dbtest"
	"vigie/overview/config"
	"vigie/room/term"
)

func TestTheVocabularyIsPartOfTheConfiguration(t *testing.T) {
	world := fresh(t, dbtest.SQLite(t))
	doc := world.parse(`{"format":1,"sections":{"terms":[{"key":"project","en":{"one":"initiative","many":"initiatives","feminine":false,"vowel":true},"fr":{"one":"initiative","many":"initiatives","feminine":true,"vowel":true}}],
		"texts":[{"key":"portfolio.new.title","text":{"en":"","fr":"Lancer"}}]}}`)
	if out := world.apply(config.Ask{Document: doc}); len(out.Steps) != 2 {
		t.Fatalf("got %d steps, want both", len(out.Steps))
	}
	v, err := term.Load(ctx, world.d)
	world.must(err)
	if v.Terms["project"].FR.One != "initiative" || !v.Terms["project"].FR.Feminine || v.Texts["portfolio.new.title"].FR != "Lancer" {
		t.Errorf("got %+v", v)
	}
	if again := world.apply(config.Ask{Document: world.read()}); len(again.Steps) != 0 {
		t.Errorf("what was exported changes something: %v", again.Steps)
	}
	none := world.parse(`{"format":1,"sections":{"terms":[],"texts":[]}}`)
	world.apply(config.Ask{Document: none, Prune: true})
	if v, err = term.Load(ctx, world.d); err != nil || !v.IsZero() {
		t.Errorf("got %+v, %v, want the words as shipped", v, err)
	}
}
