package search

import (
	"encoding/binary"
	"errors"
	"fmt"

	"regulars/data/crm"
)

// The binary form is: magic and version, the field names, the number of
// entries, and the entries in the order of the index, as they were given.
// Folded text is made anew, so that a better folding needs no new version.
const (
	magic   = "RSEARCH"
	version = 1
)

// ErrFormat is returned for bytes that are not a whole index of a known version.
var ErrFormat = errors.New("not a search index of a known version")

// AppendBinary appends the whole index to b. The error is always nil.
func (x *Index) AppendBinary(b []byte) ([]byte, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	b = append(append(b, magic...), version)
	b = binary.AppendUvarint(b, uint64(len(x.names)))
	for _, n := range x.names {
		b = appendString(b, n)
	}
	b = binary.AppendUvarint(b, uint64(len(x.where)))
	for _, s := range x.segments {
		for i := range s.ids {
			if !s.isDead(i) {
				b = s.appendRecord(b, i)
			}
		}
	}
	return b, nil
}

func (s *segment) appendRecord(b []byte, i int) []byte {
	lo, hi := s.first[i], s.first[i+1]
	b = append(b, s.ids[i][:]...)
	b = append(b, byte(s.kinds[i]))
	b = binary.AppendVarint(b, int64(s.weights[i]))
	b = binary.AppendUvarint(b, uint64(hi-lo-1))
	b = appendBytes(b, s.text[s.textAt[lo]:s.textAt[lo+1]])
	for f := lo + 1; f < hi; f++ {
		b = binary.AppendUvarint(b, uint64(s.names[f]))
		b = appendBytes(b, s.text[s.textAt[f]:s.textAt[f+1]])
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendBytes(b, s []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Load returns the index that AppendBinary wrote, or [ErrFormat].
func Load(data []byte) (*Index, error) {
	r := reader{rest: data}
	if string(r.take(len(magic))) != magic || r.byte() != version {
		return nil, ErrFormat
	}
	names := make([]string, 0, 16)
	for n := r.count(1); n > 0; n-- {
		names = append(names, r.string())
	}
	entries := make([]Entry, 0, r.count(20))
	for n := cap(entries); n > 0 && !r.bad; n-- {
		entries = append(entries, r.entry(names))
	}
	if r.bad || len(r.rest) > 0 {
		return nil, fmt.Errorf("%w: cut short or too long", ErrFormat)
	}
	x := New()
	x.Put(entries...)
	if x.Len() != len(entries) {
		return nil, fmt.Errorf("%w: an entry twice", ErrFormat)
	}
	return x, nil
}

// reader takes values off the front; once it runs short it is bad and
// returns zero values.
type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		n = -1 // too short or too long a number
	}
	r.take(n)
	if r.bad {
		return 0
	}
	return v
}

// count reads how many things of at least size bytes follow; more than can be
// there is bad.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.rest)/size) {
		r.take(-1)
		return 0
	}
	return int(n)
}

func (r *reader) string() string { return string(r.take(r.count(1))) }

func (r *reader) entry(names []string) Entry {
	var e Entry
	copy(e.ID[:], r.take(len(e.ID)))
	e.Kind = crm.Kind(r.byte())
	zigzag := r.uvarint()
	e.Weight = int32(zigzag>>1) ^ -int32(zigzag&1)
	fields := r.count(2)
	e.Title = r.string()
	e.Fields = make([]Field, 0, fields)
	for ; fields > 0 && !r.bad; fields-- {
		no := r.uvarint()
		if no >= uint64(len(names)) {
			r.take(-1)
			break
		}
		e.Fields = append(e.Fields, Field{names[no], r.string()})
	}
	return e
}
