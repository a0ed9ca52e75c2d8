package book

import (
	"encoding/binary"
	"fmt"
)

const (
	// closingGap is how many ops after the last checkpoint make a new one
	// worth writing on close.
	closingGap = 500
	ckptChunk  = 256 << 10
	// derivedVersion changes whenever the same records give other facts or
	// other search text; checkpoints of other versions are not used.
	derivedVersion = 2
)

// The two parts of a checkpoint.
const (
	partFacts  = "facts"
	partSearch = "search"
)

// ckptHead is the first value of a part; Chunks values follow it.
type ckptHead struct {
	_       struct{} `cbor:",toarray"`
	Seq     uint64   // log position
	Version int
	Chunks  uint32
}

// Checkpoint saves the readings in memory so that the next opening is fast.
func (b *Book) Checkpoint() error {
	b.write.Lock()
	defer b.write.Unlock()
	return b.named(b.checkpoint(1))
}

// checkpoint writes one when at least gap ops came after the last. The
// caller holds b.write.
func (b *Book) checkpoint(gap uint64) error {
	if b.writable() != nil {
		return nil
	}
	last := b.meta.LastSeq
	saved, err := b.savedSeq()
	if err != nil || last < saved+gap {
		return err
	}
	if _, err := b.Facts(); err != nil {
		return err
	}
	idx, err := b.searchIndex()
	if err != nil {
		return err
	}
	b.derived.mu.Lock()
	columns := b.derived.facts.AppendBinary(nil)
	b.derived.mu.Unlock()
	words, err := idx.AppendBinary(nil)
	if err != nil {
		return err
	}
	tx := &Tx{}
	return b.transact(tx, func() (bool, error) {
		if err := tx.bolt.DeleteBucket([]byte(bucketCkpt)); err != nil {
			return false, err
		}
		if _, err := tx.bolt.CreateBucket([]byte(bucketCkpt)); err != nil {
			return false, err
		}
		if err := tx.savePart(partFacts, last, columns); err != nil {
			return false, err
		}
		return true, tx.savePart(partSearch, last, words)
	})
}

// savedSeq is the log position of the checkpoint, 0 when there is none that
// can be used.
func (b *Book) savedSeq() (seq uint64, err error) {
	err = b.view(func(tx *Tx) error {
		head, err := tx.partHead(partFacts)
		seq = head.Seq
		return err
	})
	return seq, err
}

func (tx *Tx) partHead(part string) (head ckptHead, err error) {
	plain, err := tx.get(bucketCkpt, partKey(part, 0, 0))
	if err != nil || plain == nil {
		return head, err
	}
	err = unmarshal(plain, &head)
	if err != nil || head.Version != derivedVersion {
		return ckptHead{}, err
	}
	return head, nil
}

func (tx *Tx) savePart(part string, seq uint64, data []byte) error {
	head := ckptHead{Seq: seq, Version: derivedVersion, Chunks: uint32((len(data) + ckptChunk - 1) / ckptChunk)}
	plain, err := encoder.Marshal(head)
	if err != nil {
		return err
	}
	if err := tx.put(bucketCkpt, partKey(part, 0, 0), plain); err != nil {
		return err
	}
	for i := uint32(1); len(data) > 0; i++ {
		n := min(len(data), ckptChunk)
		if err := tx.put(bucketCkpt, partKey(part, seq, i), data[:n]); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// loadPart reads what savePart wrote; seq is 0 when there is no checkpoint
// of this version or it is not wanted.
func (tx *Tx) loadPart(part string, wanted bool) (seq uint64, data []byte, err error) {
	if !wanted {
		return 0, nil, nil
	}
	head, err := tx.partHead(part)
	if err != nil || head.Seq == 0 {
		return 0, nil, err
	}
	m, err := tx.head()
	if err != nil || m.LastSeq-head.Seq > uint64(m.records()/2)+closingGap {
		return 0, nil, err // so much happened since that reading the records is shorter
	}
	for i := range head.Chunks {
		chunk, err := tx.get(bucketCkpt, partKey(part, head.Seq, i+1))
		if err == nil && chunk == nil {
			err = &Error{Code: CodeDamaged, Err: fmt.Errorf("checkpoint %s: no part %d", part, i+1)}
		}
		if err != nil {
			return 0, nil, err
		}
		data = append(data, chunk...)
	}
	return head.Seq, data, nil
}

// partKey names a chunk; the log position in it keeps chunks of different
// checkpoints apart. The head has position and number 0.
func partKey(part string, seq uint64, i uint32) []byte {
	key := binary.BigEndian.AppendUint64(append([]byte(part), '/'), seq)
	return binary.BigEndian.AppendUint32(key, i)
}
