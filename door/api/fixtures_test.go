package api

import (
	"context"
	"slices"
	"strings"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/rate"
)

// fixtures has a line for every route. Files of other rooms add theirs by init.
var fixtures = map[string]fixture{
	"GET /openapi.json": {places: anywhere},

	"GET /setup":  {places: anywhere},
	"POST /setup": {places: anywhere, ok: 422, request: just(map[string]any{"secret": "guess", "login": "eve", "name": "Eve", "password": password})},
	"POST /session": {places: anywhere, ok: 401, request: func(w *world, _ *persona, _ string) ([]string, any) {
		return nil, map[string]any{"login": w.fresh("nobody"), "password": "x"}
	}},
	"DELETE /session":       {places: anywhere, anew: true},
	"POST /password/forgot": {places: anywhere, request: just(map[string]any{"login": "nobody"})},
	"POST /password/reset":  {places: anywhere, ok: 422, request: just(map[string]any{"token": "guess", "password": password})},

	"GET /me":      {places: anywhere},
	"PATCH /me":    {places: anywhere, request: just(map[string]any{"theme": "dark"})},
	"GET /tokens":  {places: anywhere},
	"POST /tokens": {places: anywhere, request: just(map[string]any{"name": "t", "scope": "read", "expires": "2027-01-01"})},
	"POST /me/password": {places: anywhere, request: func(w *world, p *persona, _ string) ([]string, any) {
		return nil, map[string]any{"current": password, "password": password}
	}},
	"PUT /me/preferences/{name}": {places: anywhere, request: func(*world, *persona, string) ([]string, any) {
		return []string{"list.users"}, map[string]any{"value": map[string]any{"mode": "table"}}
	}},
	"GET /me/sessions":         {places: anywhere},
	"DELETE /me/sessions/{id}": {places: []string{"own", "foreign"}, may: onlyOwn, denied: 404, request: aSession},
	"DELETE /tokens/{id}":      {places: []string{"own", "foreign"}, may: onlyOwn, denied: 404, request: aToken},
	"GET /permissions":         {places: anywhere},

	"GET /users":              {places: anywhere},
	"POST /users":             {places: anywhere, request: newUser},
	"GET /users/{id}":         {request: aUser(nil)},
	"PATCH /users/{id}":       {request: aUser(map[string]any{"name": "Changed"}), version: true},
	"POST /users/{id}/invite": {request: aUser(nil)},

	"GET /groups":         {places: anywhere},
	"POST /groups":        {places: anywhere, request: newGroup},
	"GET /groups/{id}":    {request: aGroup(nil)},
	"PATCH /groups/{id}":  {request: aGroup(map[string]any{"name": "Changed"}), version: true},
	"DELETE /groups/{id}": {request: aGroup(nil), version: true},

	"GET /rates":              {places: anywhere},
	"POST /rates":             {places: anywhere, request: newRate},
	"PATCH /rates/{id}":       {places: anywhere, request: aRate(map[string]any{"rate": "1.2"}), version: true},
	"DELETE /rates/{id}":      {places: anywhere, request: aRate(nil), version: true},
	"GET /rates/{id}/history": {places: anywhere, request: aRate(nil)},

	"GET /units":         {places: anywhere},
	"POST /units":        {request: newUnit},
	"GET /units/{id}":    {request: theUnit, may: func(p *persona, place string) bool { return p.rights != 0 && p.reaches(place) }},
	"PATCH /units/{id}":  {request: aUnit(map[string]any{"code": ""}), version: true},
	"DELETE /units/{id}": {request: aUnit(nil), version: true},

	"GET /units/{id}/uses": {request: aUnit(nil)},

	"GET /roles":         {places: anywhere},
	"POST /roles":        {places: anywhere, may: everywhereOnly, request: newRole},
	"GET /roles/{id}":    {places: anywhere, request: aRole(nil)},
	"PATCH /roles/{id}":  {places: anywhere, may: everywhereOnly, request: aRole(map[string]any{"permissions": []string{}}), version: true},
	"DELETE /roles/{id}": {places: anywhere, may: everywhereOnly, request: aRole(nil), version: true},

	"GET /grants":         {places: anywhere},
	"POST /grants":        {request: newGrant},
	"DELETE /grants/{id}": {request: aGrant},
}

var anywhere = []string{"own"}

func (p *persona) reaches(place string) bool { return p.everywhere || slices.Contains(within, place) }

func everywhereOnly(p *persona, _ string) bool { return p.everywhere }
func onlyOwn(_ *persona, place string) bool    { return place == "own" }

