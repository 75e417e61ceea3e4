package api

import (
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"vigie/ground/day"
	"vigie/room/access"
	"vigie/room/field"
)

func init() {
	file, kind := form("plan.xml", planXML, nil)
	maps.Copy(fixtures, map[string]fixture{
		"POST /projects/{id}/plan/import": {request: aProject(file), kind: kind, query: "apply=true", may: holds(access.EditProject), refusal: sees, ok: 200, match: `"0-811c9dc5"`},
		"GET /projects/{id}/plan/export":  {request: aProject(nil), query: "format=csv", may: holds(access.Export), refusal: sees},
	})
}

// planXML is a plan of Microsoft Project with one date that its rules do not give: the
// wall starts a day later than its link says.
const planXML = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
<Name>Pier</Name><StartDate>2027-01-04T08:00:00</StartDate><FinishDate>2027-01-08T17:00:00</FinishDate><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>
<Calendars><Calendar><UID>1</UID><Name>Harbour</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>
<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>3</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>4</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>5</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>6</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>
<WeekDay><DayType>7</DayType><DayWorking>0</DayWorking></WeekDay>
</WeekDays></Calendar></Calendars>
<Tasks>
<Task><UID>1</UID><ID>1</ID><Name>Build</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary><Start>2027-01-04T08:00:00</Start><Finish>2027-01-08T17:00:00</Finish><Duration>PT40H0M0S</Duration></Task>
<Task><UID>2</UID><ID>2</ID><Name>Dig</Name><OutlineLevel>2</OutlineLevel><Start>2027-01-04T08:00:00</Start><Finish>2027-01-05T17:00:00</Finish><Duration>PT16H0M0S</Duration><Sponsor>Ministry</Sponsor></Task>
<Task><UID>3</UID><ID>3</ID><Name>Wall</Name><OutlineLevel>2</OutlineLevel><Start>2027-01-07T08:00:00</Start><Finish>2027-01-08T17:00:00</Finish><Duration>PT16H0M0S</Duration>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink></Task>
<Task><UID>4</UID><ID>4</ID><Name>Open</Name><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone><Start>2027-01-08T17:00:00</Start><Finish>2027-01-08T17:00:00</Finish><Duration>PT0H0M0S</Duration>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task>
</Tasks>
<Resources><Resource><UID>1</UID><ID>1</ID><Name>Digger</Name><Type>1</Type></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units><Work>PT16H0M0S</Work></Assignment></Assignments>
</Project>`

// brought sends a file as a plan, and returns the report.
func (c *client) brought(t *testing.T, id, name, content, query string) map[string]any {
	t.Helper()
	file, kind := form(name, content, nil)
	return want(t, c.with("Content-Type", kind).send("POST", "/projects/"+id+"/plan/import?"+query, file), 200).json(t)
}

func (w *world) planItems(c *client, id string) string {
	w.t.Helper()
	return items(want(w.t, c.send("GET", "/projects/"+id+"/plan", nil), 200).json(w.t))
}

func TestAPlanIsBroughtInForeseenKeptTakenBackAndGoesOutAgain(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}))
		c := w.as("pmo", "parent")
		tried := c.brought(t, id, "pier.xml", planXML, "")
		if tried["applied"] != false || tried["replaces"] != false || tried["differ"] != 3.0 || tried["computed_finish"] != "2027-01-07T17:00" || fmt.Sprint(tried["calendars"]) != "[Harbour]" {
			t.Errorf("the dry run: %v", tried)
		}
		wall := tried["differences"].([]any)[1].(map[string]any)
		if wall["name"] != "Wall" || wall["start"] != "2027-01-07T08:00" || wall["computed_start"] != "2027-01-06T08:00" || wall["reason"] == "" {
			t.Errorf("what differs: %v", wall)
		}
		if lost := fmt.Sprint(tried["lost"]); !strings.Contains(lost, "Task/Sponsor") || strings.Contains(lost, "Digger") {
			t.Errorf("what is lost: %s", lost)
		}
		if made := fmt.Sprint(tried["resources"]); !strings.Contains(made, "made:[Digger]") {
			t.Errorf("the resources: %s", made)
		}
		if got := w.planItems(c, id); got != "" {
			t.Fatalf("the dry run kept %s", got)
		}
		file, kind := form("pier.xml", planXML, nil)
		if got := c.with("Content-Type", kind).send("POST", "/projects/"+id+"/plan/import?apply=true", file); got.StatusCode != 428 {
			t.Errorf("without a mark: got %d %s", got.StatusCode, got.text)
		}
		at := c.with("If-Match", `"`+tried["mark"].(string)+`"`)
		done := at.brought(t, id, "pier.xml", planXML, "apply=true&dates=keep")
		const kept = "1 Build 2027-01-04T08:00 2027-01-08T17:00 \n1.1 Dig 2027-01-04T08:00 2027-01-05T17:00 \n1.2 Wall 2027-01-07T08:00 2027-01-08T17:00 2\n2 Open 2027-01-08T17:00 2027-01-08T17:00 1"
		if got := w.planItems(c, id); got != kept || done["applied"] != true || done["held"] != 1.0 {
			t.Fatalf("got\n%s\nwant\n%s\n%v", got, kept, done["held"])
		}
		if got := at.with("Content-Type", kind).send("POST", "/projects/"+id+"/plan/import?apply=true", file); got.StatusCode != 412 {
			t.Errorf("a mark that is past: got %d", got.StatusCode)
		}
		twice := c.brought(t, id, "pier.xml", planXML, "dates=keep")
		if twice["known"] != 4.0 || twice["gone_total"] != 0.0 || len(twice["calendars"].([]any)) != 0 || twice["replaces"] != true || !strings.Contains(fmt.Sprint(twice["resources"]), "known:[Digger]") {
			t.Errorf("brought in once more: %v known, %v gone, %v", twice["known"], twice["gone_total"], twice["calendars"])
		}
		for _, format := range []string{"mspdi", "xlsx", "csv"} {
			other := w.d.Seal(w.project("own", nil))
			sent := want(t, c.send("GET", "/projects/"+id+"/plan/export?format="+format, nil), 200)
			if !strings.Contains(sent.Header.Get("Content-Disposition"), "attachment") {
				t.Errorf("%s: %s", format, sent.Header.Get("Content-Disposition"))
			}
			again := c.brought(t, other, "plan."+map[string]string{"mspdi": "xml"}[format]+format, sent.text, "format="+format+"&dates=keep&apply=false")
			if again["differ"] != 0.0 && format == "mspdi" {
				t.Errorf("%s: what went out comes back with other dates: %v", format, again["differences"])
			}
		}
		svg := want(t, c.send("GET", "/projects/"+id+"/plan/export?format=svg&lang=fr", nil), 200).text
		if !strings.HasPrefix(svg, "<svg") || !strings.Contains(svg, ">Wall<") || !strings.Contains(svg, "janvier 2027") {
			t.Errorf("the picture: %.300s", svg)
		}
		back := want(t, c.send("POST", fmt.Sprintf("/changes/%.0f/undo", done["change"]), map[string]any{}), 200)
		if got := w.planItems(c, id); got != "" {
			t.Errorf("taken back, there is still %s (%s)", got, back.text)
		}
	})
}

func TestAPlanThatCannotBeReadIsRefusedWithTheLineAndTheRemedy(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		id := w.d.Seal(w.project("own", nil))
		c := w.as("pmo", "parent")
		for name, bad := range map[string]struct{ file, content, says string }{
			"cut":       {"plan.xml", planXML[:2000], "export it again"},
			"entities":  {"plan.xml", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><Project>&a;</Project>`, "DOCTYPE"},
			"circle":    {"plan.xml", strings.Replace(planXML, "<Name>Dig</Name>", "<Name>Dig</Name><PredecessorLink><PredecessorUID>3</PredecessorUID></PredecessorLink>", 1), "circle"},
			"encoding":  {"plan.xml", strings.Replace(planXML, "<Name>Dig", "<Name>D\xffg", 1), "encoding"},
			"no plan":   {"plan.xml", "<html><body>404</body></html>", "Microsoft Project"},
			"empty":     {"plan.csv", "", "empty"},
			"no tasks":  {"plan.csv", "Colour;Price\nred;12\nblue;13\n", "list of tasks"},
			"a date":    {"plan.csv", "Name;Start;Finish\nDig;soon;2027-02-01\nWall;2027-02-02;2027-02-03\n", "soon"},
			"a circle":  {"plan.csv", "No;Name;Duration;Predecessors\n1;Dig;2d;2\n2;Wall;3d;1\n", "wait for each other"},
			"nothing":   {"plan.csv", "No;Name;Duration;Predecessors\n1;Dig;2d;7\n", "does not have"},
			"Primavera": {"plan.xer", "ERMHDR\t19.12\n%T\tTASK\n%F\ttask_id\n%R\t", "it is not whole"},
		} {
			file, kind := form(bad.file, bad.content, nil)
			got := c.with("Content-Type", kind).send("POST", "/projects/"+id+"/plan/import", file)
			if got.StatusCode != 422 || !strings.Contains(got.text, bad.says) {
				t.Errorf("%s: got %d %s, want it to say %q", name, got.StatusCode, got.text, bad.says)
			}
		}
		file, kind := form("plan.xml", planXML, nil)
		if got := c.with("Content-Type", kind).send("POST", "/projects/"+id+"/plan/import?part=2", file); got.StatusCode != 422 {
			t.Errorf("a plan that is not in the file: got %d", got.StatusCode)
		}
		if got := w.planItems(c, id); got != "" {
			t.Errorf("something was kept: %s", got)
		}
	})
}

