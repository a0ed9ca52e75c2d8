package book

import (
	"crypto/rand"
	"errors"
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
	// Text that is not UTF-8 must not make a whole record unreadable.
	dec, err := cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: 1 << 24, MaxMapPairs: 1 << 20, MaxNestedLevels: 16}.DecMode()
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

// checkBuckets reports a file that lost one of the buckets every book has.
func checkBuckets(tx *bolt.Tx) error {
	for _, n := range []string{bucketHead, bucketOps, bucketSets, bucketHist, bucketCkpt} {
		if tx.Bucket([]byte(n)) == nil {
			return &Error{Code: CodeDamaged, Err: fmt.Errorf("no %s", n)}
		}
	}
	return nil
}

// initFile writes the header and empty buckets into a new file.
func initFile(tmp string) error {
	db, err := bolt.Open(tmp, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	h := newHeader()
	sealer, err := h.unlock()
	if err != nil {
		return errors.Join(err, db.Close())
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, n := range []string{bucketHead, bucketOps, bucketSets, bucketHist, bucketCkpt} {
			if _, err := tx.CreateBucketIfNotExists([]byte(n)); err != nil {
				return err
			}
		}
		data, err := encoder.Marshal(h)
		if err != nil {
			return err
		}
		if err := tx.Bucket([]byte(bucketHead)).Put(keyHeader, data); err != nil {
			return err
		}
		m := meta{Rows: map[string]int64{}}
		id := crm.NewID()
		copy(m.Device[:], id[8:])
		return putMeta(tx, sealer, m)
	})
	return errors.Join(err, db.Close())
}

func getMeta(tx *bolt.Tx, s *sealer) (meta, error) {
	var m meta
	plain, err := s.open(bucketHead, keyMeta, tx.Bucket([]byte(bucketHead)).Get(keyMeta))
	if err != nil {
		return m, err
	}
	err = unmarshal(plain, &m)
	if m.Rows == nil {
		m.Rows = map[string]int64{}
	}
	return m, err
}

func putMeta(tx *bolt.Tx, s *sealer, m meta) error {
	data, err := encoder.Marshal(m)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(bucketHead)).Put(keyMeta, s.seal(bucketHead, keyMeta, data))
}

// unmarshal reads a value that passed its seal; if it cannot be read, the
// book was damaged before it was sealed or by a mistake in the program.
func unmarshal(data []byte, into any) error {
	if err := decoder.Unmarshal(data, into); err != nil {
		return &Error{Code: CodeDamaged, Err: err}
	}
	return nil
}
