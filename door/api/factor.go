package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"vigie/door/auth"
	"vigie/door/mail"
	"vigie/ground/db"
	"vigie/room/access"
)

func (s *Server) factorRoutes(a *frame) {
	register(a, op(http.MethodGet, "/me/second-factor", "Whether signing in needs a code, and whether it must"), s.readFactor)
	register(a, op(http.MethodPost, "/me/second-factor", "Begin to set up a second factor: the secret for the phone", secret), s.beginFactor)
	register(a, op(http.MethodPost, "/me/second-factor/confirm", "Turn it on by a first code: the recovery codes, shown this once", secret), s.confirmFactor)
	register(a, op(http.MethodPost, "/me/second-factor/codes", "Ten new recovery codes in place of those left, shown this once", secret), s.newCodes)
	register(a, op(http.MethodPost, "/me/second-factor/disable", "Turn it off", noContent, secret), s.dropFactor)
	register(a, op(http.MethodPost, "/users/{id}/second-factor/reset", "Take away the second factor of somebody who has lost the phone", noContent), s.resetFactor)
}

type factor struct {
	On       bool   `json:"on"`
	Since    string `json:"since,omitempty"`
	Codes    int    `json:"codes" doc:"How many recovery codes are left"`
	Required bool   `json:"required" doc:"By a role of the person, or for everyone"`
	Pending  bool   `json:"pending" doc:"It must be set up before anything else"`
}

func factorOut(f access.Factor, who access.Who) factor {
	return factor{f.On, instant(f.Since), f.Codes, f.Required, who.Bound}
}

func (s *Server) readFactor(ctx context.Context, _ *struct{}) (*body[factor], error) {
	f, err := access.MyFactor(ctx, s.DB, auth.Who(ctx))
	return answer(factorOut(f, auth.Who(ctx)), err)
}

// proof is what proves anew who one is.
type proof struct {
	Body struct {
		Password string `json:"password,omitempty" maxLength:"1024"`
		Code     string `json:"code,omitempty" maxLength:"60" doc:"Of the phone, or a recovery code"`
	}
}

func (s *Server) tryOf(ctx context.Context, in *proof) access.Try {
	t := s.try(ctx, "", in.Body.Password)
	t.Code = in.Body.Code
	return t
}

type enrolment struct {
	Secret  string  `json:"secret" doc:"To be typed, in base 32"`
	Address string  `json:"address" doc:"otpauth://…, for an application on this device"`
	Picture picture `json:"picture"`
}

// picture is a QR code: a square of so many units, and the dark parts of it as
// an SVG path.
type picture struct {
	Size int    `json:"size"`
	Path string `json:"path"`
}

func (s *Server) beginFactor(ctx context.Context, in *proof) (*body[enrolment], error) {
	c := auth.Of(ctx)
	e, err := s.Gate.BeginFactor(ctx, c.Who, c.Session, s.tryOf(ctx, in))
	if err != nil {
		return nil, err
	}
	p, err := drawQR(e.Address)
	return answer(enrolment{e.Secret, e.Address, p}, err)
}

// drawQR draws a text as a QR code, with the four light units around it that
// cameras need.
func drawQR(text string) (picture, error) {
	const quiet = 4
	code, err := qr.Encode(text, qr.L, qr.Auto)
	if err != nil {
		return picture{}, fmt.Errorf("drawing the QR code: %w", err)
	}
	size := code.Bounds().Dx()
	var path strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			from := x
			for x < size && dark(code, x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
			}
		}
	}
	return picture{size + 2*quiet, path.String()}, nil
}

func dark(code barcode.Barcode, x, y int) bool {
	r, _, _, _ := code.At(x, y).RGBA()
	return r < 0x8000
}

type codes struct {
	Codes []string `json:"codes" doc:"Each lets one in once without the phone; shown this once"`
}

func (s *Server) confirmFactor(ctx context.Context, in *proof) (*body[codes], error) {
	c := auth.Of(ctx)
	t := s.tryOf(ctx, in)
	found, signed, err := s.Gate.ConfirmFactor(ctx, c.Who, c.Session, t)
	if err != nil {
		return nil, err
	}
	s.Auth.Issue(callOf(ctx).w, callOf(ctx).r, signed)
	s.tellOf(ctx, signed.Who, mail.FactorOn)
	return answer(codes{found}, nil)
}

func (s *Server) newCodes(ctx context.Context, in *proof) (*body[codes], error) {
	found, err := s.Gate.NewRecoveryCodes(ctx, auth.Who(ctx), s.tryOf(ctx, in))
	return answer(codes{found}, err)
}

func (s *Server) dropFactor(ctx context.Context, in *proof) (*none, error) {
	c := auth.Of(ctx)
	if err := s.Gate.DropFactor(ctx, c.Who, c.Session, s.tryOf(ctx, in)); err != nil {
		return nil, err
	}
	s.tellOf(ctx, c.Who, mail.FactorOff)
	return nil, nil
}

// tellOf sends the person a letter about what signs him in.
func (s *Server) tellOf(ctx context.Context, who access.Who, n mail.Notice) {
	a, err := access.Me(ctx, s.DB, who)
	if err == nil {
		s.tellAccount(ctx, a, n)
	}
}

// tellAccount sends a letter when letters leave at all. What it tells of has
// happened, so that a letter that does not leave is no error.
func (s *Server) tellAccount(ctx context.Context, a access.Account, n mail.Notice) {
	if s.Post == nil {
		return
	}
	if err := s.Post.SendNotice(context.WithoutCancel(ctx), a, n); err != nil {
		logOf(ctx).WarnContext(ctx, "sending a notice", slog.String("request", requestID(ctx)), slog.String("error", err.Error()))
	}
}

func (s *Server) resetFactor(ctx context.Context, in *ByID) (*none, error) {
	id, err := s.DB.Unseal(in.ID)
	if err != nil {
		return nil, err
	}
	var a access.Account
	if err := s.update(ctx, func(tx *db.Tx, who access.Who) (err error) {
		a, err = access.ResetFactor(ctx, tx, who, id)
		return err
	}); err != nil {
		return nil, err
	}
	s.tellAccount(ctx, a, mail.FactorReset)
	return nil, nil
}
