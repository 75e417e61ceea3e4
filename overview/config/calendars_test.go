package config_test

import (
	"testing"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/overview/config"
	"vigie/room/calendar"
)

func TestCalendarsGoThroughADocumentInWhateverOrder(t *testing.T) {
	world := fresh(t, dbtest.SQLite(t))
	doc := world.parse(`{"format":1,"sections":{"calendars":[
		{"key":"night","name":{"en":"Night","fr":"Nuit"},"parent":"plant","week":[[{"from":0,"to":360}],[],[],[],[],[],[]]},
		{"key":"plant","name":{"en":"Plant","fr":"Usine"},"holidays":"none","days":[{"name":"Summer","first":"2026-08-03","last":"2026-08-14","yearly":{"every":1}}]},
		{"key":"standard","name":{"en":"House","fr":"Maison"},"holidays":"fr-alsace-moselle"}]}}`)
	if out := world.apply(config.Ask{Document: doc}); len(out.Steps) != 3 || len(out.Problems) != 0 {
		t.Fatalf("got %d steps: %v", len(out.Steps), out.Problems)
	}
	if again := world.apply(config.Ask{Document: world.read()}); len(again.Steps) != 0 {
		t.Errorf("what was exported changes something: %+v", again.Steps)
	}
	all, err := calendar.Load(ctx, world.d)
	world.must(err)
	plant, _ := all.ByKey("plant")
	night, _ := all.ByKey("night")
	standard, _ := all.Get(calendar.Standard)
	if night.Parent != plant.ID || *standard.Holidays != "fr-alsace-moselle" || standard.Name.FR != "Maison" || plant.Days[0].Yearly == nil {
		t.Errorf("got %+v", all.All)
	}
	wrong := world.parse(`{"format":1,"sections":{"calendars":[{"key":"lost","name":{"en":"Lost"},"parent":"nowhere"}]}}`)
	_, err = world.d.Update(ctx, db.Origin{Via: "test"}, func(tx *db.Tx) error {
		_, err := world.Apply(ctx, tx, sys, config.Ask{Document: wrong})
		return err
	})
	if fault.KindOf(err) != fault.BadInput {
		t.Errorf("a parent that is not there: %v", err)
	}
	world.apply(config.Ask{Document: world.parse(`{"format":1,"sections":{"calendars":[]}}`), Prune: true})
	all, err = calendar.Load(ctx, world.d)
	world.must(err)
	if _, there := all.ByKey("night"); there {
		t.Error("what the document leaves out is still there")
	}
	if _, there := all.Get(calendar.Standard); !there {
		t.Error("that of the organisation is gone")
	}
}

// TestATemplateMayNameACalendarOfTheSameDocument: calendars are written before what names
// them.
func TestATemplateMayNameACalendarOfTheSameDocument(t *testing.T) {
	world := fresh(t, dbtest.SQLite(t))
	doc := world.parse(`{"format":1,"sections":{
		"templates":[{"key":"works","name":{"en":"Works","fr":"Travaux"},"sections":[{"kind":"plan","lines":[{"id":"dig","values":{
			"name":{"text":{"en":"Dig","fr":"Creuser"}},"kind":{"value":"task"},"calendar":{"value":"plant"},"resources":{"value":"role:manager; Crane[50%]"}}}]}]}],
		"calendars":[{"key":"plant","name":{"en":"Plant","fr":"Usine"}}]}}`)
	if out := world.apply(config.Ask{Document: doc}); len(out.Steps) != 2 || len(out.Problems) != 0 {
		t.Fatalf("got %d steps: %v", len(out.Steps), out.Problems)
	}
	if again := world.apply(config.Ask{Document: world.read()}); len(again.Steps) != 0 {
		t.Errorf("what was exported changes something: %+v", again.Steps)
	}
}
