package xer

import (
	"strings"

	"vigie/format/planfile"
	"vigie/ground/label"
	"vigie/ground/money"
)

var resourceKinds = map[string]planfile.ResourceKind{"RT_Labor": planfile.WorkResource, "RT_Equip": planfile.WorkResource, "RT_Mat": planfile.MaterialResource}

func (b *builder) readResources() {
	rows := b.rowsOf("RSRC")
	for i := range rows {
		r := &rows[i]
		x := planfile.Resource{Line: r.line, ID: r.get("rsrc_id"), Number: r.get("rsrc_seq_num"), GUID: r.get("guid"), Name: r.get("rsrc_name"), Initials: r.get("rsrc_short_name"), Code: r.get("employee_code"), Email: r.get("email_addr"), Phone: r.get("office_phone"), Notes: plain(r.get("rsrc_notes")), Inactive: r.get("active_flag") == "N", Calendar: planfile.None, Units: money.Units(1), Kind: coded(b, r, "rsrc_type", resourceKinds, planfile.WorkResource)}
		if _, twice := b.resources[x.ID]; twice || x.ID == "" {
			b.fail(r, "two resources have the id “%s”; export the project again", "deux ressources ont l’identifiant «\u202f%s\u202f»\u202f; exportez de nouveau le projet", cut(x.ID))
			return
		}
		if c, ok := b.calendars[r.get("clndr_id")]; ok {
			x.Calendar = c
		}
		b.resources[x.ID] = len(b.plan.Resources)
		b.plan.Resources = append(b.plan.Resources, x)
	}
	rates := b.rowsOf("RSRCRATE")
	for i := range rates {
		r := &rates[i]
		at, ok := b.resources[r.get("rsrc_id")]
		if !ok {
			continue
		}
		x := &b.plan.Resources[at]
		rate := planfile.Rate{From: b.time(r, "start_date"), Rate: b.amount(r, "cost_per_qty"), RateUnit: 2}
		if most := b.amount(r, "max_qty_per_hr"); most > 0 {
			x.Units = most
		}
		x.Rate, x.RateUnit = rate.Rate, rate.RateUnit
		x.Rates = append(x.Rates, rate)
	}
}

func (b *builder) assignments() {
	rows := b.rowsOf("TASKRSRC")
	for i := range rows {
		r := &rows[i]
		task, ok := b.tasks[r.get("task_id")]
		if !ok {
			continue
		}
		a := planfile.Assignment{
			Line: r.line, ID: r.get("taskrsrc_id"), GUID: r.get("guid"), Task: task, Resource: planfile.None, Units: b.amount(r, "target_qty_per_hr"),
			Work: b.hours(r, "target_qty"), ActualWork: b.hours(r, "act_reg_qty") + b.hours(r, "act_ot_qty"), RemainingWork: b.hours(r, "remain_qty"), OvertimeWork: b.hours(r, "act_ot_qty"),
			Start: b.time(r, "target_start_date"), Finish: b.time(r, "target_end_date"), ActualStart: b.time(r, "act_start_date"), ActualFinish: b.time(r, "act_end_date"),
			Cost: b.amount(r, "target_cost"), ActualCost: b.amount(r, "act_reg_cost") + b.amount(r, "act_ot_cost"), RemainingCost: b.amount(r, "remain_cost"),
		}
		if id := r.get("rsrc_id"); id != "" {
			at, ok := b.resources[id]
			if !ok {
				b.fail(r, "the assignment is of a resource that is not there (rsrc_id %s)", "l’affectation est celle d’une ressource absente (rsrc_id %s)", cut(id))
				return
			}
			a.Resource = at
		}
		b.plan.Assignments = append(b.plan.Assignments, a)
	}
}

// objects are what user fields may be of.
var objects = map[string]planfile.Object{"TASK": planfile.OfTask, "RSRC": planfile.OfResource, "TASKRSRC": planfile.OfAssignment, "PROJECT": planfile.OfProject}

