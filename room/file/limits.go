package file

import (
	"context"
	"fmt"

	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Limits are how much may be attached, in bytes; 0 is no limit.
type Limits struct {
	File     int64 // one file
	Project  int64 // all files of a project
	Person   int64 // all files that one person attached
	Instance int64 // all files there are
	Count    int64 // how many files a project may have
}

// Usual are the limits of an instance that sets none.
var Usual = Limits{File: 50 << 20, Project: 2 << 30, Person: 5 << 30, Count: 500}

// MostBytes is what one file may weigh, whatever is set.
const MostBytes = 1 << 30

// allow says whether so many bytes more may be attached to a project.
func (l Limits) allow(ctx context.Context, q db.Querier, who access.Who, project, size int64) error {
	if l.File > 0 && size > l.File {
		return l.tooLarge()
	}
	type sums struct {
		Count    int64 `db:"n"`
		Project  int64 `db:"project"`
		Person   int64 `db:"person"`
		Instance int64 `db:"instance"`
	}
	s, err := db.Get[sums](ctx, q, `SELECT
		(SELECT count(*) FROM attachment WHERE project_id = $1 AND deleted = 0) AS n,
		(SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM attachment WHERE project_id = $1) AS project,
		(SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM attachment WHERE added_by = $2) AS person,
		(SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM content) AS instance`, project, who.ID)
	if err != nil {
		return err
	}
	full := func(limit, used int64) bool { return limit > 0 && used+size > limit }
	switch {
	case l.Count > 0 && s.Count >= l.Count:
		return fault.Conflict(label.F("This project already has %d attachments, which is the most; remove some first", "Ce projet a déjà %d pièces jointes, le maximum ; retirez-en d’abord", l.Count))
	case full(l.Project, s.Project):
		return fault.Oversize(label.F("The attachments of this project would weigh more than %s; remove some first", "Les pièces jointes de ce projet dépasseraient %s ; retirez-en d’abord", Weight(l.Project)))
	case full(l.Person, s.Person):
		return fault.Oversize(label.F("The files that you attached would weigh more than %s; remove some first", "Les fichiers que vous avez joints dépasseraient %s ; retirez-en d’abord", Weight(l.Person)))
	case full(l.Instance, s.Instance):
		return fault.Oversize(label.T("There is no room left for attachments; tell your administrator", "Il n’y a plus de place pour les pièces jointes ; prévenez votre administrateur"))
	}
	return nil
}

func (l Limits) tooLarge() error {
	return fault.Oversize(label.F("A file may weigh %s at most; make it smaller, or put it elsewhere and add a link", "Un fichier peut peser %s au plus ; allégez-le, ou déposez-le ailleurs et ajoutez un lien", Weight(l.File)))
}

// Weight is a number of bytes as people say it: 50 MB, 50 Mo.
type Weight int64

// In writes the weight in a language.
func (w Weight) In(l label.Lang) string {
	units := []string{"bytes", "kB", "MB", "GB"}
	if l == label.FR {
		units = []string{"octets", "ko", "Mo", "Go"}
	}
	n, i := int64(w), 0
	for n >= 1024 && i < len(units)-1 {
		n, i = (n+512)/1024, i+1
	}
	return fmt.Sprintf("%d\u00a0%s", n, units[i])
}

// Room says, before any byte is read, whether a file of about so many bytes may
// be attached to a project by the person.
func (d *Desk) Room(ctx context.Context, who access.Who, project, size int64) error {
	if _, err := taking(ctx, d.DB, who, project); err != nil {
		return err
	}
	return d.Limits.allow(ctx, d.DB, who, project, size)
}
