package formula

import (
	"encoding/json"
	"maps"
	"os"
	"testing"
)

func TestTheBrowserKnowsTheNamesOfAllFunctions(t *testing.T) {
	const file = "../../web/src/views/filter/function-names.json"
	want := map[string]string{}
	for _, f := range functions {
		want[f.key] = f.fr
	}
	b, err := os.ReadFile(file)
	got := map[string]string{}
	if err == nil {
		err = json.Unmarshal(b, &got)
	}
	if err != nil || !maps.Equal(got, want) {
		written, _ := json.MarshalIndent(want, "", "\t")
		t.Errorf("%s has not the names of the functions (%v); it should be\n%s", file, err, written)
	}
}
