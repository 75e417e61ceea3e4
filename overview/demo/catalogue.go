package demo

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/action"
	"vigie/room/decision"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/record"
	"vigie/room/risk"
)

func option(key, en, fr, colour string) field.Option {
	return field.Option{Key: key, Label: label.T(en, fr), Colour: colour}
}

// lists are the values that the company adds to those that every instance has.
var lists = map[string][]field.Option{
	"type": {
		option("regulatory", "Regulatory", "Réglementaire", "red"), option("infrastructure", "Infrastructure", "Infrastructure", "grey"),
		option("study", "Study", "Étude", "violet"),
	},
	"axes": {
		option("member", "Serve members better", "Mieux servir l’adhérent", "blue"), option("growth", "Grow", "Se développer", "green"),
		option("efficiency", "Work more simply", "Travailler plus simplement", "cyan"), option("compliance", "Comply and be safe", "Être conforme et sûr", "orange"),
		option("people", "Take care of our teams", "Prendre soin des équipes", "violet"),
	},
	"tags": {
		option("cloud", "Cloud", "Nuage", ""), option("data", "Data", "Données", ""), option("mobile", "Mobile", "Mobile", ""),
		option("supplier", "Main supplier at risk", "Fournisseur sensible", ""), option("committee", "Followed by the board", "Suivi en comité de direction", ""),
		option("ai", "Artificial intelligence", "Intelligence artificielle", ""),
	},
}

// own are the attributes that the company defined for itself.
var own = []struct {
	field.Field
	formula string // as typed in English
}{
	{Field: field.Field{Key: "mandatory", Kind: field.YesNo, Label: label.T("Mandatory", "Obligatoire"), Help: label.T("The law or a supervisor asks for it", "La loi ou un superviseur l’impose"), Consolidation: field.CountByValue}},
	{Field: field.Field{Key: "benefit", Kind: field.Money, Label: label.T("Yearly benefit", "Gain annuel attendu"), Help: label.T("What the project brings every year once it is done", "Ce que le projet rapporte chaque année une fois terminé"), Consolidation: field.Sum}},
	{Field: field.Field{Key: "documents", Kind: field.Link, Label: label.T("Documents", "Espace documentaire")}},
	{formula: "total_cost - total_cost_baseline", Field: field.Field{Key: "cost_drift", Kind: field.Computed, Label: label.T("Cost drift", "Dérive de coût"), Help: label.T("Total cost less baseline", "Coût total moins référence"), Consolidation: field.Sum}},
	{formula: "end - end_baseline", Field: field.Field{Key: "end_drift", Kind: field.Computed, Label: label.T("Delay (days)", "Retard (jours)"), Help: label.T("End less baseline end, in days", "Fin moins fin de référence, en jours"), Consolidation: field.Maximum}},
	{formula: "actual_cost / total_cost * 100%", Field: field.Field{Key: "spent", Kind: field.Computed, Label: label.T("Spent", "Consommé"), Help: label.T("Actual cost on total cost", "Coût réalisé rapporté au coût total"), Consolidation: field.WeightedMean, Weight: "total_cost"}},
	{formula: "CHILDREN.SUM(total_cost)", Field: field.Field{Key: "programme_cost", Kind: field.Computed, Label: label.T("Cost of the programme", "Coût du programme"), Help: label.T("Total cost of the projects of the programme", "Coût total des projets du programme")}},
	{formula: "CHILDREN.WORST(weather)", Field: field.Field{Key: "programme_weather", Kind: field.Computed, Label: label.T("Worst weather of the programme", "Pire météo du programme")}},
}

// describe fits the catalogue to the company.
func (f *filler) describe(ctx context.Context) error {
	who := f.people["helene.vasseur"]
	if err := f.seed(ctx); err != nil {
		return err
	}
	err := f.update(ctx, f.begin(), who, "", func(tx *db.Tx) error {
		for _, key := range []string{"type", "axes", "tags"} {
			now, err := field.Load(ctx, tx, "project")
			if err != nil {
				return err
			}
			_, err = field.Update(ctx, tx, who, "project", key, now.Get(key).Version, func(a *field.Field) error {
				a.Choices = append(a.Choices, lists[key]...)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return define(ctx, tx, who)
	})
	if err != nil {
		return err
	}
	if f.catalogue, err = field.Load(ctx, f.d, "project"); err != nil {
		return err
	}
	f.registers = map[string]*field.Catalogue{}
	for _, k := range []*record.Kind{milestone.Kind, risk.Kind, action.Kind, decision.Kind} {
		if f.registers[k.Entity], err = field.Load(ctx, f.d, k.Entity); err != nil {
			return err
		}
	}
	return nil
}

// seed writes the core attributes where the start of the program has not.
func (f *filler) seed(ctx context.Context) error {
	n, err := db.Get[int64](ctx, f.d, "SELECT count(*) FROM field")
	if err != nil || n > 0 {
		return err
	}
	who := access.System("command")
	return f.update(ctx, f.begin(), who, "", func(tx *db.Tx) error { return field.Seed(ctx, tx, who) })
}

func define(ctx context.Context, tx *db.Tx, who access.Who) error {
	for _, o := range own {
		a := o.Field
		a.Object = "project"
		if o.formula != "" {
			c, err := field.Load(ctx, tx, "project")
			if err != nil {
				return err
			}
			if a.Formula, err = c.ParseFormula(o.formula, label.EN, nil); err != nil {
				return err
			}
		}
		if err := field.Create(ctx, tx, who, &a); err != nil {
			return err
		}
	}
	return nil
}

// pick returns the value of a choice by its key.
func (f *filler) pick(key, option string) field.Value {
	if option == "" {
		return field.Value{}
	}
	v, err := field.ParsePlain(f.catalogue.Get(key), option)
	if err != nil {
		panic(err) // a word of this package that its own lists do not have
	}
	return v
}