// just is the request of a route without object.
func just(body any) func(*world, *persona, string) ([]string, any) {
	return func(*world, *persona, string) ([]string, any) { return nil, body }
}

func aSession(w *world, p *persona, place string) ([]string, any) {
	owner := p.account
	if place != "own" || owner.ID == 0 {
		owner = w.account(w.fresh("other"))
		w.setPassword(owner)
	}
	w.signedIn(owner)
	ids, err := db.Select[int64](context.Background(), w.d, "SELECT id FROM session WHERE account_id = $1 ORDER BY created DESC, id DESC LIMIT 1", owner.ID)
	if err != nil || len(ids) == 0 {
		w.t.Fatal(ids, err)
	}
	return []string{w.d.Seal(ids[0])}, nil
}

func aToken(w *world, p *persona, place string) ([]string, any) {
	owner := p.account
	if place != "own" || owner.ID == 0 {
		owner = w.account(w.fresh("other"))
	}
	w.bearer(owner.ID, "read")
	id, err := db.Get[int64](context.Background(), w.d, "SELECT max(id) FROM api_token WHERE account_id = $1", owner.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return []string{w.d.Seal(id)}, nil
}

func newUser(w *world, _ *persona, _ string) ([]string, any) {
	return nil, map[string]any{"login": w.fresh("new"), "name": "New"}
}

// aUser is an account that may read at a place.
func aUser(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		a := w.account(w.fresh("user"))
		w.grant(a.ID, w.roles["reader"], w.units[place])
		return []string{w.d.Seal(a.ID)}, body
	}
}

func newGroup(w *world, _ *persona, _ string) ([]string, any) {
	return nil, map[string]any{"name": w.fresh("group")}
}

// aGroup is a group that may read at a place.
func aGroup(body map[string]any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		var g access.Group
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			if g, err = access.CreateGroup(context.Background(), tx, who, w.fresh("group")); err != nil {
				return err
			}
			_, err = access.AddGrant(context.Background(), tx, who, access.Grant{Group: db.ID(g.ID), Role: w.roles["reader"], Unit: db.ID(w.units[place])})
			return err
		})
		if body == nil {
			return []string{w.d.Seal(g.ID)}, nil
		}
		return []string{w.d.Seal(g.ID)}, map[string]any{"name": w.fresh("changed")}
	}
}

func newUnit(w *world, _ *persona, place string) ([]string, any) {
	return nil, map[string]any{"name": w.fresh("unit"), "parent": w.d.Seal(w.units[place])}
}

func theUnit(w *world, _ *persona, place string) ([]string, any) {
	return []string{w.d.Seal(w.units[place])}, nil
}

// aUnit is a new unit below a place.
func aUnit(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, place string) ([]string, any) {
		return []string{w.d.Seal(w.unit(w.fresh("unit"), w.units[place]))}, body
	}
}

func newRate(w *world, _ *persona, _ string) ([]string, any) {
	w.serial++
	return nil, map[string]any{"currency": "GBP", "day": day.Of(2000, 1, 1+w.serial).String(), "rate": "1.1875"}
}

// aRate is a new rate of a day of its own.
func aRate(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		w.serial++
		r := rate.Rate{Currency: "USD", Against: "EUR", Day: day.Of(2000, 1, 1+w.serial), Value: rate.Scale}
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			r, err = rate.Create(context.Background(), tx, who, r)
			return err
		})
		return []string{w.d.Seal(r.ID)}, body
	}
}

func newRole(w *world, _ *persona, _ string) ([]string, any) {
	return nil, map[string]any{"label": map[string]any{"en": w.fresh("role")}, "permissions": []string{"project.read"}}
}

func aRole(body any) func(*world, *persona, string) ([]string, any) {
	return func(w *world, _ *persona, _ string) ([]string, any) {
		r := access.Role{Key: strings.ReplaceAll(w.fresh("role"), "-", "_"), Rights: access.ReadProject}
		r.Label.EN = r.Key
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			r, err = access.CreateRole(context.Background(), tx, who, r)
			return err
		})
		return []string{w.d.Seal(r.ID)}, body
	}
}

func newGrant(w *world, _ *persona, place string) ([]string, any) {
	a := w.account(w.fresh("user"))
	return nil, map[string]any{"user": w.d.Seal(a.ID), "role": w.d.Seal(w.roles["reader"]), "unit": w.d.Seal(w.units[place])}
}

func aGrant(w *world, _ *persona, place string) ([]string, any) {
	return []string{w.d.Seal(w.grant(w.account(w.fresh("user")).ID, w.roles["reader"], w.units[place]))}, nil
}
