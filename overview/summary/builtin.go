package summary

import (
	"encoding/json"

	"vigie/room/dashboard"
)

func at(id, kind string, x, y, w, h int, settings string) dashboard.Block {
	return dashboard.Block{ID: id, Kind: kind, Settings: json.RawMessage(settings), X: x, Y: y, W: w, H: h}
}

// Usual is the layout of the program for what a summary is about.
func Usual(a dashboard.About) []dashboard.Block {
	if a.Project != nil {
		return OfOne()
	}
	return BuiltIn()
}

// OfOne is the layout of the program for a project: how it is, what comes, what
// stands in the way, what was said and decided.
func OfOne() []dashboard.Block {
	return []dashboard.Block{
		at("values", "values", 0, 0, 12, 2, `{"attributes":["progress","end","total_cost","actual_cost"],"months":12}`),
		at("course", "course", 0, 2, 6, 4, `{"attribute":"weather","comment":"comment","months":12}`),
		at("progress", "progress", 6, 2, 6, 4, `{"limit":4}`),
		at("dates", "dates", 0, 6, 6, 4, `{"limit":8,"when":"open"}`),
		at("risks", "risks", 6, 6, 6, 4, `{"limit":8}`),
		at("actions", "actions", 0, 10, 6, 3, `{"limit":8}`),
		at("decisions", "decisions", 6, 10, 6, 3, `{"limit":6}`),
		at("changes", "changes", 0, 13, 6, 5, `{"limit":8,"since":"quarter"}`),
		at("team", "team", 6, 13, 3, 5, `{}`),
		at("links", "links", 9, 13, 3, 5, `{}`),
	}
}

// BuiltIn is the layout of the program: the committee's minute.
func BuiltIn() []dashboard.Block {
	return []dashboard.Block{
		at("figures", "figures", 0, 0, 12, 2, `{"figures":["count","total_cost","actual_cost","late","over_cost","trust"],"months":12}`),
		at("changes", "changes", 0, 2, 7, 5, `{"limit":8,"since":"auto"}`),
		at("asked", "asked", 7, 2, 5, 5, `{"limit":8}`),
		at("health", "health", 0, 7, 6, 5, `{"attribute":"weather","by":"unit","months":12}`),
		at("light", "health", 6, 7, 6, 5, `{"attribute":"light","by":"unit","months":0}`),
		at("bubble", "bubble", 0, 12, 6, 6, `{"x":"end","y":"progress","size":"total_cost","colour":"weather","quadrants":null}`),
		at("timeline", "timeline", 6, 12, 6, 6, `{"sort":"end","limit":30}`),
		at("drift", "drift", 0, 18, 6, 5, `{"of":"both","limit":8}`),
		at("by_stage", "breakdown", 6, 18, 6, 5, `{"by":"stage","total":"total_cost","limit":12}`),
		at("by_unit", "breakdown", 0, 23, 4, 5, `{"by":"unit","total":"total_cost","limit":12}`),
		at("by_axis", "breakdown", 4, 23, 4, 5, `{"by":"axes","total":"total_cost","limit":12}`),
		at("by_type", "breakdown", 8, 23, 4, 5, `{"by":"type","total":"total_cost","limit":12}`),
		at("dates", "dates", 0, 28, 4, 5, `{"limit":8,"when":"late,next_90"}`),
		at("risks", "risks", 4, 28, 4, 5, `{"limit":8}`),
		at("actions", "actions", 8, 28, 4, 5, `{"limit":8}`),
		at("trust", "trust", 0, 33, 6, 5, `{"limit":6}`),
		at("stale", "stale", 6, 33, 6, 5, `{"days":0,"limit":8}`),
	}
}
