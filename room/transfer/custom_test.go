package transfer_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vigie/format/planfile"
	"vigie/format/sheet"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/calendar"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/plan"
	"vigie/room/transfer"
)

// attributes makes one of each sort, as the organisation calls them.
func (w *world) attributes() {
	w.t.Helper()
	risky := func() []field.Option {
		return []field.Option{{Key: "low", Label: label.T("Low", "Faible")}, {Key: "high", Label: label.T("High", "Forte")}}
	}
	w.must(w.update(func(tx *db.Tx) error {
		for _, f := range []*field.Field{
			{Object: field.Task, Key: "work_package", Kind: field.Text, Label: label.T("Work package", "Lot")},
			{Object: field.Task, Key: "exposure", Kind: field.Choice, Label: label.T("Exposure", "Exposition"), Choices: risky()},
			{Object: milestone.Entity, Key: "exposure", Kind: field.Choice, Label: label.T("Exposure", "Exposition"), Choices: risky()},
			{Object: field.Task, Key: "topics", Kind: field.Choices, Label: label.T("Topics", "Sujets"), Choices: risky()},
			{Object: field.Task, Key: "cost", Kind: field.Number, Label: label.T("Cost", "Coût")},
			{Object: field.Task, Key: "share", Kind: field.Percent, Label: label.T("Share", "Part")},
			{Object: field.Task, Key: "ordered", Kind: field.Date, Label: label.T("Ordered on", "Commandé le")},
			{Object: field.Task, Key: "checked", Kind: field.YesNo, Label: label.T("Checked", "Vérifié")},
		} {
			if err := field.Create(ctx, tx, w.who, f); err != nil {
				return err
			}
		}
		return nil
	}))
	var err error
	w.c, err = field.Load(ctx, w.d, milestone.Entity)
	w.must(err)
}

// words are the values of each line, as they are written.
func words(v *plan.View) string {
	var b strings.Builder
	for _, r := range v.Rows {
		b.WriteString(r.Name)
		for _, a := range v.Has {
			value := r.Values[a.Key]
			if !value.Set {
				continue
			}
			text := fmt.Sprint(value.N)
			if o, is := a.Of(r.Kind).OptionByID(value.N); is {
				text = o.Key
			}
			if value.S != "" {
				text = value.S
			}
			if value.L != nil {
				text = fmt.Sprint(len(value.L))
			}
			fmt.Fprintf(&b, " %s=%s", a.Key, text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

const described = "N°;Niveau;Nom;Début;Durée;Jalon;Lot;Exposition;Sujets;Coût;Part;Commandé le;Vérifié;Sponsor;Météo du lot\n" +
	"1;1;Construire;;;;A;;;;;;;;\n" +
	"2;2;Creuser;04/01/2027;3j;;B;forte;Faible, Forte;1 234,5;12,5 %;15/02/2027;oui;Anne;beau\n" +
	"3;2;Murer;07/01/2027;2j;;;Faible;;-3;;;non;Bruno;gris\n" +
	"4;1;Ouvrir;08/01/2027;;oui;;Forte;;;;;;;\n"

func TestCustomFieldsGoToTheAttributesThatAreCalledSoAndComeBackTheSame(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.attributes()
		s, err := read(described)
		w.must(err)
		first := w.take(w.mine, s, transfer.Options{Keep: true})
		want := "Construire work_package=A\nCreuser work_package=B exposure=high topics=2 cost=12345000 share=125000 ordered=" + fmt.Sprint(first.Rows[1].Values["ordered"].N) + " checked=1\n" +
			"Murer exposure=low cost=-30000 checked=0\nOuvrir exposure=high\n"
		if got := words(first.View); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
		var lost []string
		for _, l := range first.Lost {
			lost = append(lost, fmt.Sprint(l.What.In(label.FR), " ", l.Count, " ", l.Names))
		}
		if got := strings.Join(lost, "; "); got != "Champ personnalisé «\u202fSponsor\u202f» 2 [Anne Bruno]; Champ personnalisé «\u202fMétéo du lot\u202f» 2 [beau gris]" {
			t.Errorf("lost: %s", got)
		}
		same(t, "XML", first.View, w.takeRead(w.other, w.written(w.mine, first.View)).View)
		for _, l := range []label.Lang{label.EN, label.FR} {
			var b bytes.Buffer
			w.must(sheet.WriteCSV(&b, transfer.Listed(first.View, "Plan", l, nil), sheet.DialectOf(l)))
			back, err := transfer.ReadTable(bytes.NewReader(b.Bytes()), int64(b.Len()), "plan")
			w.must(err)
			r := w.take(w.other, back, transfer.Options{})
			same(t, l.String(), first.View, r.View)
			if len(r.Lost) != 0 {
				t.Errorf("%s: lost %v", l, r.Lost)
			}
		}
	})
}

func TestWhoeverBringsAPlanInSaysWhereCustomFieldsGo(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		w.attributes()
		s, err := read(described)
		w.must(err)
		o := transfer.Options{Fields: map[string]string{"7": transfer.LeaveOut, "14": transfer.MakeOne, "8": "work_package", "10": "exposure"}}
		r, err := transfer.Foresee(ctx, w.d, w.who, w.mine, s, o)
		w.must(err)
		by := map[string]transfer.Custom{}
		for _, x := range r.Customs {
			by[x.Name] = x
		}
		if x := by["Coût"]; x.To != "exposure" || x.Fails != 2 || len(x.Failing) != 2 {
			t.Errorf("numbers that go to a list: %+v", x)
		}
		if x := by["Sponsor"]; x.To != transfer.MakeOne || x.Fails != 0 || x.Count != 2 {
			t.Errorf("one that is to be made: %+v", x)
		}
		wanted, err := transfer.ToMake(ctx, w.d, w.who, w.mine, s, o)
		w.must(err)
		w.must(w.update(func(tx *db.Tx) error {
			with, err := transfer.Made(ctx, tx, w.who, wanted, o)
			if err != nil {
				return err
			}
			r, err = transfer.Take(ctx, tx, w.who, w.c, w.mine, "", s, with)
			return err
		}))
		if o.Fields["14"] != transfer.MakeOne {
			t.Error("what was asked for is no longer what it was, should the transaction run again")
		}
		made, err := field.Load(ctx, w.d, field.Task)
		w.must(err)
		if f := made.Get("sponsor"); f == nil || f.Label.FR != "Sponsor" {
			t.Fatal("no attribute was made")
		}
		dig := r.Rows[1]
		if dig.Values["work_package"].S != "forte" || dig.Values["exposure"].Set || !dig.Values["sponsor"].Set {
			t.Errorf("Creuser has %v", dig.Values)
		}
	})
}

