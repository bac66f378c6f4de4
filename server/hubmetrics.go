package server

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// hubMetrics count what the hub does.
type hubMetrics struct {
	verified *prometheus.CounterVec // outcome
	pushes   *prometheus.CounterVec // outcome
	ended    *prometheus.CounterVec // why
	seconds  prometheus.Histogram
}

func newHubMetrics(registry *prometheus.Registry) *hubMetrics {
	m := &hubMetrics{
		verified: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "silkwire_hub_requests_total", Help: "Requests to the hub by what became of them: agreed, failed, denied.",
		}, []string{"outcome"}),
		pushes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "silkwire_hub_pushes_total", Help: "Pushes by what became of them: delivered, failed, gone.",
		}, []string{"outcome"}),
		ended: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "silkwire_hub_ended_total", Help: "Subscriptions that ended, by the reason.",
		}, []string{"why"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "silkwire_hub_push_seconds", Help: "Time until a callback answered.",
			Buckets: prometheus.ExponentialBuckets(0.005, 4, 7),
		}),
	}
	registry.MustRegister(m.verified, m.pushes, m.ended, m.seconds)
	return m
}

// count notes a delivery. What brought nothing to show was no push.
func (m *hubMetrics) count(d delivery) {
	if !d.sent {
		return
	}
	outcome := "delivered"
	switch {
	case d.status == 410:
		outcome = "gone"
	case d.err != nil:
		outcome = "failed"
	}
	m.pushes.WithLabelValues(outcome).Inc()
	m.seconds.Observe(d.took.Seconds())
}

// A hubState is a picture of the hub for who asks from outside of Run.
type hubState struct{ atomic.Pointer[hubPicture] }

// A hubPicture is what the hub looked like at the end of a round.
type hubPicture struct {
	round       int64
	subscribers map[string]int // by outlet
	behind      int            // subscribers that lack something
	lag         time.Duration  // of the one that has lacked something for longest
	open        int            // asks and calls under way
}

// observe takes the picture.
func (h *hub) observe() {
	p := &hubPicture{subscribers: map[string]int{}, open: h.running + len(h.waiting) + len(h.unsaved)}
	if before := h.state.Load(); before != nil {
		p.round = before.round + 1
	}
	now := h.now()
	for _, sub := range h.subscribers {
		p.subscribers[sub.Outlet]++
		if !sub.since.IsZero() {
			p.behind++
			p.lag = max(p.lag, now.Sub(sub.since))
		}
	}
	h.state.Store(p)
}

var (
	hubSubscribers = prometheus.NewDesc("silkwire_hub_subscribers", "Subscribers of an outlet's feeds.", []string{"outlet"}, nil)
	hubBehind      = prometheus.NewDesc("silkwire_hub_subscribers_behind", "Subscribers that lack something.", nil, nil)
	hubLag         = prometheus.NewDesc("silkwire_hub_lag_seconds", "How long the subscriber furthest behind has lacked something.", nil, nil)
)

// Describe and Collect make a hub a prometheus.Collector.
func (h *hub) Describe(ch chan<- *prometheus.Desc) {
	ch <- hubSubscribers
	ch <- hubBehind
	ch <- hubLag
}

func (h *hub) Collect(ch chan<- prometheus.Metric) {
	p := h.state.Load()
	if p == nil {
		return
	}
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	for outlet, n := range p.subscribers {
		gauge(hubSubscribers, float64(n), outlet)
	}
	gauge(hubBehind, float64(p.behind))
	gauge(hubLag, p.lag.Seconds())
}
