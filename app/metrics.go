package app

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"vigie/door/api"
	"vigie/ground/db"
)

// metrics counts what operators watch.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	api      *http.ServeMux   // knows the routes of the API
	damaged  prometheus.Gauge // problems found in the files of the database
}

func newMetrics(d *db.DB, api *http.ServeMux) *metrics {
	m := &metrics{
		api:      api,
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "vigie_http_seconds", Help: "Time to answer a request, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .02, .05, .1, .15, .3, .5, 1, 3, 10},
		}, []string{"method", "route", "status"}),
	}
	m.damaged = prometheus.NewGauge(prometheus.GaugeOpts{Name: "vigie_db_problems", Help: "Problems that the last inspection found in the files of the database."})
	m.registry.MustRegister(m.requests, m.damaged, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &databaseMetrics{d})
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// measure times every request under the pattern of its route, so that the
// number of series does not grow with the number of objects.
func (m *metrics) measure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		seen := &seen{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			m.requests.WithLabelValues(method(r.Method), m.route(r), strconv.Itoa(seen.status)).Observe(time.Since(started).Seconds())
		}()
		next.ServeHTTP(seen, r)
	})
}

func (m *metrics) route(r *http.Request) string {
	pattern := r.Pattern
	if strings.HasPrefix(r.URL.Path, api.Prefix+"/") {
		_, pattern = m.api.Handler(r)
	}
	if _, path, ok := strings.Cut(pattern, " "); ok {
		pattern = path
	}
	if pattern == "" {
		return "other"
	}
	return pattern
}

func method(m string) string {
	switch m {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE":
		return m
	}
	return "other"
}

// seen remembers the status of an answer.
type seen struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (s *seen) WriteHeader(status int) {
	if !s.wrote && status >= 200 {
		s.status, s.wrote = status, true
	}
	s.ResponseWriter.WriteHeader(status)
}

func (s *seen) Write(b []byte) (int, error) {
	s.wrote = true
	return s.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Flush sends what has been written so far.
func (s *seen) Flush() { http.NewResponseController(s.ResponseWriter).Flush() }

// databaseMetrics asks the database when the metrics are read.
type databaseMetrics struct{ db *db.DB }

var (
	changesTotal = prometheus.NewDesc("vigie_db_changes_total", "Changes ever committed.", nil, nil)
	jobsNow      = prometheus.NewDesc("vigie_jobs", "Jobs by state.", []string{"state"}, nil)
	databaseUp   = prometheus.NewDesc("vigie_db_up", "1 when the database answers.", nil, nil)
	lastBackup   = prometheus.NewDesc("vigie_backup_verified_timestamp_seconds", "When the last backup was made and verified; 0 for never.", nil, nil)
)

func (m *databaseMetrics) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{changesTotal, jobsNow, databaseUp, lastBackup} {
		to <- d
	}
}

func (m *databaseMetrics) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	up := 0.0
	defer func() { to <- prometheus.MustNewConstMetric(databaseUp, prometheus.GaugeValue, up) }()
	change, err := m.db.LastChange(ctx)
	if err != nil {
		return
	}
	up = 1
	to <- prometheus.MustNewConstMetric(changesTotal, prometheus.CounterValue, float64(change))
	if states, err := m.db.JobStates(ctx); err == nil {
		for _, s := range states {
			to <- prometheus.MustNewConstMetric(jobsNow, prometheus.GaugeValue, float64(s.Count), s.State)
		}
	}
	if last, err := m.db.LastBackup(ctx); err == nil {
		to <- prometheus.MustNewConstMetric(lastBackup, prometheus.GaugeValue, float64(last.At)/1000)
	}
}
