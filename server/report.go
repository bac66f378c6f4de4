package server

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/silkwire/silkwire/syndication"
)

// An outletReport is what an operator sees of an outlet.
type outletReport struct {
	Name   string                 `json:"name"`
	Public bool                   `json:"public"`
	Polls  map[string]*pollReport `json:"polls"` // since the start, by format
	Feeds  []feedReport           `json:"feeds"`
}

// A pollReport counts answers in one format.
type pollReport struct {
	Total       int64     `json:"total"`
	NotModified int64     `json:"not_modified"` // answered with 304
	Bytes       int64     `json:"bytes"`        // of bodies
	Last        time.Time `json:"last_poll"`
}

// A feedReport is a feed with the subscribers of the hub.
type feedReport struct {
	Name        string             `json:"name"`
	Version     int64              `json:"version"`
	Modified    time.Time          `json:"modified,omitzero"`
	Subscribers []subscriberReport `json:"subscribers"`
}

// A subscriberReport leaves out the callback: who knows it can speak for the
// subscriber.
type subscriberReport struct {
	ID        int64     `json:"id"`
	Format    string    `json:"format"`
	State     string    `json:"state"` // current, behind, failing, expired
	Delivered int64     `json:"delivered"`
	Failures  int       `json:"failures"`
	NextTry   time.Time `json:"next_try,omitzero"`
	Lease     time.Time `json:"lease"` // when it ends
}

// reportOutlets answers GET /api/v1/outlets on the address of the metrics: how
// far each feed is, who polls it, and to whom it is pushed.
func (s *Server) reportOutlets(w http.ResponseWriter, r *http.Request) {
	subscribers, err := s.desk.Subscribers(r.Context())
	if err != nil {
		problemOf(storeError(err, "report outlets")).write(w)
		return
	}
	polls, err := s.metrics.polls()
	if err != nil {
		problemOf(err).write(w)
		return
	}
	list := []outletReport{}
	for _, o := range s.desk.Outlets() {
		report := outletReport{Name: o.Name, Public: o.Public, Polls: polls[o.Name]}
		if report.Polls == nil {
			report.Polls = map[string]*pollReport{}
		}
		for _, name := range s.desk.FeedNames(o.Name) {
			if stamp, err := s.desk.Stamp(o.Name, name); err == nil {
				report.Feeds = append(report.Feeds, feedReport{name, stamp.Version, stamp.Modified, reportSubscribers(subscribers, o.Name, name, stamp.Version)})
			}
		}
		list = append(list, report)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(map[string]any{"outlets": list}) // an error means that the client left
}

func reportSubscribers(all []syndication.Subscriber, outlet, feed string, version int64) []subscriberReport {
	list := []subscriberReport{}
	for _, sub := range all {
		if sub.Outlet != outlet || sub.Feed != feed {
			continue
		}
		report := subscriberReport{
			ID: sub.ID, Format: string(sub.Format), State: "current", Delivered: sub.Delivered,
			Failures: sub.Failures, NextTry: sub.NextTry, Lease: sub.Lease,
		}
		switch {
		case sub.Lease.Before(time.Now()):
			report.State = "expired"
		case sub.Failures > 0:
			report.State = "failing"
		case sub.Delivered < version:
			report.State = "behind"
		}
		list = append(list, report)
	}
	return list
}

// polls reads the counters by outlet and format.
func (m *metrics) polls() (map[string]map[string]*pollReport, error) {
	families, err := m.registry.Gather()
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]*pollReport{}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			label := map[string]string{}
			for _, l := range metric.GetLabel() {
				label[l.GetName()] = l.GetValue()
			}
			outlet, format := label["outlet"], label["format"]
			if outlet == "" || format == "" {
				continue
			}
			if all[outlet] == nil {
				all[outlet] = map[string]*pollReport{}
			}
			p := all[outlet][format]
			if p == nil {
				p = &pollReport{}
				all[outlet][format] = p
			}
			p.add(family.GetName(), label["status"], metric.GetCounter().GetValue(), metric.GetGauge().GetValue())
		}
	}
	return all, nil
}

// add takes the value of one metric.
func (p *pollReport) add(name, status string, counter, gauge float64) {
	switch name {
	case "silkwire_requests_total":
		p.Total += int64(counter)
		if status == strconv.Itoa(http.StatusNotModified) {
			p.NotModified += int64(counter)
		}
	case "silkwire_response_bytes_total":
		p.Bytes += int64(counter)
	case "silkwire_outlet_last_poll_timestamp_seconds":
		p.Last = time.UnixMilli(int64(gauge * 1000)).UTC()
	}
}
