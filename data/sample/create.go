package sample

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"regulars/data/book"
)

// Seed is the seed of the sample business that everybody sees.
const Seed = 1

// Create makes a new book at path and puts the sample business into it.
// title names the change set in the history.
func Create(path, kind, title string, opt book.Options) (*book.Book, error) {
	biz := Generate(kind, Seed)
	if len(biz.Parties) == 0 {
		return nil, fmt.Errorf("no sample business %q; there is: %s", kind, strings.Join(Kinds(), ", "))
	}
	b, err := book.Create(path, biz.Settings, opt)
	if err != nil {
		return nil, err
	}
	_, err = b.Update(title, func(tx *book.Tx) error {
		for _, r := range biz.Records() {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = b.Checkpoint()
	}
	if err != nil {
		return nil, errors.Join(err, b.Close(), os.Remove(path))
	}
	return b, nil
}
