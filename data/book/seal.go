package book

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"

	"regulars/data/crm"
)

const (
	sealVersion = 1
	keyEpoch    = 1
	sealHead    = 3 // version, key epoch (2)
	padBlock    = 64
	nonceSize   = chacha20poly1305.NonceSizeX
	// maxValue bounds a sealed value: a damaged length must not ask for
	// gigabytes of memory.
	maxValue = 64 << 20
	maxKey   = 64
)

var errSeal = &Error{Code: CodeDamaged, Err: errors.New("a value fails its seal")}

// sealer authenticates and encrypts values. The bucket, the key and the
// book's id are bound in, so that a sealed value cannot be moved elsewhere.
type sealer struct {
	aead cipher.AEAD
	book crm.ID
}

func newSealer(master []byte, book crm.ID) (*sealer, error) {
	key, err := hkdf.Key(sha256.New, master, nil, "crm/v1/data/1", chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	aead, err := chacha20poly1305.NewX(key)
	return &sealer{aead, book}, err
}

func (s *sealer) aad(bucket string, key []byte) []byte {
	out := make([]byte, 0, 16+len(bucket)+1+len(key)+1)
	out = append(out, s.book[:]...)
	out = append(out, bucket...)
	out = append(out, 0)
	out = append(out, key...)
	return append(out, sealVersion)
}

// seal returns version, key epoch, nonce and ciphertext of the plaintext
// padded to a multiple of 64 bytes.
func (s *sealer) seal(bucket string, key, plain []byte) []byte {
	padded := (len(plain)/padBlock + 1) * padBlock
	out := make([]byte, sealHead+nonceSize+padded, sealHead+nonceSize+padded+chacha20poly1305.Overhead)
	out[0], out[2] = sealVersion, keyEpoch
	nonce := out[sealHead : sealHead+nonceSize]
	_, _ = rand.Read(nonce) // never fails: see crypto/rand
	body := out[sealHead+nonceSize:]
	copy(body, plain)
	body[len(plain)] = 0x80
	return s.aead.Seal(out[:sealHead+nonceSize], nonce, body, s.aad(bucket, key))
}

// open returns a fresh copy of the plaintext.
func (s *sealer) open(bucket string, key, sealed []byte) ([]byte, error) {
	if len(sealed) < sealHead+nonceSize || len(sealed) > maxValue || len(key) > maxKey || sealed[0] != sealVersion || sealed[1] != 0 || sealed[2] != keyEpoch {
		return nil, errSeal
	}
	nonce, body := sealed[sealHead:sealHead+nonceSize], sealed[sealHead+nonceSize:]
	plain, err := s.aead.Open(nil, nonce, body, s.aad(bucket, key))
	if err != nil {
		return nil, errSeal
	}
	for i := len(plain) - 1; i >= 0; i-- {
		if plain[i] == 0x80 {
			return plain[:i], nil
		}
		if plain[i] != 0 {
			break
		}
	}
	return nil, errSeal
}
