package table

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// The caps on what is read. They are far above any real file and keep a
// damaged or hostile one from eating the computer's memory.
const (
	DefaultMaxBytes = 200 << 20 // unpacked
	maxField        = 1 << 20
	maxColumns      = 500
)

// HeaderChoice says whether the first row holds the headings.
type HeaderChoice int8

// The choices; the zero value finds out.
const (
	HeaderAuto HeaderChoice = iota
	HeaderYes
	HeaderNo
)

// Options overrule what would otherwise be found out. The zero value is fine.
type Options struct {
	// Locale (BCP 47, "it", "zh-Hans", "en-GB") decides only what the file
	// leaves open: the order of encodings tried, day or month first, the
	// decimal mark.
	Locale    string
	Encoding  string // one of [Encodings]
	Separator byte   // one of , ; TAB |
	Header    HeaderChoice
	MaxBytes  int64 // unpacked; 0 means DefaultMaxBytes
}

// Open reads the file at path, plain or gzipped. An error is a *Problem.
func Open(path string, o Options) (*Table, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotOpen(name, err)
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.IsDir() {
		return nil, &Problem{Code: CodeCannotOpen, File: name}
	}
	return Read(f, name, o)
}

// Read reads a file from r, plain or gzipped; name is only for messages. An
// error is a *Problem.
func Read(r io.Reader, name string, o Options) (*Table, error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	data, p := unpack(r, name, o.MaxBytes)
	if p != nil {
		return nil, p
	}
	t := &Table{Name: name, locale: o.Locale}
	sum := sha256.Sum256(data)
	t.SHA256 = hex.EncodeToString(sum[:])
	if p := t.understand(data, o); p != nil {
		p.File = name
		return nil, p
	}
	return t, nil
}

func cannotOpen(name string, err error) *Problem {
	var pe *os.PathError
	if errors.As(err, &pe) {
		err = pe.Err // the path is in the message already
	}
	return &Problem{Code: CodeCannotOpen, File: name, Value: shorten(err.Error())}
}

// unpack returns the whole content. Keeping it in memory makes every pass
// see the same bytes even when the file is being rewritten meanwhile.
func unpack(r io.Reader, name string, limit int64) ([]byte, *Problem) {
	br := bufio.NewReaderSize(r, 1<<16)
	r = br
	magic, err := br.Peek(2)
	if err != nil && err != io.EOF {
		return nil, cannotOpen(name, err)
	}
	packed := bytes.Equal(magic, []byte{0x1f, 0x8b})
	if packed {
		zr, err := gzip.NewReader(br)
		if err != nil {
			return nil, &Problem{Code: CodeGzipBroken, File: name}
		}
		r = zr
	}
	var buf bytes.Buffer
	n, err := buf.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case n > limit:
		return nil, &Problem{Code: CodeTooLarge, File: name, Value: strconv.FormatInt(limit>>20, 10)}
	case err != nil && packed:
		return nil, &Problem{Code: CodeGzipBroken, File: name}
	case err != nil:
		return nil, cannotOpen(name, err)
	}
	return buf.Bytes(), nil
}
