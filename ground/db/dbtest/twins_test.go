package dbtest

import "testing"

func TestTwinsShareTheKeyOfTheirIds(t *testing.T) {
	a, b := Twins(t)
	if a.Seal(7) != b.Seal(7) {
		t.Error("the same id is two opaque ones")
	}
}