func TestATreeOfTasksInATableComesInInBothLanguages(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.as("pmo", "parent")
		for name, table := range map[string]string{
			"French":  "N°;Niveau;Nom de la tâche;Début;Fin;Durée;% achevé;Prédécesseurs;Jalon;Remarque\n10;1;Gros œuvre;;;;;;;\n20;2;Creuser;04/01/2027;05/01/2027;2 jours;50 %;;;à la pelle\n30;2;Murer;;;1,5 j;;20FD+1j;;\n40;1;Ouverture;;;0j;;10;oui;\n",
			"English": "ID,WBS,Task Name,Start,Finish,Duration,% Complete,Predecessors,Milestone,Notes\n10,1,Gros œuvre,,,,,,,\n20,1.1,Creuser,\"Mon 04/01/27\",\"Tue 05/01/27\",2 days,50%,,no,à la pelle\n30,1.2,Murer,,,1.5d,,20FS+1d,,\n40,2,Ouverture,,,,,10,yes,\n50,3,Date proof,25/01/2027,25/01/2027,1d,,,,\n",
		} {
			id := w.d.Seal(w.project("own", field.Values{"start": field.Int(int64(day.Of(2027, 1, 4)))}))
			tried := c.brought(t, id, "tasks.csv", table, "")
			done := c.with("If-Match", `"`+tried["mark"].(string)+`"`).brought(t, id, "tasks.csv", table, "apply=true&"+url.Values{"dates": {"keep"}}.Encode())
			const first = "1 Gros œuvre 2027-01-04T09:00 2027-01-08T12:30 \n1.1 Creuser 2027-01-04T09:00 2027-01-05T17:00 \n1.2 Murer 2027-01-07T09:00 2027-01-08T12:30 2FS+1d\n2 Ouverture 2027-01-08T12:30 2027-01-08T12:30 1"
			if got := w.planItems(c, id); !strings.HasPrefix(got, first) {
				t.Errorf("%s: got\n%s\nwant\n%s\n%v", name, got, first, done["lost"])
			}
		}
	})
}
