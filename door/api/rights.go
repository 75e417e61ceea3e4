package api

import (
	"net/http"
	"strings"

	"vigie/door/auth"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Rule says who may call a route. The room decides about the object itself,
// inside its transaction; the rule turns away, before anything is read, those
// who could never be let in.
type Rule struct {
	public  bool           // also people who are not signed in
	session bool           // only from a session of the browser, never by a token
	anyOf   []access.Right // one of these, on some unit or project; empty: all who are signed in
	object  bool           // what is not allowed is not there: 404
	whole   bool           // the right must hold on the whole organisation
	enrol   bool           // also for those who must set up a second factor first
	seen    bool           // also while one sees Vigie as somebody else
	private bool           // not while one does: it is that person's alone
}

var (
	// public routes are for everyone.
	public = Rule{public: true}
	// signedIn routes are about the person who calls, or show only what that person may see.
	signedIn = Rule{}
	// inSession routes touch what signs a person in, which a token must not.
	inSession = Rule{session: true}
	// enrolling routes are what those may call who must set up a second factor
	// before anything else.
	enrolling = Rule{session: true, enrol: true}
)

// private routes show a person what nobody else reads.
var private = signedIn.ofOneself()

// ofOneself is the rule for what is not done, or read, as somebody else.
func (rule Rule) ofOneself() Rule {
	rule.private = true
	return rule
}

// running is the rule of what concerns the whole system.
var running = Rule{anyOf: []access.Right{access.ManageSystem}, whole: true}

// inventory is the rule of what looks through what everybody may do.
var inventory = Rule{anyOf: []access.Right{access.ManageRoles | access.ManageUsers}, whole: true}

// editingRates is the rule of exchange rates, which change what everybody reads.
var editingRates = Rule{anyOf: []access.Right{access.EditRates}, whole: true}

// somewhere is the rule of lists, and of functions that have no object: one of
// the rights, anywhere. Without it the answer is 403.
func somewhere(anyOf ...access.Right) Rule { return Rule{anyOf: anyOf} }

// onObject is the rule of routes on one object, or inside one: without one of
// the rights on it the answer is 404, as for an object that does not exist.
func onObject(anyOf ...access.Right) Rule { return Rule{anyOf: anyOf, object: true} }

// importing are the rights of those who import: projects, units, users or rates.
var importing = []access.Right{access.Import, access.ManageUnits, access.ManageUsers, access.EditRates}

// rights is the table of rights: every route of the API has its line.
var rights = map[string]Rule{
	"GET /openapi.json": public,

	"GET /setup":            public,
	"POST /setup":           public,
	"POST /session":         public,
	"DELETE /session":       public,
	"POST /password/forgot": public,
	"POST /password/reset":  public,

	"GET /me":                    {enrol: true},
	"PATCH /me":                  {enrol: true},
	"PUT /me/preferences/{name}": signedIn,

	"POST /me/password":         inSession,
	"GET /me/sessions":          inSession,
	"DELETE /me/sessions/{id}":  inSession,
	"GET /tokens":               inSession,
	"POST /tokens":              inSession,
	"DELETE /tokens/{id}":       inSession,
	"GET /feeds":                inSession,
	"POST /feeds":               inSession,
	"DELETE /feeds/{id}":        inSession,
	"GET /feeds/milestones.ics": public,
	"GET /permissions":          signedIn,

	"GET /me/second-factor":          enrolling,
	"POST /me/second-factor":         enrolling,
	"POST /me/second-factor/confirm": enrolling,
	"POST /me/second-factor/codes":   inSession,
	"POST /me/second-factor/disable": inSession,

	"GET /fields":                   signedIn,
	"GET /fields/{key}/duplicates":  {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /fields/{key}/next":        {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /fields/functions":         signedIn,
	"GET /fields/uses":              {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /fields/readers":           {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /fields/preview":          {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /fields":                  somewhere(access.EditCatalogue),
	"PATCH /fields/{key}":           somewhere(access.EditCatalogue),
	"DELETE /fields/{key}":          somewhere(access.EditCatalogue),
	"POST /fields/{key}/restore":    somewhere(access.EditCatalogue),
	"POST /fields/{key}/conversion": {anyOf: []access.Right{access.EditCatalogue}, whole: true},

	"GET /hierarchies":                            signedIn,
	"POST /hierarchies":                           somewhere(access.EditCatalogue),
	"GET /hierarchies/{id}":                       signedIn,
	"PATCH /hierarchies/{id}":                     somewhere(access.EditCatalogue),
	"DELETE /hierarchies/{id}":                    somewhere(access.EditCatalogue),
	"GET /hierarchies/{id}/history":               {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /hierarchies/{id}/nodes":                somewhere(access.EditCatalogue),
	"PATCH /hierarchies/{id}/nodes/{node}":        somewhere(access.EditCatalogue),
	"DELETE /hierarchies/{id}/nodes/{node}":       somewhere(access.EditCatalogue),
	"GET /hierarchies/{id}/nodes/{node}/uses":     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /hierarchies/{id}/nodes/{node}/restore": somewhere(access.EditCatalogue),

	"GET /projects":                 somewhere(access.ReadProject),
	"POST /projects":                somewhere(access.CreateProject),
	"PATCH /projects":               somewhere(access.EditProject, access.EditOwnProject),
	"GET /projects/{id}":            onObject(access.ReadProject),
	"PATCH /projects/{id}":          onObject(access.ReadProject),
	"DELETE /projects/{id}":         onObject(access.ReadProject),
	"POST /projects/{id}/restore":   onObject(access.ReadProject),
	"POST /projects/{id}/archive":   onObject(access.ReadProject),
	"POST /projects/{id}/unarchive": onObject(access.ReadProject),
	"POST /projects/{id}/merge":     onObject(access.ReadProject),
	"POST /projects/{id}/unmerge":   onObject(access.ReadProject),
	"GET /projects/{id}/months":     onObject(access.ReadProject),
	"GET /projects/{id}/revert":     onObject(access.ReadProject),
	"POST /projects/{id}/revert":    onObject(access.ReadProject),
	"POST /projects/{id}/visit":     onObject(access.ReadProject),
	"GET /me/news":                  signedIn,

	"GET /notices":                      private,
	"POST /notices/read":                signedIn,
	"GET /me/digest":                    private,
	"PATCH /me/digest":                  signedIn,
	"GET /me/places":                    signedIn,
	"POST /me/favourites":               signedIn,
	"DELETE /me/favourites/{kind}/{id}": signedIn,

	"GET /projects/{id}/comments":                    onObject(access.ReadProject),
	"POST /projects/{id}/comments":                   onObject(access.ReadProject),
	"PATCH /projects/{id}/comments/{comment}":        onObject(access.ReadProject),
	"DELETE /projects/{id}/comments/{comment}":       onObject(access.ReadProject),
	"POST /projects/{id}/comments/{comment}/restore": onObject(access.ReadProject),
	"POST /projects/{id}/comments/{comment}/resolve": onObject(access.ReadProject),
	"GET /projects/{id}/comments/{comment}/versions": onObject(access.ReadProject),
	"GET /projects/{id}/files":                       onObject(access.ReadProject),
	"POST /projects/{id}/files":                      onObject(access.ReadProject),
	"GET /projects/{id}/files/{file}":                onObject(access.ReadProject),
	"GET /projects/{id}/files/{file}/preview":        onObject(access.ReadProject),
	"PATCH /projects/{id}/files/{file}":              onObject(access.ReadProject),
	"DELETE /projects/{id}/files/{file}":             onObject(access.ReadProject),
	"POST /projects/{id}/files/{file}/restore":       onObject(access.ReadProject),
	"GET /projects/{id}/people":                      onObject(access.ReadProject),

	"GET /projects/{id}/links":           onObject(access.ReadProject),
	"POST /projects/{id}/links":          onObject(access.ReadProject),
	"DELETE /projects/{id}/links/{link}": onObject(access.ReadProject),

	"GET /projects/{id}/milestones":      onObject(access.ReadProject),
	"POST /projects/{id}/milestones":     onObject(access.ReadProject),
	"GET /projects/{id}/plan":            onObject(access.ReadProject),
	"PATCH /projects/{id}/plan":          onObject(access.ReadProject),
	"GET /projects/{id}/plan/why/{item}": onObject(access.ReadProject),
	"POST /projects/{id}/plan/import":    onObject(access.ReadProject),
	"GET /projects/{id}/plan/export":     onObject(access.ReadProject),

	"POST /projects/{id}/plan/shift":             onObject(access.ReadProject),
	"GET /projects/{id}/baselines":               onObject(access.ReadProject),
	"POST /projects/{id}/baselines":              onObject(access.ReadProject),
	"POST /baselines":                            somewhere(access.EditProject, access.EditOwnProject),
	"GET /projects/{id}/baselines/{baseline}":    onObject(access.ReadProject),
	"PATCH /projects/{id}/baselines/{baseline}":  onObject(access.ReadProject),
	"DELETE /projects/{id}/baselines/{baseline}": onObject(access.ReadProject),
	"GET /milestones/trend":                      somewhere(access.ReadProject),

	"GET /milestones":                somewhere(access.ReadProject),
	"PATCH /milestones":              somewhere(access.EditProject, access.EditOwnProject),
	"PATCH /milestones/{id}":         onObject(access.ReadProject),
	"DELETE /milestones/{id}":        onObject(access.ReadProject),
	"GET /exports/milestones.xlsx":   somewhere(access.Export),
	"GET /exports/milestones.csv":    somewhere(access.Export),
	"GET /exports/milestones.json":   somewhere(access.Export),
	"GET /exports/milestones.ndjson": somewhere(access.Export),
	"GET /milestones/{id}/history":   onObject(access.ReadHistory),
	"GET /milestones/{id}/form":      onObject(access.ReadProject),
	"GET /milestones/{id}/moves":     onObject(access.ReadProject),
	"GET /milestones/form":           onObject(access.ReadProject),

	"GET /projects/{id}/risks":  onObject(access.ReadProject),
	"POST /projects/{id}/risks": onObject(access.ReadProject),
	"GET /risks":                somewhere(access.ReadProject),
	"PATCH /risks":              somewhere(access.EditProject, access.EditOwnProject),
	"PATCH /risks/{id}":         onObject(access.ReadProject),
	"DELETE /risks/{id}":        onObject(access.ReadProject),
	"GET /risks/{id}/history":   onObject(access.ReadHistory),
	"GET /risks/{id}/form":      onObject(access.ReadProject),
	"GET /risks/{id}/moves":     onObject(access.ReadProject),
	"GET /risks/form":           onObject(access.ReadProject),
	"GET /exports/risks.xlsx":   somewhere(access.Export),
	"GET /exports/risks.csv":    somewhere(access.Export),
	"GET /exports/risks.json":   somewhere(access.Export),
	"GET /exports/risks.ndjson": somewhere(access.Export),

	"GET /projects/{id}/actions":    onObject(access.ReadProject),
	"POST /projects/{id}/actions":   onObject(access.ReadProject),
	"GET /actions":                  somewhere(access.ReadProject, access.ReadPortfolio),
	"PATCH /actions":                somewhere(access.EditProject, access.EditOwnProject, access.EditPortfolio),
	"PATCH /actions/{id}":           onObject(access.ReadProject, access.ReadPortfolio),
	"DELETE /actions/{id}":          onObject(access.ReadProject, access.ReadPortfolio),
	"GET /actions/{id}/history":     onObject(access.ReadHistory),
	"GET /actions/{id}/form":        onObject(access.ReadProject, access.ReadPortfolio),
	"GET /actions/{id}/moves":       onObject(access.ReadProject, access.ReadPortfolio),
	"GET /actions/form":             onObject(access.ReadProject, access.ReadPortfolio),
	"POST /portfolios/{id}/actions": onObject(access.ReadPortfolio),
	"GET /exports/actions.xlsx":     somewhere(access.Export),
	"GET /exports/actions.csv":      somewhere(access.Export),
	"GET /exports/actions.json":     somewhere(access.Export),
	"GET /exports/actions.ndjson":   somewhere(access.Export),

	"GET /projects/{id}/decisions":    onObject(access.ReadProject),
	"POST /projects/{id}/decisions":   onObject(access.ReadProject),
	"GET /decisions":                  somewhere(access.ReadProject, access.ReadPortfolio),
	"PATCH /decisions":                somewhere(access.EditProject, access.EditOwnProject, access.EditPortfolio),
	"PATCH /decisions/{id}":           onObject(access.ReadProject, access.ReadPortfolio),
	"DELETE /decisions/{id}":          onObject(access.ReadProject, access.ReadPortfolio),
	"GET /decisions/{id}/history":     onObject(access.ReadHistory),
	"GET /decisions/{id}/form":        onObject(access.ReadProject, access.ReadPortfolio),
	"GET /decisions/{id}/moves":       onObject(access.ReadProject, access.ReadPortfolio),
	"GET /decisions/form":             onObject(access.ReadProject, access.ReadPortfolio),
	"POST /portfolios/{id}/decisions": onObject(access.ReadPortfolio),
	"GET /exports/decisions.xlsx":     somewhere(access.Export),
	"GET /exports/decisions.csv":      somewhere(access.Export),
	"GET /exports/decisions.json":     somewhere(access.Export),
	"GET /exports/decisions.ndjson":   somewhere(access.Export),

	"GET /rates":              signedIn,
	"POST /rates":             editingRates,
	"PATCH /rates/{id}":       editingRates,
	"DELETE /rates/{id}":      editingRates,
	"GET /rates/{id}/history": signedIn,

	"GET /portfolios":               somewhere(access.ReadPortfolio),
	"POST /portfolios":              somewhere(access.EditPortfolio),
	"GET /portfolios/{id}":          onObject(access.ReadPortfolio),
	"PATCH /portfolios/{id}":        onObject(access.ReadPortfolio),
	"DELETE /portfolios/{id}":       onObject(access.ReadPortfolio),
	"POST /portfolios/{id}/members": onObject(access.ReadPortfolio),

	"GET /portfolios/{id}/summary":                onObject(access.ReadPortfolio),
	"POST /portfolios/{id}/summary/preview":       onObject(access.ReadPortfolio),
	"GET /portfolios/{id}/summary/layout":         onObject(access.ReadPortfolio),
	"PUT /portfolios/{id}/summary/layout":         onObject(access.ReadPortfolio),
	"DELETE /portfolios/{id}/summary/layout":      onObject(access.ReadPortfolio),
	"GET /portfolios/{id}/summary/layout/history": onObject(access.ReadPortfolio),
	"POST /portfolios/{id}/summary/layout/revert": onObject(access.ReadPortfolio),
	"GET /projects/{id}/summary":                  onObject(access.ReadProject),
	"POST /projects/{id}/summary/preview":         onObject(access.ReadProject),
	"GET /projects/{id}/summary/layout":           onObject(access.ReadProject),
	"PUT /projects/{id}/summary/layout":           onObject(access.ReadProject),
	"DELETE /projects/{id}/summary/layout":        onObject(access.ReadProject),
	"GET /projects/{id}/summary/layout/history":   onObject(access.ReadProject),
	"POST /projects/{id}/summary/layout/revert":   onObject(access.ReadProject),
	"GET /portfolios/{id}/changes":                onObject(access.ReadPortfolio),
	"GET /reports/{kind}":                         somewhere(access.Export),
	"GET /slide-masters":                          somewhere(access.Export, access.EditCatalogue),
	"POST /slide-masters":                         {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /slide-masters/{id}":                     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PATCH /slide-masters/{id}":                   {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /slide-masters/{id}":                  {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /slide-masters/house":                    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /templates":                              signedIn,
	"GET /templates/sections":                     signedIn,
	"POST /templates":                             {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /templates/preview":                     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /templates/{id}":                         signedIn,
	"PATCH /templates/{id}":                       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /templates/{id}":                      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /templates/{id}/history":                 {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /templates/{id}/revert":                 {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /templates/{id}/projects":                signedIn,
	"POST /templates/{id}/preview":                onObject(access.ReadProject),
	"POST /templates/{id}/apply":                  onObject(access.ReadProject),
	"POST /templates/{id}/create":                 somewhere(access.CreateProject),
	"POST /templates/{id}/many":                   onObject(access.ReadProject),
	"GET /projects/{id}/template":                 {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /projects/{id}/templates":                onObject(access.ReadProject),
	"GET /summary/kinds":                          signedIn,
	"GET /explain":                                onObject(access.ReadProject),
	"GET /guides":                                 signedIn,
	"POST /guides":                                {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /guides/order":                          {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /guides/history":                         {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PATCH /guides/{id}":                          {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /guides/{id}":                         {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /guides/{id}/revert":                    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /types":                                  signedIn,
	"POST /types":                                 {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PUT /types/{key}/draft":                      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /types/{key}/draft":                   {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /types/{key}/preview":                   {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /types/{key}/publish":                   {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /types/{key}/free":                      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /types/{key}/history":                    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /types/{key}/revert":                    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /projects/{id}/moves":                    onObject(access.ReadProject),
	"POST /projects/{id}/moves":                   onObject(access.ReadProject),

	"GET /onboarding":                         {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PUT /onboarding/{step}":                  {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /attribute-groups":                   signedIn,
	"PUT /attribute-groups":                   {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /attribute-groups/uses":              {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /attribute-groups/{key}/attributes": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /attribute-groups/history":           {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /attribute-groups/revert":           {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /resources":                          signedIn,
	"POST /resources":                         somewhere(access.EditResources),
	"GET /resources/{id}":                     onObject(access.ReadProject, access.EditResources),
	"PATCH /resources/{id}":                   somewhere(access.EditResources),
	"DELETE /resources/{id}":                  somewhere(access.EditResources),
	"GET /resources/{id}/uses":                onObject(access.ReadProject, access.EditResources),
	"GET /resources/{id}/history":             somewhere(access.EditResources),
	"POST /resources/{id}/revert":             somewhere(access.EditResources),
	"GET /calendars":                          signedIn,
	"POST /calendars":                         somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"GET /calendars/holidays":                 signedIn,
	"POST /calendars/preview":                 somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"GET /calendars/{id}":                     signedIn,
	"PATCH /calendars/{id}":                   somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"DELETE /calendars/{id}":                  somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"GET /calendars/{id}/year":                signedIn,
	"GET /calendars/{id}/uses":                somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"GET /calendars/{id}/history":             somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"POST /calendars/{id}/revert":             somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"POST /calendars/{id}/import":             somewhere(access.EditCatalogue, access.EditProject, access.EditOwnProject),
	"GET /calendars/{id}/export.ics":          signedIn,

	"GET /constants":                signedIn,
	"PUT /constants/{key}":          {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /constants/{key}":       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /constants/uses":           {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /constants/{key}/preview": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /constants/history":        {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /constants/revert":        {anyOf: []access.Right{access.EditCatalogue}, whole: true},

	"GET /vocabulary":          signedIn,
	"GET /conventions":         signedIn,
	"PATCH /vocabulary":        {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PATCH /conventions":       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /vocabulary/overlay":  signedIn,
	"GET /vocabulary/texts":    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /vocabulary/preview": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /vocabulary/history":  {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /conventions/history": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /vocabulary/revert":  {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /conventions/revert": {anyOf: []access.Right{access.EditCatalogue}, whole: true},

	"GET /trust":              signedIn,
	"PATCH /trust":            somewhere(access.EditCatalogue),
	"POST /trust/preview":     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /trust/history":      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /trust/revert":      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /forms":              {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /forms":             {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /forms/order":       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /forms/preview":     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /forms/history":      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PATCH /forms/{id}":       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /forms/{id}":      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /forms/{id}/revert": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /projects/{id}/form": onObject(access.ReadProject),

	"GET /config":            {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /config/kits":       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /config/kits/{key}": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /config/schema":     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/diff":      {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/apply":     {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /config/versions":   {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/rollback":  {anyOf: []access.Right{access.EditCatalogue}, whole: true},

	"GET /config/items":                {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /config/drafts":               {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/drafts":              {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"GET /config/drafts/{id}":          {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"PATCH /config/drafts/{id}":        {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"DELETE /config/drafts/{id}":       {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/drafts/{id}/take":    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/drafts/{id}/diff":    {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/drafts/{id}/publish": {anyOf: []access.Right{access.EditCatalogue}, whole: true},
	"POST /config/drafts/{id}/restore": {anyOf: []access.Right{access.EditCatalogue}, whole: true},

	"GET /subscriptions":         private,
	"POST /subscriptions":        onObject(access.ReadPortfolio),
	"PATCH /subscriptions/{id}":  {object: true},
	"DELETE /subscriptions/{id}": {object: true},

	"GET /rounds":                        signedIn,
	"POST /rounds":                       somewhere(access.EditPortfolio),
	"GET /rounds/{id}":                   onObject(access.ReadPortfolio, access.ReadProject),
	"PATCH /rounds/{id}":                 onObject(access.ReadPortfolio, access.ReadProject),
	"DELETE /rounds/{id}":                onObject(access.ReadPortfolio, access.ReadProject),
	"PUT /rounds/{id}/answers/{project}": onObject(access.ReadPortfolio, access.ReadProject),
	"POST /rounds/{id}/remind":           onObject(access.ReadPortfolio, access.ReadProject),
	"POST /rounds/{id}/lock":             onObject(access.ReadPortfolio, access.ReadProject),
	"POST /rounds/{id}/reopen":           onObject(access.ReadPortfolio, access.ReadProject),

	"GET /reviews":               somewhere(access.ReadPortfolio),
	"POST /reviews":              onObject(access.ReadPortfolio),
	"GET /reviews/{id}":          onObject(access.ReadPortfolio),
	"PATCH /reviews/{id}":        onObject(access.ReadPortfolio),
	"DELETE /reviews/{id}":       onObject(access.ReadPortfolio),
	"PUT /reviews/{id}/items":    onObject(access.ReadPortfolio),
	"POST /reviews/{id}/propose": onObject(access.ReadPortfolio),
	"POST /reviews/{id}/freeze":  onObject(access.ReadPortfolio),
	"POST /reviews/{id}/close":   onObject(access.ReadPortfolio),
	"GET /reviews/{id}/opening":  onObject(access.ReadPortfolio),

	"GET /reviews/{id}/pages/{project}": onObject(access.ReadPortfolio),

	"GET /reviews/{id}/outcomes":   onObject(access.ReadPortfolio),
	"POST /reviews/{id}/decisions": onObject(access.ReadPortfolio),
	"POST /reviews/{id}/actions":   onObject(access.ReadPortfolio),
	"GET /reviews/{id}/place":      onObject(access.ReadPortfolio),
	"PUT /reviews/{id}/place":      onObject(access.ReadPortfolio),
	"GET /reviews/{id}/notes":      onObject(access.ReadPortfolio),
	"PUT /reviews/{id}/notes":      onObject(access.ReadPortfolio),
	"GET /reviews/{id}/minutes":    onObject(access.ReadPortfolio),
	"GET /reviews/{id}/minutes.md": onObject(access.ReadPortfolio),

	"GET /views":                  signedIn,
	"POST /views":                 signedIn,
	"POST /views/order":           signedIn,
	"GET /views/audience":         somewhere(access.ShareView),
	"GET /views/{id}":             onObject(),
	"PATCH /views/{id}":           onObject(),
	"DELETE /views/{id}":          onObject(),
	"POST /views/{id}/restore":    onObject(),
	"POST /views/{id}/copy":       onObject(),
	"POST /views/{id}/open":       onObject(),
	"GET /views/{id}/history":     onObject(),
	"POST /views/{id}/revert":     onObject(),
	"GET /projects/hidden":        somewhere(access.ReadProject),
	"GET /projects/pivot":         somewhere(access.ReadProject),
	"GET /projects/roadmap":       somewhere(access.ReadProject),
	"GET /views/{id}/rows":        onObject(),
	"GET /views/{id}/rows.xlsx":   onObject(access.Export),
	"GET /views/{id}/rows.csv":    onObject(access.Export),
	"GET /views/{id}/rows.ndjson": onObject(access.Export),
	"GET /views/{id}/uses":        onObject(),

	"GET /changes":                 somewhere(access.ReadHistory),
	"GET /changes/{number}":        onObject(access.ReadHistory),
	"POST /changes/{number}/undo":  onObject(access.ReadHistory),
	"PUT /changes/{number}/reason": onObject(access.ReadHistory),
	"GET /history":                 onObject(access.ReadProject),
	"GET /exports/projects.xlsx":   somewhere(access.Export),
	"GET /exports/projects.csv":    somewhere(access.Export),
	"GET /exports/pivot.xlsx":      somewhere(access.Export),
	"GET /exports/pivot.csv":       somewhere(access.Export),
	"GET /exports/projects.json":   somewhere(access.Export),
	"GET /exports/projects.ndjson": somewhere(access.Export),
	"GET /search":                  somewhere(access.ReadProject, access.ReadPortfolio),
	"GET /events":                  signedIn,

	"POST /imports":              somewhere(importing...),
	"GET /imports":               somewhere(importing...),
	"GET /imports/objects":       somewhere(importing...),
	"GET /imports/{id}":          onObject(importing...),
	"GET /imports/{id}/preview":  onObject(importing...),
	"PATCH /imports/{id}":        onObject(importing...),
	"DELETE /imports/{id}":       onObject(importing...),
	"POST /imports/{id}/dry-run": onObject(importing...),
	"GET /imports/{id}/rows":     onObject(importing...),
	"POST /imports/{id}/apply":   onObject(importing...),
	"POST /imports/{id}/undo":    onObject(importing...),
	"GET /mappings":              somewhere(importing...),
	"POST /mappings":             onObject(importing...),
	"DELETE /mappings/{id}":      onObject(importing...),

	"GET /users":              somewhere(access.ManageUsers, access.ManageRoles, access.EditProject, access.EditOwnProject, access.CreateProject, access.Import),
	"POST /users":             somewhere(access.ManageUsers),
	"GET /users/{id}":         onObject(access.ManageUsers),
	"PATCH /users/{id}":       onObject(access.ManageUsers),
	"POST /users/{id}/invite": onObject(access.ManageUsers),
	"GET /users/{id}/rights":  {object: true},
	"POST /users/{id}/seeing": {anyOf: []access.Right{access.ManageUsers}, object: true, session: true},
	"DELETE /me/seeing":       {session: true, seen: true},

	"POST /users/{id}/second-factor/reset": {anyOf: []access.Right{access.ManageUsers}, object: true, session: true},

	"GET /credentials":         {anyOf: []access.Right{access.ManageUsers}, session: true},
	"DELETE /credentials/{id}": {anyOf: []access.Right{access.ManageUsers}, object: true, session: true},

	"GET /audit":              running,
	"GET /exports/audit.xlsx": running,
	"GET /exports/audit.csv":  running,
	"GET /settings":           running,
	"PATCH /settings":         running,
	"GET /health":             running,
	"GET /jobs":               running,
	"POST /jobs/{id}/retry":   running,
	"GET /backups":            running,
	"POST /backups":           running,
	"POST /mail/test":         running,

	// A backup holds everything, and so opens for a person in the browser only.
	"POST /backups/{name}/verify": {anyOf: running.anyOf, whole: true, session: true},
	"GET /backups/{name}":         {anyOf: running.anyOf, whole: true, session: true},

	"GET /groups":         somewhere(access.ManageUsers, access.ManageRoles),
	"POST /groups":        somewhere(access.ManageUsers),
	"GET /groups/{id}":    onObject(access.ManageUsers, access.ManageRoles),
	"PATCH /groups/{id}":  onObject(access.ManageUsers),
	"DELETE /groups/{id}": onObject(access.ManageUsers),

	"GET /units":         signedIn,
	"POST /units":        onObject(access.ManageUnits),
	"GET /units/{id}":    {object: true},
	"PATCH /units/{id}":  onObject(access.ManageUnits),
	"DELETE /units/{id}": onObject(access.ManageUnits),

	"GET /units/{id}/uses": onObject(access.ManageUnits),

	"GET /roles":         somewhere(access.ManageRoles, access.ManageUsers),
	"POST /roles":        somewhere(access.ManageRoles),
	"GET /roles/{id}":    somewhere(access.ManageRoles, access.ManageUsers),
	"PATCH /roles/{id}":  somewhere(access.ManageRoles),
	"DELETE /roles/{id}": somewhere(access.ManageRoles),

	"GET /grants":         somewhere(access.ManageRoles, access.ManageUsers),
	"POST /grants":        onObject(access.ManageRoles),
	"DELETE /grants/{id}": onObject(access.ManageRoles),

	"GET /screens":             signedIn,
	"GET /exports/rights.xlsx": running,
	"GET /exports/rights.csv":  running,
	"GET /roles/{id}/people":   somewhere(access.ManageRoles, access.ManageUsers),
	"GET /roles/{id}/gives":    somewhere(access.ManageRoles, access.ManageUsers),
	"GET /users/{id}/sees":     {object: true},

	"GET /delegations":         signedIn,
	"POST /delegations":        {object: true},
	"DELETE /delegations/{id}": {object: true},

	"GET /access-campaigns":                  signedIn,
	"POST /access-campaigns":                 inventory,
	"POST /access-campaigns/preview":         inventory,
	"GET /access-campaigns/{id}":             {object: true},
	"PATCH /access-campaigns/{id}":           {object: true},
	"POST /access-campaigns/{id}/answers":    {object: true},
	"POST /access-campaigns/{id}/remind":     {object: true},
	"POST /access-campaigns/{id}/close":      {object: true},
	"POST /access-campaigns/{id}/withdraw":   {object: true},
	"POST /access-campaigns/{id}/bring-back": {object: true},
	"GET /exports/access-campaign.xlsx":      inventory,
	"GET /exports/access-campaign.csv":       inventory,

	"GET /rights/explain": {object: true},
	"GET /rights/who":     {object: true},
}

// What goes out as a file is never taken out as somebody else.
func init() {
	for route, rule := range rights {
		if strings.HasPrefix(route, "GET /exports/") || strings.HasPrefix(route, "GET /reports/") {
			rights[route] = rule.ofOneself()
		}
	}
}

// check decides about a request before its handler sees it.
func (rule Rule) check(r *http.Request) error {
	c := auth.Of(r.Context())
	switch {
	case rule.public:
		return nil
	case c.Err != nil:
		return c.Err
	case c.Who.ID == 0:
		return fault.SignIn()
	case rule.session && c.Session == 0:
		return fault.Forbidden()
	case c.Who.Bound && !rule.enrol:
		return factorFirst()
	case rule.hiddenFrom(c.Who, r):
		return onlyReading()
	case c.Token && c.Who.Scope != access.All && !isReading(r.Method):
		return rule.refusal()
	}
	if len(rule.anyOf) == 0 {
		return nil
	}
	for _, right := range rule.anyOf {
		if c.Who.CanEverywhere(right) || !rule.whole && c.Who.CanSomewhere(right) {
			return nil
		}
	}
	return rule.refusal()
}

// hiddenFrom reports whether whoever sees Vigie as the person does not come here:
// everything that changes something, what signs a person in, and what is private.
func (rule Rule) hiddenFrom(who access.Who, r *http.Request) bool {
	_, seen := who.Seen()
	return seen && !rule.seen && (!isReading(r.Method) || rule.session || rule.private)
}

// onlyReading is the answer to those who see Vigie as somebody else.
func onlyReading() error {
	return &fault.Fault{Kind: fault.Denied, Text: label.T(
		"You see Vigie as somebody else: nothing can be changed or taken out, and what is private is not shown",
		"Vous voyez Vigie comme une autre personne : rien ne peut être modifié ni extrait, et ce qui est privé n’est pas montré")}
}

// factorFirst is the answer to those who must set up a second factor first.
func factorFirst() error {
	text := label.T("Your role requires a second factor: set it up first", "Votre rôle exige un second facteur : configurez-le d’abord")
	return &fault.Fault{Kind: fault.Denied, Text: text, Details: []fault.Detail{{Where: "second_factor", Text: text}}}
}

func (rule Rule) refusal() error {
	if rule.object {
		return fault.NotFound()
	}
	return fault.Forbidden()
}

func (rule Rule) security() []map[string][]string {
	switch {
	case rule.public:
		return []map[string][]string{{}}
	case rule.session:
		return []map[string][]string{{"cookie": {}}}
	}
	return []map[string][]string{{"cookie": {}}, {"bearer": {}}}
}