// What a file says nothing of stays as it is on the lines that it brings again.
func TestAnotherFileLeavesTheAttributesThatItDoesNotHave(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		w.attributes()
		s, err := read(described)
		w.must(err)
		first := w.take(w.mine, s, transfer.Options{})
		s, err = read("N°;Niveau;Nom;Début;Durée;Coût\n1;1;Construire;;;\n2;2;Creuser;04/01/2027;4j;7\n")
		w.must(err)
		again := w.take(w.mine, s, transfer.Options{})
		want := strings.Replace(strings.Split(words(first.View), "\n")[1], "cost=12345000", "cost=70000", 1)
		if got := strings.Split(words(again.View), "\n")[1]; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestCustomFieldsAreNumberedTheSameForWhoeverTheyGoOut(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		w.attributes()
		s, err := read(described)
		w.must(err)
		v := w.take(w.mine, s, transfer.Options{}).View
		set, err := calendar.Load(ctx, w.d)
		w.must(err)
		fields := func(v *plan.View) []planfile.Field {
			return transfer.Out(v, set, transfer.Leaving{Name: "Plan", Outside: w.d.Seal}).Fields
		}
		all, some := fields(v), *v
		some.Has = slices.DeleteFunc(slices.Clone(v.Has), func(a plan.Attribute) bool { return a.Key == "work_package" || a.Key == "cost" })
		want := slices.DeleteFunc(slices.Clone(all), func(f planfile.Field) bool { return f.Alias == "Work package" || f.Alias == "Cost" })
		if got := fields(&some); fmt.Sprint(got) != fmt.Sprint(want) || len(want) != len(all)-2 {
			t.Errorf("for who does not read two of them:\n%v\nwant\n%v", got, want)
		}
	})
}

// A task that holds others in the next file is a phase, and is still what it was.
func TestATaskThatBecomesAPhaseKeepsItsAttributesAndBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.attributes()
		take := func(rows string) *transfer.Report {
			s, err := read("N°;Niveau;Nom;Durée;Lot;Exposition\n" + rows)
			w.must(err)
			return w.take(w.mine, s, transfer.Options{})
		}
		first := take("1;1;Creuser;3j;B;forte\n2;1;Murer;2j;;\n")
		for _, rows := range []string{"1;1;Creuser;;;\n2;2;Fouille;1j;;\n3;1;Murer;2j;;\n", "1;1;Creuser;3j;;\n2;1;Murer;2j;;\n"} {
			r := take(rows)
			if got := strings.Split(words(r.View), "\n")[0]; got != "Creuser work_package=B exposure=high" || r.Rows[0].ID != first.Rows[0].ID {
				t.Errorf("it is %s, %d and was %d, with %v gone", got, r.Rows[0].ID, first.Rows[0].ID, r.Gone)
			}
		}
	})
}

func TestCustomFieldsOfAFileAreBounded(t *testing.T) {
	one(t, func(t *testing.T, w *world) {
		file := func(values []planfile.Value) *transfer.Source {
			s := crew(t)
			s.Plan.Tasks[len(s.Plan.Tasks)-1].Values = values
			return s
		}
		said := func(n int, id func(int) string) (out []planfile.Value) {
			for i := range n {
				out = append(out, planfile.Value{Field: id(i), Text: "a code of twenty letters"})
			}
			return out
		}
		_, err := transfer.Foresee(ctx, w.d, w.who, w.mine, file(said(1001, strconv.Itoa)), transfer.Options{})
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("1,001 custom fields: %v", err)
		}
		r, err := transfer.Foresee(ctx, w.d, w.who, w.mine, file(said(10_000, func(int) string { return "1" })), transfer.Options{})
		w.must(err)
		if n := len(r.Customs[0].Some[0]); n > 110_000 {
			t.Errorf("what a task says 10,000 times is kept in %d bytes", n)
		}
	})
}
