package outlook

import (
	"context"
	"math"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/cause"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
)

// people are the customers by bucket and group, counted once.
func (w *work) people() [][]int {
	if w.counted == nil {
		w.counted = w.x.Table.Customers()
	}
	return w.counted
}

// all are the total and the parts.
func (x *Outlook) all() []*Series {
	out := []*Series{&x.Total}
	for i := range x.Parts {
		out = append(out, &x.Parts[i])
	}
	return out
}

// mostChecked is of how many series the last step is forecast again; of more,
// only that of the total, which would else take twice as long.
const mostChecked = 61

// foresee forecasts the steps ahead, and the last one again.
func (w *work) foresee(ctx context.Context) error {
	n := len(w.x.Steps)
	all := w.x.all()
	ahead, err := w.run(ctx, all, n, w.o.Horizon, func(done float64) { w.tell(done * 0.7) })
	if err != nil {
		return err
	}
	add(ahead)
	var before []Series
	if n > 1 && !w.shut[n-1] {
		checked := all
		if len(all) > mostChecked {
			checked = all[:1]
		}
		if before, err = w.run(ctx, checked, n-1, 1, func(done float64) { w.tell(0.7 + done*0.3) }); err != nil {
			return err
		}
		add(before)
	}
	for i, s := range all {
		*s = ahead[i]
		if i < len(before) && len(before[i].Points) > 0 && start(s.Values[:n-1]) < n-1 {
			s.Last = Check{true, before[i].Points[0], s.Values[n-1]}
		}
		w.mark(s)
	}
	if err := w.suppose(ctx); err != nil {
		return err
	}
	w.round()
	w.rows()
	return nil
}

func (w *work) tell(done float64) {
	if w.o.Progress != nil {
		w.o.Progress(done)
	}
}

// run forecasts series from the end of so many steps.
func (w *work) run(ctx context.Context, all []*Series, until, horizon int, progress func(float64)) ([]Series, error) {
	inputs := make([]forecast.Series, len(all))
	for i, s := range all {
		inputs[i] = w.input(s.Values, until, horizon)
	}
	results, err := forecast.Many(ctx, inputs, forecast.Options{Horizon: horizon}, func(done, of int) { progress(float64(done) / float64(of)) })
	if err != nil {
		return nil, err
	}
	out := make([]Series, len(all))
	for i, r := range results {
		out[i] = Series{GroupHead: all[i].GroupHead, Group: all[i].Group, Values: all[i].Values, Result: r, Freq: inputs[i].Freq}
		out[i].honest()
		if ended(all[i].Values[:until], halfYear(w.x.Unit)) {
			out[i].over(horizon)
		}
		switch {
		case i == 0:
		case len(out[0].Points) == 0:
			out[i].Points = nil // of a whole of which nothing is known, such as sales all given back
		case len(out[i].Points) == 0:
			out[i].bare(inputs[i].Values, horizon)
		}
	}
	return out, nil
}

// honest shows the naive where the method was no better on the past.
func (s *Series) honest() {
	if !s.BeatsNaive && len(s.Naive) > 0 {
		s.Fallback = true
		s.Points = append([]forecast.Point{}, s.Naive...)
	}
}

// over expects nothing of what is not sold any more.
func (s *Series) over(horizon int) {
	s.Result = forecast.Result{Method: forecast.Mean, Needs: []insight.Need{}}
	s.Fallback = false
	for i := range horizon {
		s.Points = append(s.Points, forecast.Point{Step: i + 1})
	}
}

// bare gives a part with a single known step that step again, so that it has
// its place in the sum; it may well be nothing or twice as much.
func (s *Series) bare(values []float64, horizon int) {
	v := 0.0
	for _, known := range values {
		if known == known {
			v = known
		}
	}
	far := math.Abs(v)
	for i := range horizon {
		s.Points = append(s.Points, forecast.Point{Step: i + 1, Mean: v, Lo80: v - far, Hi80: v + far, Lo95: v - far, Hi95: v + 2*far})
	}
}

