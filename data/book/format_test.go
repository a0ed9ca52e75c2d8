package book

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

func testBook(t *testing.T) *Book {
	t.Helper()
	b, err := Create(filepath.Join(t.TempDir(), "shop.regulars"), crm.DefaultSettings(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

// surgery changes the closed book's file.
func surgery(t *testing.T, b *Book, fn func(tx *bolt.Tx, s *sealer) error) {
	t.Helper()
	sealer := b.sealer
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(b.path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(func(tx *bolt.Tx) error { return fn(tx, sealer) }), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func putParty(t *testing.T, b *Book, p *crm.Party) {
	t.Helper()
	if _, err := b.Update("add", func(tx *Tx) error { return tx.Put(p) }); err != nil {
		t.Fatal(err)
	}
}

func newParty() *crm.Party { return &crm.Party{PartyKind: crm.Person, DisplayName: "Lan"} }

func TestNewerFormatIsRefused(t *testing.T) {
	b := testBook(t)
	for _, change := range []func(*header){
		func(h *header) { h.Version = formatVersion + 1 },
		func(h *header) { h.Version, h.Slots = formatVersion, []slot{{Kind: 77, Key: make([]byte, 32)}} },
	} {
		surgery(t, b, func(tx *bolt.Tx, _ *sealer) error {
			h, err := readHeader(tx)
			if CodeOf(err) == CodeNewer {
				h, err = header{Magic: headerMagic}, nil
			}
			if err != nil {
				return err
			}
			change(&h)
			data, err := encoder.Marshal(h)
			if err != nil {
				return err
			}
			return tx.Bucket([]byte(bucketHead)).Put(keyHeader, data)
		})
		if _, err := Open(b.path, Options{}); CodeOf(err) != CodeNewer {
			t.Error(err)
		}
	}
}

// A newer version may know fields this one does not, beside and inside the
// known ones: changing a known field keeps them.
func TestUnknownFieldsSurviveARewrite(t *testing.T) {
	b := testBook(t)
	p := newParty()
	p.Name.Given = "Lan"
	p.Points = []crm.ContactPoint{crm.NewEmail("lan@example.com")}
	putParty(t, b, p)
	type point struct {
		Kind  string `cbor:"1,keyasint"`
		Value string `cbor:"2,keyasint"`
		New   string `cbor:"99,keyasint"`
	}
	points, err := encoder.Marshal([]point{{"email", "lan@example.com", "inside"}})
	if err != nil {
		t.Fatal(err)
	}
	beside, err := encoder.Marshal("beside")
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Update("newer", func(tx *Tx) error {
		ref := Ref{crm.KindParty, p.ID}
		old, err := tx.row(ref)
		if err != nil {
			return err
		}
		was, err := split(old.Data)
		if err != nil {
			return err
		}
		now, err := split(old.Data)
		if err != nil {
			return err
		}
		now[16], now[200] = points, beside
		return tx.replace(ref, old, was, now)
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Get[crm.Party](b, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	got.Note = "likes oolong"
	putParty(t, b, got)
	if _, err := b.Update("trash", func(tx *Tx) error { return tx.Delete(crm.KindParty, p.ID) }); err != nil {
		t.Fatal(err)
	}
	data, err := b.RawRecord(crm.KindParty, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	f, err := split(data)
	if err != nil || !bytes.Equal(f[16], points) || !bytes.Equal(f[200], beside) {
		t.Errorf("fields are %v, %v", f, err)
	}
}

func TestSealsAreBoundToTheirPlace(t *testing.T) {
	a, err := newSealer(make([]byte, 32), crm.ID{1})
	if err != nil {
		t.Fatal(err)
	}
	other, err := newSealer(make([]byte, 32), crm.ID{2})
	if err != nil {
		t.Fatal(err)
	}
	for size := range 200 {
		plain := bytes.Repeat([]byte{0x80}, size)
		sealed := a.seal("party", []byte("key"), plain)
		if got, err := a.open("party", []byte("key"), sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if len(sealed)%padBlock != (sealHead+nonceSize+16)%padBlock {
			t.Fatalf("%d bytes are sealed in %d: the size shows", size, len(sealed))
		}
		for i, err := range []error{
			second(a.open("party", []byte("kez"), sealed)), second(a.open("partz", []byte("key"), sealed)),
			second(a.open("part", []byte("ykey"), sealed)), second(other.open("party", []byte("key"), sealed)),
			second(a.open("party", []byte("key"), sealed[:len(sealed)-1])), second(a.open("party", []byte("key"), nil)),
		} {
			if !errors.Is(err, errSeal) {
				t.Fatalf("opened in the wrong place %d", i)
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }

// A sealed value moved to another record's key is noticed, and so is a
// record that is gone without a trace.
func TestMovedAndMissingValuesAreNoticed(t *testing.T) {
	for what, damage := range map[string]func(k1, k2 []byte, c *bolt.Bucket) error{
		"moved":   func(k1, k2 []byte, c *bolt.Bucket) error { return c.Put(k2, bytes.Clone(c.Get(k1))) },
		"missing": func(k1, _ []byte, c *bolt.Bucket) error { return c.Delete(k1) },
		"extra": func(k1, _ []byte, c *bolt.Bucket) error {
			return c.Put(append(bytes.Clone(k1), 1), bytes.Clone(c.Get(k1)))
		},
	} {
		b := testBook(t)
		p, q := newParty(), newParty()
		putParty(t, b, p)
		putParty(t, b, q)
		surgery(t, b, func(tx *bolt.Tx, _ *sealer) error {
			return damage(p.ID[:], q.ID[:], tx.Bucket([]byte(crm.KindParty.String())))
		})
		b, err := Open(b.path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := List[crm.Party](b); CodeOf(err) != CodeDamaged {
			t.Errorf("%s: list says %v", what, err)
		}
		if r, err := b.Check(t.Context(), nil); err != nil || len(r.Problems) == 0 {
			t.Errorf("%s: check says %v, %v", what, r.Problems, err)
		}
		_ = b.Close()
	}
}

func TestDamagedCheckpointIsBuiltAnew(t *testing.T) {
	b := testBook(t)
	putParty(t, b, newParty())
	if err := b.Checkpoint(); err != nil {
		t.Fatal(err)
	}
	surgery(t, b, func(tx *bolt.Tx, _ *sealer) error {
		c := tx.Bucket([]byte(bucketCkpt))
		return c.ForEach(func(k, v []byte) error {
			bad := bytes.Clone(v)
			bad[len(bad)-1] ^= 1
			return c.Put(bytes.Clone(k), bad)
		})
	})
	b, err := Open(b.path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if hits, err := b.Search("lan", 5); err != nil || len(hits) != 1 {
		t.Errorf("%v %v", hits, err)
	}
	if f, err := b.Facts(); err != nil || len(f.Party.ID) != 1 {
		t.Error(err)
	}
}

func TestTimesOnlyGrowAndIDsFollowThem(t *testing.T) {
	clock := []crm.Instant{5000, 5000, -7, 1 << 62, 4000, 6000}
	i := 0
	tx := &Tx{meta: &meta{}, now: func() crm.Instant { i++; return clock[i-1] }}
	var ids []string
	last := uint64(0)
	for range clock {
		now := tx.tick()
		if now <= last {
			t.Fatalf("%d after %d", now, last)
		}
		last = now
		id := idAt(now)
		if id[6]>>4 != 7 || id[8]>>6 != 2 {
			t.Errorf("%s is no UUIDv7", id)
		}
		ids = append(ids, id.String())
	}
	if !slices.IsSorted(ids) {
		t.Errorf("ids out of order: %v", ids)
	}
	if got := momentOf(5000 << 16); got != 5000 {
		t.Error(got)
	}
}

// What an owner writes must not be found in the file, nor in backups.
func TestNoPlainTextOnDisk(t *testing.T) {
	b := testBook(t)
	p := newParty()
	p.DisplayName, p.Note = "Canary Yellowbird", "keeps 3 dogs"
	putParty(t, b, p)
	if _, err := b.Search("canary", 1); err != nil {
		t.Fatal(err)
	}
	if err := b.Checkpoint(); err != nil {
		t.Fatal(err)
	}
	copied := b.path + ".backup"
	if err := b.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{b.path, copied} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"Canary", "canary", "yellowbird", "3 dogs"} {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s stands in %s", secret, path)
			}
		}
	}
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	b := testBook(t)
	p := newParty()
	p.Points = []crm.ContactPoint{{Kind: crm.PointPhone, Value: "1"}, {Kind: crm.PointPhone, Value: "caf\xe9"}}
	_, err := b.Update("add", func(tx *Tx) error { return tx.Put(p) })
	var faults crm.FieldErrors
	if CodeOf(err) != CodeInvalid || !errors.As(err, &faults) || faults[0].Field != "points.1.value" {
		t.Error(err)
	}
	q := newParty()
	q.Custom = map[string]string{"size": "\xff"}
	if _, err := b.Update("add", func(tx *Tx) error { return tx.Put(q) }); CodeOf(err) != CodeInvalid {
		t.Error(err)
	}
}
