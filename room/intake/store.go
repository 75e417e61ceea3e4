package intake

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/portfolio"
)

// partSize is how much of a file one transaction stores.
const partSize = 512 << 10

// Request is what is asked of a new import.
type Request struct {
	Object    string // "project" when empty
	Portfolio int64
	Name      string // of the portfolio, found by name or made when applied
	AsOf      day.Day
	Mapping   int64 // a saved mapping; 0 proposes, from one with the same headers where there is one
	FileName  string
	Content   []byte
}

// Create keeps the file and proposes how to read it.
func (k *Desk) Create(ctx context.Context, who access.Who, r Request) (*Import, error) {
	m := &Import{Version: 1, Object: cmp.Or(r.Object, "project"), Portfolio: r.Portfolio, Name: cleanName(r.Name, longestName), AsOf: r.AsOf, State: Draft, By: who.ID, Created: k.DB.Millis()}
	if targets[m.Object] == nil {
		return nil, fault.Invalid("object", label.F("“%s” cannot be imported; say project, unit or user", "« %s » ne s’importe pas ; indiquez project, unit ou user", r.Object))
	}
	if len(r.Content) > MaxFile {
		return nil, tooLarge()
	}
	if err := k.place(ctx, k.DB, who, m); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(r.Content)
	m.File = File{Name: fileName(r.FileName), Size: int64(len(r.Content)), Digest: hex.EncodeToString(sum[:])}
	t, err := k.read(ctx, m, r.Content)
	if err != nil {
		return nil, err
	}
	if err := k.propose(ctx, who, m, t, r.Mapping); err != nil {
		return nil, err
	}
	return m, k.keep(ctx, who, m, r.Content)
}

// longestName is how long the name of a file or a portfolio may be, in characters.
const longestName = 200

