package search

import (
	"bytes"
	"slices"

	"regulars/data/crm"
)

// The names of two fields have fixed numbers: the title is field 0 of each
// record, and phone fields are matched by digits.
const (
	nameTitle uint32 = iota
	namePhone
)

// separator ends each folded field; folding never produces it, so that no
// match reaches over it.
const separator = 0

// segment holds records in the order of [segment.less]. Only its dead marks
// change after it is built.
type segment struct {
	serial   uint32
	ids      []crm.ID
	kinds    []crm.Kind
	weights  []int32
	first    []uint32 // n+1: where the fields of a record begin
	names    []uint32 // per field
	foldAt   []uint32 // fields+1: where a field begins in fold
	textAt   []uint32 // fields+1: where a field begins in text
	recordAt []uint32 // n+1: where a record begins in fold
	titleAt  []uint32 // n+1: where a title begins in titles
	fold     []byte
	text     []byte   // as given
	titles   []byte   // the folded titles once more, close together
	dead     []uint64 // one bit a record
	buried   int      // how many bits of dead are set
	freq     [256]uint32
}

func newSegment(records int) *segment {
	s := &segment{
		ids: make([]crm.ID, 0, records), kinds: make([]crm.Kind, 0, records),
		weights: make([]int32, 0, records), first: make([]uint32, 1, records+1),
		recordAt: make([]uint32, 1, records+1), titleAt: make([]uint32, 1, records+1),
		dead: make([]uint64, (records+63)/64),
	}
	s.foldAt, s.textAt = []uint32{0}, []uint32{0}
	return s
}

func (s *segment) len() int  { return len(s.ids) }
func (s *segment) live() int { return len(s.ids) - s.buried }

func (s *segment) isDead(i int) bool { return s.dead[i/64]&(1<<(i%64)) != 0 }

func (s *segment) bury(i int) {
	s.dead[i/64] |= 1 << (i % 64)
	s.buried++
}

// title is the folded title of record i.
func (s *segment) title(i int) []byte { return s.titles[s.titleAt[i] : s.titleAt[i+1]-1] }

// original is the text of a field as given.
func (s *segment) original(field uint32) string {
	return string(s.text[s.textAt[field]:s.textAt[field+1]])
}

// fieldAt returns the field of record i that covers position pos of fold.
func (s *segment) fieldAt(i int, pos uint32) uint32 {
	f := s.first[i]
	for s.foldAt[f+1] <= pos {
		f++
	}
	return f
}

// compare orders record i of s against record j of o: weight, title, ID.
func (s *segment) compare(i int, o *segment, j int) int {
	if a, b := s.weights[i], o.weights[j]; a != b {
		return int(b) - int(a)
	}
	if c := bytes.Compare(s.title(i), o.title(j)); c != 0 {
		return c
	}
	return bytes.Compare(s.ids[i][:], o.ids[j][:])
}

func (s *segment) addField(name uint32, folded []byte, text string) {
	s.names = append(s.names, name)
	s.fold = append(append(s.fold, folded...), separator)
	s.text = append(s.text, text...)
	s.foldAt = append(s.foldAt, uint32(len(s.fold)))
	s.textAt = append(s.textAt, uint32(len(s.text)))
}

func (s *segment) endRecord(id crm.ID, kind crm.Kind, weight int32) {
	s.ids = append(s.ids, id)
	s.kinds = append(s.kinds, kind)
	s.weights = append(s.weights, weight)
	title := s.first[len(s.first)-1]
	s.titles = append(s.titles, s.fold[s.foldAt[title]:s.foldAt[title+1]]...)
	s.titleAt = append(s.titleAt, uint32(len(s.titles)))
	s.first = append(s.first, uint32(len(s.names)))
	s.recordAt = append(s.recordAt, uint32(len(s.fold)))
}

// count fills the byte frequencies by which scans choose what to look for.
func (s *segment) count() *segment {
	for _, c := range s.fold {
		s.freq[c]++
	}
	return s
}

// item is an entry on its way into a segment.
type item struct {
	Entry
	folded []byte // the title
	names  []uint32
}

// build makes a segment of items, which it sorts.
func build(items []item) *segment {
	slices.SortFunc(items, func(a, b item) int {
		if a.Weight != b.Weight {
			return int(b.Weight) - int(a.Weight)
		}
		if c := bytes.Compare(a.folded, b.folded); c != 0 {
			return c
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	s := newSegment(len(items))
	var buf []byte
	for _, it := range items {
		s.addField(nameTitle, it.folded, it.Title)
		for f, field := range it.Fields {
			buf = appendFold(buf[:0], field.Text, nil)
			s.addField(it.names[f], buf, field.Text)
		}
		s.endRecord(it.ID, it.Kind, it.Weight)
	}
	return s.count()
}

// merge makes one segment of the living records of two.
func merge(a, b *segment) *segment {
	s := newSegment(a.live() + b.live())
	s.fold = make([]byte, 0, len(a.fold)+len(b.fold))
	s.text = make([]byte, 0, len(a.text)+len(b.text))
	s.titles = make([]byte, 0, len(a.titles)+len(b.titles))
	i, j := 0, 0
	for i < a.len() || j < b.len() {
		switch {
		case i < a.len() && a.isDead(i):
			i++
		case j < b.len() && b.isDead(j):
			j++
		case j == b.len() || i < a.len() && a.compare(i, b, j) < 0:
			s.copyRecord(a, i)
			i++
		default:
			s.copyRecord(b, j)
			j++
		}
	}
	return s.count()
}

func (s *segment) copyRecord(o *segment, i int) {
	lo, hi := o.first[i], o.first[i+1]
	fold, text := uint32(len(s.fold))-o.foldAt[lo], uint32(len(s.text))-o.textAt[lo]
	s.names = append(s.names, o.names[lo:hi]...)
	s.fold = append(s.fold, o.fold[o.foldAt[lo]:o.foldAt[hi]]...)
	s.text = append(s.text, o.text[o.textAt[lo]:o.textAt[hi]]...)
	for f := lo + 1; f <= hi; f++ {
		s.foldAt = append(s.foldAt, o.foldAt[f]+fold)
		s.textAt = append(s.textAt, o.textAt[f]+text)
	}
	s.endRecord(o.ids[i], o.kinds[i], o.weights[i])
}
