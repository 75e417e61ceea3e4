package file

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// Bucket keeps content in a store that speaks the language of S3.
type Bucket struct {
	URL    *url.URL // https://host/bucket, and what every key begins with
	Region string
	Key    string // who asks
	Secret string
	Now    func() time.Time
	Client *http.Client
}

// OpenBucket checks the settings. It does not reach out yet.
func OpenBucket(address, region, key, secret string, now func() time.Time) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || strings.Trim(u.Path, "/") == "" || u.RawQuery != "" || u.User != nil {
		return nil, fmt.Errorf("the address of the store is not of the form https://host/bucket")
	}
	if key == "" || secret == "" {
		return nil, fmt.Errorf("the store needs a key and its secret")
	}
	return &Bucket{URL: u, Region: region, Key: key, Secret: secret, Now: now, Client: &http.Client{
		Timeout: 15 * time.Minute,
		// Another address than the one that was set is never followed.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, ResponseHeaderTimeout: time.Minute, TLSHandshakeTimeout: 10 * time.Second, MaxIdleConnsPerHost: 8, IdleConnTimeout: time.Minute},
	}}, nil
}

func (b *Bucket) String() string { return b.URL.Redacted() }

// Put sends content; its digest is signed with it, so that the store refuses
// bytes that changed on the way.
func (b *Bucket) Put(ctx context.Context, digest string, size int64, content io.ReadSeeker) error {
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r, err := b.request(ctx, http.MethodPut, digest, io.NopCloser(content), digest)
	if err != nil {
		return err
	}
	r.ContentLength = size
	res, err := b.Client.Do(r)
	if err != nil {
		return fmt.Errorf("sending an attachment to the store: %w", err)
	}
	defer res.Body.Close()
	return refusedBy(res)
}

// Open asks for content.
func (b *Bucket) Open(ctx context.Context, digest string) (io.ReadCloser, error) {
	r, err := b.request(ctx, http.MethodGet, digest, nil, emptyDigest)
	if err != nil {
		return nil, err
	}
	res, err := b.Client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("asking the store for an attachment: %w", err)
	}
	if err := refusedBy(res); err != nil {
		res.Body.Close()
		return nil, err
	}
	return res.Body, nil
}

// Remove asks how old content is, and then removes it.
func (b *Bucket) Remove(ctx context.Context, digest string, since time.Time) error {
	res, err := b.ask(ctx, http.MethodHead, digest)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	put, err := http.ParseTime(res.Header.Get("Last-Modified"))
	if err != nil || put.After(since) {
		return err
	}
	_, err = b.ask(ctx, http.MethodDelete, digest)
	return err
}

func (b *Bucket) ask(ctx context.Context, method, digest string) (*http.Response, error) {
	r, err := b.request(ctx, method, digest, nil, emptyDigest)
	if err != nil {
		return nil, err
	}
	res, err := b.Client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("asking the store: %w", err)
	}
	defer res.Body.Close()
	return res, refusedBy(res)
}

// refusedBy says what the store said, with what it wrote about it.
func refusedBy(res *http.Response) error {
	switch {
	case res.StatusCode >= 200 && res.StatusCode < 300:
		return nil
	case res.StatusCode == http.StatusNotFound:
		return fmt.Errorf("the store does not have it: %w", fs.ErrNotExist)
	}
	said, _ := io.ReadAll(io.LimitReader(res.Body, 500))
	return fmt.Errorf("the store answered %s: %.500s", res.Status, said)
}

var emptyDigest = hex.EncodeToString(sha256.New().Sum(nil))

// request makes a request that is signed by AWS Signature Version 4: over the
// method, the path, the host, the instant and the digest of the body.
func (b *Bucket) request(ctx context.Context, method, digest string, body io.Reader, bodyDigest string) (*http.Request, error) {
	u := *b.URL
	u.Path = path.Join("/", u.Path, key(digest))
	r, err := http.NewRequestWithContext(ctx, method, u.String(), body)
	if err != nil {
		return nil, err
	}
	now := b.Now().UTC()
	stamp, date := now.Format("20060102T150405Z"), now.Format("20060102")
	r.Header.Set("X-Amz-Date", stamp)
	r.Header.Set("X-Amz-Content-Sha256", bodyDigest)
	const signed = "host;x-amz-content-sha256;x-amz-date"
	canonical := strings.Join([]string{
		method, (&url.URL{Path: u.Path}).EscapedPath(), "",
		"host:" + u.Host, "x-amz-content-sha256:" + bodyDigest, "x-amz-date:" + stamp, "", signed, bodyDigest,
	}, "\n")
	scope := strings.Join([]string{date, b.Region, "s3", "aws4_request"}, "/")
	sum := sha256.Sum256([]byte(canonical))
	text := strings.Join([]string{"AWS4-HMAC-SHA256", stamp, scope, hex.EncodeToString(sum[:])}, "\n")
	by := []byte("AWS4" + b.Secret)
	for _, part := range []string{date, b.Region, "s3", "aws4_request"} {
		by = keyed(by, part)
	}
	r.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%x", b.Key, scope, signed, keyed(by, text)))
	return r, nil
}

func keyed(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
