package access

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/ground/money"
)

// Settings are what holds for the whole instance and may change while it runs.
type Settings struct {
	Version      int64
	Organisation string     // the name of the root unit
	Currency     string     // of new projects, such as "EUR"
	Consolidates string     // the currency of totals over several; that of new projects when empty
	Language     string     // of new accounts: "fr" or "en"
	SessionIdle  int        // minutes without a request after which a session ends
	SessionLife  int        // minutes after which a session ends in any case
	SecondFactor string     // "roles": where a role asks for it; "everyone"
	Mark         label.Text // the classification of what goes out, such as "Internal"; both empty for none
}

// Bounds of what may be set, in minutes.
const (
	shortestIdle = 5
	longestIdle  = 24 * 60
	longestLife  = 30 * 24 * 60
)

// life is how long sessions live.
type life struct{ Idle, Life time.Duration }

// strictest returns the shorter, of what holds for everyone and of what the
// roles of the person say.
func (w Who) strictest(l life) life {
	if w.life.Idle > 0 {
		l.Idle = min(l.Idle, w.life.Idle)
	}
	if w.life.Life > 0 {
		l.Life = min(l.Life, w.life.Life)
	}
	return l
}

// shorten takes up what a role says, in minutes; 0 says nothing.
func (l *life) shorten(idle, whole int64) {
	for _, by := range []struct {
		of      *time.Duration
		minutes int64
	}{{&l.Idle, idle}, {&l.Life, whole}} {
		if d := time.Duration(by.minutes) * time.Minute; d > 0 && (*by.of == 0 || d < *by.of) {
			*by.of = d
		}
	}
}

// sessionLife returns what the instance sets, else what the program was started
// with.
func sessionLife(ctx context.Context, q db.Querier, idle, whole time.Duration) (life, error) {
	stored, err := settings(ctx, q)
	out := life{idle, whole}
	if n, e := strconv.Atoi(stored["session_idle"]); e == nil && n > 0 {
		out.Idle = time.Duration(n) * time.Minute
	}
	if n, e := strconv.Atoi(stored["session_life"]); e == nil && n > 0 {
		out.Life = time.Duration(n) * time.Minute
	}
	return out, err
}

func settings(ctx context.Context, q db.Querier) (map[string]string, error) {
	type row struct {
		Key   string `db:"key"`
		Value string `db:"value"`
	}
	out := map[string]string{}
	err := db.Each(ctx, q, func(r *row) error {
		out[r.Key] = r.Value
		return nil
	}, "SELECT key, value FROM setting WHERE key IN ('currency', 'consolidates', 'language', 'session_idle', 'session_life', 'second_factor', 'mark_en', 'mark_fr', 'settings_version')")
	return out, err
}

// ReadSettings returns the settings; idle and life are what the program was
// started with, and hold until the instance says otherwise.
func ReadSettings(ctx context.Context, q db.Querier, idle, whole time.Duration) (Settings, error) {
	stored, err := settings(ctx, q)
	if err != nil {
		return Settings{}, err
	}
	s := Settings{Version: 1, Currency: atFirst, Language: "fr", SecondFactor: "roles", SessionIdle: int(idle.Minutes()), SessionLife: int(whole.Minutes())}
	texts := map[string]*string{"currency": &s.Currency, "consolidates": &s.Consolidates, "language": &s.Language, "second_factor": &s.SecondFactor, "mark_en": &s.Mark.EN, "mark_fr": &s.Mark.FR}
	numbers := map[string]*int{"session_idle": &s.SessionIdle, "session_life": &s.SessionLife}
	for key, value := range stored {
		if at := texts[key]; at != nil && value != "" {
			*at = value
		}
		if at := numbers[key]; at != nil {
			if n, err := strconv.Atoi(value); err == nil && n > 0 {
				*at = n
			}
		}
	}
	if n, err := strconv.ParseInt(stored["settings_version"], 10, 64); err == nil {
		s.Version = n
	}
	s.Organisation, err = Organisation(ctx, q)
	return s, err
}

type rememberedSettings struct {
	Currency     string `json:"currency"`
	Consolidates string `json:"consolidates,omitempty"`
	Language     string `json:"language"`
	SessionIdle  int    `json:"session_idle"`
	SessionLife  int    `json:"session_life"`
	SecondFactor string `json:"second_factor"`
	MarkEN       string `json:"mark_en,omitempty"`
	MarkFR       string `json:"mark_fr,omitempty"`

	// First is what held before the first change; later ones find it in the history.
	First *rememberedSettings `json:"before,omitempty"`
}

func (s Settings) remembered() rememberedSettings {
	return rememberedSettings{s.Currency, s.Consolidates, s.Language, s.SessionIdle, s.SessionLife, s.SecondFactor, s.Mark.EN, s.Mark.FR, nil}
}

