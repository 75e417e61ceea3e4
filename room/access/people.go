package access

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/db"
	"vigie/ground/label"
)

// Person is somebody as others may name them.
type Person struct {
	ID       int64
	Login    string
	Name     string
	Email    string
	Language string
}

type personRow struct {
	ID          int64  `db:"id"`
	Login       string `db:"login"`
	Name        string `db:"name"`
	Email       string `db:"email"`
	Language    string `db:"language"`
	Permissions string `db:"permissions"`
}

// WhoSees returns the people, by name, who may see a project of a unit, and are
// not disabled. It is for those who may see the project themselves.
func WhoSees(ctx context.Context, q db.Querier, who Who, project, unit int64) ([]Person, error) {
	if err := Must(who.CanProject(ReadProject, project, unit, 0)); err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	var out []Person
	add := func(p Person) {
		if !seen[p.ID] {
			seen[p.ID] = true
			out = append(out, p)
		}
	}
	err := db.Each(ctx, q, func(r *personRow) error {
		if readRights(r.Permissions)&ReadProject != 0 {
			add(Person{r.ID, r.Login, r.Name, r.Email, r.Language})
		}
		return nil
	}, `SELECT a.id, a.login, a.name, a.email, a.language, r.permissions FROM role_grant g
		JOIN role r ON r.id = g.role_id
		LEFT JOIN group_member m ON m.group_id = g.group_id
		JOIN account a ON a.id = COALESCE(g.account_id, m.account_id)
		LEFT JOIN unit t ON t.id = g.unit_id
		JOIN unit u ON u.id = $2
		WHERE a.disabled = 0 AND (g.project_id = $1 OR (u.place >= t.place AND u.place < t.place_end) OR g.node_id IN `+nodesAbove("$1")+`)
		ORDER BY a.name_folded, a.id`, project, unit)
	if err != nil {
		return nil, err
	}
	// Those who see it for somebody else.
	others, err := lentAt(ctx, q, unit, project)
	for _, l := range others {
		if l.held&ReadProject != 0 {
			add(l.Person)
		}
	}
	return out, err
}

// Called keeps the people whose name or login has a word that begins with what is
// typed, at most limit of them.
func Called(people []Person, typed string, limit int) []Person {
	wanted := label.Fold(typed)
	out := make([]Person, 0, min(limit, len(people)))
	for _, p := range people {
		words := append(strings.FieldsFunc(label.Fold(p.Name), func(r rune) bool { return r == ' ' || r == '-' }), label.Fold(p.Login), label.Fold(p.Name))
		if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, wanted) }) {
			if out = append(out, p); len(out) == limit {
				break
			}
		}
	}
	return out
}

// NameOf returns the name of an account; "" when it is not there.
func NameOf(ctx context.Context, q db.Querier, id int64) (string, error) {
	names, err := db.Select[string](ctx, q, "SELECT name FROM account WHERE id = $1", id)
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}