// add lets the parts add up to the total, which stays.
func add(all []Series) {
	total := all[0].Points
	if len(all) == 1 || len(total) == 0 {
		return
	}
	sure := make([]forecast.Point, len(total))
	for i, p := range total {
		sure[i] = forecast.Point{Step: p.Step, Mean: p.Mean, Lo80: p.Mean, Hi80: p.Mean, Lo95: p.Mean, Hi95: p.Mean}
	}
	parts := make([][]forecast.Point, len(all)-1)
	for i := range parts {
		parts[i] = all[i+1].Points
	}
	sums, parts := forecast.AddUp(sure, parts)
	for i := range total {
		total[i].Mean = sums[i].Mean
	}
	for i := range parts {
		for step, p := range all[i+1].Points {
			lowest(&parts[i][step], p)
		}
		all[i+1].Points = parts[i]
	}
}

// lowest keeps the low ends at zero that were there before the point moved up.
func lowest(p *forecast.Point, before forecast.Point) {
	if before.Lo80 == 0 && p.Lo80 > 0 {
		p.Lo80 = 0
	}
	if before.Lo95 == 0 && p.Lo95 > 0 {
		p.Lo95 = 0
	}
}

// mark counts the known values and notes the last sale of what ended.
func (w *work) mark(s *Series) {
	s.N = 0
	for i := start(s.Values); i < len(s.Values); i++ {
		if !w.shut[i] {
			s.N++
		}
	}
	if !ended(s.Values, halfYear(w.x.Unit)) {
		w.blank(s)
		return
	}
	for i, v := range s.Values {
		if v != 0 {
			s.Ended = w.x.Steps[i].To
		}
	}
}

// blank replaces what is not known by NaN, for those who draw it.
func (w *work) blank(s *Series) {
	values, seen := make([]float64, len(s.Values)), false
	for i, v := range s.Values {
		seen = seen || v != 0
		values[i] = v
		if !seen || w.shut[i] {
			values[i] = math.NaN()
		}
	}
	s.Values = values
}

// round makes whole numbers that add up.
func (w *work) round() {
	x := w.x
	for i := range x.Total.Points {
		if len(x.Parts) == 0 {
			x.Total.Whole = append(x.Total.Whole, forecast.Whole([]float64{x.Total.Points[i].Mean})[0])
			continue
		}
		means := make([]float64, len(x.Parts))
		for p := range x.Parts {
			means[p] = x.Parts[p].Points[i].Mean
		}
		sum := int64(0)
		for p, v := range forecast.Whole(means) {
			x.Parts[p].Whole = append(x.Parts[p].Whole, v)
			sum += v
		}
		x.Total.Whole = append(x.Total.Whole, sum)
	}
}

func (w *work) rows() {
	for _, s := range w.x.all() {
		for i, p := range s.Points {
			step := w.x.Ahead[i]
			w.x.Rows = append(w.x.Rows, Row{Series: s.Code, Name: s.Name, Step: p.Step, From: step.From, To: step.To, Open: step.Open,
				Usual: s.Usual[i], Point: p.Mean, Lo80: p.Lo80, Hi80: p.Hi80, Lo95: p.Lo95, Hi95: p.Hi95, Whole: s.Whole[i], Method: s.Shown()})
		}
	}
}

// Shown is the method of the points.
func (s *Series) Shown() string {
	switch {
	case !s.Fallback:
		return s.Method
	case s.Freq > 1:
		return forecast.SeasonalNaive
	}
	return forecast.Naive
}

// judge says what the answer lacks.
func (w *work) judge() {
	x := w.x
	x.Method = x.Total.Shown()
	if x.N == 0 {
		x.Need(insight.NeedSales, 1)
		return
	}
	for _, n := range x.Total.Needs {
		if n.Code != forecast.NeedSeasons && n.Code != forecast.NeedGaps {
			x.Need(n.Code, n.Count)
		}
	}
	shut := 0
	for _, s := range w.shut {
		if s {
			shut++
		}
	}
	x.Need(NeedShut, shut)
	x.Need(cause.NeedCountry, truth(w.o.Country == "" && w.calendar.daily))
	if x.Total.Ended == 0 {
		_, missing := season(x.Unit, x.Total.N)
		x.Need(NeedYear, missing)
	}
	if w.o.By == demand.Segment {
		x.Need(NeedFixed, 1)
	}
	if n := len(x.Parts); n > 0 && x.Parts[n-1].Code == demand.Other {
		x.Need(NeedMerged, 1)
	}
}

// Behind returns the documents of a group, or of all for a negative one, in a
// step that happened, in the order of the columns; nil for one without any.
func (x *Outlook) Behind(step crm.Date, group int) []int32 {
	for b, bucket := range x.Table.Buckets {
		if bucket.From == step {
			return x.Table.Records(b, group)
		}
	}
	return nil
}
