package field

// cores is what the objects of the catalogue have by themselves.
var cores = []struct {
	object  string
	fields  []Field
	options map[string][]Option
}{{"project", core, coreOptions}, {"milestone", ofMilestones, milestoneOptions}, {"risk", ofRisks, riskOptions}, {"action", ofActions, actionOptions}, {"decision", ofDecisions, decisionOptions}}

// Objects lists the kinds of objects that have a catalogue.
var Objects = []string{"project", "milestone", "risk", "action", "decision"}
