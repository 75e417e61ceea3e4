package view_test

import (
	"testing"

	"vigie/room/view"
)

// A colour rule has one name for both languages, or one in each.
func TestAColourRuleIsCalledSomethingInEachLanguage(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		me := w.person("reader", w.root)
		rule := func(name string, label *view.Called) view.Rule {
			return view.Rule{Name: name, Filter: "progress > 1", Colour: "red", Label: label}
		}
		v := w.made(me, view.View{State: view.State{Rules: []view.Rule{
			rule("Both", nil), rule("Dear", &view.Called{EN: " Dear ", FR: "Cher"}), rule("", &view.Called{FR: "Cher"}),
			rule("Dear", &view.Called{FR: "Cher"}), rule("Old", &view.Called{EN: "New", FR: "New"}), rule("Kept", &view.Called{}),
		}}})
		for i, want := range []view.Rule{
			rule("Both", nil), rule("Dear", &view.Called{EN: "Dear", FR: "Cher"}), rule("Cher", nil),
			rule("Dear", &view.Called{EN: "Dear", FR: "Cher"}), rule("New", nil), rule("Kept", nil),
		} {
			got := v.State.Rules[i]
			if got.Name != want.Name || (got.Label == nil) != (want.Label == nil) || got.Label != nil && *got.Label != *want.Label {
				t.Errorf("rule %d: got %q %+v, want %q %+v", i, got.Name, got.Label, want.Name, want.Label)
			}
		}
	})
}
