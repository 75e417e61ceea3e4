package mspdi

import (
	"strconv"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// most is how many faults of one kind are listed.
const most = 20

func (f *faults) add(line int, en, fr string, args ...any) {
	if len(f.list) >= most {
		f.more++
		return
	}
	f.list = append(f.list, placed{line, label.F("Line %d: %s", "Ligne %d\u202f: %s", line, label.F(en, fr, args...))})
}

func (f *faults) all() error {
	if len(f.list) == 0 {
		return nil
	}
	var details []fault.Detail
	for _, p := range f.list {
		details = append(details, fault.Detail{Where: "line " + strconv.Itoa(p.line), Text: p.text})
	}
	first := f.list[0].text
	if len(details) == 1 {
		return fault.Invalid("file", first)
	}
	return &fault.Fault{
		Kind: fault.BadInput, Details: details,
		Text: label.F("The plan refers %d times to what is not there; export it again. %s", "Le plan renvoie %d fois à ce qui n’existe pas\u202f; exportez-le de nouveau. %s", len(details)+f.more, first),
	}
}
