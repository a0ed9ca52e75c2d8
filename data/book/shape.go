package book

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// The layout of bbolt's pages, as far as opening a damaged file needs it. A
// page begins with its id (8 bytes), flags (2), the number of elements (2)
// and the number of pages that continue it (4).
const (
	pageHeader   = 16
	elementSize  = 16
	metaSize     = 64
	boltMagic    = 0xED0CDAED
	largestPages = 64 << 10

	branchPage = 0x01
	leafPage   = 0x02

	bucketElement = 0x01
)

// boltMeta is one of the two meta pages.
type boltMeta struct{ pageSize, root, freelist, highWater, txid uint64 }

func readMeta(f io.ReaderAt, at int64) (m boltMeta, ok bool) {
	var b [metaSize]byte
	if _, err := f.ReadAt(b[:], at+pageHeader); err != nil || binary.LittleEndian.Uint32(b[:]) != boltMagic {
		return m, false
	}
	h := fnv.New64a()
	_, _ = h.Write(b[:56])
	u64 := binary.LittleEndian.Uint64
	m = boltMeta{uint64(binary.LittleEndian.Uint32(b[8:])), u64(b[16:]), u64(b[32:]), u64(b[40:]), u64(b[48:])}
	return m, h.Sum64() == u64(b[56:]) && m.pageSize >= 512 && m.pageSize <= largestPages
}

// newestMeta is the meta page bolt will use; ok is false when neither of the
// two is intact.
func newestMeta(f io.ReaderAt) (m boltMeta, ok bool) {
	m, ok = readMeta(f, 0)
	for at := int64(512); at <= largestPages; at *= 2 {
		m1, ok1 := readMeta(f, at)
		if !ok1 || m1.pageSize != uint64(at) {
			continue
		}
		if !ok || m1.txid > m.txid {
			m, ok = m1, true
		}
		break
	}
	return m, ok
}

func looksLikeBolt(f io.ReaderAt) bool {
	var m [4]byte
	_, err := f.ReadAt(m[:], pageHeader)
	return err == nil && binary.LittleEndian.Uint32(m[:]) == boltMagic
}

// checkShape walks the upper levels of the page tree before bolt does: a
// page number that one flipped bit turned into another can send bolt round
// in circles until the memory is full, and a page that is in use and free at
// once is lost with the next change. It reads no leaves but those that list
// the buckets, so it costs little however large the book is.
func checkShape(f io.ReaderAt, m boltMeta) error {
	s := shape{f: f, meta: m, seen: map[uint64]bool{}}
	if err := s.walk(); err != nil {
		return &Error{Code: CodeDamaged, Err: err}
	}
	return nil
}

type shape struct {
	f    io.ReaderAt
	meta boltMeta
	seen map[uint64]bool
	deep bool // look at every leaf, too
}

func (s *shape) walk() error {
	if err := s.buckets(s.meta.root); err != nil {
		return err
	}
	if err := s.free(); err != nil {
		return err
	}
	if used := uint64(len(s.seen)) + 2; s.deep && used != s.meta.highWater {
		return fmt.Errorf("%d pages of %d are neither used nor free", s.meta.highWater-used, s.meta.highWater)
	}
	return nil
}

// claim notes a page as used, which it can be only once.
func (s *shape) claim(id uint64) error {
	if id < 2 || id >= s.meta.highWater || s.seen[id] {
		return fmt.Errorf("page %d is outside the file or used twice", id)
	}
	s.seen[id] = true
	return nil
}

type page struct {
	flags uint16
	count int
	data  []byte // with the header
}

// read returns a whole page with those that continue it, which it claims.
func (s *shape) read(id uint64) (p page, err error) {
	var head [pageHeader]byte
	at := int64(id * s.meta.pageSize)
	if _, err := s.f.ReadAt(head[:], at); err != nil {
		return p, err
	}
	if binary.LittleEndian.Uint64(head[:]) != id {
		return p, fmt.Errorf("page %d has another's header", id)
	}
	more := uint64(binary.LittleEndian.Uint32(head[12:]))
	p.flags, p.count = binary.LittleEndian.Uint16(head[8:]), int(binary.LittleEndian.Uint16(head[10:]))
	for i := range more {
		if err := s.claim(id + 1 + i); err != nil {
			return p, err
		}
	}
	p.data = make([]byte, (1+more)*s.meta.pageSize)
	_, err = s.f.ReadAt(p.data, at)
	return p, err
}