// clean puts settings right, or says what is wrong with them; started is whether a
// time of 0 may stand for what the program was started with.
func (s *Settings) clean(started bool) error {
	var bad []fault.Detail
	say := func(where string, t label.Text) { bad = append(bad, fault.Detail{Where: where, Text: t}) }
	if !money.IsCode(s.Currency) {
		say("currency", label.T("A currency such as EUR or GBP is expected", "Une devise comme EUR ou GBP est attendue"))
	}
	if s.Consolidates != "" && !money.IsCode(s.Consolidates) {
		say("consolidation_currency", label.T("A currency such as EUR or GBP is expected", "Une devise comme EUR ou GBP est attendue"))
	}
	if _, err := oneOf("language", s.Language, "fr", "en"); err != nil {
		say("language", label.T("French or English", "Français ou anglais"))
	}
	if (s.SessionIdle != 0 || !started) && (s.SessionIdle < shortestIdle || s.SessionIdle > longestIdle) {
		say("session_idle", label.T("From 5 minutes to 24 hours", "De 5 minutes à 24 heures"))
	}
	if (s.SessionLife != 0 || !started) && (s.SessionLife < s.SessionIdle || s.SessionLife > longestLife) {
		say("session_life", label.T("At least the time without use, at most 30 days", "Au moins la durée sans usage, au plus 30 jours"))
	}
	if _, err := oneOf("second_factor", s.SecondFactor, "roles", "everyone"); err != nil {
		say("second_factor", label.T("By role, or for everyone", "Selon le rôle, ou pour tous"))
	}
	for _, m := range []struct {
		where string
		text  *string
	}{{"mark_en", &s.Mark.EN}, {"mark_fr", &s.Mark.FR}} {
		if *m.text = strings.TrimSpace(*m.text); *m.text == "" {
			continue
		}
		clean, err := cleanName(m.where, *m.text, 60)
		if err != nil {
			say(m.where, label.T("At most 60 characters that can be seen, on one line", "Au plus 60 caractères visibles, sur une ligne"))
		}
		*m.text = clean
	}
	return fault.InvalidAll(bad)
}

// ChangeSettings changes the settings, for those who run the whole system.
// version is the one that was read. The name of the organisation is that of the
// root unit, and needs the right on units.
func (g *Gate) ChangeSettings(ctx context.Context, tx *db.Tx, who Who, version int64, change func(*Settings)) (Settings, error) {
	who, err := begin(ctx, tx, who)
	if err != nil {
		return Settings{}, err
	}
	if err := Must(who.CanEverywhere(ManageSystem)); err != nil {
		return Settings{}, err
	}
	was, err := ReadSettings(ctx, tx, g.Idle, g.Life)
	if err != nil {
		return Settings{}, err
	}
	if was.Version != version {
		return Settings{}, fault.Outdated(was)
	}
	s := was
	change(&s)
	s.Version = version + 1
	if err := s.clean(false); err != nil {
		return Settings{}, err
	}
	if s.Organisation != was.Organisation {
		root, err := Root(ctx, tx)
		if err != nil {
			return Settings{}, err
		}
		u, err := UpdateUnit(ctx, tx, who, root.ID, root.Version, func(u *Unit) { u.Name = s.Organisation })
		if err != nil {
			return Settings{}, err
		}
		s.Organisation = u.Name
	}
	return s, s.save(ctx, tx, was)
}

func (s Settings) save(ctx context.Context, tx *db.Tx, was Settings) error {
	now := s.remembered()
	if was.Version == 1 {
		before := was.remembered()
		now.First = &before
	}
	for key, value := range map[string]string{
		"currency": s.Currency, "consolidates": s.Consolidates, "language": s.Language,
		"session_idle": strconv.Itoa(s.SessionIdle), "session_life": strconv.Itoa(s.SessionLife),
		"second_factor": s.SecondFactor, "mark_en": s.Mark.EN, "mark_fr": s.Mark.FR, "settings_version": strconv.FormatInt(s.Version, 10),
	} {
		if _, err := db.Exec(ctx, tx, "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value); err != nil {
			return err
		}
	}
	return record(tx, "setting", 1, s.Version, now)
}

// Mark returns the classification that every file that goes out bears; the empty
// text when the organisation has set none. One language stands in for the other.
func Mark(ctx context.Context, q db.Querier) (label.Text, error) {
	stored, err := settings(ctx, q)
	return label.T(cmp.Or(stored["mark_en"], stored["mark_fr"]), cmp.Or(stored["mark_fr"], stored["mark_en"])), err
}

// Consolidation is the currency of totals over several currencies.
func (s Settings) Consolidation() string { return cmp.Or(s.Consolidates, s.Currency) }

// Consolidates returns the currency of totals over several currencies: as it is
// set now or, when change is not 0, as it was when that change was the last.
func Consolidates(ctx context.Context, q db.Querier, change int64) (string, error) {
	if change == 0 {
		s, err := ReadSettings(ctx, q, 0, 0)
		return s.Consolidation(), err
	}
	type row struct {
		Data string `db:"data"`
	}
	then, err := db.Select[row](ctx, q, "SELECT data FROM history WHERE entity = 'setting' AND object = 1 AND change <= $1 AND data IS NOT NULL ORDER BY change DESC, id DESC LIMIT 1", change)
	if err != nil || len(then) == 0 {
		return atFirst, err
	}
	var s rememberedSettings
	err = json.Unmarshal([]byte(then[0].Data), &s)
	return cmp.Or(s.Consolidates, s.Currency, atFirst), err
}

// atFirst is the currency of an instance that has set none.
const atFirst = "EUR"
