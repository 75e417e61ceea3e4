package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"vigie/door/auth"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/overview/agenda"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/campaign"
	"vigie/room/comment"
	"vigie/room/field"
	"vigie/room/notice"
	"vigie/room/record"
	"vigie/room/round"
)

func (s *Server) noticeRoutes(a *frame) {
	register(a, op(http.MethodGet, "/notices", "What the caller is told of, the latest first"), s.listNotices)
	register(a, op(http.MethodPost, "/notices/read", "Mark notices as read", noContent), s.readNotices)
	register(a, op(http.MethodGet, "/me/digest", "How often the caller wants a summary by mail"), s.getDigest)
	register(a, op(http.MethodPatch, "/me/digest", "Choose how often a summary comes by mail"), s.setDigest)
}

type noticesIn struct {
	Unread bool   `query:"unread" doc:"Only those that were not read yet"`
	After  string `query:"after" maxLength:"20" doc:"Where the page before ended"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"30"`
}

type noticeOut struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind" enum:"mention,reply,comment,appointed,undone,risk,action,decision,round,reminder,access,access_reminder"`
	Project *refOut   `json:"project"`
	Comment string    `json:"comment,omitempty" doc:"The id of the comment that it is about"`
	Change  int64     `json:"change,omitempty" doc:"The number of the change that it is about"`
	Round   string    `json:"round,omitempty" doc:"The id of the monthly round that it is about"`
	Access  string    `json:"campaign,omitempty" doc:"The id of the access campaign that it is about"`
	Record  string    `json:"record,omitempty" doc:"The id of the risk, the action or the decision that it is about"`
	Text    string    `json:"text,omitempty" doc:"The beginning of the comment, or the name of the record"`
	Actor   *refOut   `json:"actor"`
	At      time.Time `json:"at"`
	Read    bool      `json:"read"`
}

type noticeList struct {
	list[noticeOut]
	Unread int `json:"unread" doc:"How many were not read yet; 100 stands for 100 and more"`
}

func (s *Server) listNotices(ctx context.Context, in *noticesIn) (*body[noticeList], error) {
	before, err := s.unsealed(in.After)
	if err != nil {
		return nil, err
	}
	live, err := s.Portfolio.Live(ctx)
	if err != nil {
		return nil, err
	}
	who := auth.Who(ctx)
	out := noticeList{list: list[noticeOut]{Items: []noticeOut{}}}
	found, err := notice.List(ctx, s.DB, who, before, in.Unread, in.Limit)
	if err != nil {
		return nil, err
	}
	for _, n := range found {
		if shown, ok, err := s.showNotice(ctx, live, who, n); err != nil {
			return nil, err
		} else if ok {
			out.Items = append(out.Items, shown)
		}
	}
	if len(found) == in.Limit {
		out.Next = s.DB.Seal(found[len(found)-1].ID)
	}
	out.Total = len(out.Items)
	out.Unread, err = s.unread(ctx, live, who)
	return answer(out, err)
}

// unread counts the notices that were not read, and can be.
func (s *Server) unread(ctx context.Context, live *snapshot.Snapshot, who access.Who) (int, error) {
	all, err := notice.List(ctx, s.DB, who, 0, true, 100)
	n := 0
	for _, u := range all {
		if u.Project == 0 || live.Shows(who, int64(u.Project)) {
			n++
		}
	}
	return n, err
}

// showNotice leaves out what the person may not see any more.
func (s *Server) showNotice(ctx context.Context, live *snapshot.Snapshot, who access.Who, n notice.Notice) (noticeOut, bool, error) {
	names := live.Names(who)
	out := noticeOut{ID: s.DB.Seal(n.ID), Kind: n.Kind, At: time.UnixMilli(n.Created).UTC(), Read: n.Read != 0}
	if n.Actor != 0 {
		out.Actor = &refOut{s.DB.Seal(int64(n.Actor)), names.Name(field.User, int64(n.Actor))}
	}
	if n.Kind == notice.Undone {
		out.Change = n.Object
	}
	if n.Kind == notice.Round || n.Kind == notice.Reminder {
		r, err := round.Get(ctx, s.DB, who, n.Object)
		if fault.KindOf(err) == fault.Missing {
			return out, false, nil
		}
		out.Round, out.Text = s.DB.Seal(r.ID), r.Month.In(who.Lang)
		return out, err == nil, err
	}
	if n.Kind == notice.Access || n.Kind == notice.AccessReminder {
		c, err := campaign.Get(ctx, s.DB, who, n.Object)
		if fault.KindOf(err) == fault.Missing {
			return out, false, nil
		}
		out.Access, out.Text = s.DB.Seal(c.ID), c.Name
		return out, err == nil, err
	}
	if kind := agenda.KindOf(n.Kind); kind != nil {
		return s.showGiven(ctx, live, who, n, out, kind)
	}
	if n.Project == 0 {
		return out, true, nil
	}
	if !live.Shows(who, int64(n.Project)) {
		return out, false, nil
	}
	out.Project = &refOut{s.DB.Seal(int64(n.Project)), names.Name(field.Project, int64(n.Project))}
	if n.Object == 0 {
		return out, true, nil
	}
	c, err := comment.Get(ctx, s.DB, who, int64(n.Project), n.Object)
	if fault.KindOf(err) == fault.Missing || err == nil && c.Deleted != 0 {
		return out, false, nil
	}
	out.Comment, out.Text = s.DB.Seal(n.Object), comment.Plain(c.Body, 140)
	return out, err == nil, err
}

// showGiven shows that somebody gave the person a risk, an action or a decision.
func (s *Server) showGiven(ctx context.Context, live *snapshot.Snapshot, who access.Who, n notice.Notice, out noticeOut, kind *record.Kind) (noticeOut, bool, error) {
	m, err := kind.Get(ctx, s.DB, who, n.Object)
	if fault.KindOf(err) == fault.Missing {
		return out, false, nil
	}
	if err != nil {
		return out, false, err
	}
	out.Record, out.Text = s.DB.Seal(m.ID), m.Name()
	if p := m.Project(); p != 0 {
		out.Project = &refOut{s.DB.Seal(p), live.Names(who).Name(field.Project, p)}
	}
	return out, true, nil
}

type readNoticesIn struct {
	Body struct {
		IDs []string `json:"ids,omitempty" maxItems:"200"`
		All bool     `json:"all,omitempty"`
	}
}

func (s *Server) readNotices(ctx context.Context, in *readNoticesIn) (*struct{}, error) {
	ids := make([]int64, len(in.Body.IDs))
	for i, id := range in.Body.IDs {
		var err error
		if ids[i], err = s.DB.Unseal(id); err != nil {
			return nil, fault.Invalid("ids["+strconv.Itoa(i)+"]", fault.NotFound().Text)
		}
	}
	return nil, s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return notice.MarkRead(ctx, tx, who, ids, in.Body.All)
	})
}

type digestOut struct {
	Rhythm string `json:"rhythm" enum:"never,daily,weekly"`
}

func (s *Server) getDigest(ctx context.Context, _ *struct{}) (*body[digestOut], error) {
	d, err := notice.DigestOf(ctx, s.DB, auth.Who(ctx))
	return answer(digestOut{d.Rhythm}, err)
}

func (s *Server) setDigest(ctx context.Context, in *body[digestOut]) (*body[digestOut], error) {
	err := s.update(ctx, func(tx *db.Tx, who access.Who) error {
		return notice.AskDigest(ctx, tx, who, in.Body.Rhythm)
	})
	return answer(in.Body, err)
}
