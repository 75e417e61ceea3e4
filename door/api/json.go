package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// deepest is how many levels a body may have.
const deepest = 32

const (
	twiceMessage = "key %q twice"
	deepMessage  = "nested too deeply"
	nulMessage   = "the character NUL in a text"
)

func init() {
	// "Login" is not "login": two spellings of one field must not both be read.
	huma.ValidateStrictCasing = true
}

// jsonFormat reads and writes bodies. Reading refuses what two readers could
// understand differently: a key given twice, anything after the value.
var jsonFormat = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if _, first := v.(*any); first {
			if err := unambiguous(data); err != nil {
				return err
			}
		}
		return json.Unmarshal(data, v)
	},
}

func unambiguous(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := walk(d, 0); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}

func walk(d *json.Decoder, depth int) error {
	if depth > deepest {
		return errors.New(deepMessage)
	}
	t, err := d.Token()
	if err != nil {
		return err
	}
	if text, ok := t.(string); ok && strings.ContainsRune(text, 0) {
		return errors.New(nulMessage) // PostgreSQL cannot keep it
	}
	switch t {
	case json.Delim('['):
		for d.More() {
			if err := walk(d, depth+1); err != nil {
				return err
			}
		}
	case json.Delim('{'):
		if err := walkObject(d, depth); err != nil {
			return err
		}
	default:
		return nil
	}
	_, err = d.Token() // the closing one
	return err
}

func walkObject(d *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if seen[key] {
			return fmt.Errorf(twiceMessage, key)
		}
		seen[key] = true
		if err := walk(d, depth+1); err != nil {
			return err
		}
	}
	return nil
}
