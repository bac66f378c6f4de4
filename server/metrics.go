package server

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/silkwire/silkwire/feeds"
	"github.com/silkwire/silkwire/sources"
)

// metrics are what an operator watches, on a registry of their own.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec // outlet, format, status: the 304 share is in it
	bytes    *prometheus.CounterVec // outlet, format
	lastPoll *prometheus.GaugeVec   // outlet, format
	renders  *prometheus.HistogramVec
	hits     prometheus.Counter
	misses   prometheus.Counter
	hub      *hubMetrics // nil: there is no hub
}

func newMetrics(s *Server) *metrics {
	lookups := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "silkwire_cache_lookups_total", Help: "Lookups of rendered documents: hit or miss.",
	}, []string{"result"})
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "silkwire_requests_total", Help: "Answers to requests.",
		}, []string{"outlet", "format", "status"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "silkwire_response_bytes_total", Help: "Bytes of bodies sent.",
		}, []string{"outlet", "format"}),
		lastPoll: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "silkwire_outlet_last_poll_timestamp_seconds", Help: "When an outlet last fetched a document of this format.",
		}, []string{"outlet", "format"}),
		renders: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "silkwire_render_seconds", Help: "Time to read a feed and render it.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 4, 9),
		}, []string{"format"}),
		hits:   lookups.WithLabelValues("hit"),
		misses: lookups.WithLabelValues("miss"),
	}
	m.registry.MustRegister(m.requests, m.bytes, m.lastPoll, m.renders, lookups,
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: "silkwire_cache_bytes", Help: "Bytes of rendered documents held.",
		}, func() float64 { return float64(s.documents.held.Load()) }),
		wireState{s},
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	if s.hub != nil {
		m.hub = newHubMetrics(m.registry)
		m.registry.MustRegister(s.hub)
	}
	return m
}

func (m *metrics) handler(s *Server) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/outlets", s.reportOutlets)
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second}))
	return mux
}

// count notes an answer. The labels of clients that were not let in are empty.
func (m *metrics) count(a *answer) {
	m.requests.WithLabelValues(a.outlet, a.format, statusText(a.status)).Inc()
	m.bytes.WithLabelValues(a.outlet, a.format).Add(float64(a.bytes))
	if a.outlet != "" {
		m.lastPoll.WithLabelValues(a.outlet, a.format).SetToCurrentTime()
	}
}

func (m *metrics) rendered(format feeds.Format, took time.Duration) {
	m.renders.WithLabelValues(string(format)).Observe(took.Seconds())
}

// wireState collects the health of sources and the Versions of feeds when
// somebody asks.
type wireState struct{ s *Server }

var (
	sourceCondition = prometheus.NewDesc("silkwire_source_condition", "1 for the condition that a source is in.", []string{"source", "condition"}, nil)
	sourceSuccess   = prometheus.NewDesc("silkwire_source_last_success_timestamp_seconds", "When a source was last read.", []string{"source"}, nil)
	sourceLastItem  = prometheus.NewDesc("silkwire_source_last_item_timestamp_seconds", "When a source last brought something new.", []string{"source"}, nil)
	sourceItems     = prometheus.NewDesc("silkwire_source_items", "Items in the last good document of a source.", []string{"source"}, nil)
	sourceSince     = prometheus.NewDesc("silkwire_source_condition_since_timestamp_seconds", "Since when a source is in its condition.", []string{"source"}, nil)
	sourceNextPoll  = prometheus.NewDesc("silkwire_source_next_poll_timestamp_seconds", "When a source is polled next.", []string{"source"}, nil)
	sourcePerDay    = prometheus.NewDesc("silkwire_source_items_per_day", "How many items a source has a day, by their dates.", []string{"source"}, nil)
	sourceFailures  = prometheus.NewDesc("silkwire_source_failures", "Failed polls of a source in a row.", []string{"source"}, nil)
	feedVersion     = prometheus.NewDesc("silkwire_feed_version", "Number of the newest row of an outlet's feed.", []string{"outlet", "feed"}, nil)
	feedModified    = prometheus.NewDesc("silkwire_feed_modified_timestamp_seconds", "When an outlet's feed last changed.", []string{"outlet", "feed"}, nil)
)

func (w wireState) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{sourceCondition, sourceSince, sourceNextPoll, sourceSuccess, sourceLastItem, sourceItems, sourcePerDay, sourceFailures, feedVersion, feedModified} {
		ch <- d
	}
}

func (w wireState) Collect(ch chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if w.s.opt.Health != nil {
		for _, h := range w.s.opt.Health() {
			w.source(gauge, h)
		}
	}
	for _, o := range w.s.desk.Outlets() {
		for _, name := range w.s.desk.FeedNames(o.Name) {
			if stamp, err := w.s.desk.Stamp(o.Name, name); err == nil {
				gauge(feedVersion, float64(stamp.Version), o.Name, name)
				gauge(feedModified, seconds(stamp.Modified), o.Name, name)
			}
		}
	}
}

func (w wireState) source(gauge func(*prometheus.Desc, float64, ...string), h sources.Health) {
	gauge(sourceCondition, 1, h.Source, h.Memory.Condition.String())
	gauge(sourceSuccess, seconds(h.Memory.LastSuccess), h.Source)
	gauge(sourceLastItem, seconds(h.Memory.LastItem), h.Source)
	gauge(sourceItems, float64(h.Memory.Items), h.Source)
	gauge(sourceSince, seconds(h.Memory.Since), h.Source)
	gauge(sourceNextPoll, seconds(h.Memory.NextPoll), h.Source)
	gauge(sourcePerDay, h.Memory.PerDay, h.Source)
	gauge(sourceFailures, float64(h.Memory.Failures), h.Source)
}

// seconds is a time as Prometheus has it; 0 for never.
func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
