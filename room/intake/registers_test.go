package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/field"
	"vigie/room/record"
	"vigie/room/risk"
)

// risked brings a file of risks in.
func (w *world) risked(text string) *Import {
	w.t.Helper()
	ctx := context.Background()
	m, err := w.desk.Create(ctx, w.who, Request{Object: risk.Entity, FileName: "risques.csv", Content: []byte(text)})
	if err == nil {
		m, err = w.desk.Check(ctx, w.who, m.ID)
	}
	if err == nil {
		m, err = w.desk.Start(ctx, w.who, m.ID)
	}
	if err == nil {
		err = w.desk.Run(ctx, m, nil)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return m
}

// risks lists the risks that are there: name, criticality, state and response.
func (w *world) risks() string {
	w.t.Helper()
	c, err := field.Load(context.Background(), w.d, risk.Entity)
	if err != nil {
		w.t.Fatal(err)
	}
	rules := risk.Kind.Rules(c)
	var out []string
	err = risk.Kind.Each(context.Background(), w.d, nil, func(m *record.Record) error {
		out = append(out, fmt.Sprintf("%s %d %s %s", m.Name(), risk.Criticality(m.Values), rules.State(m.Values), m.Values["response"].S))
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

const riskFile = "Projet;Risque;Probabilité;Gravité;Parade;Statut\nCAP-01;Fournisseur;4;5;Pénalités;en cours\nPortail client;Départ;2;3;;clôturé\nCAP-03;Trop;6;1;;\nInconnu;Rien;1;1;;\n"

func TestRisksComeFromAFileAndGoAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.imported("p.csv", threeProjects, "2026-01-01", "")
		first := w.risked(riskFile)
		if r := first.Report; r.New != 3 || r.Refused != 1 || r.CellsRefusedCount != 1 {
			t.Errorf("got %d new, %d rows and %d cells refused; want 3, 1 and 1", r.New, r.Refused, r.CellsRefusedCount)
		}
		w.same(strings.TrimSpace(w.risks()), "Départ 6 closed \nFournisseur 20 open Pénalités\nTrop 0 open")
		second := w.risked("Projet;Risque;Probabilité\nCAP-01;FOURNISSEUR;2\n")
		if second.Report.Changed != 1 || second.Report.New != 0 {
			t.Errorf("got %d changed and %d new for a name that is there", second.Report.Changed, second.Report.New)
		}
		w.same(strings.Split(w.risks(), "\n")[1], "FOURNISSEUR 10 open Pénalités")
		w.undone(second)
		w.same(strings.Split(w.risks(), "\n")[1], "Fournisseur 20 open Pénalités")
		w.undone(first)
		w.same(w.risks(), "")
	})
}

func TestAValueOfAFileThatBreaksARuleIsLeftOutWithItsReason(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.imported("p.csv", threeProjects, "2026-01-01", "")
		w.change(func(tx *db.Tx) error {
			c, err := field.Load(context.Background(), tx, risk.Entity)
			if err != nil {
				return err
			}
			_, err = field.Update(context.Background(), tx, w.who, risk.Entity, "probability", c.Get("probability").Version, func(f *field.Field) (err error) {
				f.Message = label.T("Escalate it", "Remontez-le")
				f.Rule, err = c.ParseFormula("criticality < 20", label.EN, nil)
				return err
			})
			return err
		})
		m := w.risked("Projet;Risque;Probabilité;Gravité;Parade\nCAP-01;Fournisseur;4;5;Pénalités\nCAP-01;Départ;2;3;Relève\n")
		r := m.Report
		if r.New != 2 || len(r.CellsRefused) != 1 {
			t.Fatalf("got %d new and %v refused, want the value that breaks the rule left out", r.New, r.CellsRefused)
		}
		if one := r.CellsRefused[0]; one.Row != 2 || !strings.Contains(one.Reason.In(label.EN), "Escalate it") {
			t.Errorf("got %v, want line 2 with the message of the rule", one)
		}
		w.same(w.risks(), "Départ 6 open Relève\nFournisseur 0 open Pénalités")
	})
}
