package crm

import (
	"encoding/hex"
	"errors"

	"github.com/google/uuid"
)

// ID names a record for ever. It is a UUIDv7: ordered by time of creation,
// never reused. The zero ID means "none".
type ID [16]byte

// NewID returns a fresh, time-ordered ID.
func NewID() ID { return ID(uuid.Must(uuid.NewV7())) }

var errBadID = errors.New("not a record id (32 hexadecimal digits)")

// ParseID reads the text form of an ID, with or without hyphens.
func ParseID(s string) (ID, error) {
	u, err := uuid.Parse(s)
	if err != nil {
		return ID{}, errBadID
	}
	return ID(u), nil
}

// IsZero reports whether the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// String returns 32 lower-case hexadecimal digits; empty for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	return hex.EncodeToString(id[:])
}

// MarshalText writes the form of [ID.String].
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	v, err := ParseID(string(b))
	*id = v
	return err
}
