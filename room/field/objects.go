package field

import (
	"slices"

	"vigie/ground/label"
)

// Task is the object whose attributes the phases and tasks of plans have. Milestones
// are key dates, with the attributes of these.
const Task = "task"

// cores is what the objects of the catalogue have by themselves.
var cores = []struct {
	object  string
	fields  []Field
	options map[string][]Option
}{
	{"project", core, coreOptions},
	{"milestone", ofMilestones, milestoneOptions},
	{"risk", ofRisks, riskOptions},
	{"action", ofActions, actionOptions},
	{"decision", ofDecisions, decisionOptions},
	{Task, ofTasks, nil},
}

// Objects lists the kinds of objects that have a catalogue; Listed those among them that
// stand in lists of their own, with views and forms. Tasks stand in the plans of projects.
var Objects, Listed = objects(nil), objects([]string{Task})

func objects(without []string) []string {
	var out []string
	for _, c := range cores {
		if !slices.Contains(without, c.object) {
			out = append(out, c.object)
		}
	}
	return out
}

// ofTasks is what every phase and task has that is known by a name in the catalogue. When
// they are, and what they wait for, their plan says.
var ofTasks = []Field{
	{Key: "name", Kind: Text, Label: label.T("Task", "Tâche"), Required: true},
}
