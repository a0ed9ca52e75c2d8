package book

import (
	"crypto/rand"
	"fmt"

	"github.com/fxamacker/cbor/v2"
	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

// formatVersion is the newest on-disk format this program reads and writes.
const formatVersion = 1

// header is the only plain value of the file. A slot holds the master key:
// kind slotOpen holds it as it is, for a book without passphrase.
type header struct {
	Magic   string `cbor:"1,keyasint"`
	Version int    `cbor:"2,keyasint"`
	Book    crm.ID `cbor:"3,keyasint"`
	Slots   []slot `cbor:"4,keyasint"`
}

type slot struct {
	Kind int    `cbor:"1,keyasint"`
	Key  []byte `cbor:"2,keyasint"`
}

const (
	headerMagic = "Regulars book"
	slotOpen    = 1
)

// meta is sealed and changes with every commit. Counts catch rows that a
// damaged page lost silently.
type meta struct {
	LastSeq uint64           `cbor:"1,keyasint"`
	Clock   uint64           `cbor:"2,keyasint"` // last hybrid logical time given out
	Device  [8]byte          `cbor:"3,keyasint"`
	Rows    map[string]int64 `cbor:"4,keyasint"` // by bucket
}

// Names of buckets besides one a kind of record.
const (
	bucketHead = "head"
	bucketOps  = "ops"
	bucketSets = "sets"
	bucketHist = "hist"
	bucketCkpt = "checkpoint"
)

var (
	keyHeader = []byte("format")
	keyMeta   = []byte("meta")
)

var encoder, decoder = cborModes()

func cborModes() (cbor.EncMode, cbor.DecMode) {
	enc, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // constant options
	}
	dec, err := cbor.DecOptions{MaxArrayElements: 1 << 24, MaxMapPairs: 1 << 20, MaxNestedLevels: 16}.DecMode()
	if err != nil {
		panic(err) // constant options
	}
	return enc, dec
}

// newHeader makes the header of a book without passphrase.
func newHeader() header {
	master := make([]byte, 32)
	_, _ = rand.Read(master)
	return header{Magic: headerMagic, Version: formatVersion, Book: crm.NewID(), Slots: []slot{{slotOpen, master}}}
}

func readHeader(tx *bolt.Tx) (header, error) {
	var h header
	b := tx.Bucket([]byte(bucketHead))
	if b == nil {
		return h, &Error{Code: CodeNotABook}
	}
	if err := decoder.Unmarshal(b.Get(keyHeader), &h); err != nil || h.Magic != headerMagic {
		return h, &Error{Code: CodeNotABook}
	}
	if h.Version > formatVersion {
		return h, &Error{Code: CodeNewer, Err: fmt.Errorf("format %d, this program reads up to %d", h.Version, formatVersion)}
	}
	return h, nil
}

// unlock returns the sealer for the first slot this program can open.
func (h header) unlock() (*sealer, error) {
	for _, s := range h.Slots {
		if s.Kind == slotOpen && len(s.Key) == 32 {
			return newSealer(s.Key, h.Book)
		}
	}
	return nil, &Error{Code: CodeNewer, Err: fmt.Errorf("no key slot this version can open")}
}
