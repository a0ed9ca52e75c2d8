package sales

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"regulars/data/crm"
)

// numberWidth is the least number of digits of a number of our own.
const numberWidth = 4

// ownPrefix begins the numbers of a type that has none yet: "2026-", "R2026-".
func ownPrefix(d crm.DocType, year int) string {
	letter := map[crm.DocType]string{crm.Quote: "Q", crm.Invoice: "R", crm.CreditNote: "C"}[d]
	return fmt.Sprintf("%s%d-", letter, year)
}

// splitNumber takes the digits off the end of a number; ok is false when
// there are none, or too many to count on.
func splitNumber(number string) (prefix, digits string, n int64, ok bool) {
	prefix = strings.TrimRight(number, "0123456789")
	digits = number[len(prefix):]
	n, err := strconv.ParseInt(digits, 10, 64)
	return prefix, digits, n, err == nil && n < 1<<62
}

// nextNumber proposes the number of a new document of a type: it goes on
// counting the way the newest one does, and begins again with the year where
// the number names it.
func nextNumber(heads []*docHead, kind crm.DocType, day crm.Date) string {
	year := day.Time().Year()
	var newest *docHead
	for _, h := range heads {
		if _, _, _, ok := splitNumber(h.Number); !ok || h.DocType != kind {
			continue
		}
		if newest == nil || cmp.Or(cmp.Compare(h.Date, newest.Date), bytes.Compare(h.ID[:], newest.ID[:])) > 0 {
			newest = h
		}
	}
	if newest == nil {
		return ownPrefix(kind, year) + pad(1, numberWidth)
	}
	prefix, digits, _, _ := splitNumber(newest.Number)
	if then := newest.Date.Time().Year(); then < year {
		prefix = strings.Replace(prefix, strconv.Itoa(then), strconv.Itoa(year), 1)
	}
	return prefix + pad(lastCount(heads, kind, prefix)+1, len(digits))
}

// lastCount is the highest number counted behind a prefix.
func lastCount(heads []*docHead, kind crm.DocType, prefix string) (last int64) {
	for _, h := range heads {
		if h.DocType != kind || !strings.HasPrefix(h.Number, prefix) {
			continue
		}
		if p, _, n, ok := splitNumber(h.Number); ok && p == prefix {
			last = max(last, n)
		}
	}
	return last
}

func pad(n int64, width int) string { return fmt.Sprintf("%0*d", width, n) }

// numberTaken reports whether another document of the type has the number.
func numberTaken(heads []*docHead, kind crm.DocType, number string, except crm.ID) bool {
	for _, h := range heads {
		if h.DocType == kind && h.Number == number && h.ID != except {
			return true
		}
	}
	return false
}
