package summary

import (
	"encoding/json"
	"regexp"
)

// Known are the settings of a block without what names attributes that are
// not for whoever reads them, and whether something was left out.
func Known(hidden *regexp.Regexp, settings json.RawMessage) (json.RawMessage, bool) {
	var all any
	if hidden == nil || !hidden.Match(settings) || json.Unmarshal(settings, &all) != nil {
		return settings, false
	}
	out, err := json.Marshal(knownPart(hidden, all))
	if err != nil {
		return json.RawMessage("{}"), true
	}
	return out, true
}

func knownPart(hidden *regexp.Regexp, part any) any {
	switch p := part.(type) {
	case string:
		if hidden.MatchString(p) {
			return ""
		}
	case []any:
		out := []any{}
		for _, one := range p {
			if known := knownPart(hidden, one); known != "" || one == "" {
				out = append(out, known)
			}
		}
		return out
	case map[string]any:
		for key, one := range p {
			p[key] = knownPart(hidden, one)
		}
	}
	return part
}
