// Package auth recognises who sends an HTTP request: by the cookie of a
// session or by a bearer token.
package auth

import (
	"context"

	"vigie/room/access"
)

// Caller is whoever sends a request, as far as it is known.
type Caller struct {
	Who     access.Who // the zero Who when nobody is signed in
	Session int64      // the session of a browser; 0 for a token or nobody
	Token   bool       // by an API token
	Err     error      // why it could not be found out, when the database is away
}

type callerKey struct{}

// With returns a context that carries the caller, for whom everything in it is read.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(access.For(ctx, c.Who), callerKey{}, c)
}

// Of returns the caller of a request; the zero Caller where there is none.
func Of(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// Who returns the person on whose behalf the request is made; the zero Who,
// who may nothing, when nobody is signed in.
func Who(ctx context.Context) access.Who { return Of(ctx).Who }
