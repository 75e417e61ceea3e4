package access

import (
	"context"
	"time"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
)

// feedScope is the scope of tokens that stand in the address of a calendar: they read
// that calendar and do nothing else.
const feedScope = "feed"

// feedPrefix lets scanners for leaked secrets recognise such a token.
const feedPrefix = "vigiefeed_"

// mostFeeds is how many calendars a person may have at addresses.
const mostFeeds = 50

// The kinds of feeds.
const (
	FeedOfProject = "project"
	FeedOfView    = "view"
	FeedOfMine    = "mine"
)

// Feed is a calendar of key dates that a program reads at an address, with the rights
// that its owner has when it is read.
type Feed struct {
	Token
	Kind   string `db:"kind"`
	Object int64  `db:"object"` // the project or the view; 0 for one's own
}

const feedColumns = ", f.kind, f.object FROM feed f JOIN api_token t ON t.id = f.token_id"

// feedName is what others than its owner read of the name of a feed, which is that of a
// project or a view that they may not see.
var feedName = label.T("Calendar at an address", "Calendrier à une adresse")

// Feeds lists the person's own feeds that have not ended.
func Feeds(ctx context.Context, q db.Querier, who Who) ([]Feed, error) {
	return db.Select[Feed](ctx, q, "SELECT "+db.Columns[Token]("t")+feedColumns+" WHERE t.account_id = $1 AND t.expires > $2 ORDER BY t.created DESC, t.id", who.ID, clock(q))
}

// NewFeed makes a feed of a kind, of an object that the person may see: whoever calls
// has made sure of that. It ends after a year. The token is returned in clear, this once.
func NewFeed(ctx context.Context, tx *db.Tx, who Who, name, kind string, object int64) (Feed, string, error) {
	if who.ID == 0 || who.Bound {
		return Feed{}, "", fault.Forbidden()
	}
	kind, err := oneOf("kind", kind, FeedOfProject, FeedOfView, FeedOfMine)
	if err != nil {
		return Feed{}, "", err
	}
	if r := []rune(name); len(r) > 100 {
		name = string(r[:99]) + "…"
	}
	if name, err = cleanName("name", name, 100); err != nil {
		return Feed{}, "", err
	}
	all, err := Feeds(ctx, tx, who)
	if err != nil {
		return Feed{}, "", err
	}
	if len(all) >= mostFeeds {
		return Feed{}, "", fault.Conflict(label.F("You have %d calendars at addresses already; revoke one first", "Vous avez déjà %d calendriers à des adresses\u202f; révoquez-en un d’abord", mostFeeds))
	}
	now := tx.Millis()
	f := Feed{Token{ID: tx.NewID(), Account: who.ID, Name: name, Scope: feedScope, Created: now, Expires: now + longestToken.Milliseconds()}, kind, object}
	clear, digest := newSecret(feedPrefix)
	type tokenRow struct {
		Token
		Digest string `db:"digest"`
	}
	type feedRow struct {
		Token  int64  `db:"token_id"`
		Kind   string `db:"kind"`
		Object int64  `db:"object"`
	}
	if err := db.Insert(ctx, tx, "api_token", tokenRow{f.Token, digest}); err != nil {
		return Feed{}, "", err
	}
	if err := db.Insert(ctx, tx, "feed", feedRow{f.ID, kind, object}); err != nil {
		return Feed{}, "", err
	}
	audit(tx, auditEvent{Event: TokenMade, Account: who.ID, Detail: feedScope})
	return f, clear, nil
}

// ByFeed returns the feed of a token, and its owner with the rights of now, to read
// only. Whatever is wrong with it, there is no such feed.
func (g *Gate) ByFeed(ctx context.Context, token string) (Who, Feed, error) {
	type live struct {
		Feed
		Stamp  int64 `db:"stamp"`
		Factor bool  `db:"factor"`
	}
	found, err := db.Select[live](ctx, g.DB, "SELECT "+db.Columns[Token]("t")+", f.kind, f.object, (SELECT n FROM counter WHERE name = 'rights') AS stamp, EXISTS (SELECT 1 FROM second_factor x WHERE x.account_id = t.account_id AND x.confirmed <> 0) AS factor FROM feed f JOIN api_token t ON t.id = f.token_id JOIN account a ON a.id = t.account_id AND a.disabled = 0 WHERE t.digest = $1", digestOf(token))
	if err != nil {
		return Who{}, Feed{}, err
	}
	now := g.DB.Millis()
	if len(found) == 0 || now >= found[0].Expires {
		return Who{}, Feed{}, fault.NotFound()
	}
	f := found[0].Feed
	if now-f.LastUsed >= time.Minute.Milliseconds() {
		g.notice(ctx, "UPDATE api_token SET last_used = $1 WHERE id = $2", now, f.ID)
	}
	who, err := g.people.person(ctx, g.DB, f.Account, found[0].Stamp, "feed")
	who.Scope = Reading
	if err != nil || found[0].Factor {
		return who, f, err
	}
	// as with other tokens: no way around a second factor that was not set up
	required, err := demanded(ctx, g.DB, f.Account)
	if err == nil && required {
		err = fault.NotFound()
	}
	return who, f, err
}