// fields takes the user fields and the activity codes.
func (b *builder) fields() {
	rows := b.rowsOf("UDFTYPE")
	for i := range rows {
		r := &rows[i]
		of, ok := objects[r.get("table_name")]
		if !ok {
			b.unmapped(r, "UDFTYPE "+cut(r.get("table_name")), label.Text{})
			continue
		}
		b.plan.Fields = append(b.plan.Fields, planfile.Field{ID: r.get("udf_type_id"), Of: of, Name: r.get("udf_type_name"), Alias: r.get("udf_type_label"), Kind: r.get("logical_data_type")})
	}
	choices := map[string][]planfile.Choice{}
	codes := b.rowsOf("ACTVCODE")
	for i := range codes {
		r := &codes[i]
		t := r.get("actv_code_type_id")
		choices[t] = append(choices[t], planfile.Choice{ID: r.get("actv_code_id"), Parent: r.get("parent_actv_code_id"), Text: r.get("short_name"), Description: r.get("actv_code_name")})
	}
	types := b.rowsOf("ACTVTYPE")
	for i := range types {
		r := &types[i]
		id := r.get("actv_code_type_id")
		b.plan.Fields = append(b.plan.Fields, planfile.Field{ID: "C" + id, Of: planfile.OfTask, Name: r.get("actv_code_type"), Alias: r.get("actv_code_type"), Kind: "FT_CODE", Choices: choices[id]})
	}
}

// values takes what user fields and activity codes say.
func (b *builder) values() {
	of := map[string]planfile.Object{}
	texts := map[[2]string]string{}
	for i := range b.plan.Fields {
		f := &b.plan.Fields[i]
		of[f.ID] = f.Of
		for _, c := range f.Choices {
			texts[[2]string{f.ID, c.ID}] = c.Text
		}
	}
	rows := b.rowsOf("UDFVALUE")
	for i := range rows {
		r := &rows[i]
		id, key := r.get("udf_type_id"), r.get("fk_id")
		object, ok := of[id]
		if !ok {
			continue
		}
		v := planfile.Value{Field: id, Text: r.get("udf_text")}
		for _, other := range []string{"udf_date", "udf_number", "udf_code_id"} {
			if v.Text == "" {
				v.Text = r.get(other)
			}
		}
		switch at, mine := b.tasks[key]; {
		case object == planfile.OfTask && mine:
			b.plan.Tasks[at].Values = append(b.plan.Tasks[at].Values, v)
		case object == planfile.OfTask:
		default:
			if at, mine := b.resources[key]; object == planfile.OfResource && mine {
				b.plan.Resources[at].Values = append(b.plan.Resources[at].Values, v)
			} else if object != planfile.OfResource {
				b.unmapped(r, "UDFVALUE", label.T("The values of fields of projects and assignments are not read", "Les valeurs des champs de projets et d’affectations ne sont pas lues"))
			}
		}
	}
	codes := b.rowsOf("TASKACTV")
	for i := range codes {
		r := &codes[i]
		if at, mine := b.tasks[r.get("task_id")]; mine {
			id, choice := "C"+r.get("actv_code_type_id"), r.get("actv_code_id")
			b.plan.Tasks[at].Values = append(b.plan.Tasks[at].Values, planfile.Value{Field: id, Choice: choice, Text: texts[[2]string{id, choice}]})
		}
	}
}

// notes takes the notebook of each activity.
func (b *builder) notes() {
	topics := map[string]string{}
	for i := range b.rowsOf("MEMOTYPE") {
		r := &b.rowsOf("MEMOTYPE")[i]
		topics[r.get("memo_type_id")] = r.get("memo_type")
	}
	rows := b.rowsOf("TASKMEMO")
	for i := range rows {
		r := &rows[i]
		at, mine := b.tasks[r.get("task_id")]
		if !mine {
			continue
		}
		t := &b.plan.Tasks[at]
		if t.Notes != "" {
			t.Notes += "\n\n"
		}
		if topic := topics[r.get("memo_type_id")]; topic != "" {
			t.Notes += topic + "\n"
		}
		t.Notes += plain(r.get("task_memo"))
	}
}

// plain is a note of Primavera, which is HTML, as text.
func plain(s string) string {
	s = strings.NewReplacer("\x7f", "\n", "<BR>", "\n", "<br>", "\n", "<br/>", "\n", "</p>", "\n", "</P>", "\n").Replace(s)
	var out strings.Builder
	for {
		from := strings.IndexByte(s, '<')
		if from < 0 {
			break
		}
		to := strings.IndexByte(s[from:], '>')
		if to < 0 {
			break
		}
		out.WriteString(s[:from])
		s = s[from+to+1:]
	}
	out.WriteString(s)
	return strings.TrimSpace(strings.NewReplacer("&nbsp;", " ", "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&amp;", "&").Replace(out.String()))
}
