package file

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"time"

	"vigie/ground/db"
)

// ScanKind is the kind of the jobs that have content looked at by the scanner.
const ScanKind = "scan"

// Scanner looks for viruses. The finding is empty when there is nothing to find.
type Scanner interface {
	Scan(ctx context.Context, content io.Reader) (finding string, err error)
}

// Scan does a job left by Add: until it is done, the content is not given out.
func (d *Desk) Scan(ctx context.Context, j db.Job) error {
	var order struct {
		Digest string `json:"digest"`
	}
	if err := json.Unmarshal([]byte(j.Payload), &order); err != nil {
		return fmt.Errorf("reading what to scan: %w", err)
	}
	if d.Scanner == nil {
		return errors.New("no scanner is set any more")
	}
	in, err := d.open(ctx, order.Digest)
	if errors.Is(err, fs.ErrNotExist) {
		known, e := db.Get[int64](ctx, d.DB, "SELECT count(*) FROM content WHERE digest = $1", order.Digest)
		if e == nil && known == 0 {
			return nil // removed meanwhile
		}
	}
	if err != nil {
		return err
	}
	defer in.Close()
	finding, err := d.Scanner.Scan(ctx, in)
	if err != nil {
		return fmt.Errorf("scanning an attachment: %w", err)
	}
	state := Clean
	if finding != "" {
		state = Infected
		d.Log.ErrorContext(ctx, "the virus scanner found something in an attachment", "digest", order.Digest, "finding", finding)
	}
	_, err = d.DB.Update(ctx, db.Origin{Via: "system"}, func(tx *db.Tx) error {
		on, err := db.Select[int64](ctx, tx, "SELECT DISTINCT project_id FROM attachment WHERE digest = $1", order.Digest)
		if err != nil {
			return err
		}
		for _, id := range on {
			tx.Touch("project", id)
		}
		_, err = db.Exec(ctx, tx, "UPDATE content SET scan = $2, finding = $3 WHERE digest = $1", order.Digest, state, finding)
		return err
	})
	return err
}

// Clamd asks a running clamd, by the command INSTREAM.
type Clamd struct {
	Address string // host:port, or the path of a socket
	Timeout time.Duration
}

// Scan sends content piece by piece and reads the one line of the answer.
func (c Clamd) Scan(ctx context.Context, content io.Reader) (string, error) {
	network := "tcp"
	if strings.HasPrefix(c.Address, "/") {
		network = "unix"
	}
	conn, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(ctx, network, c.Address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(c.Timeout)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(conn, "zINSTREAM\x00"); err != nil {
		return "", err
	}
	b := make([]byte, 4+64<<10)
	for {
		n, err := io.ReadFull(content, b[4:])
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return "", err
		}
		binary.BigEndian.PutUint32(b, uint32(n))
		if _, err := conn.Write(b[:4+n]); err != nil {
			return "", err
		}
		if n == 0 {
			break
		}
	}
	answer, err := io.ReadAll(io.LimitReader(conn, 4096))
	if err != nil {
		return "", err
	}
	return verdict(strings.TrimRight(string(answer), "\x00\n"))
}

// verdict reads "stream: OK" and "stream: Eicar-Signature FOUND".
func verdict(answer string) (string, error) {
	said := strings.TrimPrefix(answer, "stream: ")
	if said == "OK" {
		return "", nil
	}
	if name, found := strings.CutSuffix(said, " FOUND"); found {
		return name, nil
	}
	return "", fmt.Errorf("the scanner answered %q", answer)
}
