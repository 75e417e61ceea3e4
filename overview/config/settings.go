package config

import (
	"context"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
)

// instance is what holds for the whole instance. What only one instance has stays out
// of it: its name, which is that of its root unit, and what the program is started
// with, such as addresses, passwords of servers and keys.
type instance struct {
	Mark         both   `json:"mark" doc:"The classification that every file and report that goes out bears; none when empty"`
	Currency     string `json:"currency" doc:"Of new projects: EUR"`
	Consolidates string `json:"consolidation_currency" doc:"Of totals over several currencies; that of new projects when empty"`
	Language     string `json:"language" enum:"fr,en" doc:"Of new accounts"`
	Idle         int    `json:"session_idle" doc:"Minutes without a request after which a session ends; 0 for what the program is started with"`
	Life         int    `json:"session_life" doc:"Minutes after which a session ends in any case; 0 for what the program is started with"`
	Factor       string `json:"second_factor" enum:"roles,everyone" doc:"Of whom a second factor is asked"`
}

var settings = part{
	name: "settings", title: label.T("Settings of the instance", "Réglages de l’instance"),
	may:     func(who access.Who) bool { return May(who) && access.MaySet(who) },
	shape:   func() any { return &instance{} },
	address: func(any) string { return "" },
	called:  func(any) label.Text { return label.T("Settings of the instance", "Réglages de l’instance") },
	read:    readSettings, write: writeSettings, impact: impactOfSettings,
}

func readSettings(ctx context.Context, q db.Querier, st *state) ([]entry, error) {
	s, err := access.ReadSettings(ctx, q, 0, 0)
	if st.change != 0 && err == nil {
		s, err = access.SettingsKnownAt(ctx, q, st.who, st.change)
	}
	return []entry{{1, &instance{bothOf(s.Mark), s.Currency, s.Consolidates, s.Language, s.SessionIdle, s.SessionLife, s.SecondFactor}}}, err
}

func writeSettings(ctx context.Context, tx *db.Tx, st *state, steps []*Step) error {
	for _, s := range steps {
		if s.Kind == Removed {
			continue // there are always some
		}
		to := s.now.(*instance)
		err := access.SetAll(ctx, tx, st.who, access.Settings{
			Currency: to.Currency, Consolidates: to.Consolidates, Language: to.Language, SessionIdle: to.Idle, SessionLife: to.Life, SecondFactor: to.Factor, Mark: to.Mark.text(),
		})
		if err := st.try(s, err); err != nil {
			return err
		}
	}
	return nil
}

// impactOfSettings counts those whose sessions or way to sign in change: everybody.
func impactOfSettings(ctx context.Context, q db.Querier, _ *state, s *Step) error {
	was, _ := s.was.(*instance)
	now, stays := s.now.(*instance)
	if !stays || was.Idle == now.Idle && was.Life == now.Life && was.Factor == now.Factor {
		return nil
	}
	n, err := access.CountPeople(ctx, q, systemWho)
	s.People = n
	return err
}