// children are the pages a branch page points to.
func (p page) children() (ids []uint64, err error) {
	if pageHeader+p.count*elementSize > len(p.data) || p.count == 0 {
		return nil, fmt.Errorf("a branch page of %d", p.count)
	}
	for i := range p.count {
		ids = append(ids, binary.LittleEndian.Uint64(p.data[pageHeader+i*elementSize+8:]))
	}
	return ids, nil
}

// tree claims a tree of keys and values. Its leaves all lie at one depth.
func (s *shape) tree(id uint64) error {
	if err := s.claim(id); err != nil {
		return err
	}
	p, err := s.read(id)
	if err != nil || p.flags == leafPage {
		return err
	}
	return s.branch(id, p)
}

func (s *shape) branch(id uint64, p page) error {
	if p.flags != branchPage {
		return fmt.Errorf("page %d is of no kind", id)
	}
	ids, err := p.children()
	if err != nil {
		return err
	}
	first, err := s.flags(ids[0])
	if err != nil {
		return err
	}
	next := s.claim
	if s.deep || first == branchPage {
		next = s.tree
	}
	for _, child := range ids {
		if err := next(child); err != nil {
			return err
		}
	}
	return nil
}

func (s *shape) flags(id uint64) (uint16, error) {
	var b [2]byte
	_, err := s.f.ReadAt(b[:], int64(id%s.meta.highWater*s.meta.pageSize)+8)
	return binary.LittleEndian.Uint16(b[:]), err
}

// buckets claims the tree that lists the buckets, and theirs.
func (s *shape) buckets(id uint64) error {
	if err := s.claim(id); err != nil {
		return err
	}
	p, err := s.read(id)
	if err != nil {
		return err
	}
	if p.flags == leafPage {
		return s.bucketLeaf(id, p)
	}
	ids, err := p.children()
	if err != nil || p.flags != branchPage {
		return fmt.Errorf("page %d is of no kind", id)
	}
	for _, child := range ids {
		if err := s.buckets(child); err != nil {
			return err
		}
	}
	return nil
}

func (s *shape) bucketLeaf(id uint64, p page) error {
	for i := range p.count {
		at := pageHeader + i*elementSize
		if at+elementSize > len(p.data) {
			return fmt.Errorf("page %d lists too many buckets", id)
		}
		u32 := binary.LittleEndian.Uint32
		flags, pos, ksize := u32(p.data[at:]), uint64(u32(p.data[at+4:])), uint64(u32(p.data[at+8:]))
		value := uint64(at) + pos + ksize
		if flags != bucketElement || value+8 > uint64(len(p.data)) {
			return fmt.Errorf("page %d lists what is no bucket", id)
		}
		root := binary.LittleEndian.Uint64(p.data[value:])
		if root == 0 {
			continue // a small bucket lies in the list itself
		}
		if err := s.tree(root); err != nil {
			return err
		}
	}
	return nil
}

// free checks that the list of free pages names none that is used.
func (s *shape) free() error {
	id := s.meta.freelist
	if err := s.claim(id); err != nil {
		return err
	}
	p, err := s.read(id)
	if err != nil {
		return err
	}
	list, count := p.data[pageHeader:], uint64(p.count)
	if count == 0xFFFF { // the number did not fit into its two bytes
		count, list = binary.LittleEndian.Uint64(list), list[8:]
	}
	if count > uint64(len(list)/8) {
		return fmt.Errorf("%d free pages", count)
	}
	for i := range count {
		if err := s.claim(binary.LittleEndian.Uint64(list[i*8:])); err != nil {
			return err
		}
	}
	return nil
}
