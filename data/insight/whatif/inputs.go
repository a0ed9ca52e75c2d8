package whatif

import (
	"strconv"
	"strings"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Question is what saved scenarios of this question are kept under.
const Question = "whatif"

// Inputs are the options as a scenario keeps them, without the day.
func (o Options) Inputs() map[string]string {
	in := map[string]string{}
	put := func(name string, v float64) {
		if v != 0 {
			in[name] = strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	put("move", o.Move)
	put("keep", o.Keep)
	put("returns", o.Returns)
	for name, item := range map[string]Item{"from": o.From, "to": o.To} {
		switch {
		case !item.Product.IsZero():
			in[name] = "product:" + item.Product.String()
		case !item.Category.IsZero():
			in[name] = "category:" + item.Category.String()
		}
	}
	return in
}

// ReadInputs reads what [Options.Inputs] wrote. The error is [insight.ErrOptions].
func ReadInputs(in map[string]string) (o Options, err error) {
	for name, to := range map[string]*float64{"move": &o.Move, "keep": &o.Keep, "returns": &o.Returns} {
		if in[name] == "" {
			continue
		}
		if *to, err = strconv.ParseFloat(in[name], 64); err != nil {
			return Options{}, insight.ErrOptions
		}
	}
	for name, to := range map[string]*Item{"from": &o.From, "to": &o.To} {
		kind, id, _ := strings.Cut(in[name], ":")
		if kind == "" {
			continue
		}
		parsed, err := crm.ParseID(id)
		switch {
		case err != nil:
			return Options{}, insight.ErrOptions
		case kind == "product":
			to.Product = parsed
		case kind == "category":
			to.Category = parsed
		}
	}
	return o, o.check()
}

// Records returns the documents of the year behind a lever: the sales of what
// is moved, those of the customers kept, or the returns.
func Records(s *facts.Snapshot, o Options, lever Lever) (docs []int32) {
	asOf := insight.AsOf(s, o.AsOf)
	from, inA := asOf-Year+1, o.From.holds(s)
	before := map[int32]bool{}
	for doc, p := range s.Doc.Party {
		if insight.Counted(s, doc, from-Year, from-1) && (insight.Reading{}).Of(s, doc).Purchase {
			before[p] = true
		}
	}
	for doc, p := range s.Doc.Party {
		if !insight.Counted(s, doc, from, asOf) {
			continue
		}
		behind := false
		for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
			sale, product := s.Sale(doc, l), s.Line.Product[l]
			switch lever {
			case Mix:
				behind = behind || sale && product != facts.None && inA[product]
			case Retention:
				behind = behind || sale && p != facts.None && s.Party.Live[p] && before[p]
			case Fewer:
				behind = behind || !sale && s.Line.Net[l] < 0
			}
		}
		if behind {
			docs = append(docs, int32(doc))
		}
	}
	return docs
}