// fileName keeps the last part of a path, in characters that can be kept. A long
// name loses its middle, so that its ending stays.
func fileName(s string) string {
	s = cleanName(path.Base(strings.ReplaceAll(cleanName(s, 4000), `\`, "/")), 4000)
	if s == "" || s == "." || s == ".." || s == "/" {
		return "import"
	}
	if r := []rune(s); len(r) > longestName {
		s = string(r[:longestName-20]) + "…" + string(r[len(r)-19:])
	}
	return s
}

// cleanName writes a name on one line without what cannot be seen or kept:
// control characters, marks that turn the writing around, broken characters.
func cleanName(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200d':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		s = strings.TrimSpace(string(r[:most]))
	}
	return s
}

func tooLarge() error {
	return fault.Oversize(label.T("The file is larger than 50 MB; remove pictures and sheets that are not needed, or cut it in two",
		"Le fichier dépasse 50 Mo ; retirez les images et les feuilles inutiles, ou coupez-le en deux"))
}

// keep writes a new import: first its row, then the file in parts, so that
// nobody waits long for the database.
func (k *Desk) keep(ctx context.Context, who access.Who, m *Import, content []byte) error {
	_, err := k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
		m.ID = tx.NewID()
		r, err := m.row()
		if err != nil {
			return err
		}
		return db.Insert(ctx, tx, "import", r)
	})
	type part struct {
		Import  int64  `db:"import_id"`
		Place   int64  `db:"place"`
		Content []byte `db:"content"`
	}
	place := int64(0)
	for piece := range slices.Chunk(content, partSize) {
		if err != nil {
			return err
		}
		place++
		_, err = k.DB.Update(ctx, who.Origin(), func(tx *db.Tx) error {
			return db.Insert(ctx, tx, "import_part", part{m.ID, place, piece})
		})
	}
	return err
}

// content returns the file of an import.
func (k *Desk) content(ctx context.Context, m *Import) ([]byte, error) {
	out := make([]byte, 0, m.File.Size)
	type part struct {
		Content []byte `db:"content"`
	}
	err := db.Each(ctx, k.DB, func(p *part) error { out = append(out, p.Content...); return nil },
		"SELECT content FROM import_part WHERE import_id = $1 ORDER BY place", m.ID)
	if err == nil && int64(len(out)) != m.File.Size {
		err = fault.Conflict(label.T("The file was not received whole; send it again", "Le fichier n’a pas été reçu en entier ; envoyez-le à nouveau")).Because(io.ErrUnexpectedEOF)
	}
	return out, err
}

// place settles the date, the portfolio and the unit of an import, and whether
// the person may import there.
func (k *Desk) place(ctx context.Context, q db.Querier, who access.Who, m *Import) error {
	today := day.OfTime(k.DB.Now())
	if m.AsOf == 0 {
		m.AsOf = today
	}
	if m.AsOf > today {
		return fault.Invalid("as_of", label.F("%s lies in the future; import at a date up to today", "%s est dans le futur ; importez à une date au plus tard aujourd’hui", m.AsOf))
	}
	if m.Object != "project" {
		m.Portfolio, m.Name = 0, ""
		if !targets[m.Object].dated {
			m.AsOf = today
		}
		return k.anchor(ctx, q, who, m)
	}
	var p portfolio.Portfolio
	var err error
	switch {
	case m.Portfolio != 0:
		p, err = portfolio.Get(ctx, q, who, m.Portfolio)
	case m.Name != "":
		if p, err = portfolio.Find(ctx, q, who, m.Name); fault.KindOf(err) == fault.Missing {
			return k.anchor(ctx, q, who, m)
		}
	default:
		return k.anchor(ctx, q, who, m)
	}
	if err != nil {
		return err
	}
	if p.Kind != portfolio.Manual {
		return fault.Invalid("portfolio", label.F("“%s” is filled by its filter; import into a portfolio picked by hand", "« %s » est rempli par son filtre ; importez dans un portefeuille composé à la main", p.Name))
	}
	m.Portfolio, m.Name, m.Unit = p.ID, p.Name, p.Unit
	return access.Must(who.Can(access.Import|access.EditPortfolio, m.Unit))
}

// anchor finds the unit for an import that has no portfolio yet: the
// organisation, or the highest unit on which the person may do it.
func (k *Desk) anchor(ctx context.Context, q db.Querier, who access.Who, m *Import) error {
	need := targets[m.Object].right
	if m.Object == "project" && m.Name != "" {
		need |= access.EditPortfolio
	}
	root, err := access.Root(ctx, q)
	if err != nil {
		return err
	}
	if who.CanEverywhere(need) {
		m.Unit = root.ID
		return nil
	}
	found, err := access.Units(ctx, q, who, access.Page{Limit: 500})
	if err != nil {
		return err
	}
	for _, u := range found.Items {
		if who.Can(need, u.ID) {
			m.Unit = u.ID
			return nil
		}
	}
	return fault.Forbidden()
}

// Get returns an import that the person may work on.
func (k *Desk) Get(ctx context.Context, q db.Querier, who access.Who, id int64) (*Import, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM import WHERE id = $1", id)
	if err != nil {
		return nil, err
	}
	if !may(who, r.Object, r.Unit, int64(r.By)) {
		return nil, fault.NotFound()
	}
	return r.imported()
}

// may reports whether a person may see and work on an import: with the right on
// its unit; of people and units, only his own or with the right everywhere.
func may(who access.Who, object string, unit, by int64) bool {
	t := targets[object]
	if t == nil || !who.Can(t.right, unit) {
		return false
	}
	return object == "project" || by == who.ID || who.CanEverywhere(t.right)
}

// List returns the imports that the person may work on, the latest first, from
// below one on, without how they are read, and how many there are in all.
func (k *Desk) List(ctx context.Context, who access.Who, below int64, limit int) ([]*Import, int, error) {
	type brief struct {
		ID     int64  `db:"id"`
		Object string `db:"object"`
		Unit   int64  `db:"unit_id"`
		By     db.ID  `db:"created_by"`
	}
	total, page := 0, []int64{}
	err := db.Each(ctx, k.DB, func(b *brief) error {
		if !may(who, b.Object, b.Unit, int64(b.By)) {
			return nil
		}
		total++
		if (below == 0 || b.ID < below) && len(page) < limit {
			page = append(page, b.ID)
		}
		return nil
	}, "SELECT id, object, unit_id, created_by FROM import ORDER BY id DESC")
	if err != nil || len(page) == 0 {
		return nil, total, err
	}
	var out []*Import
	in, args := db.List(nil, page)
	err = db.Each(ctx, k.DB, func(r *row) error {
		r.Settings = `{"columns":[]}`
		m, err := r.imported()
		if err == nil {
			out = append(out, m)
		}
		return err
	}, "SELECT "+db.Columns[row]("")+" FROM import WHERE id IN "+in+" ORDER BY id DESC", args...)
	return out, total, err
}

// save writes an import under its next version; it is outdated when someone
// else did in the meantime.
func (m *Import) save(ctx context.Context, tx *db.Tx) error {
	was := m.Version
	m.Version++
	r, err := m.row()
	if err != nil {
		return err
	}
	n, err := db.Exec(ctx, tx, "UPDATE import SET version = $1 WHERE id = $2 AND version = $3", m.Version, m.ID, was)
	if err == nil && n == 0 {
		m.Version = was
		return fault.Outdated(nil)
	}
	if err != nil {
		return err
	}
	tx.Touch(Entity, m.ID)
	return db.Put(ctx, tx, "import", r)
}

// Delete throws an import away that wrote nothing, or was taken back.
func (k *Desk) Delete(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	m, err := k.Get(ctx, tx, who, id)
	if err != nil {
		return err
	}
	if m.State.atWork() {
		return busy()
	}
	if m.State == Applied {
		return fault.Conflict(label.T("This import is part of the history; undo it if it was wrong", "Cet import fait partie de l’historique ; annulez-le s’il était erroné"))
	}
	_, err = db.Exec(ctx, tx, "DELETE FROM import WHERE id = $1", id)
	tx.Touch(Entity, id)
	return err
}

func busy() error {
	return fault.Conflict(label.T("This import is at work; wait until it has come to its end", "Cet import est en cours ; attendez qu’il soit terminé"))
}
