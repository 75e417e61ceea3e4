package access

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vigie/ground/db"
)

// The events of the audit: who came, or tried to, and what was done that leaves
// no version of an object behind. They stand in the history, under its chain.
const (
	SignedInEvent     = "signed in"
	SignedOut         = "signed out"
	SignInFailed      = "sign-in failed"
	WrongCode         = "wrong code"
	SessionEnded      = "session ended"
	Refused           = "refused"
	PasswordChanged   = "password changed"
	PasswordReset     = "password reset"
	PasswordSet       = "password set"
	ResetAskedFor     = "reset asked for"
	LinkMade          = "link made"
	FirstStart        = "first start"
	TokenMade         = "token made"
	TokenRevoked      = "token revoked"
	SecondFactorOn    = "second factor on"
	SecondFactorOff   = "second factor off"
	SecondFactorReset = "second factor reset"
	RecoveryCodesMade = "recovery codes made"
	RecoveryCodeUsed  = "recovery code used"
	Exported          = "exported"
	Downloaded        = "downloaded"
	ImportRun         = "import"
	ImportUndone      = "import undone"
	BackupMade        = "backup made"
	BackupVerified    = "backup verified"
	Restored          = "restored"
	JobRetried        = "job retried"
	MailTested        = "mail tested"
	Delegated         = "delegated"
	DelegationEnded   = "delegation ended"
	OnBehalf          = "on behalf"
	SeeingBegun       = "seeing begun"
	SeeingEnded       = "seeing ended"
	SeenAs            = "seen as"
)

// auditKind is a part of the audit that can be asked for: some events, and the
// versions of some entities.
type auditKind struct {
	Key      string
	events   []string
	entities []string
}

// AuditKinds are the parts of the audit, in the order in which they are offered.
var AuditKinds = []auditKind{
	{Key: "sign_in", events: []string{SignedInEvent, SignedOut, SignInFailed, WrongCode, SessionEnded, FirstStart}},
	{Key: "refused", events: []string{Refused}},
	{Key: "seeing", events: []string{SeeingBegun, SeeingEnded, SeenAs}},
	{Key: "secrets", events: []string{PasswordChanged, PasswordReset, PasswordSet, ResetAskedFor, LinkMade, TokenMade, TokenRevoked, SecondFactorOn, SecondFactorOff, SecondFactorReset, RecoveryCodesMade, RecoveryCodeUsed}},
	{Key: "rights", events: []string{Delegated, DelegationEnded, OnBehalf}, entities: []string{"grant", "role", "unit", "campaign", "campaign_line"}},
	{Key: "people", entities: []string{"account", "group"}},
	{Key: "exports", events: []string{Exported, Downloaded}},
	{Key: "imports", events: []string{ImportRun, ImportUndone}},
	{Key: "system", events: []string{BackupMade, BackupVerified, Restored, JobRetried, MailTested}, entities: []string{"setting"}},
	{Key: "catalogue", entities: []string{"attribute_group", "calendar", "constant", "convention", "field", "form", "guide", "hierarchy", "lifecycle", "node", "onboarding", "resource", "trust", "vocabulary"}},
}

// KindOfEntry returns the part of the audit that an entry belongs to.
func KindOfEntry(entity, event string) string {
	for _, k := range AuditKinds {
		if slices.Contains(k.entities, entity) || entity == "audit" && slices.Contains(k.events, event) {
			return k.Key
		}
	}
	return ""
}

// auditEvent is what the history keeps about someone coming, or trying to.
type auditEvent struct {
	Event   string `json:"event"`
	Account int64  `json:"account,omitempty"`
	Address string `json:"address,omitempty"`
	Detail  string `json:"detail,omitempty"`
	Count   int64  `json:"count,omitempty"` // how many times, when more than once
}

// audit writes an event in the one order of changes. It must hold no secret.
func audit(tx *db.Tx, e auditEvent) {
	data, _ := json.Marshal(e)
	tx.Record(db.Version{Entity: "audit", Object: tx.NewID(), Version: 1, Data: string(data)})
}

// Audit notes an event, such as an export, in the history of the instance, in
// the name of the person.
func Audit(_ context.Context, tx *db.Tx, who Who, event, detail string) error {
	audit(tx, auditEvent{Event: event, Account: who.ID, Detail: shorten(detail, 500)})
	return nil
}

// NoteRefusals notes that rights stopped the person at a route, so many times.
func NoteRefusals(_ context.Context, tx *db.Tx, who Who, route, address string, times int64) error {
	e := auditEvent{Event: Refused, Account: who.ID, Address: address, Detail: route}
	if times > 1 {
		e.Count = times
	}
	audit(tx, e)
	return nil
}

