package formula

import (
	"encoding/json"
	"testing"

	"vigie/ground/fault"
	"vigie/ground/label"
)

func FuzzParse(f *testing.F) {
	for _, fn := range Functions() {
		f.Add(fn.Example.EN, false)
		f.Add(fn.Example.FR, true)
	}
	f.Add(`stage = "run" and total_cost > 1000000 and (name ~ "pay" or manager = me) and end < today and stage in ("a","b")`, false)
	f.Add(`-2^-3%--(5) & "a""b" <> [x]]y] n'est pas vide`, true)
	f.Add(`DATE(2026, 11, 22) = end or MAX("2026-11", billed) in ("2026-11") or axes in ("green", "digital")`, false)
	src := table{rows: []map[int64]Value{project(), {}}, children: map[int32][]int32{0: {1}}}
	f.Fuzz(func(t *testing.T, s string, french bool) {
		l := label.EN
		if french {
			l = label.FR
		}
		e, err := parseAny(s, l)
		if err != nil {
			if fault.KindOf(err) != fault.BadInput {
				t.Fatalf("%q: %v is not a fault", s, err)
			}
			return
		}
		Compile(e, src)(0)
		Predicate(e, src)(1)
		var stored Expr
		if err := json.Unmarshal([]byte(tree(e)), &stored); err != nil || tree(&stored) != tree(e) {
			t.Fatalf("%q: stored as %s: %v", s, tree(e), err)
		}
		for _, l := range []label.Lang{label.EN, label.FR} {
			printed := Format(e, l, catalogue)
			back, err := parseAny(printed, l)
			if err != nil {
				if len(printed) > maxSource {
					return
				}
				t.Fatalf("%q printed %q: %v", s, printed, err)
			}
			if tree(back) != tree(e) {
				t.Fatalf("%q printed %q:\n got %s\nwant %s", s, printed, tree(back), tree(e))
			}
		}
	})
}

func FuzzStored(f *testing.F) {
	for _, s := range []string{`1 + 2`, `IF(end < "2026-01-01", "a", "b")`, `axes in ("green")`, `SWITCH(stage, "run", 1)`} {
		e, err := Parse(s, label.EN, catalogue)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(tree(e)))
	}
	src := table{rows: []map[int64]Value{project(), {}}, children: map[int32][]int32{0: {1}}}
	f.Fuzz(func(t *testing.T, b []byte) {
		var e Expr
		if json.Unmarshal(b, &e) != nil || e.root == nil {
			return
		}
		Compile(&e, src)(0)
		Format(&e, label.FR, catalogue)
		Check(&e, catalogue)
		var again Expr
		if err := json.Unmarshal([]byte(tree(&e)), &again); err != nil || tree(&again) != tree(&e) {
			t.Fatalf("%s: %v", tree(&e), err)
		}
	})
}