// AuditEntry is one line of the audit: an event, or a version of an object that
// says who may do what, with the version before.
type AuditEntry struct {
	ID      int64   `db:"id"`
	Change  int64   `db:"change"`
	At      int64   `db:"at"` // milliseconds since 1970 UTC
	Actor   db.ID   `db:"actor"`
	Via     string  `db:"via"`
	Note    string  `db:"note"`
	Entity  string  `db:"entity"`
	Object  int64   `db:"object"`
	Version int64   `db:"version"`
	Data    db.Text `db:"data"`   // null when the object is gone
	Before  db.Text `db:"before"` // null when there was none
}

// AuditQuery asks for a part of the audit, newest first.
type AuditQuery struct {
	Person   int64  // who did it, or whom it is about; 0 for everyone
	Kind     string // one of AuditKinds; "" for all
	From     int64  // milliseconds since 1970 UTC, included; 0 for the beginning
	Until    int64  // excluded; 0 for now
	Change   int64  // go on after this entry: its change
	Place    int64  // and its id
	Limit    int
	Contains string // words of the address or detail of an event
}

// auditEntities is written as in the index history_of_audit, which it uses.
const auditEntities = "h.entity IN ('audit', 'account', 'group', 'role', 'grant', 'unit', 'setting', 'field', 'trust', 'form', 'lifecycle', 'vocabulary', 'hierarchy', 'node', 'campaign', 'campaign_line', 'constant', 'convention', 'attribute_group', 'guide', 'onboarding', 'calendar', 'resource')"

// AuditTrail reads the audit, for those who run the whole system.
func AuditTrail(ctx context.Context, q db.Querier, who Who, ask AuditQuery) ([]AuditEntry, error) {
	if err := Must(who.CanEverywhere(ManageSystem)); err != nil {
		return nil, err
	}
	where, args := ask.where()
	args = append(args, ask.Limit)
	return db.Select[AuditEntry](ctx, q, fmt.Sprintf(`SELECT h.id, h.change, c.at, c.actor, c.via, c.note, h.entity, h.object, h.version, h.data,
		CASE WHEN h.entity = 'audit' THEN NULL ELSE (SELECT p.data FROM history p WHERE p.entity = h.entity AND p.object = h.object
			AND (p.change, p.id) < (h.change, h.id) ORDER BY p.change DESC, p.id DESC LIMIT 1) END AS before
		FROM history h JOIN change c ON c.number = h.change WHERE %s ORDER BY h.change DESC, h.id DESC LIMIT $%d`, where, len(args)), args...)
}

func (ask AuditQuery) where() (string, []any) {
	var args []any
	put := func(v any) int {
		args = append(args, v)
		return len(args)
	}
	where := auditEntities
	if ask.Change > 0 {
		where += fmt.Sprintf(" AND (h.change, h.id) < ($%d, $%d)", put(ask.Change), put(ask.Place))
	}
	if ask.From > 0 {
		where += fmt.Sprintf(" AND c.at >= $%d", put(ask.From))
	}
	if ask.Until > 0 {
		where += fmt.Sprintf(" AND c.at < $%d", put(ask.Until))
	}
	if ask.Person != 0 {
		// The text is made by this package, so the number ends at , or }.
		about := fmt.Sprintf(`%%"account":%d`, ask.Person)
		where += fmt.Sprintf(" AND (c.actor = $%d OR (h.entity = 'account' AND h.object = $%d) OR (h.entity IN ('audit', 'grant', 'campaign_line') AND (h.data LIKE $%d OR h.data LIKE $%d)))",
			put(ask.Person), put(ask.Person), put(about+",%"), put(about+"}%"))
	}
	if ask.Contains != "" {
		text := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(ask.Contains)
		where += fmt.Sprintf(` AND h.data LIKE $%d ESCAPE '\'`, put("%"+text+"%"))
	}
	if i := slices.IndexFunc(AuditKinds, func(k auditKind) bool { return k.Key == ask.Kind }); i >= 0 {
		parts := []string{}
		for _, entity := range AuditKinds[i].entities {
			parts = append(parts, fmt.Sprintf("h.entity = $%d", put(entity)))
		}
		for _, event := range AuditKinds[i].events {
			parts = append(parts, fmt.Sprintf("(h.entity = 'audit' AND h.data LIKE $%d)", put(`{"event":"`+event+`"%`)))
		}
		where += " AND (" + strings.Join(parts, " OR ") + ")"
	}
	return where, args
}
